-- What nodes hold, for those who look whether one of them is dead: each few seconds, and not through a million rows.
CREATE INDEX ix_delivery_leased_by ON delivery (leased_by) WHERE leased_by is not null;

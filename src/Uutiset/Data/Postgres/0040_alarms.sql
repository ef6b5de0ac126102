-- Since when a sending stands still of itself, or gets nowhere: editors are told.
ALTER TABLE dispatch ADD COLUMN held_utc timestamp with time zone;
ALTER TABLE dispatch ADD COLUMN failing_utc timestamp with time zone;
UPDATE dispatch SET held_utc = started_utc WHERE state = 'paused' AND notice IS NOT NULL;

-- A delivery in doubt at which somebody has looked and left it so.
ALTER TABLE delivery ADD COLUMN left_utc timestamp with time zone;

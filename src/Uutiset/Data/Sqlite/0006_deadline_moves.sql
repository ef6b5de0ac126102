-- When a deadline got its day by a move, and who moved it. Moves of the first edition: the last save is the nearest that is known.
alter table deadline add column moved_utc text null;
alter table deadline add column moved_by text null;
update deadline set moved_utc = saved_utc where supersedes_id is not null;

-- A call may be known to open in a month, and nobody may know yet when it closes. SQLite drops "not null" only with the column.
drop index ix_deadline_closes;
alter table deadline add column opens_precision text not null default 'day';
alter table deadline add column closes_known text null;
update deadline set closes_known = closes;
alter table deadline drop column closes;
alter table deadline rename column closes_known to closes;
create index ix_deadline_closes on deadline (closes);

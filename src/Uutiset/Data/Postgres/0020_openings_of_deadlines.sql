-- A call may be known to open in a month, and nobody may know yet when it closes
alter table deadline add column opens_precision text not null default 'day';
alter table deadline alter column closes drop not null;

-- A mail that a reader's own new request asks for passes a suppression that is older than it; confirming then lifts that one.
alter table delivery add column opt_in boolean not null default false;

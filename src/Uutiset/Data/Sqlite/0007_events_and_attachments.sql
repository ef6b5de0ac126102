-- Events: where online, how to sign up, in which region, and what calendars need to follow a change.
alter table event add column online_url text null;
alter table event add column registration_url text null;
alter table event add column registration_until text null;
alter table event add column region_code text null constraint fk_event_region_code references region (code) on delete restrict;
alter table event add column saved_utc text not null default '2000-01-01 00:00:00';
alter table event add column version integer not null default 1;
create index ix_event_region_code on event (region_code);
update event set saved_utc = coalesce((select max(a.saved_utc) from article a join article_event e on e.article_id = a.id where e.event_id = event.id), saved_utc);
-- Attachments: several presenters, each with title and organisation; when they may be seen; how accessible a recording is; the event they belong to.
alter table attachment add column presenters text not null default '[]';
update attachment set presenters = json_array(json_object('name', presenter)) where presenter is not null and trim(presenter) <> '';
alter table attachment drop column presenter;
alter table attachment add column pages integer null;
alter table attachment add column lang text null;
alter table attachment add column available_from text null;
alter table attachment add column captions text null;
alter table attachment add column event_id integer null constraint fk_attachment_event_id references event (id) on delete set null;
create index ix_attachment_event_id on attachment (event_id);
create index ix_attachment_available_until on attachment (available_until);
-- What an owner has been reminded of: once for each attachment and day.
create table attachment_reminder (
    article_id integer not null,
    title text not null,
    kind text not null,
    day text not null,
    sent_utc text not null,
    constraint pk_attachment_reminder primary key (article_id, title, kind, day),
    constraint fk_attachment_reminder_article_id foreign key (article_id) references article (id) on delete cascade
);

-- Recordings: captions in several languages, a poster, what is said as a text, until when missing captions come; how accessible a file is; what lies at an outside address.
alter table attachment add column captions_until text null;
alter table attachment add column captions_fi text null;
alter table attachment add column captions_sv text null;
alter table attachment add column captions_en text null;
alter table attachment add column poster_id text null;
alter table attachment add column transcript_id text null;
alter table attachment add column transcript_url text null;
alter table attachment add column accessibility text null;
alter table attachment add column file_type text null;
alter table attachment add column file_size integer null;
-- Whether those who got the error in a bulletin are told of the correction.
alter table correction add column renotify integer not null default 0;

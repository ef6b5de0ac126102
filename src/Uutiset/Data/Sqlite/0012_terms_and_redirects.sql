-- Terms that can be changed: a version to hold edits against, what is above them, the same concept outside, former addresses; and redirects made by hand
alter table term add column version integer not null default 1;
alter table term add column uri text;
alter table term add column is_former_address integer not null default 0;
alter table term add column broader_id integer null constraint fk_term_broader_id references term (id) on delete restrict;
create index ix_term_broader_id on term (broader_id);

-- Addresses that editors lead on, or declare gone
CREATE TABLE redirect (
    id INTEGER NOT NULL CONSTRAINT pk_redirect PRIMARY KEY AUTOINCREMENT,
    public_id TEXT NOT NULL,
    from_path TEXT NOT NULL,
    to_address TEXT NULL,
    saved_utc TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_redirect_from_path ON redirect (from_path);
CREATE UNIQUE INDEX ix_redirect_public_id ON redirect (public_id);

-- What may be forgotten one day goes into a row of its own; the event stays for ever
CREATE TABLE "audit_content" (
    "event_id" INTEGER NOT NULL CONSTRAINT "pk_audit_content" PRIMARY KEY,
    "salt" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "address" TEXT NULL,
    "detail" TEXT NULL,
    "changes" TEXT NULL,
    CONSTRAINT "fk_audit_content_event_id" FOREIGN KEY ("event_id") REFERENCES "audit_event" ("id") ON DELETE RESTRICT
);

CREATE TABLE "audit_link" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_audit_link" PRIMARY KEY,
    "event_id" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "fk_audit_link_event_id" FOREIGN KEY ("event_id") REFERENCES "audit_event" ("id") ON DELETE RESTRICT
);

CREATE TABLE "audit_erasure" (
    "event_id" INTEGER NOT NULL CONSTRAINT "pk_audit_erasure" PRIMARY KEY,
    "by_event_id" INTEGER NOT NULL,
    CONSTRAINT "fk_audit_erasure_by_event_id" FOREIGN KEY ("by_event_id") REFERENCES "audit_event" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_audit_erasure_event_id" FOREIGN KEY ("event_id") REFERENCES "audit_event" ("id") ON DELETE RESTRICT
);

-- Of an IPv4 address the network stays; an IPv6 address of a household is not told apart from others in SQL, and goes
insert into audit_content (event_id, salt, who, address, detail)
select id, lower(hex(randomblob(16))), who, case when address like '%:%' then null else rtrim(address, '0123456789') || '0/24' end, detail from audit_event;

alter table audit_event add column actor TEXT NULL;
-- Two of one name cannot be told apart
update audit_event set actor = case when who = 'uutiset' then 'system'
    else (select 'user:' || min(account.id) from account where account.name = audit_event.who group by account.name having count(*) = 1) end;
alter table audit_event drop column who;
alter table audit_event drop column detail;
alter table audit_event drop column address;

CREATE INDEX "ix_audit_event_actor" ON "audit_event" ("actor");
CREATE INDEX "ix_audit_event_object" ON "audit_event" ("object");
CREATE INDEX "ix_audit_event_what" ON "audit_event" ("what");
CREATE UNIQUE INDEX "ix_audit_content_salt" ON "audit_content" ("salt");
CREATE UNIQUE INDEX "ix_audit_link_event_id" ON "audit_link" ("event_id");
CREATE INDEX "ix_audit_erasure_by_event_id" ON "audit_erasure" ("by_event_id");

create trigger audit_event_not_updated before update on audit_event begin select raise(abort, 'audit_event is append-only'); end;
create trigger audit_event_not_deleted before delete on audit_event begin select raise(abort, 'audit_event is append-only'); end;
-- INSERT OR REPLACE removes the old row without asking the delete trigger
create trigger audit_event_not_replaced before insert on audit_event when exists (select 1 from audit_event where id = new.id) begin select raise(abort, 'audit_event is append-only'); end;
create trigger audit_link_not_updated before update on audit_link begin select raise(abort, 'audit_link is append-only'); end;
create trigger audit_link_not_deleted before delete on audit_link begin select raise(abort, 'audit_link is append-only'); end;
create trigger audit_link_not_replaced before insert on audit_link when exists (select 1 from audit_link where seq = new.seq or event_id = new.event_id) begin select raise(abort, 'audit_link is append-only'); end;
create trigger audit_erasure_not_updated before update on audit_erasure begin select raise(abort, 'audit_erasure is append-only'); end;
create trigger audit_erasure_not_deleted before delete on audit_erasure begin select raise(abort, 'audit_erasure is append-only'); end;
create trigger audit_erasure_not_replaced before insert on audit_erasure when exists (select 1 from audit_erasure where event_id = new.event_id) begin select raise(abort, 'audit_erasure is append-only'); end;
create trigger audit_content_not_updated before update on audit_content begin select raise(abort, 'audit_content is append-only'); end;
create trigger audit_content_not_deleted before delete on audit_content when not exists (select 1 from audit_erasure where event_id = old.event_id) begin select raise(abort, 'audit_content is append-only'); end;
create trigger audit_content_not_replaced before insert on audit_content when exists (select 1 from audit_content where event_id = new.event_id or salt = new.salt) begin select raise(abort, 'audit_content is append-only'); end;
-- What was forgotten does not come back as something else
create trigger audit_content_not_returned before insert on audit_content when exists (select 1 from audit_link where event_id = new.event_id) begin select raise(abort, 'audit_content is append-only'); end;

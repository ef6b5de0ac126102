-- Each line of the consent ledger is a link of a chain under the site's own key: what was changed behind the program's back is found
CREATE TABLE "consent_link" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_consent_link" PRIMARY KEY,
    "event_id" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "fk_consent_link_event_id" FOREIGN KEY ("event_id") REFERENCES "consent_event" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "ix_consent_link_event_id" ON "consent_link" ("event_id");

-- Words that are erased leave their hash in the chain: without the salt, which goes with them, nobody could tell from it what they were
drop trigger consent_detail_not_updated;
ALTER TABLE "consent_detail" ADD COLUMN "salt" TEXT NOT NULL DEFAULT '';
update consent_detail set salt = lower(hex(randomblob(16)));
create trigger consent_detail_not_updated before update on consent_detail begin select raise(abort, 'consent_detail is append-only'); end;
-- They go only together with the line that says so, which has no link before it is committed
drop trigger consent_detail_not_deleted;
create trigger consent_detail_not_deleted before delete on consent_detail
    when not exists (
        select 1 from consent_event e join consent_event x on x.address_key = e.address_key
        where e.id = old.event_id and x.kind = 'erased' and not exists (select 1 from consent_link l where l.event_id = x.id))
    begin select raise(abort, 'consent_detail is append-only'); end;
-- And what was erased does not come back as something else
create trigger consent_detail_not_returned before insert on consent_detail when exists (select 1 from consent_link where event_id = new.event_id) begin select raise(abort, 'consent_detail is append-only'); end;

create trigger consent_link_not_updated before update on consent_link begin select raise(abort, 'consent_link is append-only'); end;
create trigger consent_link_not_deleted before delete on consent_link begin select raise(abort, 'consent_link is append-only'); end;
create trigger consent_link_not_replaced before insert on consent_link when exists (select 1 from consent_link where seq = new.seq or event_id = new.event_id) begin select raise(abort, 'consent_link is append-only'); end;

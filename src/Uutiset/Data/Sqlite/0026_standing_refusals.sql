-- A no outlives the contact that said it: neither an import nor an older copy of the contacts undoes it. Organisation 0: every seat under the publisher.
CREATE TABLE "withdrawal" (
    "address_key" TEXT NOT NULL,
    "publisher_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "at_utc" TEXT NOT NULL,
    CONSTRAINT "pk_withdrawal" PRIMARY KEY ("address_key", "publisher_id", "organisation_id")
);
CREATE INDEX "ix_withdrawal_publisher_id" ON "withdrawal" ("publisher_id");

-- Who said yes again afterwards has taken the no back
insert into withdrawal (address_key, publisher_id, organisation_id, at_utc)
select c.address_key, s.publisher_id,
    case when (select e.detail from consent_event e where e.contact_id = c.public_id and e.kind = 'withdrawn' order by e.id desc limit 1) = 'organisation' then coalesce(s.organisation_id, 0) else 0 end,
    max(coalesce(c.withdrawn_utc, c.created_utc))
from contact c join subscription s on s.id = c.subscription_id
where c.state = 'withdrawn' and not exists (
    select 1 from contact k join subscription t on t.id = k.subscription_id
    where k.address_key = c.address_key and t.publisher_id = s.publisher_id and k.state = 'confirmed' and k.confirmed_utc > coalesce(c.withdrawn_utc, c.created_utc))
group by 1, 2, 3;

-- The words of the ledger may hold a name, and then they must be erasable (GDPR 17); the line itself stands for ever
CREATE TABLE "consent_detail" (
    "event_id" INTEGER NOT NULL CONSTRAINT "pk_consent_detail" PRIMARY KEY,
    "text" TEXT NOT NULL,
    CONSTRAINT "fk_consent_detail_event_id" FOREIGN KEY ("event_id") REFERENCES "consent_event" ("id") ON DELETE RESTRICT
);
insert into consent_detail (event_id, text) select id, detail from consent_event where detail is not null;
alter table consent_event drop column detail;

create trigger consent_detail_not_updated before update on consent_detail begin select raise(abort, 'consent_detail is append-only'); end;
-- They go only after the ledger says that the person was erased
create trigger consent_detail_not_deleted before delete on consent_detail
    when not exists (select 1 from consent_event e join consent_event x on x.address_key = e.address_key where e.id = old.event_id and x.kind = 'erased')
    begin select raise(abort, 'consent_detail is append-only'); end;
create trigger consent_detail_not_replaced before insert on consent_detail when exists (select 1 from consent_detail where event_id = new.event_id) begin select raise(abort, 'consent_detail is append-only'); end;

-- A log of deliveries says for a year to whom they went, then only how many there were (DP-10)
alter table "dispatch" add column "forgotten_utc" TEXT NULL;

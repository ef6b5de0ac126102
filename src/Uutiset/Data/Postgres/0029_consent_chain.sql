-- Each line of the consent ledger is a link of a chain under the site's own key: what was changed behind the program's back is found
CREATE TABLE consent_link (
    seq bigint NOT NULL,
    event_id bigint NOT NULL,
    content_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT pk_consent_link PRIMARY KEY (seq),
    CONSTRAINT fk_consent_link_event_id FOREIGN KEY (event_id) REFERENCES consent_event (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_consent_link_event_id ON consent_link (event_id);

-- Words that are erased leave their hash in the chain: without the salt, which goes with them, nobody could tell from it what they were
drop trigger consent_detail_not_updated on consent_detail;
ALTER TABLE consent_detail ADD COLUMN salt text NOT NULL DEFAULT '';
update consent_detail set salt = replace(gen_random_uuid()::text, '-', '');
create trigger consent_detail_not_updated before update on consent_detail for each row execute function refuse_change();
-- They go only together with the line that says so, which has no link before it is committed
create or replace function refuse_unsaid_forgetting() returns trigger language plpgsql as $$ begin
    if not exists (
        select 1 from consent_event e join consent_event x on x.address_key = e.address_key
        where e.id = old.event_id and x.kind = 'erased' and not exists (select 1 from consent_link l where l.event_id = x.id)) then raise exception 'consent_detail is append-only'; end if;
    return old;
end $$;
-- And what was erased does not come back as something else
create function refuse_late_words() returns trigger language plpgsql as $$ begin
    if exists (select 1 from consent_link where event_id = new.event_id) then raise exception 'consent_detail is append-only'; end if;
    return new;
end $$;
create trigger consent_detail_not_returned before insert on consent_detail for each row execute function refuse_late_words();

create trigger consent_link_append_only before update or delete on consent_link for each row execute function refuse_change();
create trigger consent_link_not_emptied before truncate on consent_link for each statement execute function refuse_change();

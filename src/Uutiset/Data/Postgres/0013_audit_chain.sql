-- What may be forgotten one day goes into a row of its own; the event stays for ever
CREATE TABLE audit_content (
    event_id bigint NOT NULL,
    salt text NOT NULL,
    who text NOT NULL,
    address text,
    detail text,
    changes text,
    CONSTRAINT pk_audit_content PRIMARY KEY (event_id),
    CONSTRAINT fk_audit_content_event_id FOREIGN KEY (event_id) REFERENCES audit_event (id) ON DELETE RESTRICT
);

CREATE TABLE audit_link (
    seq bigint NOT NULL,
    event_id bigint NOT NULL,
    content_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT pk_audit_link PRIMARY KEY (seq),
    CONSTRAINT fk_audit_link_event_id FOREIGN KEY (event_id) REFERENCES audit_event (id) ON DELETE RESTRICT
);

CREATE TABLE audit_erasure (
    event_id bigint NOT NULL,
    by_event_id bigint NOT NULL,
    CONSTRAINT pk_audit_erasure PRIMARY KEY (event_id),
    CONSTRAINT fk_audit_erasure_by_event_id FOREIGN KEY (by_event_id) REFERENCES audit_event (id) ON DELETE RESTRICT,
    CONSTRAINT fk_audit_erasure_event_id FOREIGN KEY (event_id) REFERENCES audit_event (id) ON DELETE RESTRICT
);

-- Of an IPv4 address the network stays; an IPv6 address is no longer told, as on the other engine
insert into audit_content (event_id, salt, who, address, detail)
select id, replace(gen_random_uuid()::text, '-', ''), who, case when address like '%:%' then null else rtrim(address, '0123456789') || '0/24' end, detail from audit_event;

alter table audit_event add column actor text;
-- Two of one name cannot be told apart
update audit_event set actor = case when who = 'uutiset' then 'system'
    else (select 'user:' || min(account.id) from account where account.name = audit_event.who group by account.name having count(*) = 1) end;
alter table audit_event drop column who, drop column detail, drop column address;

CREATE INDEX ix_audit_event_actor ON audit_event (actor);
CREATE INDEX ix_audit_event_object ON audit_event (object);
CREATE INDEX ix_audit_event_what ON audit_event (what);
CREATE UNIQUE INDEX ix_audit_content_salt ON audit_content (salt);
CREATE UNIQUE INDEX ix_audit_link_event_id ON audit_link (event_id);
CREATE INDEX ix_audit_erasure_by_event_id ON audit_erasure (by_event_id);

create trigger audit_event_append_only before update or delete on audit_event for each row execute function refuse_change();
create trigger audit_event_not_emptied before truncate on audit_event for each statement execute function refuse_change();
create trigger audit_link_append_only before update or delete on audit_link for each row execute function refuse_change();
create trigger audit_link_not_emptied before truncate on audit_link for each statement execute function refuse_change();
create trigger audit_erasure_append_only before update or delete on audit_erasure for each row execute function refuse_change();
create trigger audit_erasure_not_emptied before truncate on audit_erasure for each statement execute function refuse_change();
create function refuse_unsaid_erasure() returns trigger language plpgsql as $$ begin
    if not exists (select 1 from audit_erasure where event_id = old.event_id) then raise exception 'audit_content is append-only'; end if;
    return old;
end $$;
create trigger audit_content_not_updated before update on audit_content for each row execute function refuse_change();
create trigger audit_content_not_deleted before delete on audit_content for each row execute function refuse_unsaid_erasure();
create trigger audit_content_not_emptied before truncate on audit_content for each statement execute function refuse_change();
-- What was forgotten does not come back as something else
create function refuse_late_content() returns trigger language plpgsql as $$ begin
    if exists (select 1 from audit_link where event_id = new.event_id) then raise exception 'audit_content is append-only'; end if;
    return new;
end $$;
create trigger audit_content_not_returned before insert on audit_content for each row execute function refuse_late_content();

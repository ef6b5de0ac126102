-- Chains whose rows from before them have no links yet. Only these are ever linked as a whole, and once: whoever empties a table of links
-- gets no new chain by the next start.
CREATE TABLE unlinked_chain (
    name text NOT NULL,
    CONSTRAINT pk_unlinked_chain PRIMARY KEY (name)
);
insert into unlinked_chain (name) select 'audit' where not exists (select 1 from audit_link);
insert into unlinked_chain (name) select 'consent' where not exists (select 1 from consent_link);
create trigger unlinked_chain_not_added before insert or update on unlinked_chain for each row execute function refuse_change();

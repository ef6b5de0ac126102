-- The full-text vector beside the text that it was made from. The program analyses (Search/TsVector.cs) and hands the vector over as
-- text in "terms"; the trigger keeps the vector and drops the text.
alter table search_document add column vector tsvector not null default '';

-- Without fastupdate: a long pending list would be read by every search
create index ix_search_document_vector on search_document using gin (vector) with (fastupdate = off);

-- One row: the analysis that built the index
create table search_state (analysis text not null);

-- Every term ever indexed, for truncated words and suggestions; ts_stat would read every vector
create table search_term (term text primary key);

create function search_document_vector() returns trigger language plpgsql as $$
declare
    fresh text[];
begin
    if new.terms is not null then
        new.vector := new.terms::tsvector;
        new.terms := null;
        fresh := array(select u.lexeme from unnest(new.vector) u where not exists (select 1 from search_term t where t.term = u.lexeme));
        if cardinality(fresh) > 0 then
            -- Two transactions that add the same terms in another order would wait for each other for ever
            perform pg_advisory_xact_lock(hashtext('search_term'));
            insert into search_term select unnest(fresh) on conflict do nothing;
        end if;
    end if;
    return new;
end
$$;

create trigger search_document_vector before insert or update on search_document for each row execute function search_document_vector();

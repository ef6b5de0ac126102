-- The languages of a searchable text stand before each of its fields on their way to the tokenizer (Search/Fts5Tokenizer.cs).
drop trigger search_document_added;
drop trigger search_document_changed;
alter table "search_document" add column "languages" TEXT NOT NULL DEFAULT 'fi';
update search_document set languages = lang;

create trigger search_document_added after insert on search_document begin
    insert into search_index(rowid, title, tags, lead, byline, body) select new.id, mark || new.title, mark || new.tags, mark || new.lead, mark || new.byline, mark || new.body
    from (select char(31) || new.languages || char(31) as mark);
end;

create trigger search_document_changed after update on search_document begin
    delete from search_index where rowid = old.id;
    insert into search_index(rowid, title, tags, lead, byline, body) select new.id, mark || new.title, mark || new.tags, mark || new.lead, mark || new.byline, mark || new.body
    from (select char(31) || new.languages || char(31) as mark);
end;

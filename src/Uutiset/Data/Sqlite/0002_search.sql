-- The full-text index over search_document. Contentless with contentless_delete: external content would tokenize the old text
-- again on delete and corrupt the index once the analysis has changed. The tokenizer is the program's own (Search/Fts5.cs).
create virtual table search_index using fts5(title, tags, lead, byline, body, content='', contentless_delete=1, tokenize='uutiset');

-- With FTS5's own settings a single write stalled for 5 to 12 s in a large archive; with these the worst was 165 ms
insert into search_index(search_index, rank) values ('crisismerge', 1000);
insert into search_index(search_index, rank) values ('automerge', 2);

create virtual table search_vocabulary using fts5vocab(search_index, 'row');

-- One row: the analysis that built the index
create table search_state (analysis text not null);

create trigger search_document_added after insert on search_document begin
    insert into search_index(rowid, title, tags, lead, byline, body) values (new.id, new.title, new.tags, new.lead, new.byline, new.body);
end;

create trigger search_document_removed after delete on search_document begin
    delete from search_index where rowid = old.id;
end;

create trigger search_document_changed after update on search_document begin
    delete from search_index where rowid = old.id;
    insert into search_index(rowid, title, tags, lead, byline, body) values (new.id, new.title, new.tags, new.lead, new.byline, new.body);
end;

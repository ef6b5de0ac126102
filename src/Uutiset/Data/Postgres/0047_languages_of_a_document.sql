-- In which languages a searchable text is analysed.
alter table search_document add column languages text not null default 'fi';
update search_document set languages = lang;

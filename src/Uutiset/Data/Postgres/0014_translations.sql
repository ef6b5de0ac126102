-- Versions of one item in several languages and in easy language, and short summaries where there is no full version.
alter table article add column easy_language boolean not null default false;

create table article_summary (
    article_id bigint not null,
    lang text not null,
    title text not null,
    text text not null,
    constraint pk_article_summary primary key (article_id, lang),
    constraint fk_article_summary_article_id foreign key (article_id) references article (id) on delete cascade
);

create table translation (
    article_id bigint not null,
    original_id bigint not null,
    lang text not null,
    easy_language boolean not null,
    source_revision integer not null,
    checked_utc timestamp with time zone not null,
    checked_by text not null,
    constraint pk_translation primary key (article_id),
    constraint fk_translation_article_id foreign key (article_id) references article (id) on delete cascade,
    constraint fk_translation_original_id foreign key (original_id) references article (id) on delete cascade
);
create unique index ix_translation_original_id_lang_easy_language on translation (original_id, lang, easy_language);

-- Links that older texts name: of two in one language the first keeps its place, and none may be the version of a version
insert into translation (article_id, original_id, lang, easy_language, source_revision, checked_utc, checked_by)
select min(a.id), o.id, r.draft::json ->> 'lang', false, o.working_revision, min(a.saved_utc), min(a.saved_by)
from article a
join revision r on r.article_id = a.id and r.number = a.working_revision
join article o on o.public_id = r.draft::json ->> 'translationOf'
join revision s on s.article_id = o.id and s.number = o.working_revision
where o.id <> a.id and s.draft::json ->> 'translationOf' is null and s.draft::json ->> 'lang' <> r.draft::json ->> 'lang'
group by o.id, o.working_revision, r.draft::json ->> 'lang';

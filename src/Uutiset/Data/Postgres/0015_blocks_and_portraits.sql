-- What a source is: who published it and when.
alter table article_link add column publisher text null;
alter table article_link add column dated_on date null;
-- A promise to come back to a matter.
alter table article add column follow_up text null;
alter table article add column follow_up_by date null;
-- Who tells more, whom the text tells of, and what it quotes.
create table article_contact (
    article_id bigint not null,
    position integer not null,
    person_id bigint null,
    name text not null,
    title text null,
    organisation text null,
    phone text null,
    email text null,
    constraint pk_article_contact primary key (article_id, position),
    constraint fk_article_contact_article_id foreign key (article_id) references article (id) on delete cascade,
    constraint fk_article_contact_person_id foreign key (person_id) references person (id) on delete set null
);
create index ix_article_contact_person_id on article_contact (person_id);
create table article_mention (
    article_id bigint not null,
    organisation_id bigint not null,
    position integer not null,
    constraint pk_article_mention primary key (article_id, organisation_id),
    constraint fk_article_mention_article_id foreign key (article_id) references article (id) on delete cascade,
    constraint fk_article_mention_organisation_id foreign key (organisation_id) references organisation (id) on delete restrict
);
create index ix_article_mention_organisation_id on article_mention (organisation_id);
create table article_quote (
    article_id bigint not null,
    position integer not null,
    speaker text not null,
    role text null,
    text text not null,
    constraint pk_article_quote primary key (article_id, position),
    constraint fk_article_quote_article_id foreign key (article_id) references article (id) on delete cascade
);
create index ix_article_quote_speaker on article_quote (speaker);
-- Photos and logos from the media library.
alter table person add column photo_id text null constraint fk_person_photo_id references media_item (public_id);
create index ix_person_photo_id on person (photo_id);
alter table organisation add column logo_id text null constraint fk_organisation_logo_id references media_item (public_id);
create index ix_organisation_logo_id on organisation (logo_id);
alter table project_funder add column logo_id text null constraint fk_project_funder_logo_id references media_item (public_id);
create index ix_project_funder_logo_id on project_funder (logo_id);

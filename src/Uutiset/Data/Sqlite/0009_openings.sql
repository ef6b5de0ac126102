-- Places to influence: hearings, calls for statements, strategy rounds, negotiations and grants, and who takes part.
create table opening (
    id integer not null constraint pk_opening primary key autoincrement,
    public_id text not null,
    slug text not null,
    kind text not null,
    lang text not null,
    title text not null,
    description text not null,
    decided_by text null,
    deadline_id integer null,
    material_url text null,
    answer_url text null,
    is_public integer not null,
    owner_id integer null,
    created_utc text not null,
    saved_utc text not null,
    saved_by text not null,
    version integer not null,
    constraint fk_opening_deadline_id foreign key (deadline_id) references deadline (id) on delete restrict,
    constraint fk_opening_owner_id foreign key (owner_id) references account (id) on delete set null
);
create unique index ix_opening_public_id on opening (public_id);
create unique index ix_opening_slug on opening (slug);
create index ix_opening_deadline_id on opening (deadline_id);
create index ix_opening_owner_id on opening (owner_id);
create table opening_region (
    opening_id integer not null,
    region_code text not null,
    constraint pk_opening_region primary key (opening_id, region_code),
    constraint fk_opening_region_opening_id foreign key (opening_id) references opening (id) on delete cascade,
    constraint fk_opening_region_region_code foreign key (region_code) references region (code) on delete restrict
);
create index ix_opening_region_region_code on opening_region (region_code);
create table opening_term (
    opening_id integer not null,
    term_id integer not null,
    constraint pk_opening_term primary key (opening_id, term_id),
    constraint fk_opening_term_opening_id foreign key (opening_id) references opening (id) on delete cascade,
    constraint fk_opening_term_term_id foreign key (term_id) references term (id) on delete restrict
);
create index ix_opening_term_term_id on opening_term (term_id);
create table opening_article (
    opening_id integer not null,
    article_id integer not null,
    constraint pk_opening_article primary key (opening_id, article_id),
    constraint fk_opening_article_opening_id foreign key (opening_id) references opening (id) on delete cascade,
    constraint fk_opening_article_article_id foreign key (article_id) references article (id) on delete cascade
);
create index ix_opening_article_article_id on opening_article (article_id);
create table opening_answer (
    opening_id integer not null,
    organisation_id integer not null,
    marked_utc text not null,
    marked_by text not null,
    constraint pk_opening_answer primary key (opening_id, organisation_id),
    constraint fk_opening_answer_opening_id foreign key (opening_id) references opening (id) on delete cascade,
    constraint fk_opening_answer_organisation_id foreign key (organisation_id) references organisation (id) on delete cascade
);
create index ix_opening_answer_organisation_id on opening_answer (organisation_id);

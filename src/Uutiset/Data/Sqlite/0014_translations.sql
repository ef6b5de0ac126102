-- Versions of one item in several languages and in easy language, and short summaries where there is no full version.
alter table "article" add column "easy_language" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "article_summary" (
    "article_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "pk_article_summary" PRIMARY KEY ("article_id", "lang"),
    CONSTRAINT "fk_article_summary_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);

CREATE TABLE "translation" (
    "article_id" INTEGER NOT NULL CONSTRAINT "pk_translation" PRIMARY KEY,
    "original_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "easy_language" INTEGER NOT NULL,
    "source_revision" INTEGER NOT NULL,
    "checked_utc" TEXT NOT NULL,
    "checked_by" TEXT NOT NULL,
    CONSTRAINT "fk_translation_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_translation_original_id" FOREIGN KEY ("original_id") REFERENCES "article" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "ix_translation_original_id_lang_easy_language" ON "translation" ("original_id", "lang", "easy_language");

-- Links that older texts name: of two in one language the first keeps its place, and none may be the version of a version
insert into "translation" ("article_id", "original_id", "lang", "easy_language", "source_revision", "checked_utc", "checked_by")
select min(a."id"), o."id", json_extract(r."draft", '$.lang'), 0, o."working_revision", min(a."saved_utc"), min(a."saved_by")
from "article" a
join "revision" r on r."article_id" = a."id" and r."number" = a."working_revision"
join "article" o on o."public_id" = json_extract(r."draft", '$.translationOf')
join "revision" s on s."article_id" = o."id" and s."number" = o."working_revision"
where o."id" <> a."id" and json_extract(s."draft", '$.translationOf') is null and json_extract(s."draft", '$.lang') <> json_extract(r."draft", '$.lang')
group by o."id", o."working_revision", json_extract(r."draft", '$.lang');

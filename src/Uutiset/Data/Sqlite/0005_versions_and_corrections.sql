-- The article's version that a save made. Before this step nobody could have begun to write at an older version than all of these.
alter table "revision" add column "article_version" INTEGER NOT NULL DEFAULT 0;
update "revision" set "article_version" = "number";

CREATE TABLE "correction" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_correction" PRIMARY KEY AUTOINCREMENT,
    "article_id" INTEGER NOT NULL,
    "at_utc" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "wrong" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "former_revision" INTEGER NULL,
    "shows_former" INTEGER NOT NULL,
    CONSTRAINT "fk_correction_article_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_correction_article_id" ON "correction" ("article_id");
CREATE INDEX "ix_correction_at_utc" ON "correction" ("at_utc");

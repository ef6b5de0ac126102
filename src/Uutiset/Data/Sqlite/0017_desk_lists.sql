-- By what the desk finds articles, drafts among them, and changes of many articles at once with what stood before.
-- Rows of articles from before this step are written by migrate: they are made of the newest texts.
CREATE TABLE "working_text" (
    "article_id" INTEGER NOT NULL CONSTRAINT "pk_working_text" PRIMARY KEY,
    "words" TEXT NOT NULL,
    CONSTRAINT "fk_working_text_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);

CREATE TABLE "filing" (
    "article_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT "pk_filing" PRIMARY KEY ("article_id", "kind", "key"),
    CONSTRAINT "fk_filing_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_filing_kind_key_article_id" ON "filing" ("kind", "key", "article_id");

CREATE TABLE "bulk_change" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_bulk_change" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "planned_utc" TEXT NOT NULL,
    "done_utc" TEXT NULL,
    "undone_by_id" INTEGER NULL,
    "undone_by" TEXT NULL,
    "undone_utc" TEXT NULL,
    "held_until_utc" TEXT NULL,
    CONSTRAINT "fk_bulk_change_by_id" FOREIGN KEY ("by_id") REFERENCES "account" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_bulk_change_undone_by_id" FOREIGN KEY ("undone_by_id") REFERENCES "account" ("id") ON DELETE SET NULL
);
CREATE INDEX "ix_bulk_change_by_id" ON "bulk_change" ("by_id");
CREATE UNIQUE INDEX "ix_bulk_change_public_id" ON "bulk_change" ("public_id");
CREATE INDEX "ix_bulk_change_state" ON "bulk_change" ("state");
CREATE INDEX "ix_bulk_change_undone_by_id" ON "bulk_change" ("undone_by_id");

CREATE TABLE "bulk_change_row" (
    "change_id" INTEGER NOT NULL,
    "article_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NULL,
    "public" INTEGER NOT NULL,
    "waits" INTEGER NOT NULL,
    "before" TEXT NULL,
    "version_after" INTEGER NULL,
    CONSTRAINT "pk_bulk_change_row" PRIMARY KEY ("change_id", "article_id"),
    CONSTRAINT "fk_bulk_change_row_change_id" FOREIGN KEY ("change_id") REFERENCES "bulk_change" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_bulk_change_row_change_id_state" ON "bulk_change_row" ("change_id", "state");

CREATE INDEX ix_article_status_review_by ON article (status, review_by);
CREATE INDEX ix_article_publish_at_utc ON article (publish_at_utc);

-- All that the desk's list of articles filters and sorts by, and all that makes an article public: with 20,000 articles SQLite reads
-- two megabytes of these instead of eighty of the rows themselves, which hold the texts.
CREATE INDEX ix_article_list ON article (saved_utc, status, type, lang, published_utc, owner_id, public_revision, working_revision, working_title);
CREATE INDEX ix_article_visible ON article (status, published_utc, expires_utc);

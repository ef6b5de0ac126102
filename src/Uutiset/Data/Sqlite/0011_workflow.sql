-- What happens around an article before it comes out: review, comments, links for people outside, and notices of all that.
alter table "account" add column "notice_mail" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "notice" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_notice" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT NULL,
    "at_utc" TEXT NOT NULL,
    "read_utc" TEXT NULL,
    "mailed_utc" TEXT NULL,
    CONSTRAINT "fk_notice_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_notice_at_utc" ON "notice" ("at_utc");
CREATE INDEX "ix_notice_user_id_read_utc" ON "notice" ("user_id", "read_utc");

CREATE TABLE "article_review" (
    "article_id" INTEGER NOT NULL CONSTRAINT "pk_article_review" PRIMARY KEY,
    "state" TEXT NOT NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "asked_utc" TEXT NOT NULL,
    "editor_id" INTEGER NULL,
    "message" TEXT NULL,
    "returned_by" TEXT NULL,
    "returned_utc" TEXT NULL,
    "note" TEXT NULL,
    CONSTRAINT "fk_article_review_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_review_by_id" FOREIGN KEY ("by_id") REFERENCES "account" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_article_review_editor_id" FOREIGN KEY ("editor_id") REFERENCES "account" ("id") ON DELETE SET NULL
);
CREATE INDEX "ix_article_review_by_id" ON "article_review" ("by_id");
CREATE INDEX "ix_article_review_editor_id" ON "article_review" ("editor_id");
CREATE INDEX "ix_article_review_state" ON "article_review" ("state");

CREATE TABLE "preview_link" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_preview_link" PRIMARY KEY AUTOINCREMENT,
    "article_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "for_whom" TEXT NOT NULL,
    "may_answer" INTEGER NOT NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL,
    "expires_utc" TEXT NOT NULL,
    "revoked_utc" TEXT NULL,
    "opened_utc" TEXT NULL,
    CONSTRAINT "fk_preview_link_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_preview_link_by_id" FOREIGN KEY ("by_id") REFERENCES "account" ("id") ON DELETE SET NULL
);
CREATE INDEX "ix_preview_link_article_id" ON "preview_link" ("article_id");
CREATE INDEX "ix_preview_link_by_id" ON "preview_link" ("by_id");
CREATE UNIQUE INDEX "ix_preview_link_hash" ON "preview_link" ("hash");

CREATE TABLE "article_comment" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_article_comment" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "article_id" INTEGER NOT NULL,
    "thread_id" INTEGER NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "preview_link_id" INTEGER NULL,
    "text" TEXT NOT NULL,
    "at_utc" TEXT NOT NULL,
    "exact" TEXT NULL,
    "prefix" TEXT NULL,
    "suffix" TEXT NULL,
    "resolved_by" TEXT NULL,
    "resolved_utc" TEXT NULL,
    CONSTRAINT "fk_article_comment_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_comment_by_id" FOREIGN KEY ("by_id") REFERENCES "account" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_article_comment_preview_link_id" FOREIGN KEY ("preview_link_id") REFERENCES "preview_link" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_article_comment_thread_id" FOREIGN KEY ("thread_id") REFERENCES "article_comment" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_article_comment_article_id" ON "article_comment" ("article_id");
CREATE INDEX "ix_article_comment_by_id" ON "article_comment" ("by_id");
CREATE INDEX "ix_article_comment_preview_link_id" ON "article_comment" ("preview_link_id");
CREATE UNIQUE INDEX "ix_article_comment_public_id" ON "article_comment" ("public_id");
CREATE INDEX "ix_article_comment_thread_id" ON "article_comment" ("thread_id");

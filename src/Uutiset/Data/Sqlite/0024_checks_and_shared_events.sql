-- When somebody last looked at a text and found it right, whether a scheduled text is a small correction, and which article an event's
-- details are written in: other articles tell the event and leave it as it is.
ALTER TABLE "article" ADD COLUMN "last_checked_utc" TEXT NULL;
ALTER TABLE "article" ADD COLUMN "publish_at_minor" INTEGER NULL;
ALTER TABLE "event" ADD COLUMN "article_id" INTEGER NULL CONSTRAINT "fk_event_article_id" REFERENCES "article" ("id") ON DELETE SET NULL;
CREATE INDEX "ix_event_article_id" ON "event" ("article_id");

-- So far an event was told by one article and its versions in other languages, of which the original wrote it.
UPDATE "event" SET "article_id" = (SELECT e."article_id" FROM "article_event" e JOIN "article" a ON a."id" = e."article_id"
    WHERE e."event_id" = "event"."id" ORDER BY a."translation_of_id" IS NOT NULL, e."article_id" LIMIT 1);

-- Whose a place to influence is, as articles are a publisher's: those from before are their maker's, and otherwise the site's first one's.
ALTER TABLE "opening" ADD COLUMN "publisher_id" INTEGER NULL CONSTRAINT "fk_opening_publisher_id" REFERENCES "organisation" ("id") ON DELETE RESTRICT;
CREATE INDEX "ix_opening_publisher_id" ON "opening" ("publisher_id");
UPDATE "opening" SET "publisher_id" = coalesce((SELECT a."publisher_id" FROM "account" a WHERE a."id" = "opening"."owner_id"), (SELECT min("id") FROM "organisation" WHERE "is_publisher"));

-- A closing known to the month stands on the month's last day, whichever of its days it was told by.
UPDATE "deadline" SET "closes" = date("closes", 'start of month', '+1 month', '-1 day') WHERE "precision" = 'month' AND "closes" IS NOT NULL;

-- The day on which somebody's last membership ends, kept on the person: whoever shows them need not remember their memberships.
ALTER TABLE "person" ADD COLUMN "members_until" TEXT NULL;
UPDATE "person" SET "members_until" = (SELECT max(m."until_on") FROM "membership" m WHERE m."person_id" = "person"."id")
WHERE NOT EXISTS (SELECT 1 FROM "membership" m WHERE m."person_id" = "person"."id" AND m."until_on" IS NULL);

-- What editors say of a region, a term, a person or an organisation on its page; regions had a Finnish one that nothing wrote.
ALTER TABLE "region" ADD COLUMN "introduction_sv_html" TEXT NULL;
ALTER TABLE "region" ADD COLUMN "introduction_en_html" TEXT NULL;
ALTER TABLE "term" ADD COLUMN "introduction_html" TEXT NULL;
ALTER TABLE "term" ADD COLUMN "introduction_sv_html" TEXT NULL;
ALTER TABLE "term" ADD COLUMN "introduction_en_html" TEXT NULL;
ALTER TABLE "organisation" ADD COLUMN "introduction_html" TEXT NULL;
ALTER TABLE "organisation" ADD COLUMN "introduction_sv_html" TEXT NULL;
ALTER TABLE "organisation" ADD COLUMN "introduction_en_html" TEXT NULL;
ALTER TABLE "person" ADD COLUMN "introduction_html" TEXT NULL;
ALTER TABLE "person" ADD COLUMN "introduction_sv_html" TEXT NULL;
ALTER TABLE "person" ADD COLUMN "introduction_en_html" TEXT NULL;
ALTER TABLE "region" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

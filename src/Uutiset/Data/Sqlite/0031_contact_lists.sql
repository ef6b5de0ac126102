-- Lists of contacts that were sent through the desk: how far each has come. Their addresses are in files, for a week.
CREATE TABLE "contact_upload" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_contact_upload" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "publisher_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "map" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "done_rows" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "barred" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "report_bytes" INTEGER NOT NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL,
    "done_utc" TEXT NULL,
    "held_until_utc" TEXT NULL
);
CREATE UNIQUE INDEX "ix_contact_upload_public_id" ON "contact_upload" ("public_id");
CREATE INDEX "ix_contact_upload_state" ON "contact_upload" ("state");

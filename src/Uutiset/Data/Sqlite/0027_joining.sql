-- Somebody asks to sit in the subscription of an organisation of the list: its owners, or the editors, say yes or no. Beside it the
-- business id that a stranger wrote with a new name: it proves nothing, so it is not the organisation's until an editor lists it.
CREATE TABLE "join_request" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_join_request" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "created_utc" TEXT NOT NULL,
    "asked_utc" TEXT NULL,
    "decided_utc" TEXT NULL,
    "decided_by" TEXT NULL,
    "accepted" INTEGER NULL,
    CONSTRAINT "fk_join_request_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_join_request_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "ix_join_request_public_id" ON "join_request" ("public_id");
CREATE INDEX "ix_join_request_contact_id" ON "join_request" ("contact_id");
CREATE INDEX "ix_join_request_organisation_id" ON "join_request" ("organisation_id");

ALTER TABLE "subscription" ADD COLUMN "typed_business_id" TEXT NULL;

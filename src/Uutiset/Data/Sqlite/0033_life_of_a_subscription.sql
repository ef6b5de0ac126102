-- A reader of whom nothing was heard for long is asked whether they still want the bulletins, and reminded once.
ALTER TABLE "contact" ADD COLUMN "stay_asked_utc" TEXT NULL;
ALTER TABLE "contact" ADD COLUMN "stay_reminded_utc" TEXT NULL;
CREATE INDEX "ix_contact_stay_asked_utc" ON "contact" ("stay_asked_utc");

-- The question who goes on outlives the seat that it is about, when its reader has everything erased. SQLite cannot make a column nullable.
ALTER TABLE "hand_over" RENAME TO "hand_over_before";
CREATE TABLE "hand_over" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_hand_over" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "contact_id" INTEGER NULL,
    "reason" TEXT NOT NULL,
    "asked_utc" TEXT NOT NULL,
    "closed_utc" TEXT NULL,
    "taken_by_id" INTEGER NULL,
    CONSTRAINT "fk_hand_over_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscription" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_hand_over_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_hand_over_taken_by_id" FOREIGN KEY ("taken_by_id") REFERENCES "contact" ("id") ON DELETE SET NULL
);
INSERT INTO "hand_over" ("id", "public_id", "subscription_id", "contact_id", "reason", "asked_utc", "closed_utc", "taken_by_id")
    SELECT "id", "public_id", "subscription_id", "contact_id", "reason", "asked_utc", "closed_utc", "taken_by_id" FROM "hand_over_before";
-- Numbers stand in mailed links: none is given twice
DELETE FROM sqlite_sequence WHERE name = 'hand_over';
INSERT INTO sqlite_sequence (name, seq) SELECT 'hand_over', seq FROM sqlite_sequence WHERE name = 'hand_over_before';
DROP TABLE "hand_over_before";
CREATE UNIQUE INDEX "ix_hand_over_public_id" ON "hand_over" ("public_id");
CREATE INDEX "ix_hand_over_subscription_id" ON "hand_over" ("subscription_id");
CREATE INDEX "ix_hand_over_contact_id" ON "hand_over" ("contact_id");
CREATE INDEX "ix_hand_over_taken_by_id" ON "hand_over" ("taken_by_id");
CREATE INDEX "ix_hand_over_closed_utc_asked_utc" ON "hand_over" ("closed_utc", "asked_utc");

-- A request to join that nobody answered in time: who asked is forgotten, that somebody did is counted.
CREATE TABLE "unanswered_join" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_unanswered_join" PRIMARY KEY AUTOINCREMENT,
    "organisation_id" INTEGER NOT NULL,
    "publisher_id" INTEGER NOT NULL,
    "ended_utc" TEXT NOT NULL,
    CONSTRAINT "fk_unanswered_join_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_unanswered_join_publisher_id" FOREIGN KEY ("publisher_id") REFERENCES "organisation" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_unanswered_join_organisation_id" ON "unanswered_join" ("organisation_id");
CREATE INDEX "ix_unanswered_join_publisher_id_ended_utc" ON "unanswered_join" ("publisher_id", "ended_utc");

-- Where a reader wants their mail from now on, until that address has said so itself.
CREATE TABLE "address_change" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_address_change" PRIMARY KEY AUTOINCREMENT,
    "contact_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "asked_utc" TEXT NOT NULL,
    CONSTRAINT "fk_address_change_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_address_change_contact_id" ON "address_change" ("contact_id");
CREATE INDEX "ix_address_change_address_key" ON "address_change" ("address_key");

-- Seats: a duty beside the name, a pause until a day (a reader's own and the organisation's), and versions, so that of two who save at
-- once the second is told.
ALTER TABLE "contact" ADD COLUMN "duty" TEXT NULL;
ALTER TABLE "contact" ADD COLUMN "paused_until" TEXT NULL;
ALTER TABLE "contact" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "subscription" ADD COLUMN "paused_until" TEXT NULL;
ALTER TABLE "subscription" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- When an owner last said that everything is still right, and when they were last asked.
ALTER TABLE "subscription" ADD COLUMN "checked_utc" TEXT NULL;
ALTER TABLE "subscription" ADD COLUMN "check_asked_utc" TEXT NULL;

-- A seat that left, and who goes on in its place: asked once of the others, and after a fortnight of the editors.
CREATE TABLE "hand_over" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_hand_over" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_utc" TEXT NOT NULL,
    "closed_utc" TEXT NULL,
    "taken_by_id" INTEGER NULL,
    CONSTRAINT "fk_hand_over_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscription" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_hand_over_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_hand_over_taken_by_id" FOREIGN KEY ("taken_by_id") REFERENCES "contact" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "ix_hand_over_public_id" ON "hand_over" ("public_id");
CREATE INDEX "ix_hand_over_subscription_id" ON "hand_over" ("subscription_id");
CREATE INDEX "ix_hand_over_contact_id" ON "hand_over" ("contact_id");
CREATE INDEX "ix_hand_over_taken_by_id" ON "hand_over" ("taken_by_id");
CREATE INDEX "ix_hand_over_closed_utc_asked_utc" ON "hand_over" ("closed_utc", "asked_utc");

-- By what the desk lists subscribers: when a seat last got a bulletin, without reading the rows of all that it ever got; an organisation's
-- subscriptions to a publisher; and how its seats stand.
CREATE INDEX "ix_delivery_received" ON "delivery" ("contact_id", "settled_utc") WHERE "state" = 'accepted' AND "dispatch_id" IS NOT NULL;
CREATE INDEX "ix_subscription_organisation_id_publisher_id" ON "subscription" ("organisation_id", "publisher_id");
CREATE INDEX "ix_contact_subscription_id_state_lang_paused_until_address_key" ON "contact" ("subscription_id", "state", "lang", "paused_until", "address_key");

-- A named audience. A bulletin takes a copy of it, so that a later change of the segment changes no bulletin.
CREATE TABLE "segment" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_segment" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "publisher_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "saved_utc" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_segment_publisher_id" FOREIGN KEY ("publisher_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "ix_segment_public_id" ON "segment" ("public_id");
CREATE UNIQUE INDEX "ix_segment_publisher_id_name" ON "segment" ("publisher_id", "name");

-- Changes of many organisations' subscriptions at once, with what stood before.
CREATE TABLE "subscriber_change" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_subscriber_change" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "publisher_id" INTEGER NULL,
    "by_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "planned_utc" TEXT NOT NULL,
    "done_utc" TEXT NULL,
    "undone_by_id" INTEGER NULL,
    "undone_by" TEXT NULL,
    "undone_utc" TEXT NULL,
    "held_until_utc" TEXT NULL,
    CONSTRAINT "fk_subscriber_change_by_id" FOREIGN KEY ("by_id") REFERENCES "account" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_subscriber_change_undone_by_id" FOREIGN KEY ("undone_by_id") REFERENCES "account" ("id") ON DELETE SET NULL
);
CREATE INDEX "ix_subscriber_change_by_id" ON "subscriber_change" ("by_id");
CREATE UNIQUE INDEX "ix_subscriber_change_public_id" ON "subscriber_change" ("public_id");
CREATE INDEX "ix_subscriber_change_state" ON "subscriber_change" ("state");
CREATE INDEX "ix_subscriber_change_undone_by_id" ON "subscriber_change" ("undone_by_id");

CREATE TABLE "subscriber_change_row" (
    "change_id" INTEGER NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NULL,
    "before" TEXT NULL,
    "version_after" INTEGER NULL,
    CONSTRAINT "pk_subscriber_change_row" PRIMARY KEY ("change_id", "subscription_id"),
    CONSTRAINT "fk_subscriber_change_row_change_id" FOREIGN KEY ("change_id") REFERENCES "subscriber_change" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_subscriber_change_row_change_id_state" ON "subscriber_change_row" ("change_id", "state");

-- What came back: failures and complaints, each once for a delivery however often it is told, and what followed. Sendings of which too many
-- failed wait for a person's answer before anybody is suppressed because of them.
CREATE TABLE "bounce" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_bounce" PRIMARY KEY AUTOINCREMENT,
    "delivery_id" INTEGER NOT NULL,
    "dispatch_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "status" TEXT NULL,
    "words" TEXT NULL,
    "source" TEXT NOT NULL,
    "at_utc" TEXT NOT NULL,
    "received_utc" TEXT NOT NULL,
    "weighed_utc" TEXT NULL,
    "suppressed_utc" TEXT NULL,
    CONSTRAINT "fk_bounce_delivery_id" FOREIGN KEY ("delivery_id") REFERENCES "delivery" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "ix_bounce_delivery_id_kind" ON "bounce" ("delivery_id", "kind");
CREATE INDEX "ix_bounce_dispatch_id_verdict" ON "bounce" ("dispatch_id", "verdict");
CREATE INDEX "ix_bounce_received_utc" ON "bounce" ("received_utc");
CREATE INDEX "ix_bounce_weighed_utc" ON "bounce" ("weighed_utc") WHERE weighed_utc is null;

CREATE TABLE "dispatch_hold" (
    "dispatch_id" INTEGER NOT NULL CONSTRAINT "pk_dispatch_hold" PRIMARY KEY,
    "at_utc" TEXT NOT NULL,
    "failed" INTEGER NOT NULL,
    "settled" INTEGER NOT NULL,
    "answer" TEXT NULL,
    "answered_utc" TEXT NULL,
    "by" TEXT NULL,
    CONSTRAINT "fk_dispatch_hold_dispatch_id" FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id") ON DELETE CASCADE
);

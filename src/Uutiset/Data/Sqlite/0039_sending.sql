-- Deliveries as they are leased: by their hour, and an address that waits for its turn is not read again and again until then.
DROP INDEX "ix_delivery_dispatch_id_state";
CREATE INDEX "ix_delivery_dispatch_id_state_next_utc_id" ON "delivery" ("dispatch_id", "state", "next_utc", "id");
DROP INDEX "ix_delivery_state_lane_next_utc";
CREATE INDEX "ix_delivery_state_lane_next_utc" ON "delivery" ("state", "lane", "next_utc") WHERE dispatch_id is null;

-- When a server or a recipient domain has had what it takes.
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL CONSTRAINT "pk_throttle" PRIMARY KEY,
    "next_utc" TEXT NOT NULL
);

-- How many deliveries of a dispatch stand in each state, and how many bear a mark. The database counts, so that nobody who changes a
-- delivery can forget it: going through a million rows takes longer than a page may.
CREATE TABLE "dispatch_tally" (
    "dispatch_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "pk_dispatch_tally" PRIMARY KEY ("dispatch_id", "state")
) WITHOUT ROWID;
INSERT INTO dispatch_tally SELECT dispatch_id, state, count(*) FROM delivery WHERE dispatch_id IS NOT NULL GROUP BY 1, 2;
INSERT INTO dispatch_tally SELECT dispatch_id, 'bounced', count(*) FROM delivery WHERE dispatch_id IS NOT NULL AND bounced_utc IS NOT NULL GROUP BY 1;
INSERT INTO dispatch_tally SELECT dispatch_id, 'complained', count(*) FROM delivery WHERE dispatch_id IS NOT NULL AND complained_utc IS NOT NULL GROUP BY 1;
CREATE TRIGGER delivery_made AFTER INSERT ON delivery WHEN new.dispatch_id IS NOT NULL BEGIN
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery WHEN new.dispatch_id IS NOT NULL AND new.state <> old.state BEGIN
    UPDATE dispatch_tally SET count = count - 1 WHERE dispatch_id = old.dispatch_id AND state = old.state;
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER delivery_bounced AFTER UPDATE OF bounced_utc ON delivery WHEN new.dispatch_id IS NOT NULL AND (new.bounced_utc IS NULL) <> (old.bounced_utc IS NULL) BEGIN
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, 'bounced', iif(new.bounced_utc IS NULL, -1, 1)) ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER delivery_complained AFTER UPDATE OF complained_utc ON delivery WHEN new.dispatch_id IS NOT NULL AND (new.complained_utc IS NULL) <> (old.complained_utc IS NULL) BEGIN
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, 'complained', iif(new.complained_utc IS NULL, -1, 1)) ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery WHEN old.dispatch_id IS NOT NULL BEGIN
    UPDATE dispatch_tally SET count = count - 1 WHERE dispatch_id = old.dispatch_id AND (state = old.state
        OR state = 'bounced' AND old.bounced_utc IS NOT NULL OR state = 'complained' AND old.complained_utc IS NOT NULL);
END;

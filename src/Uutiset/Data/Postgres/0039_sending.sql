-- Deliveries as they are leased: by their hour, and an address that waits for its turn is not read again and again until then.
DROP INDEX ix_delivery_dispatch_id_state;
CREATE INDEX ix_delivery_dispatch_id_state_next_utc_id ON delivery (dispatch_id, state, next_utc, id);
DROP INDEX ix_delivery_state_lane_next_utc;
CREATE INDEX ix_delivery_state_lane_next_utc ON delivery (state, lane, next_utc) WHERE dispatch_id is null;

-- When a server or a recipient domain has had what it takes.
CREATE TABLE throttle (
    key text NOT NULL,
    next_utc timestamp with time zone NOT NULL,
    CONSTRAINT pk_throttle PRIMARY KEY (key)
);

-- How many deliveries of a dispatch stand in each state, and how many bear a mark. The database counts, so that nobody who changes a
-- delivery can forget it: going through a million rows takes longer than a page may. Each statement adds a row, since nodes that wrote to
-- one would wait for each other; the sender adds them up now and then.
CREATE TABLE dispatch_tally (
    dispatch_id bigint NOT NULL,
    state text NOT NULL,
    count integer NOT NULL
);
CREATE INDEX ix_dispatch_tally_dispatch_id ON dispatch_tally (dispatch_id);
INSERT INTO dispatch_tally SELECT dispatch_id, state, count(*) FROM delivery WHERE dispatch_id IS NOT NULL GROUP BY 1, 2;
INSERT INTO dispatch_tally SELECT dispatch_id, 'bounced', count(*) FROM delivery WHERE dispatch_id IS NOT NULL AND bounced_utc IS NOT NULL GROUP BY 1;
INSERT INTO dispatch_tally SELECT dispatch_id, 'complained', count(*) FROM delivery WHERE dispatch_id IS NOT NULL AND complained_utc IS NOT NULL GROUP BY 1;
CREATE FUNCTION count_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (SELECT d.dispatch_id, m.mark, 1 AS n FROM after_it d CROSS JOIN LATERAL (VALUES (d.state, true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS made GROUP BY 1, 2;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (SELECT d.dispatch_id, m.mark, -1 AS n FROM before_it d CROSS JOIN LATERAL (VALUES (d.state, true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS gone GROUP BY 1, 2;
    ELSE
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (
            SELECT d.dispatch_id, m.mark, 1 AS n FROM after_it d CROSS JOIN LATERAL (VALUES (d.state, true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has
            UNION ALL SELECT d.dispatch_id, m.mark, -1 AS n FROM before_it d CROSS JOIN LATERAL (VALUES (d.state, true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS moved
        GROUP BY 1, 2 HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER delivery_made AFTER INSERT ON delivery REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION count_deliveries();
CREATE TRIGGER delivery_moved AFTER UPDATE ON delivery REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION count_deliveries();
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION count_deliveries();

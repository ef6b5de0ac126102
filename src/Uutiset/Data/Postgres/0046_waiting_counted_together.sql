-- What waits, is leased and is on a line is counted as one: three of four changes of a delivery's state happen among these, and what nodes
-- hold is counted quickly where it is asked for.
CREATE FUNCTION tallied(state text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN state IN ('leased', 'transmitting') THEN 'pending' ELSE state END $$;
CREATE OR REPLACE FUNCTION count_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (SELECT d.dispatch_id, m.mark, 1 AS n FROM after_it d CROSS JOIN LATERAL (VALUES (tallied(d.state), true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS made GROUP BY 1, 2;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (SELECT d.dispatch_id, m.mark, -1 AS n FROM before_it d CROSS JOIN LATERAL (VALUES (tallied(d.state), true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS gone GROUP BY 1, 2;
    ELSE
        INSERT INTO dispatch_tally SELECT dispatch_id, mark, sum(n) FROM (
            SELECT d.dispatch_id, m.mark, 1 AS n FROM after_it d CROSS JOIN LATERAL (VALUES (tallied(d.state), true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has
            UNION ALL SELECT d.dispatch_id, m.mark, -1 AS n FROM before_it d CROSS JOIN LATERAL (VALUES (tallied(d.state), true), ('bounced', d.bounced_utc IS NOT NULL), ('complained', d.complained_utc IS NOT NULL)) AS m (mark, has) WHERE d.dispatch_id IS NOT NULL AND m.has) AS moved
        GROUP BY 1, 2 HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
UPDATE dispatch_tally SET state = tallied(state);

-- What waits, is leased and is on a line is counted as one: three of four changes of a delivery's state happen among these, and what nodes
-- hold is counted quickly where it is asked for.
DROP TRIGGER delivery_made;
DROP TRIGGER delivery_moved;
DROP TRIGGER delivery_gone;
CREATE TRIGGER delivery_made AFTER INSERT ON delivery WHEN new.dispatch_id IS NOT NULL BEGIN
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, iif(new.state IN ('leased', 'transmitting'), 'pending', new.state), 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery
WHEN iif(new.state IN ('leased', 'transmitting'), 'pending', new.state) <> iif(old.state IN ('leased', 'transmitting'), 'pending', old.state) AND new.dispatch_id IS NOT NULL BEGIN
    UPDATE dispatch_tally SET count = count - 1 WHERE dispatch_id = old.dispatch_id AND state = iif(old.state IN ('leased', 'transmitting'), 'pending', old.state);
    INSERT INTO dispatch_tally VALUES (new.dispatch_id, iif(new.state IN ('leased', 'transmitting'), 'pending', new.state), 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery WHEN old.dispatch_id IS NOT NULL BEGIN
    UPDATE dispatch_tally SET count = count - 1 WHERE dispatch_id = old.dispatch_id AND (state = iif(old.state IN ('leased', 'transmitting'), 'pending', old.state)
        OR state = 'bounced' AND old.bounced_utc IS NOT NULL OR state = 'complained' AND old.complained_utc IS NOT NULL);
END;
UPDATE dispatch_tally SET count = count + (SELECT coalesce(sum(held.count), 0) FROM dispatch_tally AS held WHERE held.dispatch_id = dispatch_tally.dispatch_id AND held.state IN ('leased', 'transmitting'))
WHERE state = 'pending';
INSERT INTO dispatch_tally SELECT dispatch_id, 'pending', sum(count) FROM dispatch_tally WHERE state IN ('leased', 'transmitting') GROUP BY dispatch_id ON CONFLICT DO NOTHING;
DELETE FROM dispatch_tally WHERE state IN ('leased', 'transmitting');

-- How many of a dispatch the servers took in each minute, counted while they are settled: a page cannot go through the tries of a million. Each
-- session of a sender has a row of its own, since two nodes that counted in one would wait for each other.
CREATE TABLE "dispatch_course" (
    "dispatch_id" INTEGER NOT NULL,
    "minute_utc" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "pk_dispatch_course" PRIMARY KEY ("dispatch_id", "minute_utc", "node")
) WITHOUT ROWID;
INSERT INTO dispatch_course
SELECT d.dispatch_id, substr(a.at_utc, 1, 16) || ':00', '', count(*) FROM attempt a JOIN delivery d ON d.id = a.delivery_id
WHERE a.outcome = 'accepted' AND a.server <> 'desk' AND d.dispatch_id IS NOT NULL GROUP BY 1, 2;

-- Words that the public searched and nothing had: counts by day, of nobody.
CREATE TABLE "missed_search" (
    "words" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "pk_missed_search" PRIMARY KEY ("day", "words")
);

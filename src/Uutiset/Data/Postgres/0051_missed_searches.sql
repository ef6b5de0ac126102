-- Words that the public searched and nothing had: counts by day, of nobody.
CREATE TABLE missed_search (
    words text NOT NULL,
    day date NOT NULL,
    count integer NOT NULL,
    CONSTRAINT pk_missed_search PRIMARY KEY (day, words)
);

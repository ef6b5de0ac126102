-- How far each session of a sender has come, beside a file that says the same, and which database it worked in: an older copy that was put
-- back says less than the file, and a copy elsewhere says another database.
CREATE TABLE sender_session (
    node text NOT NULL,
    intents bigint NOT NULL,
    home text,
    CONSTRAINT pk_sender_session PRIMARY KEY (node)
);

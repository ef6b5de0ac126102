-- By what the desk finds an article for those who may read no other text of it than the public one.
-- Where something waits to be published the two differ, and migrate writes it: it is made of the published text.
ALTER TABLE working_text ADD COLUMN public_words text;
UPDATE working_text SET public_words = words WHERE article_id IN (SELECT id FROM article WHERE public_revision = working_revision);

-- They are told its public title, too: their list stays one read of this index, also in the order of titles.
DROP INDEX ix_article_list;
CREATE INDEX ix_article_list ON article (saved_utc, status, type, lang, published_utc, owner_id, public_revision, working_revision, working_title, working_publisher_id, title);

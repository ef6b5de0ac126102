-- For whom an account or a key speaks, and whose an article is by its newest text; null for an account or key: the whole site.
ALTER TABLE account ADD COLUMN publisher_id bigint CONSTRAINT fk_account_publisher_id REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE api_key ADD COLUMN publisher_id bigint CONSTRAINT fk_api_key_publisher_id REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE article ADD COLUMN working_publisher_id bigint CONSTRAINT fk_article_working_publisher_id REFERENCES organisation (id) ON DELETE RESTRICT;
CREATE INDEX ix_account_publisher_id ON account (publisher_id);
CREATE INDEX ix_api_key_publisher_id ON api_key (publisher_id);
CREATE INDEX ix_article_working_publisher_id ON article (working_publisher_id);

-- A text that names no publisher is the site's first one's; one that names a merged organisation means its heir.
UPDATE article SET working_publisher_id = coalesce(
    (SELECT o.id FROM revision r JOIN organisation o ON o.public_id = r.draft::json ->> 'publisherId' WHERE r.article_id = article.id AND r.number = article.working_revision),
    (SELECT f.heir_id FROM revision r JOIN former_organisation f ON f.public_id = r.draft::json ->> 'publisherId' WHERE r.article_id = article.id AND r.number = article.working_revision),
    (SELECT min(id) FROM organisation WHERE is_publisher));

-- The desk's list asks whose each article is, too: it stays one read of this index.
DROP INDEX ix_article_list;
CREATE INDEX ix_article_list ON article (saved_utc, status, type, lang, published_utc, owner_id, public_revision, working_revision, working_title, working_publisher_id);

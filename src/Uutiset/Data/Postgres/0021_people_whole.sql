-- The day on which somebody's last membership ends, kept on the person: whoever shows them need not remember their memberships.
ALTER TABLE person ADD COLUMN members_until date;
UPDATE person SET members_until = (SELECT max(m.until_on) FROM membership m WHERE m.person_id = person.id)
WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person.id AND m.until_on IS NULL);

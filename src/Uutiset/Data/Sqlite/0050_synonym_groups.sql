-- Synonyms that editors keep for searches, beside those of the vocabulary's terms.
CREATE TABLE "synonym_group" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_synonym_group" PRIMARY KEY AUTOINCREMENT,
    "words" TEXT NOT NULL,
    "is_one_way" INTEGER NOT NULL,
    "saved_utc" TEXT NOT NULL,
    "saved_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);
-- To begin with; once, so that what editors take away stays away.
INSERT INTO synonym_group (words, is_one_way, saved_utc, saved_by, version) VALUES
    ('Siun sote' || char(10) || 'Pohjois-Karjalan hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Keusote' || char(10) || 'Keski-Uudenmaan hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Varha' || char(10) || 'Varsinais-Suomen hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Oma Häme' || char(10) || 'Kanta-Hämeen hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Pirha' || char(10) || 'Pirkanmaan hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Eloisa' || char(10) || 'Etelä-Savon hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Hyvaks' || char(10) || 'Keski-Suomen hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Soite' || char(10) || 'Keski-Pohjanmaan hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Pohde' || char(10) || 'Pohjois-Pohjanmaan hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Lapha' || char(10) || 'Lapin hyvinvointialue', 0, '2026-11-23 00:00:00', '', 1),
    ('Kymsote' || char(10) || 'Kymenlaakson hyvinvointialue', 1, '2026-11-23 00:00:00', '', 1),
    ('Eksote' || char(10) || 'Etelä-Karjalan hyvinvointialue', 1, '2026-11-23 00:00:00', '', 1),
    ('LVM' || char(10) || 'liikenne- ja viestintäministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('MMM' || char(10) || 'maa- ja metsätalousministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('YM' || char(10) || 'ympäristöministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('OM' || char(10) || 'oikeusministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('SM' || char(10) || 'sisäministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('UM' || char(10) || 'ulkoministeriö', 0, '2026-11-23 00:00:00', '', 1),
    ('AVI' || char(10) || 'aluehallintovirasto', 0, '2026-11-23 00:00:00', '', 1),
    ('ELY-keskus' || char(10) || 'elinkeino-, liikenne- ja ympäristökeskus', 0, '2026-11-23 00:00:00', '', 1),
    ('hva' || char(10) || 'hyvinvointialue', 1, '2026-11-23 00:00:00', '', 1);

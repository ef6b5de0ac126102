-- Where standing pages are among each other, the menus of header and footer, and what the site says of itself
CREATE TABLE page_place (
    article_id INTEGER NOT NULL CONSTRAINT pk_page_place PRIMARY KEY,
    parent_id INTEGER NULL,
    position INTEGER NOT NULL,
    CONSTRAINT fk_page_place_article_id FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
    CONSTRAINT fk_page_place_parent_id FOREIGN KEY (parent_id) REFERENCES article (id) ON DELETE SET NULL
);
CREATE INDEX ix_page_place_parent_id ON page_place (parent_id);

CREATE TABLE menu_entry (
    id INTEGER NOT NULL CONSTRAINT pk_menu_entry PRIMARY KEY AUTOINCREMENT,
    menu TEXT NOT NULL,
    position INTEGER NOT NULL,
    section TEXT NULL,
    article_id INTEGER NULL,
    address TEXT NULL,
    label_fi TEXT NULL,
    label_sv TEXT NULL,
    label_en TEXT NULL,
    CONSTRAINT fk_menu_entry_article_id FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE
);
CREATE INDEX ix_menu_entry_article_id ON menu_entry (article_id);
CREATE INDEX ix_menu_entry_menu_position ON menu_entry (menu, position);

CREATE TABLE site_facts (
    id INTEGER NOT NULL CONSTRAINT pk_site_facts PRIMARY KEY,
    tagline_fi TEXT NULL,
    tagline_sv TEXT NULL,
    tagline_en TEXT NULL,
    description_fi TEXT NULL,
    description_sv TEXT NULL,
    description_en TEXT NULL,
    responsible_editor TEXT NULL,
    conformity TEXT NOT NULL,
    assessed_on TEXT NULL,
    gaps_fi TEXT NULL,
    gaps_sv TEXT NULL,
    gaps_en TEXT NULL,
    supervision_fi TEXT NULL,
    supervision_sv TEXT NULL,
    supervision_en TEXT NULL,
    data_protection_officer TEXT NULL,
    processors_fi TEXT NULL,
    processors_sv TEXT NULL,
    processors_en TEXT NULL,
    version INTEGER NOT NULL
);

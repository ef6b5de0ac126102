-- People, organisations and projects whole: memberships from day to day, successors, merged organisations, projects with funders, departures
ALTER TABLE organisation ADD COLUMN name_en TEXT;
ALTER TABLE organisation ADD COLUMN registry_number TEXT;
ALTER TABLE organisation ADD COLUMN parent_id INTEGER NULL CONSTRAINT fk_organisation_parent_id REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE organisation ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE person ADD COLUMN successor_id INTEGER NULL CONSTRAINT fk_person_successor_id REFERENCES person (id) ON DELETE SET NULL;
ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE project ADD COLUMN name_sv TEXT;
ALTER TABLE project ADD COLUMN name_en TEXT;
ALTER TABLE project ADD COLUMN umbrella_id INTEGER NULL CONSTRAINT fk_project_umbrella_id REFERENCES project (id) ON DELETE RESTRICT;
ALTER TABLE project ADD COLUMN starts_precision TEXT NOT NULL DEFAULT 'day';
ALTER TABLE project ADD COLUMN ends_precision TEXT NOT NULL DEFAULT 'day';
ALTER TABLE project ADD COLUMN funding_text TEXT;
ALTER TABLE project ADD COLUMN funding_text_sv TEXT;
ALTER TABLE project ADD COLUMN description_html TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN description_sv_html TEXT;
ALTER TABLE project ADD COLUMN successor_id INTEGER NULL CONSTRAINT fk_project_successor_id REFERENCES project (id) ON DELETE RESTRICT;
ALTER TABLE project ADD COLUMN checked_on TEXT;
ALTER TABLE project ADD COLUMN review_by TEXT;
ALTER TABLE project ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "membership" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_membership" PRIMARY KEY AUTOINCREMENT,
    "person_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "title_fi" TEXT NULL,
    "title_sv" TEXT NULL,
    "title_en" TEXT NULL,
    "from_on" TEXT NULL,
    "until_on" TEXT NULL,
    CONSTRAINT "fk_membership_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_membership_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "former_organisation" (
    "public_id" TEXT NOT NULL CONSTRAINT "pk_former_organisation" PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_sv" TEXT NULL,
    "fields" TEXT NOT NULL,
    "heir_id" INTEGER NOT NULL,
    "merged_utc" TEXT NOT NULL,
    "merged_by" TEXT NOT NULL,
    CONSTRAINT "fk_former_organisation_heir_id" FOREIGN KEY ("heir_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT
);

CREATE TABLE "project_partner" (
    "project_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    CONSTRAINT "pk_project_partner" PRIMARY KEY ("project_id", "organisation_id"),
    CONSTRAINT "fk_project_partner_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_project_partner_project_id" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE CASCADE
);

CREATE TABLE "project_person" (
    "project_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    CONSTRAINT "pk_project_person" PRIMARY KEY ("project_id", "person_id"),
    CONSTRAINT "fk_project_person_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_project_person_project_id" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE CASCADE
);

CREATE TABLE "project_funder" (
    "project_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "organisation_id" INTEGER NULL,
    "name" TEXT NULL,
    "amount" TEXT NULL,
    CONSTRAINT "pk_project_funder" PRIMARY KEY ("project_id", "position"),
    CONSTRAINT "fk_project_funder_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_project_funder_project_id" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE CASCADE
);

CREATE TABLE "project_link" (
    "project_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    CONSTRAINT "pk_project_link" PRIMARY KEY ("project_id", "position"),
    CONSTRAINT "fk_project_link_project_id" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE CASCADE
);

CREATE TABLE "departure" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_departure" PRIMARY KEY AUTOINCREMENT,
    "person_id" INTEGER NOT NULL,
    "user_id" INTEGER NULL,
    "at_utc" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "undone_utc" TEXT NULL,
    CONSTRAINT "fk_departure_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_departure_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE SET NULL
);

CREATE INDEX "ix_membership_organisation_id" ON "membership" ("organisation_id");
CREATE INDEX "ix_membership_person_id" ON "membership" ("person_id");
CREATE INDEX "ix_former_organisation_heir_id" ON "former_organisation" ("heir_id");
CREATE UNIQUE INDEX "ix_former_organisation_slug" ON "former_organisation" ("slug");
CREATE INDEX "ix_project_partner_organisation_id" ON "project_partner" ("organisation_id");
CREATE INDEX "ix_project_person_person_id" ON "project_person" ("person_id");
CREATE INDEX "ix_project_funder_organisation_id" ON "project_funder" ("organisation_id");
CREATE INDEX "ix_departure_person_id" ON "departure" ("person_id");
CREATE INDEX "ix_departure_user_id" ON "departure" ("user_id");
CREATE INDEX "ix_organisation_parent_id" ON "organisation" ("parent_id");
CREATE INDEX "ix_person_successor_id" ON "person" ("successor_id");
CREATE INDEX "ix_project_successor_id" ON "project" ("successor_id");
CREATE INDEX "ix_project_umbrella_id" ON "project" ("umbrella_id");

-- Whoever stood in an organisation is in it since a day that nobody wrote down
INSERT INTO membership (person_id, organisation_id) SELECT id, organisation_id FROM person WHERE organisation_id IS NOT NULL;

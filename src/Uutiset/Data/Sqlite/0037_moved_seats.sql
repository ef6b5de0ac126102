-- Links in mails that went to an address which the seat has left: up to which version, and in which other seat it went on.
ALTER TABLE "contact" ADD COLUMN "left_version" INTEGER NULL;
ALTER TABLE "contact" ADD COLUMN "moved_to_id" INTEGER NULL CONSTRAINT "fk_contact_moved_to_id" REFERENCES "contact" ("id") ON DELETE SET NULL;
CREATE INDEX "ix_contact_moved_to_id" ON "contact" ("moved_to_id");

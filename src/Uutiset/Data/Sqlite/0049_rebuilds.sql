-- The search index made anew behind the pages when another analysis built it: how far it is, so that a killed process's work is gone on with.
CREATE TABLE "rebuild" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_rebuild" PRIMARY KEY AUTOINCREMENT,
    "analysis" TEXT NOT NULL,
    "last_article_id" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "begun_utc" TEXT NOT NULL,
    "finished_utc" TEXT NULL,
    "held_until_utc" TEXT NULL
);
CREATE UNIQUE INDEX "ix_rebuild_analysis" ON "rebuild" ("analysis") WHERE finished_utc is null;

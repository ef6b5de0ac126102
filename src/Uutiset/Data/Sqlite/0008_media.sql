-- The media library: what is known of each file; the bytes lie in the data folder
CREATE TABLE "media_item" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_media_item" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "width" INTEGER NULL,
    "height" INTEGER NULL,
    "sizes" TEXT NULL,
    "pages" INTEGER NULL,
    "lang" TEXT NULL,
    "alt_fi" TEXT NULL,
    "alt_sv" TEXT NULL,
    "alt_en" TEXT NULL,
    "decorative" INTEGER NOT NULL,
    "caption" TEXT NULL,
    "credit" TEXT NULL,
    "licence" TEXT NULL,
    "consent_note" TEXT NULL,
    "focal_x" INTEGER NOT NULL,
    "focal_y" INTEGER NOT NULL,
    "uploader_id" INTEGER NULL,
    "uploaded_by" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_media_item_uploader_id" FOREIGN KEY ("uploader_id") REFERENCES "account" ("id") ON DELETE SET NULL
);

CREATE INDEX "ix_media_item_kind_created_utc" ON "media_item" ("kind", "created_utc");

CREATE UNIQUE INDEX "ix_media_item_public_id" ON "media_item" ("public_id");

CREATE UNIQUE INDEX "ix_media_item_sha256" ON "media_item" ("sha256");

CREATE INDEX "ix_media_item_uploader_id" ON "media_item" ("uploader_id");

-- Which article uses which file
CREATE TABLE "article_media" (
    "article_id" INTEGER NOT NULL,
    "media_id" TEXT NOT NULL,
    "working" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL,
    "published" INTEGER NOT NULL,
    CONSTRAINT "pk_article_media" PRIMARY KEY ("article_id", "media_id"),
    CONSTRAINT "fk_article_media_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_article_media_media_id" ON "article_media" ("media_id");

CREATE INDEX "ix_article_hero_media_id" ON "article" ("hero_media_id");

CREATE INDEX "ix_attachment_media_id" ON "attachment" ("media_id");

CREATE TABLE "account" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_account" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "disabled" INTEGER NOT NULL,
    "created_utc" TEXT NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
);


CREATE TABLE "api_key" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_api_key" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL,
    "expires_utc" TEXT NULL,
    "last_used_utc" TEXT NULL,
    "revoked_utc" TEXT NULL
);


CREATE TABLE "asked_address" (
    "address_key" TEXT NOT NULL CONSTRAINT "pk_asked_address" PRIMARY KEY,
    "at_utc" TEXT NOT NULL
);


CREATE TABLE "audit_event" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_audit_event" PRIMARY KEY AUTOINCREMENT,
    "at_utc" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "object" TEXT NULL,
    "detail" TEXT NULL,
    "address" TEXT NULL
);


CREATE TABLE "change" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_change" PRIMARY KEY AUTOINCREMENT,
    "keys" TEXT NOT NULL
);


CREATE TABLE "consent_event" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_consent_event" PRIMARY KEY AUTOINCREMENT,
    "contact_id" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at_utc" TEXT NOT NULL,
    "text_hash" TEXT NULL,
    "form_url" TEXT NULL,
    "method" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT NULL
);


CREATE TABLE "consent_text" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_consent_text" PRIMARY KEY,
    "lang" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "first_shown_utc" TEXT NOT NULL
);


CREATE TABLE "deadline" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_deadline" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "opens" TEXT NULL,
    "closes" TEXT NOT NULL,
    "closes_at" TEXT NULL,
    "precision" TEXT NOT NULL,
    "source_url" TEXT NULL,
    "supersedes_id" INTEGER NULL,
    "saved_utc" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_deadline_supersedes_id" FOREIGN KEY ("supersedes_id") REFERENCES "deadline" ("id") ON DELETE RESTRICT
);


CREATE TABLE "dispatch" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_dispatch" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "bulletin_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "frozen" INTEGER NOT NULL,
    "excluded" INTEGER NOT NULL,
    "send_at_utc" TEXT NOT NULL,
    "started_utc" TEXT NULL,
    "finished_utc" TEXT NULL,
    "by" TEXT NOT NULL,
    "notice" TEXT NULL
);


CREATE TABLE "event" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_event" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "starts_at" TEXT NULL,
    "ends_on" TEXT NULL,
    "ends_at" TEXT NULL,
    "place" TEXT NULL,
    "url" TEXT NULL
);


CREATE TABLE "idempotent_answer" (
    "key" TEXT NOT NULL CONSTRAINT "pk_idempotent_answer" PRIMARY KEY,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    "created_utc" TEXT NOT NULL
);


CREATE TABLE "job" (
    "name" TEXT NOT NULL CONSTRAINT "pk_job" PRIMARY KEY,
    "due_utc" TEXT NOT NULL,
    "held_by" TEXT NULL
);


CREATE TABLE "mail_content" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_mail_content" PRIMARY KEY AUTOINCREMENT,
    "compiled" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL
);


CREATE TABLE "one_time_token" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_one_time_token" PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "created_utc" TEXT NOT NULL,
    "expires_utc" TEXT NOT NULL,
    "used_utc" TEXT NULL
);


CREATE TABLE "organisation" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_organisation" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_sv" TEXT NULL,
    "type" TEXT NOT NULL,
    "business_id" TEXT NULL,
    "website" TEXT NULL,
    "address" TEXT NULL,
    "email" TEXT NULL,
    "phone" TEXT NULL,
    "listed" INTEGER NOT NULL,
    "is_publisher" INTEGER NOT NULL
);


CREATE TABLE "region" (
    "code" TEXT NOT NULL CONSTRAINT "pk_region" PRIMARY KEY,
    "introduction_html" TEXT NULL
);


CREATE TABLE "stored_key" (
    "name" TEXT NOT NULL CONSTRAINT "pk_stored_key" PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL
);


CREATE TABLE "suppression" (
    "address_key" TEXT NOT NULL CONSTRAINT "pk_suppression" PRIMARY KEY,
    "reason" TEXT NOT NULL,
    "at_utc" TEXT NOT NULL,
    "note" TEXT NULL,
    "by" TEXT NOT NULL
);


CREATE TABLE "term" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_term" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "label_fi" TEXT NOT NULL,
    "label_sv" TEXT NULL,
    "label_en" TEXT NULL,
    "synonyms" TEXT NOT NULL,
    "merged_into_id" INTEGER NULL,
    CONSTRAINT "fk_term_merged_into_id" FOREIGN KEY ("merged_into_id") REFERENCES "term" ("id") ON DELETE RESTRICT
);


CREATE TABLE "account_claim" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_account_claim" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "fk_account_claim_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "account_login" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" INTEGER NOT NULL,
    CONSTRAINT "pk_account_login" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "fk_account_login_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "account_passkey" (
    "credential_id" BLOB NOT NULL CONSTRAINT "pk_account_passkey" PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "fk_account_passkey_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "account_token" (
    "user_id" INTEGER NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "pk_account_token" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "fk_account_token_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "session" (
    "key_hash" TEXT NOT NULL CONSTRAINT "pk_session" PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "ticket" BLOB NOT NULL,
    "device" TEXT NULL,
    "created_utc" TEXT NOT NULL,
    "seen_utc" TEXT NOT NULL,
    "expires_utc" TEXT NOT NULL,
    CONSTRAINT "fk_session_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "exclusion" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_exclusion" PRIMARY KEY AUTOINCREMENT,
    "dispatch_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "address_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "fk_exclusion_dispatch_id" FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id") ON DELETE CASCADE
);


CREATE TABLE "delivery" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_delivery" PRIMARY KEY AUTOINCREMENT,
    "dispatch_id" INTEGER NULL,
    "variant_id" INTEGER NULL,
    "content_id" INTEGER NOT NULL,
    "contact_id" INTEGER NULL,
    "lane" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "slots" TEXT NOT NULL,
    "message_id" TEXT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "queued_utc" TEXT NOT NULL,
    "next_utc" TEXT NOT NULL,
    "leased_by" TEXT NULL,
    "settled_utc" TEXT NULL,
    "code" TEXT NULL,
    "reply" TEXT NULL,
    "bounced_utc" TEXT NULL,
    "complained_utc" TEXT NULL,
    "withdrawn_utc" TEXT NULL,
    CONSTRAINT "fk_delivery_content_id" FOREIGN KEY ("content_id") REFERENCES "mail_content" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_delivery_dispatch_id" FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id") ON DELETE RESTRICT
);


CREATE TABLE "bulletin" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_bulletin" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "number" INTEGER NULL,
    "stage" TEXT NOT NULL,
    "publisher_id" INTEGER NOT NULL,
    "series_id" INTEGER NULL,
    "audience" TEXT NOT NULL,
    "created_by_id" INTEGER NULL,
    "created_by" TEXT NOT NULL,
    "created_utc" TEXT NOT NULL,
    "saved_utc" TEXT NOT NULL,
    "sent_utc" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_bulletin_publisher_id" FOREIGN KEY ("publisher_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT
);


CREATE TABLE "person" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title_fi" TEXT NOT NULL,
    "title_sv" TEXT NULL,
    "title_en" TEXT NULL,
    "organisation_id" INTEGER NULL,
    "project" TEXT NULL,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "contact_until" TEXT NULL,
    "user_id" INTEGER NULL,
    CONSTRAINT "fk_person_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_person_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE SET NULL
);


CREATE TABLE "project" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_project" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_id" INTEGER NULL,
    "starts_on" TEXT NULL,
    "ends_on" TEXT NULL,
    CONSTRAINT "fk_project_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT
);


CREATE TABLE "organisation_region" (
    "organisation_id" INTEGER NOT NULL,
    "region_code" TEXT NOT NULL,
    CONSTRAINT "pk_organisation_region" PRIMARY KEY ("organisation_id", "region_code"),
    CONSTRAINT "fk_organisation_region_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_organisation_region_region_code" FOREIGN KEY ("region_code") REFERENCES "region" ("code") ON DELETE RESTRICT
);


CREATE TABLE "subscription" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_subscription" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "organisation_id" INTEGER NULL,
    "resembles_id" INTEGER NULL,
    "publisher_id" INTEGER NOT NULL,
    "series_id" INTEGER NULL,
    "created_utc" TEXT NOT NULL,
    "ended_utc" TEXT NULL,
    CONSTRAINT "fk_subscription_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_subscription_publisher_id" FOREIGN KEY ("publisher_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_subscription_resembles_id" FOREIGN KEY ("resembles_id") REFERENCES "organisation" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_subscription_series_id" FOREIGN KEY ("series_id") REFERENCES "term" ("id") ON DELETE RESTRICT
);


CREATE TABLE "attempt" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_attempt" PRIMARY KEY AUTOINCREMENT,
    "delivery_id" INTEGER NOT NULL,
    "at_utc" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tls" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT NULL,
    "reply" TEXT NULL,
    CONSTRAINT "fk_attempt_delivery_id" FOREIGN KEY ("delivery_id") REFERENCES "delivery" ("id") ON DELETE CASCADE
);


CREATE TABLE "bulletin_text" (
    "bulletin_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "preheader" TEXT NULL,
    "intro_html" TEXT NULL,
    CONSTRAINT "pk_bulletin_text" PRIMARY KEY ("bulletin_id", "lang"),
    CONSTRAINT "fk_bulletin_text_bulletin_id" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin" ("id") ON DELETE CASCADE
);


CREATE TABLE "variant" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_variant" PRIMARY KEY AUTOINCREMENT,
    "bulletin_id" INTEGER NOT NULL,
    "dispatch_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "preheader" TEXT NULL,
    "web_html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "content_id" INTEGER NOT NULL,
    CONSTRAINT "fk_variant_bulletin_id" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_variant_content_id" FOREIGN KEY ("content_id") REFERENCES "mail_content" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_variant_dispatch_id" FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id") ON DELETE RESTRICT
);


CREATE TABLE "person_region" (
    "person_id" INTEGER NOT NULL,
    "region_code" TEXT NOT NULL,
    CONSTRAINT "pk_person_region" PRIMARY KEY ("person_id", "region_code"),
    CONSTRAINT "fk_person_region_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_person_region_region_code" FOREIGN KEY ("region_code") REFERENCES "region" ("code") ON DELETE RESTRICT
);


CREATE TABLE "article" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_article" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "short_title" TEXT NULL,
    "lead" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,
    "body_html" TEXT NOT NULL,
    "published_utc" TEXT NULL,
    "published_precision" TEXT NOT NULL,
    "updated_utc" TEXT NULL,
    "expires_utc" TEXT NULL,
    "review_by" TEXT NULL,
    "source_id" TEXT NULL,
    "publisher_id" INTEGER NULL,
    "project_id" INTEGER NULL,
    "translation_of_id" INTEGER NULL,
    "hero_media_id" TEXT NULL,
    "working_title" TEXT NOT NULL,
    "working_revision" INTEGER NOT NULL,
    "public_revision" INTEGER NULL,
    "publish_at_utc" TEXT NULL,
    "created_utc" TEXT NOT NULL,
    "saved_utc" TEXT NOT NULL,
    "owner_id" INTEGER NULL,
    "saved_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_article_owner_id" FOREIGN KEY ("owner_id") REFERENCES "account" ("id") ON DELETE SET NULL,
    CONSTRAINT "fk_article_project_id" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_article_publisher_id" FOREIGN KEY ("publisher_id") REFERENCES "organisation" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_article_translation_of_id" FOREIGN KEY ("translation_of_id") REFERENCES "article" ("id") ON DELETE SET NULL
);


CREATE TABLE "contact" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_contact" PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "name" TEXT NULL,
    "kind" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "token_version" INTEGER NOT NULL,
    "created_utc" TEXT NOT NULL,
    "confirmed_utc" TEXT NULL,
    "withdrawn_utc" TEXT NULL,
    CONSTRAINT "fk_contact_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscription" ("id") ON DELETE CASCADE
);


CREATE TABLE "subscription_region" (
    "subscription_id" INTEGER NOT NULL,
    "region_code" TEXT NOT NULL,
    CONSTRAINT "pk_subscription_region" PRIMARY KEY ("subscription_id", "region_code"),
    CONSTRAINT "fk_subscription_region_region_code" FOREIGN KEY ("region_code") REFERENCES "region" ("code") ON DELETE RESTRICT,
    CONSTRAINT "fk_subscription_region_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscription" ("id") ON DELETE CASCADE
);


CREATE TABLE "subscription_term" (
    "subscription_id" INTEGER NOT NULL,
    "term_id" INTEGER NOT NULL,
    CONSTRAINT "pk_subscription_term" PRIMARY KEY ("subscription_id", "term_id"),
    CONSTRAINT "fk_subscription_term_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscription" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_subscription_term_term_id" FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE RESTRICT
);


CREATE TABLE "variant_item" (
    "variant_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "article_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    CONSTRAINT "pk_variant_item" PRIMARY KEY ("variant_id", "position"),
    CONSTRAINT "fk_variant_item_variant_id" FOREIGN KEY ("variant_id") REFERENCES "variant" ("id") ON DELETE CASCADE
);


CREATE TABLE "article_deadline" (
    "article_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "deadline_id" INTEGER NOT NULL,
    CONSTRAINT "pk_article_deadline" PRIMARY KEY ("article_id", "position"),
    CONSTRAINT "fk_article_deadline_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_deadline_deadline_id" FOREIGN KEY ("deadline_id") REFERENCES "deadline" ("id") ON DELETE RESTRICT
);


CREATE TABLE "article_event" (
    "article_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    CONSTRAINT "pk_article_event" PRIMARY KEY ("article_id", "position"),
    CONSTRAINT "fk_article_event_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_event_event_id" FOREIGN KEY ("event_id") REFERENCES "event" ("id") ON DELETE RESTRICT
);


CREATE TABLE "article_link" (
    "article_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" INTEGER NULL,
    "url" TEXT NULL,
    "title" TEXT NULL,
    CONSTRAINT "pk_article_link" PRIMARY KEY ("article_id", "position"),
    CONSTRAINT "fk_article_link_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_link_target_id" FOREIGN KEY ("target_id") REFERENCES "article" ("id") ON DELETE CASCADE
);


CREATE TABLE "article_region" (
    "article_id" INTEGER NOT NULL,
    "region_code" TEXT NOT NULL,
    CONSTRAINT "pk_article_region" PRIMARY KEY ("article_id", "region_code"),
    CONSTRAINT "fk_article_region_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_region_region_code" FOREIGN KEY ("region_code") REFERENCES "region" ("code") ON DELETE RESTRICT
);


CREATE TABLE "article_slug" (
    "slug" TEXT NOT NULL CONSTRAINT "pk_article_slug" PRIMARY KEY,
    "article_id" INTEGER NOT NULL,
    CONSTRAINT "fk_article_slug_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);


CREATE TABLE "article_term" (
    "article_id" INTEGER NOT NULL,
    "term_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "pk_article_term" PRIMARY KEY ("article_id", "term_id"),
    CONSTRAINT "fk_article_term_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_article_term_term_id" FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE RESTRICT
);


CREATE TABLE "attachment" (
    "article_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "media_id" TEXT NULL,
    "url" TEXT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "presenter" TEXT NULL,
    "available_until" TEXT NULL,
    CONSTRAINT "pk_attachment" PRIMARY KEY ("article_id", "position"),
    CONSTRAINT "fk_attachment_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);


CREATE TABLE "autosave" (
    "article_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "draft" TEXT NOT NULL,
    "based_on_version" INTEGER NOT NULL,
    "saved_utc" TEXT NOT NULL,
    CONSTRAINT "pk_autosave" PRIMARY KEY ("article_id", "user_id"),
    CONSTRAINT "fk_autosave_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_autosave_user_id" FOREIGN KEY ("user_id") REFERENCES "account" ("id") ON DELETE CASCADE
);


CREATE TABLE "bulletin_item" (
    "bulletin_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "article_id" INTEGER NOT NULL,
    "heading" TEXT NULL,
    "note_html" TEXT NULL,
    CONSTRAINT "pk_bulletin_item" PRIMARY KEY ("bulletin_id", "position"),
    CONSTRAINT "fk_bulletin_item_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_bulletin_item_bulletin_id" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin" ("id") ON DELETE CASCADE
);


CREATE TABLE "byline" (
    "article_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" INTEGER NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NULL,
    "organisation" TEXT NULL,
    "project" TEXT NULL,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    CONSTRAINT "pk_byline" PRIMARY KEY ("article_id", "position"),
    CONSTRAINT "fk_byline_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_byline_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE SET NULL
);


CREATE TABLE "revision" (
    "article_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "draft" TEXT NOT NULL,
    "by_user_id" INTEGER NULL,
    "by" TEXT NOT NULL,
    "saved_utc" TEXT NOT NULL,
    "published_from_utc" TEXT NULL,
    "published_until_utc" TEXT NULL,
    CONSTRAINT "pk_revision" PRIMARY KEY ("article_id", "number"),
    CONSTRAINT "fk_revision_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);


CREATE TABLE "search_document" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_search_document" PRIMARY KEY,
    "article_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "byline" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "words" INTEGER NOT NULL,
    "published_utc" TEXT NOT NULL,
    "visible_until_utc" TEXT NOT NULL,
    "terms" TEXT NULL,
    CONSTRAINT "fk_search_document_article_id" FOREIGN KEY ("article_id") REFERENCES "article" ("id") ON DELETE CASCADE
);


CREATE TABLE "contact_region" (
    "contact_id" INTEGER NOT NULL,
    "region_code" TEXT NOT NULL,
    CONSTRAINT "pk_contact_region" PRIMARY KEY ("contact_id", "region_code"),
    CONSTRAINT "fk_contact_region_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_contact_region_region_code" FOREIGN KEY ("region_code") REFERENCES "region" ("code") ON DELETE RESTRICT
);


CREATE TABLE "contact_term" (
    "contact_id" INTEGER NOT NULL,
    "term_id" INTEGER NOT NULL,
    CONSTRAINT "pk_contact_term" PRIMARY KEY ("contact_id", "term_id"),
    CONSTRAINT "fk_contact_term_contact_id" FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_contact_term_term_id" FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE RESTRICT
);


CREATE INDEX "ix_account_normalized_email" ON "account" ("normalized_email");


CREATE UNIQUE INDEX "ix_account_normalized_user_name" ON "account" ("normalized_user_name");


CREATE UNIQUE INDEX "ix_account_public_id" ON "account" ("public_id");


CREATE INDEX "ix_account_claim_user_id" ON "account_claim" ("user_id");


CREATE INDEX "ix_account_login_user_id" ON "account_login" ("user_id");


CREATE INDEX "ix_account_passkey_user_id" ON "account_passkey" ("user_id");


CREATE UNIQUE INDEX "ix_api_key_hash" ON "api_key" ("hash");


CREATE INDEX "ix_article_owner_id" ON "article" ("owner_id");


CREATE INDEX "ix_article_project_id" ON "article" ("project_id");


CREATE UNIQUE INDEX "ix_article_public_id" ON "article" ("public_id");


CREATE INDEX "ix_article_publisher_id" ON "article" ("publisher_id");


CREATE INDEX "ix_article_saved_utc" ON "article" ("saved_utc");


CREATE UNIQUE INDEX "ix_article_source_id" ON "article" ("source_id");


CREATE INDEX "ix_article_status_published_utc" ON "article" ("status", "published_utc");


CREATE INDEX "ix_article_translation_of_id" ON "article" ("translation_of_id");


CREATE INDEX "ix_article_deadline_deadline_id" ON "article_deadline" ("deadline_id");


CREATE INDEX "ix_article_event_event_id" ON "article_event" ("event_id");


CREATE INDEX "ix_article_link_target_id" ON "article_link" ("target_id");


CREATE INDEX "ix_article_region_region_code" ON "article_region" ("region_code");


CREATE INDEX "ix_article_slug_article_id" ON "article_slug" ("article_id");


CREATE INDEX "ix_article_term_term_id" ON "article_term" ("term_id");


CREATE INDEX "ix_asked_address_at_utc" ON "asked_address" ("at_utc");


CREATE INDEX "ix_attempt_delivery_id" ON "attempt" ("delivery_id");


CREATE INDEX "ix_audit_event_at_utc" ON "audit_event" ("at_utc");


CREATE INDEX "ix_autosave_user_id" ON "autosave" ("user_id");


CREATE UNIQUE INDEX "ix_bulletin_number" ON "bulletin" ("number");


CREATE UNIQUE INDEX "ix_bulletin_public_id" ON "bulletin" ("public_id");


CREATE INDEX "ix_bulletin_publisher_id" ON "bulletin" ("publisher_id");


CREATE INDEX "ix_bulletin_item_article_id" ON "bulletin_item" ("article_id");


CREATE INDEX "ix_byline_person_id" ON "byline" ("person_id");


CREATE INDEX "ix_consent_event_address_key" ON "consent_event" ("address_key");


CREATE INDEX "ix_consent_event_contact_id" ON "consent_event" ("contact_id");


CREATE INDEX "ix_contact_address_key" ON "contact" ("address_key");


CREATE UNIQUE INDEX "ix_contact_public_id" ON "contact" ("public_id");


CREATE INDEX "ix_contact_state" ON "contact" ("state");


CREATE UNIQUE INDEX "ix_contact_subscription_id_address_key" ON "contact" ("subscription_id", "address_key");


CREATE INDEX "ix_contact_region_region_code" ON "contact_region" ("region_code");


CREATE INDEX "ix_contact_term_term_id" ON "contact_term" ("term_id");


CREATE INDEX "ix_deadline_closes" ON "deadline" ("closes");


CREATE UNIQUE INDEX "ix_deadline_public_id" ON "deadline" ("public_id");


CREATE INDEX "ix_deadline_supersedes_id" ON "deadline" ("supersedes_id");


CREATE INDEX "ix_delivery_contact_id" ON "delivery" ("contact_id");


CREATE INDEX "ix_delivery_content_id" ON "delivery" ("content_id");


CREATE UNIQUE INDEX "ix_delivery_dispatch_id_address_key" ON "delivery" ("dispatch_id", "address_key");


CREATE INDEX "ix_delivery_dispatch_id_state" ON "delivery" ("dispatch_id", "state");


CREATE INDEX "ix_delivery_state_lane_next_utc" ON "delivery" ("state", "lane", "next_utc");


CREATE UNIQUE INDEX "ix_dispatch_bulletin_id_kind" ON "dispatch" ("bulletin_id", "kind") WHERE kind = 'first';


CREATE UNIQUE INDEX "ix_dispatch_public_id" ON "dispatch" ("public_id");


CREATE INDEX "ix_dispatch_state" ON "dispatch" ("state");


CREATE UNIQUE INDEX "ix_event_public_id" ON "event" ("public_id");


CREATE INDEX "ix_event_starts_on" ON "event" ("starts_on");


CREATE INDEX "ix_exclusion_dispatch_id" ON "exclusion" ("dispatch_id");


CREATE INDEX "ix_idempotent_answer_created_utc" ON "idempotent_answer" ("created_utc");


CREATE INDEX "ix_one_time_token_expires_utc" ON "one_time_token" ("expires_utc");


CREATE INDEX "ix_one_time_token_purpose_subject_id" ON "one_time_token" ("purpose", "subject_id");


CREATE UNIQUE INDEX "ix_organisation_business_id" ON "organisation" ("business_id");


CREATE UNIQUE INDEX "ix_organisation_public_id" ON "organisation" ("public_id");


CREATE UNIQUE INDEX "ix_organisation_slug" ON "organisation" ("slug");


CREATE INDEX "ix_organisation_region_region_code" ON "organisation_region" ("region_code");


CREATE INDEX "ix_person_organisation_id" ON "person" ("organisation_id");


CREATE UNIQUE INDEX "ix_person_public_id" ON "person" ("public_id");


CREATE UNIQUE INDEX "ix_person_slug" ON "person" ("slug");


CREATE INDEX "ix_person_user_id" ON "person" ("user_id");


CREATE INDEX "ix_person_region_region_code" ON "person_region" ("region_code");


CREATE INDEX "ix_project_organisation_id" ON "project" ("organisation_id");


CREATE UNIQUE INDEX "ix_project_public_id" ON "project" ("public_id");


CREATE UNIQUE INDEX "ix_project_slug" ON "project" ("slug");


CREATE UNIQUE INDEX "ix_search_document_article_id" ON "search_document" ("article_id");


CREATE INDEX "ix_session_user_id" ON "session" ("user_id");


CREATE INDEX "ix_stored_key_purpose" ON "stored_key" ("purpose");


CREATE INDEX "ix_subscription_organisation_id" ON "subscription" ("organisation_id");


CREATE UNIQUE INDEX "ix_subscription_public_id" ON "subscription" ("public_id");


CREATE INDEX "ix_subscription_publisher_id" ON "subscription" ("publisher_id");


CREATE INDEX "ix_subscription_resembles_id" ON "subscription" ("resembles_id");


CREATE INDEX "ix_subscription_series_id" ON "subscription" ("series_id");


CREATE INDEX "ix_subscription_region_region_code" ON "subscription_region" ("region_code");


CREATE INDEX "ix_subscription_term_term_id" ON "subscription_term" ("term_id");


CREATE INDEX "ix_term_merged_into_id" ON "term" ("merged_into_id");


CREATE UNIQUE INDEX "ix_term_public_id" ON "term" ("public_id");


CREATE UNIQUE INDEX "ix_term_slug" ON "term" ("slug");


CREATE INDEX "ix_variant_bulletin_id" ON "variant" ("bulletin_id");


CREATE INDEX "ix_variant_content_id" ON "variant" ("content_id");


CREATE UNIQUE INDEX "ix_variant_dispatch_id_lang_format" ON "variant" ("dispatch_id", "lang", "format");


CREATE INDEX "ix_variant_item_article_id" ON "variant_item" ("article_id");




-- A project in English too.
ALTER TABLE project ADD COLUMN funding_text_en text;
ALTER TABLE project ADD COLUMN description_en_html text;

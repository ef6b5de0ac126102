-- When somebody last looked at a text and found it right, whether a scheduled text is a small correction, and which article an event's
-- details are written in: other articles tell the event and leave it as it is.
ALTER TABLE article ADD COLUMN last_checked_utc timestamp with time zone;
ALTER TABLE article ADD COLUMN publish_at_minor boolean;

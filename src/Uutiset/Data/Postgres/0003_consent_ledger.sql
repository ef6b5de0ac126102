-- The consent ledger is proof (GDPR 7(1)): what stands in it stands. Withdrawals are further rows.
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
create trigger consent_event_append_only before update or delete on consent_event for each row execute function refuse_change();
create trigger consent_event_not_emptied before truncate on consent_event for each statement execute function refuse_change();
create trigger consent_text_append_only before update or delete on consent_text for each row execute function refuse_change();
create trigger consent_text_not_emptied before truncate on consent_text for each statement execute function refuse_change();

-- The consent ledger is proof (GDPR 7(1)): what stands in it stands. Withdrawals are further rows.
create trigger consent_event_not_updated before update on consent_event begin select raise(abort, 'consent_event is append-only'); end;
create trigger consent_event_not_deleted before delete on consent_event begin select raise(abort, 'consent_event is append-only'); end;
-- INSERT OR REPLACE removes the old row without asking the delete trigger
create trigger consent_event_not_replaced before insert on consent_event when exists (select 1 from consent_event where id = new.id) begin select raise(abort, 'consent_event is append-only'); end;
create trigger consent_text_not_updated before update on consent_text begin select raise(abort, 'consent_text is append-only'); end;
create trigger consent_text_not_deleted before delete on consent_text begin select raise(abort, 'consent_text is append-only'); end;
create trigger consent_text_not_replaced before insert on consent_text when exists (select 1 from consent_text where hash = new.hash) begin select raise(ignore); end;

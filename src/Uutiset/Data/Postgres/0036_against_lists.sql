-- What stands against lists: a no of one series leaves the others alone, an address that its reader has left for another one has a trace, and an
-- organisation's own end (no address) is no longer read from subscriptions, which come and go. Series 0: everything the publisher sends.
ALTER TABLE withdrawal RENAME TO withdrawal_before;
ALTER TABLE withdrawal_before DROP CONSTRAINT pk_withdrawal;
DROP INDEX ix_withdrawal_publisher_id;
CREATE TABLE withdrawal (
    address_key text NOT NULL,
    publisher_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    series_id bigint NOT NULL,
    kind text NOT NULL,
    at_utc timestamp with time zone NOT NULL,
    CONSTRAINT pk_withdrawal PRIMARY KEY (address_key, publisher_id, organisation_id, series_id)
);
CREATE INDEX ix_withdrawal_publisher_id ON withdrawal (publisher_id);

-- An organisation's no was for the series of the seats that it ended
insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc)
select w.address_key, w.publisher_id, w.organisation_id, coalesce(s.series_id, 0), 'ended', w.at_utc
from withdrawal_before w
join contact c on c.address_key = w.address_key and c.state = 'withdrawn'
join subscription s on s.id = c.subscription_id and s.publisher_id = w.publisher_id and s.organisation_id = w.organisation_id
where w.organisation_id <> 0
group by w.address_key, w.publisher_id, w.organisation_id, coalesce(s.series_id, 0), w.at_utc;
insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc)
select w.address_key, w.publisher_id, w.organisation_id, 0, 'ended', w.at_utc
from withdrawal_before w
where not exists (select 1 from withdrawal n where n.address_key = w.address_key and n.publisher_id = w.publisher_id and n.organisation_id = w.organisation_id);

-- Whoever ended a subscription for an organisation said no for each of its seats in the same moment
insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc)
select '', s.publisher_id, s.organisation_id, coalesce(s.series_id, 0), 'ended', max(s.ended_utc)
from subscription s
where s.organisation_id is not null and s.ended_utc is not null
    and exists (select 1 from withdrawal_before w where w.publisher_id = s.publisher_id and w.organisation_id = s.organisation_id and w.at_utc >= s.ended_utc - interval '1 second')
group by s.publisher_id, s.organisation_id, coalesce(s.series_id, 0);

-- Where a seat sat before it moved
insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc)
select e.address_key, s.publisher_id, 0, 0, 'moved', max(e.at_utc)
from consent_event e
join consent_detail d on d.event_id = e.id and d.text = 'moved to another address'
join contact c on c.public_id = e.contact_id
join subscription s on s.id = c.subscription_id
where not exists (select 1 from withdrawal n where n.address_key = e.address_key and n.publisher_id = s.publisher_id and n.organisation_id = 0)
    and not exists (select 1 from contact k join subscription t on t.id = k.subscription_id where k.address_key = e.address_key and t.publisher_id = s.publisher_id and k.state = 'confirmed')
group by e.address_key, s.publisher_id;
DROP TABLE withdrawal_before;

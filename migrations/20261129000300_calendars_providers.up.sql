-- Calendars at CalDAV servers, and addresses that are subscribed to. What opens them lies in `tokens_sealed`, as Google's tokens do.
alter table calendar_account
  drop constraint calendar_account_provider_check,
  add constraint calendar_account_provider_check check (provider in ('google', 'caldav', 'feed'));

-- Not to be asked again before then: the provider says when it wants to be.
alter table external_calendar add not_before timestamptz;

-- Grows with each version of an entry: in a file there may be several. Apple's calendars write each time that a series leaves out
-- in a line of its own.
alter table external_event
  add sequence bigint not null default 0 check (sequence >= 0),
  drop constraint external_event_recurrence_check,
  add constraint external_event_recurrence_check check (cardinality(recurrence) <= 1000);

-- What a CalDAV calendar has, and in which state we saw it: also what is ours, what is over, and what cannot be read.
create table calendar_object (
  tenant_id uuid not null,
  calendar_id uuid not null,
  href text not null check (length(href) between 1 and 1000),
  etag text check (length(etag) <= 300),
  primary key (tenant_id, calendar_id, href),
  foreign key (tenant_id, calendar_id) references external_calendar (tenant_id, calendar_id) on delete cascade
);
select make_tenant_table('calendar_object');

-- When to ask again is the program's own, as is when it asked last.
drop trigger audit_row on external_calendar;
select audit_table('external_calendar', 'external_calendar', 'calendar_id', 'name', 'sync_token',
  'calendar_id,account_id,remote_id,zone,writable,synced_at,trouble,troubled_since,not_before');

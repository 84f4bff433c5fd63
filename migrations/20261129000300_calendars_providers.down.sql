drop table calendar_object;
call touch_rows('calendar_account', 'delete from calendar_account where provider <> ''google''');
call touch_rows('external_event', 'delete from external_event where cardinality(recurrence) > 100');
alter table external_event
  drop column sequence,
  drop constraint external_event_recurrence_check,
  add constraint external_event_recurrence_check check (cardinality(recurrence) <= 100);
drop trigger audit_row on external_calendar;
alter table external_calendar drop not_before;
select audit_table('external_calendar', 'external_calendar', 'calendar_id', 'name', 'sync_token',
  'calendar_id,account_id,remote_id,zone,writable,synced_at,trouble,troubled_since');
alter table calendar_account
  drop constraint calendar_account_provider_check,
  add constraint calendar_account_provider_check check (provider in ('google'));

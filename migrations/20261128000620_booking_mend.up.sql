-- Whoever let an offered time pass is not asked for it again, so that it becomes everybody's. A place that was asked for twice is
-- kept beside the first one, and never asked. A move to somebody else may change the price.
alter table waitlist_entry add column passed timestamptz[] not null default '{}';
alter table waitlist_entry drop constraint waitlist_entry_status_check;
alter table waitlist_entry add constraint waitlist_entry_status_check
  check (status in ('waiting', 'offered', 'booked', 'left', 'repeated'));
alter table booking_event drop constraint booking_event_kind_check;
alter table booking_event add constraint booking_event_kind_check check (kind in ('status', 'moved', 'notes', 'attendance', 'price'));

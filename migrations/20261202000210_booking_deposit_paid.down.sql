call touch_rows('booking_event', $$ delete from booking_event where kind = 'deposit' $$);
alter table booking_event drop constraint booking_event_kind_check;
alter table booking_event add constraint booking_event_kind_check check (kind in ('status', 'moved', 'notes', 'attendance', 'price'));
alter table booking drop column deposit_paid;

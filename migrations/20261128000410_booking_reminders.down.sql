drop trigger replan_reminders on booking;
drop trigger plan_reminders on booking;
drop function plan_reminders();
drop table reminder;
drop function reminder_leads(uuid);
drop table reminder_setting;
drop table reminder_default;
call touch_rows('booking_event', $$delete from booking_event where kind = 'attendance'$$);
alter table booking_event
  drop constraint booking_event_kind_check,
  add constraint booking_event_kind_check check (kind in ('status', 'moved', 'notes'));
alter table booking drop column attendance;

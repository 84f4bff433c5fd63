call touch_rows('message', $$update message set status = 'sent' where channel = 'email' and status = 'undelivered'$$);
alter table message
  drop constraint message_status_check,
  add constraint message_status_check check (
    status in ('queued', 'sent', 'failed', 'withdrawn', 'withheld')
    or (status in ('delivered', 'undelivered') and channel = 'sms'));
drop table message_bounce;

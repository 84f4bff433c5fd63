call touch_rows('message', $$update message set status = 'withdrawn' where status = 'withheld'$$);
alter table message
  drop column class,
  drop column choices_url,
  drop constraint message_status_check,
  add constraint message_status_check check (
    status in ('queued', 'sent', 'failed', 'withdrawn')
    or (status in ('delivered', 'undelivered') and channel = 'sms'));
drop function why_withheld(uuid, text, text, text);
drop table contact_block;
drop table contact_choice;

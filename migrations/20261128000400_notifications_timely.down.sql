drop function withdraw_mails(uuid, uuid[]);
call touch_rows('mail_message', $$update mail_message set status = 'failed' where status = 'withdrawn'$$);
alter table mail_message
  drop column send_by,
  drop constraint mail_message_status_check,
  add constraint mail_message_status_check check (status in ('queued', 'sent', 'failed'));

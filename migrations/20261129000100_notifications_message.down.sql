alter table reminder add column mail_id uuid;
call touch_rows('reminder', $$update reminder set mail_id = message_ids[1] where message_ids <> '{}'$$);
alter table reminder
  drop column message_ids,
  add constraint reminder_check check (mail_id is null or status = 'sent');

drop function withdraw_messages(uuid, uuid[]);
call touch_rows('message', $$delete from message where channel <> 'email'$$);
drop index message_unread;
drop index message_of_person;
alter table message
  drop constraint message_sent_has_moment,
  drop constraint message_status_check,
  drop constraint message_held_before_late,
  drop constraint message_read_in_list,
  drop constraint message_list_is_somebodys,
  drop constraint message_person_is_staff,
  drop constraint message_html_is_mail,
  drop column read_at,
  drop column not_before,
  drop column attempts,
  drop column provider_id,
  drop column path,
  drop column person_id,
  drop column topic,
  drop column channel,
  add constraint mail_message_status_check check (status in ('queued', 'sent', 'failed', 'withdrawn')),
  add constraint mail_message_check check ((status = 'sent') = (sent_at is not null));
alter table message rename constraint message_calendar_is_whole to mail_message_calendar_is_whole;
alter table message rename constraint message_pkey to mail_message_pkey;
alter index message_by_age rename to mail_message_by_age;
alter table message rename column message_id to mail_id;
alter table message rename to mail_message;

call touch_rows('job', $$
  update job set kind = 'notifications.send_mail', payload = jsonb_build_object('mail_id', payload -> 'message_id')
   where kind = 'notifications.send'$$);
call touch_rows('job', $$
  update job set payload = jsonb_build_object('mail_ids', payload -> 'message_ids')
   where kind = 'notifications.send_batch'$$);
call touch_rows('job', $$update job set kind = 'notifications.purge_mails' where kind = 'notifications.purge'$$);

create function withdraw_mails(whose uuid, ids uuid[]) returns void
language sql as $$
  update mail_message
     set status = 'withdrawn', text_body = '', html_body = ''
   where tenant_id = whose and mail_id = any (ids) and status = 'queued'
$$;
revoke all on function withdraw_mails(uuid, uuid[]) from public;
grant execute on function withdraw_mails(uuid, uuid[]) to vitrina_app;
create or replace function plan_reminders() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    update reminder set status = 'dropped'
     where tenant_id = new.tenant_id and booking_id = new.booking_id and status = 'due';
    perform withdraw_mails(new.tenant_id, array(
      select mail_id from reminder
       where tenant_id = new.tenant_id and booking_id = new.booking_id and mail_id is not null
         and (audience = 'customer' or new.session_id is null)));
  end if;
  if new.status = 'confirmed' then
    insert into reminder (tenant_id, booking_id, audience, lead, due_at, status)
    select new.tenant_id, new.booking_id, l.audience, l.lead, new.starts_at - l.lead * interval '1 minute', 'due'
      from reminder_leads(new.tenant_id) l
     where new.starts_at - l.lead * interval '1 minute' > new.updated_at
    on conflict (tenant_id, booking_id, audience, lead) do update
       set due_at = excluded.due_at, status = 'due', mail_id = null;
  end if;
  return null;
end $$;

-- One table for what the shop tells people, over whichever channel. A mail is one kind of message.
alter table mail_message rename to message;
alter table message rename column mail_id to message_id;
alter index mail_message_by_age rename to message_by_age;
alter table message rename constraint mail_message_pkey to message_pkey;
alter table message rename constraint mail_message_status_check to message_status_check;
alter table message rename constraint mail_message_calendar_is_whole to message_calendar_is_whole;

alter table message
  add column channel text not null default 'email'
    check (channel in ('email', 'sms', 'push', 'slack', 'webhook', 'in_app')),
  -- What it tells the shop; none when it tells a customer.
  add column topic text check (length(topic) between 1 and 40),
  -- Whose list it is in, or whose device it goes to.
  add column person_id uuid,
  -- Where in the shop's pages it leads.
  add column path text check (path like '/%' and length(path) <= 300),
  -- What whoever carried it calls it: a Message-ID, Twilio's sid, where a push service keeps it.
  add column provider_id text check (length(provider_id) between 1 and 500),
  add column attempts smallint not null default 0 check (attempts >= 0),
  -- Held until then.
  add column not_before timestamptz,
  add column read_at timestamptz,
  add foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  add constraint message_html_is_mail check (channel = 'email' or (html_body = '' and calendar_method is null)),
  add constraint message_person_is_staff check (person_id is null or channel in ('push', 'in_app')),
  add constraint message_list_is_somebodys check (channel <> 'in_app' or person_id is not null),
  add constraint message_read_in_list check (read_at is null or channel = 'in_app'),
  add constraint message_held_before_late check (not_before < send_by),
  drop constraint message_status_check,
  drop constraint mail_message_check,
  -- Of an SMS the carrier tells later whether it arrived.
  add constraint message_status_check check (
    status in ('queued', 'sent', 'failed', 'withdrawn')
    or (status in ('delivered', 'undelivered') and channel = 'sms')),
  add constraint message_sent_has_moment
    check ((status in ('sent', 'delivered', 'undelivered')) = (sent_at is not null));
alter table message alter column channel drop default;
-- The list of one person, and what in it is unread.
create index message_of_person on message (tenant_id, person_id, created_at desc) where person_id is not null;
create index message_unread on message (tenant_id, person_id) where channel = 'in_app' and read_at is null;

-- Jobs that wait are found under the new names.
call touch_rows('job', $$
  update job set kind = 'notifications.send', payload = jsonb_build_object('message_id', payload -> 'mail_id')
   where kind = 'notifications.send_mail'$$);
call touch_rows('job', $$
  update job set payload = jsonb_build_object('message_ids', payload -> 'mail_ids')
   where kind = 'notifications.send_batch'$$);
call touch_rows('job', $$update job set kind = 'notifications.purge' where kind = 'notifications.purge_mails'$$);

drop function withdraw_mails(uuid, uuid[]);
-- Takes back those that wait. What they said is forgotten, as when they are sent.
create function withdraw_messages(whose uuid, ids uuid[]) returns void
language sql as $$
  update message
     set status = 'withdrawn', text_body = '', html_body = ''
   where tenant_id = whose and message_id = any (ids) and status = 'queued'
$$;
revoke all on function withdraw_messages(uuid, uuid[]) from public;
grant execute on function withdraw_messages(uuid, uuid[]) to vitrina_app;

-- A reminder may be told by several.
alter table reminder add column message_ids uuid[] not null default '{}' check (cardinality(message_ids) <= 200);
call touch_rows('reminder', $$update reminder set message_ids = array[mail_id] where mail_id is not null$$);
alter table reminder
  drop column mail_id,
  add constraint reminder_told_is_sent check (message_ids = '{}' or status = 'sent');

create or replace function plan_reminders() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    update reminder set status = 'dropped'
     where tenant_id = new.tenant_id and booking_id = new.booking_id and status = 'due';
    perform withdraw_messages(new.tenant_id, array(
      select unnest(message_ids) from reminder
       where tenant_id = new.tenant_id and booking_id = new.booking_id
         and (audience = 'customer' or new.session_id is null)));
  end if;
  if new.status = 'confirmed' then
    insert into reminder (tenant_id, booking_id, audience, lead, due_at, status)
    select new.tenant_id, new.booking_id, l.audience, l.lead, new.starts_at - l.lead * interval '1 minute', 'due'
      from reminder_leads(new.tenant_id) l
     where new.starts_at - l.lead * interval '1 minute' > new.updated_at
    on conflict (tenant_id, booking_id, audience, lead) do update
       set due_at = excluded.due_at, status = 'due', message_ids = '{}';
  end if;
  return null;
end $$;

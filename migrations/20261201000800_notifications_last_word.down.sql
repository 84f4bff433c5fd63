drop trigger announce on person;

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

-- The no of who answered STOP is kept, though not where it was said.
alter table contact_choice disable trigger refuse_change, drop constraint contact_choice_source_check;
call touch_rows('contact_choice', $$update contact_choice set source = 'one_click' where source = 'carrier'$$);
alter table contact_choice
  enable trigger refuse_change,
  add constraint contact_choice_source_check check (source in ('page', 'one_click', 'booking'));

alter table message drop column begins_at;

create or replace function withdraw_messages(whose uuid, ids uuid[]) returns void
language sql as $$
  update message
     set status = 'withdrawn', text_body = '', html_body = '', path = case when topic is null then null else path end
   where tenant_id = whose and message_id = any (ids) and status = 'queued'
$$;

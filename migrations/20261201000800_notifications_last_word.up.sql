-- What is taken back stays so: what could not be sent may be tried again, and is taken back, too.
create or replace function withdraw_messages(whose uuid, ids uuid[]) returns void
language sql as $$
  update message
     set status = 'withdrawn', text_body = '', html_body = '', path = case when topic is null then null else path end
   where tenant_id = whose and message_id = any (ids) and status in ('queued', 'failed')
$$;

-- When that begins of which it reminds: asked again before it is sent.
alter table message add column begins_at timestamptz;

-- Who answered STOP said so to the carrier, who tells us.
alter table contact_choice
  drop constraint contact_choice_source_check,
  add constraint contact_choice_source_check check (source in ('page', 'one_click', 'booking', 'carrier'));

-- Who serves a session is reminded of it while anybody comes: by whose reminder does not matter, since one message tells of all.
create or replace function plan_reminders() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    update reminder set status = 'dropped'
     where tenant_id = new.tenant_id and booking_id = new.booking_id and status = 'due';
    perform withdraw_messages(new.tenant_id, array(
      select unnest(message_ids) from reminder
       where tenant_id = new.tenant_id and booking_id = new.booking_id and audience = 'customer'));
    if not exists (
      select from booking
       where tenant_id = new.tenant_id and session_id = old.session_id and status = 'confirmed')
    then
      perform withdraw_messages(new.tenant_id, array(
        select unnest(r.message_ids)
          from booking b
          join reminder r on r.tenant_id = new.tenant_id and r.booking_id = b.booking_id
         where b.tenant_id = new.tenant_id and (b.booking_id = new.booking_id or b.session_id = old.session_id)
           and r.audience = 'professional'));
    end if;
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

-- Who is dismissed reads no calendar any more: what was kept of it is forgotten at once.
create trigger announce after update of status, role on person for each statement execute function announce_booking();

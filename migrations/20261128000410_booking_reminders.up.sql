-- Whether its customer said that they come.
alter table booking add column attendance text check (attendance in ('coming', 'not_coming'));
alter table booking_event
  drop constraint booking_event_kind_check,
  add constraint booking_event_kind_check check (kind in ('status', 'moved', 'notes', 'attendance'));

-- How many minutes before an appointment people are reminded, at shops that say nothing else: the program's own settings,
-- written down at its start, since the trigger below cannot read them.
create table reminder_default (
  lead smallint primary key check (lead between 15 and 10080)
);
grant select on reminder_default to vitrina_app, vitrina_backup;
grant select, insert, delete on reminder_default to vitrina_platform;
insert into reminder_default (lead) values (1440), (60);

-- What a shop says instead, for each side; nothing in a list means that side is not reminded.
create table reminder_setting (
  tenant_id uuid primary key references tenant (tenant_id),
  customer_leads smallint[]
    check (cardinality(customer_leads) <= 2 and 15 <= all (customer_leads) and 10080 >= all (customer_leads)),
  professional_leads smallint[]
    check (cardinality(professional_leads) <= 2 and 15 <= all (professional_leads) and 10080 >= all (professional_leads)),
  updated_at timestamptz not null,
  version bigint not null
);

-- Who is to be reminded of an appointment, when, and whether that was done. With the appointment's key, so that nobody is
-- reminded twice of the same one by the same lead.
create table reminder (
  tenant_id uuid not null,
  booking_id uuid not null,
  audience text not null check (audience in ('customer', 'professional')),
  -- So many minutes before it begins.
  lead smallint not null check (lead between 15 and 10080),
  due_at timestamptz not null,
  status text not null check (status in ('due', 'sent', 'dropped')),
  -- Which mail told it.
  mail_id uuid,
  primary key (tenant_id, booking_id, audience, lead),
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id),
  check (mail_id is null or status = 'sent')
);
-- Claimed in the order of time; and over all tenants the clock asks who has any (isolation/lists.rs names it).
create index reminder_of_tenant on reminder (tenant_id, due_at) where status = 'due';
create index reminder_due on reminder (due_at, tenant_id) where status = 'due';

-- What a shop's people are reminded by.
create function reminder_leads(whose uuid) returns table (audience text, lead smallint)
language sql stable as $$
  select a.audience, l.lead
    from (values ('customer'), ('professional')) a (audience)
    left join reminder_setting s on s.tenant_id = whose
    cross join lateral unnest(coalesce(
      case a.audience when 'customer' then s.customer_leads else s.professional_leads end,
      array(select d.lead from reminder_default d))) l (lead)
$$;
revoke all on function reminder_leads(uuid) from public;
grant execute on function reminder_leads(uuid) to vitrina_app;

-- Appointments of before.
call touch_rows('booking', $$
  insert into reminder (tenant_id, booking_id, audience, lead, due_at, status)
  select b.tenant_id, b.booking_id, l.audience, l.lead, b.starts_at - l.lead * interval '1 minute', 'due'
    from booking b cross join lateral reminder_leads(b.tenant_id) l
   where b.status = 'confirmed' and b.starts_at - l.lead * interval '1 minute' > now()$$);

select make_tenant_table('reminder_setting', 'select, insert, update');
select audit_table('reminder_setting', 'reminder_setting', 'tenant_id');
select make_tenant_table('reminder');
grant select (tenant_id, due_at, status) on reminder to vitrina_worker;
create policy worker_sees_due on reminder for select to vitrina_worker using (status = 'due');

-- Reminders follow their appointment, whatever changed it: made when it is sure, dropped when it is not, made anew when it
-- has another time, and none that was due before then. A mail that nobody has sent yet is taken back, but for one to who
-- serves a session, which tells of others too. First those that are due: whoever is just sending one holds it, and then it is
-- among those that were sent.
create function plan_reminders() returns trigger
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
revoke all on function plan_reminders() from public;
create trigger plan_reminders after insert on booking for each row
  when (new.status = 'confirmed')
  execute function plan_reminders();
create trigger replan_reminders after update of status, starts_at on booking for each row
  when ((old.status, old.starts_at) is distinct from (new.status, new.starts_at)
        and 'confirmed' in (old.status, new.status))
  execute function plan_reminders();

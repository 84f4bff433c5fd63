-- Who and what can be booked: professionals, rooms, chairs, machines.
create table resource (
  tenant_id uuid not null references tenant (tenant_id),
  resource_id uuid not null,
  kind text not null check (kind in ('person', 'thing')),
  name text not null constraint resource__name__too_long check (length(name) between 1 and 80),
  -- IANA name of the zone in which its hours are read.
  time_zone text not null check (length(time_zone) between 1 and 60),
  -- Public holidays (Colombia's) are days off, unless a date says otherwise.
  rests_on_holidays boolean not null,
  active boolean not null,
  position smallint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, resource_id)
);
create unique index resource__name__taken on resource (tenant_id, lower(name));
select make_tenant_table('resource');
select audit_table('resource', 'resource', 'resource_id', 'name', '', 'resource_id');

-- The week, in minutes after midnight; what closes at or before it opens closes the next day.
create table working_hours (
  tenant_id uuid not null,
  resource_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  opens smallint not null check (opens between 0 and 1439),
  closes smallint not null check (closes between 0 and 1440),
  primary key (tenant_id, resource_id, weekday, opens),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  constraint working_hours__hours__overlap exclude using gist (tenant_id with =, resource_id with =, weekday with =,
    int4range(opens, closes + case when closes <= opens then 1440 else 0 end) with &&)
);
select make_tenant_table('working_hours', 'select, insert, delete');
select audit_table('working_hours', 'working_hours', 'resource_id', '', '', 'resource_id');

-- A date that differs: open at these hours instead; without hours, closed.
create table date_hours (
  tenant_id uuid not null,
  resource_id uuid not null,
  on_date date not null,
  part smallint not null check (part between 0 and 9),
  opens smallint check (opens between 0 and 1439),
  closes smallint check (closes between 0 and 1440),
  primary key (tenant_id, resource_id, on_date, part),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  check ((opens is null) = (closes is null)),
  constraint date_hours__hours__overlap exclude using gist (tenant_id with =, resource_id with =, on_date with =,
    coalesce(int4range(opens, closes + case when closes <= opens then 1440 else 0 end), int4range(0, 2880)) with &&)
);
select make_tenant_table('date_hours', 'select, insert, delete');
select audit_table('date_hours', 'date_hours', 'resource_id', 'on_date', '', 'resource_id');

-- Dates on which somebody's hours are read from another zone's clock, both included.
create table travel (
  tenant_id uuid not null,
  resource_id uuid not null,
  from_date date not null,
  to_date date not null,
  time_zone text not null check (length(time_zone) between 1 and 60),
  primary key (tenant_id, resource_id, from_date),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  constraint travel__to_date__before_start check (to_date >= from_date),
  constraint travel__from_date__overlap exclude using gist (tenant_id with =, resource_id with =, daterange(from_date, to_date, '[]') with &&)
);
select make_tenant_table('travel', 'select, insert, delete');
select audit_table('travel', 'travel', 'resource_id', 'time_zone', '', 'resource_id');

-- Time off and blocked time of a resource, or of the whole shop.
create table blocked_time (
  tenant_id uuid not null references tenant (tenant_id),
  block_id uuid not null,
  resource_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text check (length(reason) <= 120),
  created_at timestamptz not null,
  primary key (tenant_id, block_id),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  constraint blocked_time__ends_at__before_start check (ends_at > starts_at)
);
create index blocked_time_by_end on blocked_time (tenant_id, ends_at);
select make_tenant_table('blocked_time');
select audit_table('blocked_time', 'blocked_time', 'block_id', 'reason', '', 'block_id');

-- What can be booked.
create table service (
  tenant_id uuid not null references tenant (tenant_id),
  service_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null check (length(name) between 1 and 120),
  description text check (length(description) <= 2000),
  place text check (length(place) <= 200),
  price bigint not null constraint service__price__out_of_range check (price between 0 and 1000000000000),
  deposit bigint not null,
  -- Minutes.
  duration smallint not null constraint service__duration__out_of_range check (duration between 1 and 1440),
  step smallint not null constraint service__step__out_of_range check (step between 1 and 1440),
  buffer_before smallint not null constraint service__buffer_before__out_of_range check (buffer_before between 0 and 720),
  buffer_after smallint not null constraint service__buffer_after__out_of_range check (buffer_after between 0 and 720),
  notice integer not null constraint service__notice__out_of_range check (notice between 0 and 129600),
  horizon_kind text not null check (horizon_kind in ('days', 'business_days', 'dates')),
  horizon_days smallint constraint service__horizon_days__out_of_range check (horizon_days between 0 and 730),
  horizon_from date,
  horizon_to date,
  -- Appointments of it that one resource takes on.
  most_per_day smallint check (most_per_day between 1 and 1000),
  most_per_week smallint check (most_per_week between 1 and 1000),
  most_minutes_per_day smallint check (most_minutes_per_day between 1 and 1440),
  -- How many customers at once; 1: each has the resource to themselves.
  seats smallint not null constraint service__seats__out_of_range check (seats between 1 and 500),
  needs_confirmation boolean not null,
  -- Until so many minutes before the start a customer may move or cancel by themselves.
  cancel_until integer not null constraint service__cancel_until__out_of_range check (cancel_until between 0 and 129600),
  policy text check (length(policy) <= 1000),
  questions jsonb not null check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) <= 20),
  active boolean not null,
  position smallint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, service_id),
  constraint service__deposit__above_price check (deposit between 0 and price),
  check ((horizon_kind = 'dates') = (horizon_days is null)),
  check ((horizon_kind = 'dates') = (horizon_from is not null)),
  constraint service__horizon_to__before_start check ((horizon_from is null) = (horizon_to is null) and horizon_to >= horizon_from)
);
create unique index service__slug__taken on service (tenant_id, slug);
select make_tenant_table('service', 'select, insert, update');
select audit_table('service', 'service', 'service_id', 'name', '', 'service_id');

-- Who can serve it. Each need (0 first) is met by all of its resources or by any of them; all needs at once.
create table service_resource (
  tenant_id uuid not null,
  service_id uuid not null,
  need smallint not null check (need between 0 and 4),
  needs_all boolean not null,
  resource_id uuid not null,
  -- With this professional it costs that, and takes so many minutes.
  price bigint check (price between 0 and 1000000000000),
  duration smallint check (duration between 1 and 1440),
  -- Share of what is given out by turns.
  weight smallint not null check (weight between 1 and 100),
  primary key (tenant_id, service_id, resource_id),
  foreign key (tenant_id, service_id) references service (tenant_id, service_id) on delete cascade,
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  constraint service_resource__duration__needs_any check (not needs_all or (price is null and duration is null))
);
create index service_resource_of_resource on service_resource (tenant_id, resource_id);
select make_tenant_table('service_resource', 'select, insert, delete');
select audit_table('service_resource', 'service_resource', 'service_id', '', '', 'service_id');

-- A session that several customers share. Its resources are taken once, however many seats are.
create table booking_session (
  tenant_id uuid not null,
  session_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  taken smallint not null,
  seats smallint not null,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, service_id) references service (tenant_id, service_id),
  constraint booking_session__seats__taken check (taken between 0 and seats)
);
create index booking_session_by_start on booking_session (tenant_id, service_id, starts_at);
select make_tenant_table('booking_session');

-- Several appointments that were booked together.
create table booking_series (
  tenant_id uuid not null references tenant (tenant_id),
  series_id uuid not null,
  every_weeks smallint not null check (every_weeks between 1 and 12),
  times smallint not null check (times between 2 and 52),
  created_at timestamptz not null,
  primary key (tenant_id, series_id)
);
select make_tenant_table('booking_series', 'select, insert');

-- An appointment.
create table booking (
  tenant_id uuid not null references tenant (tenant_id),
  booking_id uuid not null,
  -- As people say it: six letters and digits.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
  service_id uuid not null,
  service_name text not null,
  session_id uuid,
  series_id uuid,
  seats smallint not null check (seats between 1 and 500),
  status text not null check (status in ('held', 'pending', 'confirmed', 'completed', 'no_show', 'expired', 'cancelled')),
  -- Without buffers.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The shop's zone and the customer's, as IANA names: mails and pages show both.
  time_zone text not null check (length(time_zone) <= 60),
  customer_zone text check (length(customer_zone) <= 60),
  hold_expires_at timestamptz,
  person_id uuid,
  -- Missing while it is only held.
  email text check (email = lower(email) and length(email) <= 254),
  customer_name text check (length(customer_name) between 1 and 120),
  phone text check (length(phone) <= 20),
  locale text not null check (locale in ('es-CO', 'en')),
  price bigint not null check (price >= 0),
  deposit bigint not null check (deposit between 0 and price),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- The order that collects the deposit.
  order_id uuid,
  answers_sealed bytea check (length(answers_sealed) <= 40000),
  notes text check (length(notes) <= 1000),
  staff_notes text check (length(staff_notes) <= 2000),
  -- What somebody of the shop set aside when they booked it: codes of rules.
  overridden text[] not null default '{}',
  -- Who has the link may see it, move it and cancel it.
  access_hash bytea not null check (length(access_hash) = 32),
  access_sealed bytea not null check (length(access_sealed) <= 200),
  cancel_reason text check (length(cancel_reason) <= 300),
  cancelled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, booking_id),
  foreign key (tenant_id, service_id) references service (tenant_id, service_id),
  foreign key (tenant_id, session_id) references booking_session (tenant_id, session_id),
  foreign key (tenant_id, series_id) references booking_series (tenant_id, series_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete set null (person_id),
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  check ((status = 'held') = (hold_expires_at is not null)),
  check (status in ('held', 'expired') or (email is not null and customer_name is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null))
);
create unique index booking__code__taken on booking (tenant_id, code);
create index booking_by_start on booking (tenant_id, starts_at, booking_id);
create index booking_by_email on booking (tenant_id, email, starts_at desc) where email is not null;
create index booking_of_person on booking (tenant_id, person_id, starts_at desc) where person_id is not null;
create index booking_of_session on booking (tenant_id, session_id) where session_id is not null;
create index booking_held on booking (tenant_id, hold_expires_at) where status = 'held';
select make_tenant_table('booking', 'select, insert, update');
select audit_table('booking', 'booking', 'booking_id', 'code', 'access_hash,access_sealed,answers_sealed,email,phone,customer_name,notes',
  'booking_id,code,service_name');

-- What is taken, one row for each resource: from the start less the buffer before until the end and the buffer after.
-- Of `booking` or of `booking_session`. The range is for the constraint alone: `&&` is not leakproof, so under a policy reads
-- find no index by it and go by the columns.
create table booking_occupancy (
  tenant_id uuid not null,
  occupancy_id uuid not null,
  booking_id uuid,
  session_id uuid,
  resource_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  buffer_before smallint not null,
  buffer_after smallint not null,
  occupied tstzrange generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
  status text not null check (status in ('held', 'pending', 'confirmed', 'completed', 'no_show', 'expired', 'cancelled')),
  hold_expires_at timestamptz,
  -- When it was given out: who waits longest is next.
  given_at timestamptz not null,
  primary key (tenant_id, occupancy_id),
  -- The time is taken before the appointment is written, which then knows with whom and at what price.
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id) deferrable initially deferred,
  foreign key (tenant_id, session_id) references booking_session (tenant_id, session_id),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id),
  check (num_nonnulls(booking_id, session_id) = 1),
  -- An empty range would pass the constraint; a long one would escape reads that begin two days earlier.
  check (ends_at > starts_at and ends_at <= starts_at + interval '48 hours'),
  check ((status = 'held') = (hold_expires_at is not null)),
  constraint no_overlap exclude using gist (tenant_id with =, resource_id with =, occupied with &&)
    where (status in ('held', 'pending', 'confirmed', 'completed', 'no_show'))
);
create index booking_occupancy_taken on booking_occupancy (tenant_id, resource_id, starts_at)
  include (ends_at, buffer_before, buffer_after, service_id, session_id, booking_id, hold_expires_at)
  where status in ('held', 'pending', 'confirmed', 'completed', 'no_show');
create index booking_occupancy_of_booking on booking_occupancy (tenant_id, booking_id) where booking_id is not null;
create index booking_occupancy_of_session on booking_occupancy (tenant_id, session_id) where session_id is not null;
select make_tenant_table('booking_occupancy');

-- What takes time follows its appointment, whatever changed it: a cancelled one that comes back meets the constraint.
create function occupancy_follows() returns trigger
language plpgsql as $$
begin
  update booking_occupancy
     set status = new.status, hold_expires_at = new.hold_expires_at
   where tenant_id = new.tenant_id and booking_id = new.booking_id;
  return null;
end $$;
revoke all on function occupancy_follows() from public;
create trigger occupancy_follows after update of status, hold_expires_at on booking for each row
  when (new.session_id is null and (old.status, old.hold_expires_at) is distinct from (new.status, new.hold_expires_at))
  execute function occupancy_follows();

-- An appointment that takes no time, or another one than it says, cannot be committed.
create function require_occupancy() returns trigger
language plpgsql as $$
begin
  if not exists (
    select from booking b
      join booking_occupancy o on o.tenant_id = b.tenant_id
       and (o.booking_id = b.booking_id and o.status = b.status
            or o.session_id = b.session_id and o.status = 'confirmed')
     where b.tenant_id = new.tenant_id and b.booking_id = new.booking_id
       and o.starts_at + o.buffer_before * interval '1 minute' = b.starts_at
       and o.ends_at - o.buffer_after * interval '1 minute' = b.ends_at)
     and exists (select from booking b where b.tenant_id = new.tenant_id and b.booking_id = new.booking_id
                    and b.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')) then
    raise exception 'appointment % takes no time', new.booking_id
      using errcode = 'check_violation', constraint = 'booking_occupancy_missing', table = 'booking';
  end if;
  return null;
end $$;
revoke all on function require_occupancy() from public;
create constraint trigger require_occupancy after insert or update of status, starts_at, ends_at, session_id on booking
  deferrable initially deferred for each row
  when (new.status in ('held', 'pending', 'confirmed', 'completed', 'no_show'))
  execute function require_occupancy();

-- What happened to an appointment. Written once.
create table booking_event (
  tenant_id uuid not null,
  event_id uuid not null,
  booking_id uuid not null,
  kind text not null check (kind in ('status', 'moved', 'notes')),
  from_state text,
  to_state text not null,
  actor text not null check (length(actor) <= 40),
  actor_id uuid,
  reason text check (length(reason) <= 300),
  version bigint not null,
  created_at timestamptz not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id)
);
create index booking_event_of_booking on booking_event (tenant_id, booking_id, version);
select make_tenant_table('booking_event', 'select, insert');

-- Who waits for a time to become free. First come, first offered.
create table waitlist_entry (
  tenant_id uuid not null references tenant (tenant_id),
  entry_id uuid not null,
  service_id uuid not null,
  -- Only with this one; anybody otherwise.
  resource_id uuid,
  -- Dates in the shop's zone, both included.
  from_date date not null,
  to_date date not null,
  seats smallint not null check (seats between 1 and 500),
  email text not null check (email = lower(email) and length(email) <= 254),
  customer_name text not null check (length(customer_name) between 1 and 120),
  phone text check (length(phone) <= 20),
  locale text not null check (locale in ('es-CO', 'en')),
  customer_zone text check (length(customer_zone) <= 60),
  status text not null check (status in ('waiting', 'offered', 'booked', 'left')),
  -- The held appointment that was offered last.
  booking_id uuid,
  access_hash bytea not null check (length(access_hash) = 32),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, service_id) references service (tenant_id, service_id),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id),
  constraint waitlist_entry__to_date__before_start check (to_date >= from_date),
  check (status not in ('offered', 'booked') or booking_id is not null)
);
create unique index waitlist_entry__email__taken on waitlist_entry (tenant_id, service_id, email, from_date, to_date)
  where status in ('waiting', 'offered');
create index waitlist_entry_in_line on waitlist_entry (tenant_id, service_id, created_at) where status = 'waiting';
create index waitlist_entry_of_booking on waitlist_entry (tenant_id, booking_id) where booking_id is not null;
select make_tenant_table('waitlist_entry', 'select, insert, update');

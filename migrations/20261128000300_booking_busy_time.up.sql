-- When somebody is busy by calendars outside: so much of them as decides what can be booked, and no more. Whoever reads such a
-- calendar writes here; `source` is the calendar and `series_key` the entry there that it comes from.
create table busy_time (
  tenant_id uuid not null,
  resource_id uuid not null,
  source uuid not null,
  series_key text not null check (length(series_key) between 1 and 1100),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (tenant_id, source, series_key, starts_at),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  -- What is longer comes in pieces, so that a read knows how long ago it may have begun.
  check (ends_at > starts_at and ends_at <= starts_at + interval '48 hours')
);
create index busy_time_of_resource on busy_time (tenant_id, resource_id, starts_at) include (ends_at);
select make_tenant_table('busy_time', 'select, insert, delete');
create trigger announce after insert or delete on busy_time for each statement execute function announce_booking();

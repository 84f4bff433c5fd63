-- What the clock started, and for whom: a schedule's moment counts once for a tenant (the platform's own is the platform's),
-- and so does a day of the tenant's zone, of what is done once a day. It names the job, so that how it went can be told.
create table schedule_run (
  tenant_id uuid not null references tenant (tenant_id),
  schedule text not null check (length(schedule) <= 80),
  tick timestamptz not null,
  -- Only of what is done once a day.
  day date,
  -- Null if it was not kept. No foreign key: a job that was given up may be discarded.
  job_id uuid,
  taken_at timestamptz not null,
  primary key (tenant_id, schedule, tick)
);
create unique index schedule_run__day on schedule_run (tenant_id, schedule, day) where day is not null;
-- What was taken stays so. Replicas of the version before go on with schedule_tick, which a later step drops; a moment that
-- comes while both run may be taken by either, which its job has to bear anyway.
insert into schedule_run (tenant_id, schedule, tick, taken_at)
select '00000000-0000-7000-8000-000000000000', schedule, tick, tick from schedule_tick;
select make_tenant_table('schedule_run');
-- The platform looks for whom a day has come, and how it went at all tenants.
grant select on schedule_run to vitrina_platform;
create policy platform_read on schedule_run for select to vitrina_platform using (true);
-- Only who starts something by hand is told; what the clock starts is nobody's doing.
select audit_table('schedule_run', 'schedule_run', 'schedule', 'schedule', '', 'schedule,day,job_id,taken_at', 'insert');

-- When the last attempt began: how long it took can be told.
alter table job add column started_at timestamptz;
grant update (started_at) on job to vitrina_worker;
drop trigger audit_row on job;
create trigger audit_row after update or delete on job for each row
  when (old.status = 'dead' and current_setting('app.cause', true) like 'staff|%')
  execute function audit_row('job', 'job_id', 'kind', '', 'job_id,payload,run_at,worker_id,lease_until,started_at,finished_at,dedup_key,trace_id');

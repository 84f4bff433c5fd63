-- The durable queue. Filled in the transaction that makes the work necessary, claimed by the worker role, run as app.
create table job (
  tenant_id uuid not null references tenant (tenant_id),
  job_id uuid not null,
  kind text not null check (length(kind) <= 80),
  payload jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'dead')),
  run_at timestamptz not null,
  attempts integer not null default 0,
  max_attempts integer not null check (max_attempts between 1 and 50),
  -- Two jobs with the same key are one: the second is not enqueued while the first waits.
  dedup_key text,
  worker_id uuid,
  -- A worker that does not renew its lease is dead; another takes the job over.
  lease_until timestamptz,
  last_error text,
  trace_id text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, job_id)
)
-- Every job leaves two dead rows behind; they are cleared before the indexes of what is due suffer.
with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create unique index job__dedup on job (tenant_id, kind, dedup_key) where status = 'waiting' and dedup_key is not null;
create index job_by_kind on job (tenant_id, kind, created_at desc);
-- For the daily cleaning and for the screen of dead letters.
create index job_done on job (tenant_id, finished_at) where status = 'done';
create index job_dead on job (tenant_id, finished_at desc) where status = 'dead';
-- Claimed over all tenants, so these two do not begin with the tenant (isolation/lists.rs names them).
create index job_due on job (run_at) where status = 'waiting';
create index job_running on job (lease_until) where status = 'running';
select make_tenant_table('job');
grant select, update (status, run_at, attempts, worker_id, lease_until, last_error, finished_at) on job to vitrina_worker;
create policy worker_claim on job to vitrina_worker using (true) with check (true);
grant select on job to vitrina_platform;
create policy platform_read on job for select to vitrina_platform using (true);

-- A tick of the clock, taken by the first replica that inserts it.
create table schedule_tick (
  schedule text not null,
  tick timestamptz not null,
  primary key (schedule, tick)
);
grant select, insert, delete on schedule_tick to vitrina_app;
grant select on schedule_tick to vitrina_backup;

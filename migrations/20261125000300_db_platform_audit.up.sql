-- What the provider did as the platform role, which reaches over all tenants. Rows are only ever added: the role may insert
-- and nothing else, not even read; who looks reads it as the backup role. No tenant's table: the tenant is what a row is
-- about, not whose it is, and it need not have one.
create table platform_audit (
  audit_id uuid primary key,
  created_at timestamptz not null,
  -- `system`, `anonymous`, or a role and the person's id.
  actor text not null,
  purpose text not null check (purpose ~ '^[a-z_]{1,60}$'),
  about_tenant uuid,
  details jsonb not null default '{}'
);
create index platform_audit_by_tenant on platform_audit (about_tenant, created_at);
grant insert on platform_audit to vitrina_platform;
grant select on platform_audit to vitrina_backup;

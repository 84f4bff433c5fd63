-- Each tenant's own keys. What is worth sealing is sealed by the newest; older ones open until nothing is left under them.
-- Without its keys a tenant's sealed values are noise, in every backup too.
create table data_key (
  tenant_id uuid not null references tenant (tenant_id),
  key_id uuid not null,
  -- Sealed by the program's master key, for this tenant and id.
  sealed_key bytea not null check (length(sealed_key) <= 200),
  created_at timestamptz not null,
  primary key (tenant_id, key_id)
);
create index data_key_newest on data_key (tenant_id, created_at desc, key_id desc);
select make_tenant_table('data_key');

-- Who opened what is sealed, for what, in which hour. Rows are only ever added.
create table secret_access (
  tenant_id uuid not null references tenant (tenant_id),
  hour timestamptz not null,
  purpose text not null check (length(purpose) between 1 and 60),
  -- `system`, `anonymous`, or a role and the person's id.
  actor text not null check (length(actor) between 1 and 80),
  person_id uuid,
  first_at timestamptz not null,
  primary key (tenant_id, hour, purpose, actor)
);
select make_tenant_table('secret_access', 'select, insert');

-- Another master key seals them anew.
grant update (sealed_secret) on signing_key to vitrina_app;

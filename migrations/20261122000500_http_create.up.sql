-- Answers already given, by Idempotency-Key: the row and the effect are one commit, so a retry gets the same answer.
create table idempotency_key (
  tenant_id uuid not null references tenant (tenant_id),
  -- Who asked: `person:<id>`, `cart:<id>` or `visitor:<hash>`.
  actor text not null check (length(actor) <= 120),
  route text not null check (length(route) <= 160),
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null check (length(request_hash) = 32),
  status smallint,
  body jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, actor, route, key)
);
create index idempotency_key_by_age on idempotency_key (tenant_id, created_at);
select make_tenant_table('idempotency_key');

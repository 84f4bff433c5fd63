-- Who wants to be told, once, when something is there again.
create table stock_notice (
  tenant_id uuid not null references tenant (tenant_id),
  notice_id uuid not null,
  variant_id uuid not null,
  email text not null check (email = lower(email) and length(email) <= 254),
  locale text not null check (locale in ('es-CO', 'en')),
  -- When they asked for it, which is their consent to this one mail.
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, notice_id),
  foreign key (tenant_id, variant_id) references variant (tenant_id, variant_id) on delete cascade
);
create unique index stock_notice__email__taken on stock_notice (tenant_id, variant_id, email) where sent_at is null;
create index stock_notice_of_address on stock_notice (tenant_id, email) where sent_at is null;
create index stock_notice_by_age on stock_notice (tenant_id, created_at);
select make_tenant_table('stock_notice');

-- When a shop sends no text messages and pushes that can wait: minutes of a day by its own clock; over midnight when they end
-- before they begin, none when both are the same.
create table message_setting (
  tenant_id uuid primary key references tenant (tenant_id),
  quiet_from smallint not null check (quiet_from between 0 and 1439),
  quiet_to smallint not null check (quiet_to between 0 and 1439),
  updated_at timestamptz not null,
  version bigint not null
);
select make_tenant_table('message_setting', 'select, insert, update');
select audit_table('message_setting', 'message_setting', 'tenant_id');

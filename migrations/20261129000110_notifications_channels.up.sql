-- What the shop is told over which channel; without a row, as is usual for the topic.
create table notice_choice (
  tenant_id uuid not null references tenant (tenant_id),
  topic text not null check (length(topic) between 1 and 40),
  channel text not null check (channel in ('email', 'push', 'slack', 'webhook', 'in_app')),
  enabled boolean not null,
  updated_at timestamptz not null,
  primary key (tenant_id, topic, channel)
);
select make_tenant_table('notice_choice');
select audit_table('notice_choice', 'notice_choice', 'topic', 'topic', '', 'topic,updated_at');

-- The shop's channel at Slack: its incoming webhook, whose address is its key.
create table slack_channel (
  tenant_id uuid not null references tenant (tenant_id),
  slack_id uuid not null,
  address_sealed bytea not null check (length(address_sealed) <= 4000),
  -- Slack wants no more: the channel or the webhook is gone there.
  stopped_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, slack_id),
  constraint slack_channel__address__taken unique (tenant_id)
);
select make_tenant_table('slack_channel');
select audit_table('slack_channel', 'slack_channel', 'slack_id', '', 'address_sealed', 'slack_id,created_at');

-- A server of the shop's that is told, with what signs what it is told.
create table webhook_endpoint (
  tenant_id uuid not null references tenant (tenant_id),
  endpoint_id uuid not null,
  -- What people recognise it by; the whole address may hold a key.
  host text not null check (length(host) between 1 and 253),
  address_sealed bytea not null check (length(address_sealed) <= 4000),
  secret_sealed bytea not null check (length(secret_sealed) <= 4000),
  -- The secret before, which signs too until then.
  previous_sealed bytea check (length(previous_sealed) <= 4000),
  previous_until timestamptz,
  -- It answered that it wants no more.
  stopped_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, endpoint_id),
  constraint webhook_endpoint__address__taken unique (tenant_id),
  check ((previous_sealed is null) = (previous_until is null))
);
select make_tenant_table('webhook_endpoint');
select audit_table('webhook_endpoint', 'webhook_endpoint', 'endpoint_id', 'host',
  'address_sealed,secret_sealed,previous_sealed', 'endpoint_id,created_at,previous_until');

-- What the shop is known by at push services (RFC 8292): browsers take pushes that it signed, and no others.
create table push_key (
  tenant_id uuid not null references tenant (tenant_id),
  key_id uuid not null,
  secret_sealed bytea not null check (length(secret_sealed) <= 1000),
  created_at timestamptz not null,
  primary key (tenant_id, key_id),
  constraint push_key__key__taken unique (tenant_id)
);
select make_tenant_table('push_key', 'select, insert, update');

-- A browser that takes pushes, of somebody who works here.
create table push_subscription (
  tenant_id uuid not null references tenant (tenant_id),
  device_id uuid not null,
  person_id uuid not null,
  -- Where to, and what encrypts for it.
  address_sealed bytea not null check (length(address_sealed) <= 8000),
  endpoint_hash bytea not null check (length(endpoint_hash) = 32),
  -- As its owner recognises it: "Chrome, Android".
  label text not null check (length(label) between 1 and 80),
  created_at timestamptz not null,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  constraint push_subscription__endpoint__taken unique (tenant_id, endpoint_hash)
);
create index push_subscription_of_person on push_subscription (tenant_id, person_id);
select make_tenant_table('push_subscription');
select audit_table('push_subscription', 'push_subscription', 'device_id', 'label', 'address_sealed,endpoint_hash',
  'device_id,person_id,created_at');

-- Which device a push goes to; none when that is gone.
alter table message
  add column device_id uuid,
  add foreign key (tenant_id, device_id) references push_subscription (tenant_id, device_id) on delete set null (device_id),
  add constraint message_device_takes_push check (device_id is null or channel = 'push');
create index message_of_device on message (tenant_id, device_id) where device_id is not null;

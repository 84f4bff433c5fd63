-- The provider's panel: who works there, what is switched on where, what is closed, what all are told, and who helped whom.

-- Provider staff have roles of their own; a helper is one of them at a shop, for a while.
alter table person drop constraint person__role__invalid;
alter table person add constraint person__role__invalid
  check (role in ('customer', 'professional', 'cashier', 'vendor', 'manager', 'admin', 'owner', 'support', 'finance',
                  'super_admin', 'helper'));

-- Closed for maintenance, and after how many minutes it is worth asking again. The platform's own row stands for all shops.
alter table tenant add column maintenance_minutes smallint
  constraint tenant__maintenance_minutes__out_of_range check (maintenance_minutes between 1 and 1440);
-- The panel lists shops newest first, a page after the other, and finds them by name as people type it.
grant execute on function plain_text(text) to vitrina_platform;
create index tenant_by_age on tenant (created_at desc, tenant_id desc);

-- A switch, and for how many of a hundred shops it is on.
create table feature_flag (
  flag text primary key check (flag ~ '^[a-z_]{1,40}$'),
  percent smallint not null constraint feature_flag__percent__out_of_range check (percent between 0 and 100),
  changed_at timestamptz not null
);
grant select on feature_flag to vitrina_app, vitrina_backup;
grant select, update (percent, changed_at) on feature_flag to vitrina_platform;
insert into feature_flag values ('chat_button', 100, now());

-- What one shop has, whatever the others have.
create table tenant_flag (
  tenant_id uuid not null references tenant (tenant_id),
  flag text not null references feature_flag (flag),
  is_on boolean not null,
  changed_at timestamptz not null,
  primary key (tenant_id, flag)
);
select make_tenant_table('tenant_flag', 'select');
grant select, insert, update, delete on tenant_flag to vitrina_platform;
create policy platform_all on tenant_flag to vitrina_platform using (true) with check (true);

-- Where a shop stands among a hundred, for this switch: always the same, and for each switch another place.
create function flag_bucket(flag text, tenant uuid) returns integer
language sql immutable strict parallel safe
as $$ select (('x' || substr(md5(flag || tenant::text), 1, 7))::bit(28)::integer) % 100 $$;
grant execute on function flag_bucket(text, uuid) to vitrina_app, vitrina_platform;

-- What the provider tells everybody who works at a shop.
create table announcement (
  announcement_id uuid primary key,
  level text not null check (level in ('info', 'warning', 'error')),
  text_es text not null check (length(text_es) between 1 and 300),
  text_en text not null check (length(text_en) between 1 and 300),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint announcement__ends_at__out_of_range check (ends_at > starts_at)
);
create index announcement_by_end on announcement (ends_at desc);
grant select on announcement to vitrina_app, vitrina_backup;
grant select, insert, update (withdrawn_at) on announcement to vitrina_platform;

-- What provider staff remember of a shop. No tenant's table: the shop is what a row is about, and never reads it.
create table platform_note (
  note_id uuid primary key,
  about_tenant uuid not null references tenant (tenant_id),
  written_at timestamptz not null,
  author_id uuid not null,
  author text not null check (length(author) <= 120),
  note text not null check (length(note) between 1 and 2000)
);
create index platform_note_by_tenant on platform_note (about_tenant, written_at desc);
grant select, insert on platform_note to vitrina_platform;
grant select on platform_note to vitrina_backup;

-- How much of the platform a shop uses: counted by a job in the shop's own transactions, so that a list of ten thousand
-- shops reads this table alone.
create table tenant_usage (
  tenant_id uuid primary key references tenant (tenant_id),
  -- Names and addresses of who owns it: the panel looks for them, and sees nobody else.
  owners jsonb not null,
  people bigint not null check (people >= 0),
  products bigint not null check (products >= 0),
  -- Of the month, by the shop's own calendar, in which it was counted.
  orders bigint not null check (orders >= 0),
  bookings bigint not null check (bookings >= 0),
  storage_bytes bigint not null check (storage_bytes >= 0),
  counted_at timestamptz not null
);
select make_tenant_table('tenant_usage', 'select, insert, update');
grant select on tenant_usage to vitrina_platform;
create policy platform_read on tenant_usage for select to vitrina_platform using (true);

-- Provider staff at a shop, for a reason and for an hour at most. The shop sees the row come, be used and end.
create table support_access (
  tenant_id uuid not null references tenant (tenant_id),
  access_id uuid not null,
  -- Who, among the platform's people, and what they were called then.
  staff_id uuid not null,
  staff_name text not null check (length(staff_name) <= 120),
  reason text not null check (length(reason) between 1 and 500),
  -- Lets them in once.
  token_hash bytea not null check (length(token_hash) = 32),
  created_at timestamptz not null,
  ends_at timestamptz not null,
  entered_at timestamptz,
  session_id uuid,
  ended_at timestamptz,
  primary key (tenant_id, access_id),
  foreign key (tenant_id, session_id) references session (tenant_id, session_id) on delete set null (session_id),
  unique (tenant_id, token_hash),
  unique (tenant_id, session_id),
  check (ends_at > created_at and ends_at <= created_at + interval '60 minutes')
);
select make_tenant_table('support_access', 'select, insert, update');
select audit_table('support_access', 'support_access', 'access_id', 'staff_name', 'token_hash',
  'access_id,staff_id,session_id');
-- Who leaves the provider, or loses the right, is out of every shop at once.
grant select, update (ended_at) on support_access to vitrina_platform;
create policy platform_all on support_access to vitrina_platform using (true) with check (true);
create index support_access_of_staff on support_access (staff_id, ends_at);

-- The panel shows what was done about a shop.
grant select on platform_audit to vitrina_platform;

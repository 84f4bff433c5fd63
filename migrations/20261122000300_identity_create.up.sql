-- People. The same e-mail at two tenants is two people: nothing links them.
create table person (
  tenant_id uuid not null references tenant (tenant_id),
  person_id uuid not null,
  email text not null constraint person__email__invalid check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  phone text check (length(phone) <= 20),
  role text not null constraint person__role__invalid
    check (role in ('customer', 'professional', 'cashier', 'vendor', 'manager', 'admin', 'owner', 'support')),
  -- Argon2id in PHC form; none until an invitation is accepted.
  password_hash text,
  password_changed_at timestamptz,
  email_verified_at timestamptz,
  status text not null default 'active' constraint person__status__invalid check (status in ('active', 'disabled')),
  locale text not null default 'es-CO' check (locale in ('es-CO', 'en')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_login_at timestamptz,
  primary key (tenant_id, person_id),
  constraint person__email__taken unique (tenant_id, email)
);
create index person_by_role on person (tenant_id, role, created_at desc);
select make_tenant_table('person');

-- A signed-in browser (opaque cookie) or program (refresh tokens). Tokens are kept as SHA-256 only.
create table session (
  tenant_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('browser', 'api')),
  token_hash bytea check (length(token_hash) = 32),
  user_agent text check (length(user_agent) <= 400),
  ip text check (length(ip) <= 45),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Ends then whatever happens.
  expires_at timestamptz not null,
  -- Ends after this long without use.
  idle_seconds integer not null check (idle_seconds > 0),
  revoked_at timestamptz,
  revoked_reason text,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  unique (tenant_id, token_hash)
);
create index session_of_person on session (tenant_id, person_id, last_seen_at desc);
select make_tenant_table('session');

-- One refresh token after another; a session is the family. Using one twice revokes the family.
create table refresh_token (
  tenant_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  session_id uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references session (tenant_id, session_id) on delete cascade
);
create index refresh_token_of_session on refresh_token (tenant_id, session_id);
select make_tenant_table('refresh_token');

-- Links in mails: confirm an address, set a new password, accept an invitation. Each works once.
create table one_time_token (
  tenant_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  person_id uuid not null,
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'invitation')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index one_time_token_of_person on one_time_token (tenant_id, person_id, purpose);
select make_tenant_table('one_time_token');

-- Failed sign-ins by account and by address, counted here so that no restart and no lost cache forgets them.
create table login_throttle (
  tenant_id uuid not null,
  -- SHA-256 of `account:<email>` or `ip:<address>`.
  subject bytea not null check (length(subject) = 32),
  failures integer not null check (failures >= 0),
  window_started_at timestamptz not null,
  locks integer not null default 0,
  locked_until timestamptz,
  primary key (tenant_id, subject)
);
select make_tenant_table('login_throttle');

-- Keys that sign access tokens (EdDSA). Platform-wide: the token itself names its tenant. The secret half is sealed
-- with the program's master key.
create table signing_key (
  kid text primary key,
  public_key bytea not null,
  sealed_secret bytea not null,
  created_at timestamptz not null,
  -- Signs from then on; verifies at once, so that every replica knows it in time.
  signs_from timestamptz not null,
  -- Verifies until then.
  retires_at timestamptz not null
);
grant select, insert, delete on signing_key to vitrina_app;
grant select on signing_key to vitrina_backup;

-- Codes of an authenticator app (TOTP, RFC 6238), asked for after the password.
create table second_factor (
  tenant_id uuid not null,
  person_id uuid not null,
  -- Sealed by the vault, with a key of the tenant's.
  sealed_secret bytea not null,
  created_at timestamptz not null,
  -- Until a first code proved that the app has it, the secret is only an offer.
  confirmed_at timestamptz,
  -- The newest half minute of which a code was taken: that one and those before are never taken again.
  last_step bigint not null default 0,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
select make_tenant_table('second_factor');

-- For who has lost the telephone; each works once. Kept as SHA-256.
create table recovery_code (
  tenant_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  used_at timestamptz,
  primary key (tenant_id, person_id, code_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
select make_tenant_table('recovery_code');

-- Somebody who proved the first factor and owes the second. No session yet.
create table sign_in_challenge (
  tenant_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  person_id uuid not null,
  kind text not null check (kind in ('browser', 'api')),
  first_proof text not null check (first_proof in ('password', 'google')),
  remember boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index sign_in_challenge_of_person on sign_in_challenge (tenant_id, person_id);
select make_tenant_table('sign_in_challenge');

-- How its owner proved who they are.
alter table session add column proof text not null default 'password'
  check (proof in ('password', 'password_code', 'google', 'google_code', 'passkey'));

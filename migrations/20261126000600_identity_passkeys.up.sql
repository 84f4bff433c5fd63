-- Keys in somebody's telephone, computer or security key (WebAuthn) that sign in without a password: docs/adr/0016.
create table passkey (
  tenant_id uuid not null,
  passkey_id uuid not null,
  person_id uuid not null,
  -- Chosen by the authenticator.
  credential_id bytea not null check (length(credential_id) between 1 and 1023),
  -- The public half, as a COSE key.
  public_key jsonb not null,
  -- Signatures so far; zero of a key that does not count.
  sign_counter bigint not null check (sign_counter between 0 and 4294967295),
  may_be_backed_up boolean not null,
  backed_up boolean not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, passkey_id),
  constraint passkey__credential__taken unique (tenant_id, credential_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index passkey_of_person on passkey (tenant_id, person_id);
select make_tenant_table('passkey');

-- A conversation with an authenticator under way. Whoever takes the row deletes it, so a challenge is good for one answer.
create table passkey_ceremony (
  tenant_id uuid not null references tenant (tenant_id),
  ceremony_id uuid not null,
  -- SHA-256 of what the browser keeps in a cookie.
  browser_hash bytea not null check (length(browser_hash) = 32),
  -- Who adds a passkey; at a sign-in nobody is known yet.
  person_id uuid,
  -- The challenge, and what was asked for.
  state jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, ceremony_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index passkey_ceremony_of_person on passkey_ceremony (tenant_id, person_id);
create index passkey_ceremony_by_end on passkey_ceremony (tenant_id, expires_at);
select make_tenant_table('passkey_ceremony');

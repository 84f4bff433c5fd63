-- Which account elsewhere opens which account here.
create table identity_link (
  tenant_id uuid not null,
  provider text not null check (provider in ('google')),
  -- The provider's own name for the account, which never changes.
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null,
  -- Its address when it was joined, for its owner to recognise; nothing is decided by it.
  email text not null check (length(email) <= 254),
  created_at timestamptz not null,
  primary key (tenant_id, provider, subject),
  unique (tenant_id, person_id, provider),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
select make_tenant_table('identity_link');
select audit_table('identity_link', 'sign_in_link', 'person_id', 'provider', '', 'subject,person_id');

-- Somebody on the way to Google and back. PKCE's verifier and the nonce follow from the state and the master key, so
-- nothing here is worth stealing; tokens are kept as SHA-256.
create table google_attempt (
  tenant_id uuid not null,
  state_hash bytea not null check (length(state_hash) = 32),
  -- The cookie of the browser that left.
  browser_hash bytea not null check (length(browser_hash) = 32),
  -- Who joins an account at Google to theirs; none signs in.
  person_id uuid,
  -- The shop's host that the browser left from, and the page it wanted.
  host text not null check (length(host) <= 253),
  next text not null check (length(next) <= 500),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Google has sent the browser back; a state works once.
  returned_at timestamptz,
  -- What Google said, and the token that takes it to the shop.
  subject text check (length(subject) between 1 and 255),
  email text check (length(email) <= 254),
  name text check (length(name) <= 120),
  token_hash bytea check (length(token_hash) = 32),
  token_expires_at timestamptz,
  -- The browser is at the shop again; the token works once.
  arrived_at timestamptz,
  primary key (tenant_id, state_hash),
  unique (tenant_id, token_hash),
  check ((token_hash is null) = (subject is null) and (token_hash is null) = (email is null)),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index google_attempt_of_browser on google_attempt (tenant_id, browser_hash);
create index google_attempt_of_person on google_attempt (tenant_id, person_id);
select make_tenant_table('google_attempt');

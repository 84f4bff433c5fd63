-- Keys by which a shop's programs call its API. Only the hash is kept; the first letters tell keys apart in the list.
create table api_key (
  tenant_id uuid not null,
  key_id uuid not null,
  -- Who made it: a key never may what they may not.
  person_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  prefix text not null check (prefix ~ '^vk_[A-Za-z0-9_-]{6}$'),
  token_hash bytea not null check (length(token_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 20),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- To the minute.
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, key_id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  check (expires_at > created_at)
);
create index api_key_of_person on api_key (tenant_id, person_id);
select make_tenant_table('api_key', 'select, insert, update');
select audit_table('api_key', 'api_key', 'key_id', 'name', '', 'key_id,person_id,token_hash,last_used_at');

-- Somebody's account at a provider of calendars, for the resource whose time it knows.
create table calendar_account (
  tenant_id uuid not null references tenant (tenant_id),
  account_id uuid not null,
  resource_id uuid not null,
  provider text not null check (provider in ('google')),
  -- As its owner knows it: an address.
  name text not null check (length(name) between 1 and 254),
  -- `reconnect`: the permission was withdrawn. `leaving`: we part from it.
  status text not null check (status in ('connected', 'reconnect', 'leaving')),
  tokens_sealed bytea not null check (length(tokens_sealed) <= 12000),
  connected_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  foreign key (tenant_id, connected_by) references person (tenant_id, person_id) on delete set null (connected_by)
);
create unique index calendar_account__name__taken on calendar_account (tenant_id, resource_id, provider, name);
create index calendar_account_of_person on calendar_account (tenant_id, connected_by) where connected_by is not null;
select make_tenant_table('calendar_account');
select audit_table('calendar_account', 'calendar_account', 'account_id', 'name', 'tokens_sealed',
  'account_id,resource_id,connected_by');

-- A calendar of an account.
create table external_calendar (
  tenant_id uuid not null,
  calendar_id uuid not null,
  account_id uuid not null,
  remote_id text not null check (length(remote_id) between 1 and 1024),
  name text not null check (length(name) between 1 and 254),
  -- IANA name of the zone in which its whole days are thought.
  zone text check (length(zone) <= 60),
  writable boolean not null,
  -- What is in it keeps the resource busy.
  reads boolean not null,
  -- Appointments of the resource are written into it.
  writes boolean not null,
  sync_token text check (length(sync_token) <= 4000),
  synced_at timestamptz,
  -- What was wrong at the last try, and since when.
  trouble text check (length(trouble) <= 40),
  troubled_since timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, calendar_id),
  foreign key (tenant_id, account_id) references calendar_account (tenant_id, account_id) on delete cascade,
  check (not writes or writable),
  check ((trouble is null) = (troubled_since is null))
);
create unique index external_calendar__remote_id__taken on external_calendar (tenant_id, account_id, remote_id);
create unique index external_calendar__writes__taken on external_calendar (tenant_id, account_id) where writes;
select make_tenant_table('external_calendar');
select audit_table('external_calendar', 'external_calendar', 'calendar_id', 'name', 'sync_token',
  'calendar_id,account_id,remote_id,zone,writable,synced_at,trouble,troubled_since');

-- What is in a calendar that is read: when, and nothing of what or with whom. Series and the times of them that differ;
-- they are spread out by us.
create table external_event (
  tenant_id uuid not null,
  calendar_id uuid not null,
  remote_id text not null check (length(remote_id) between 1 and 1024),
  etag text not null check (length(etag) <= 300),
  -- Of which series it is one time that differs, and when that would have been.
  series_id text check (length(series_id) between 1 and 1024),
  original_at timestamptz,
  original_on date,
  original_zone text check (length(original_zone) <= 60),
  -- A moment, or a whole day.
  starts_at timestamptz,
  starts_on date,
  starts_zone text check (length(starts_zone) <= 60),
  ends_at timestamptz,
  ends_on date,
  ends_zone text check (length(ends_zone) <= 60),
  recurrence text[] not null check (cardinality(recurrence) <= 100),
  transparent boolean not null,
  cancelled boolean not null,
  primary key (tenant_id, calendar_id, remote_id),
  foreign key (tenant_id, calendar_id) references external_calendar (tenant_id, calendar_id) on delete cascade
);
create index external_event_of_series on external_event (tenant_id, calendar_id, (coalesce(series_id, remote_id)));
select make_tenant_table('external_event', 'select, insert, delete');

-- A channel over which the provider says that a calendar changed. Two at once while one takes over from the other.
create table calendar_channel (
  tenant_id uuid not null,
  channel_id uuid not null,
  calendar_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  -- The provider's name for what is watched; missing until it answered.
  resource text check (length(resource) <= 300),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, calendar_id) references external_calendar (tenant_id, calendar_id) on delete cascade
);
create index calendar_channel_of_calendar on calendar_channel (tenant_id, calendar_id, expires_at);
select make_tenant_table('calendar_channel');

-- An appointment in a calendar that is written.
create table calendar_copy (
  tenant_id uuid not null,
  booking_id uuid not null,
  calendar_id uuid not null,
  -- Chosen by us, from the appointment's id.
  remote_id text not null check (length(remote_id) between 5 and 1024),
  -- The version that we wrote last.
  etag text check (length(etag) <= 300),
  state text not null check (state in ('to_write', 'written', 'gone', 'refused')),
  -- Grows with each change that is to be written: whoever wrote an older one is not done.
  wanted integer not null check (wanted > 0),
  changed_at timestamptz not null,
  primary key (tenant_id, booking_id, calendar_id),
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id),
  foreign key (tenant_id, calendar_id) references external_calendar (tenant_id, calendar_id) on delete cascade
);
create index calendar_copy_by_remote_id on calendar_copy (tenant_id, calendar_id, remote_id);
create index calendar_copy_to_write on calendar_copy (tenant_id, booking_id) where state = 'to_write';
select make_tenant_table('calendar_copy');

-- What happened with calendars, for the shop to read.
create table sync_note (
  tenant_id uuid not null,
  note_id uuid not null,
  account_id uuid not null,
  calendar_id uuid,
  kind text not null check (length(kind) between 1 and 40),
  -- The appointment's code, or how many.
  about text check (length(about) <= 80),
  created_at timestamptz not null,
  primary key (tenant_id, note_id),
  foreign key (tenant_id, account_id) references calendar_account (tenant_id, account_id) on delete cascade,
  foreign key (tenant_id, calendar_id) references external_calendar (tenant_id, calendar_id) on delete cascade
);
create index sync_note_latest on sync_note (tenant_id, created_at desc, note_id);
create index sync_note_of_account on sync_note (tenant_id, account_id);
create index sync_note_of_calendar on sync_note (tenant_id, calendar_id) where calendar_id is not null;
select make_tenant_table('sync_note', 'select, insert, delete');

-- A browser on the way to a provider and back. PKCE's verifier follows from the state and the master key.
create table calendar_attempt (
  tenant_id uuid not null,
  state_hash bytea not null check (length(state_hash) = 32),
  -- Whose session it began in; it ends there or nowhere.
  person_id uuid not null,
  session_id uuid not null,
  resource_id uuid not null,
  -- The shop's host that the browser left from.
  host text not null check (length(host) <= 253),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  returned_at timestamptz,
  -- What the provider gave, and the token that takes it to the shop.
  tokens_sealed bytea check (length(tokens_sealed) <= 12000),
  token_hash bytea check (length(token_hash) = 32),
  token_expires_at timestamptz,
  arrived_at timestamptz,
  primary key (tenant_id, state_hash),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade
);
select make_tenant_table('calendar_attempt');

-- Addresses at which other programs read the calendar: of one resource, or of the whole shop. Whoever has one reads it, until it
-- is taken back; only a hash of its key is kept.
create table calendar_feed (
  tenant_id uuid not null references tenant (tenant_id),
  feed_id uuid not null,
  resource_id uuid,
  token_hash bytea not null check (length(token_hash) = 32),
  hide_names boolean not null,
  created_by uuid,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_read_at timestamptz,
  primary key (tenant_id, feed_id),
  foreign key (tenant_id, resource_id) references resource (tenant_id, resource_id) on delete cascade,
  foreign key (tenant_id, created_by) references person (tenant_id, person_id) on delete set null (created_by)
);
create unique index calendar_feed__token_hash__taken on calendar_feed (tenant_id, token_hash);
create index calendar_feed_of_resource on calendar_feed (tenant_id, resource_id) where resource_id is not null;
create index calendar_feed_of_person on calendar_feed (tenant_id, created_by) where created_by is not null;
select make_tenant_table('calendar_feed', 'select, insert, update');
select audit_table('calendar_feed', 'calendar_feed', 'feed_id', '', 'token_hash', 'feed_id,created_by,last_read_at');

-- What was kept of a calendar is forgotten when its address is taken back.
create trigger announce after insert or update of revoked_at, hide_names on calendar_feed for each statement
  execute function announce_booking();

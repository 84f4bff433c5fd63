-- Who tried to get in, or to do what is not theirs: counted for a minute by kind, address and person, then written. The only table
-- besides `session` that holds addresses. What concerns no shop is the platform's.
create table security_event (
  tenant_id uuid not null references tenant (tenant_id),
  -- First and last of the minute.
  created_at timestamptz not null,
  event_id uuid not null,
  last_at timestamptz not null,
  kind text not null check (kind in ('signed_in', 'new_device', 'login_failed', 'locked', 'login_spraying', 'password_reset_asked',
    'password_changed', 'forged_token', 'token_reused', 'csrf_refused', 'cross_site_refused', 'permission_denied', 'rate_limited', 'id_guessing')),
  -- An IPv6 address stands for its /64. None when more came than are told apart.
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  person_id uuid,
  times integer not null check (times > 0),
  primary key (tenant_id, created_at, event_id)
);
create index security_event_by_kind on security_event (tenant_id, kind, created_at desc);
select make_tenant_table('security_event', 'select, insert');
create trigger refuse_change before update or truncate on security_event for each statement execute function refuse_change();

-- As with the audit log, but thirty days.
create policy old_seen on security_event for select to vitrina_owner using (created_at < now() - interval '30 days');
create policy old_gone on security_event for delete to vitrina_owner using (created_at < now() - interval '30 days');
create function forget_security_events(until timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone bigint;
begin
  delete from security_event where tenant_id = current_setting('app.tenant_id')::uuid and created_at < until;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function forget_security_events(timestamptz) from public;
grant execute on function forget_security_events(timestamptz) to vitrina_app;

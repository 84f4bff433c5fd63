-- What a tenant's people changed: who, what, before and after. Rows are added in the transaction of the change and never
-- altered; they go when they are old enough (forget_traces). Partitions by time can come later: the moment is in the key.
create table audit_event (
  tenant_id uuid not null references tenant (tenant_id),
  created_at timestamptz not null,
  audit_id uuid not null,
  -- `system`, `anonymous` or a role.
  actor text not null,
  person_id uuid,
  session_id uuid,
  -- `<slice>.<route>` or the kind of a job; empty for the program's own doing.
  action text not null,
  -- Kind of the thing, which one, and what people called it then.
  subject text not null check (subject ~ '^[a-z_]{1,40}$'),
  subject_id text not null check (length(subject_id) <= 80),
  label text check (length(label) <= 200),
  change text not null check (change in ('insert', 'update', 'delete')),
  -- Only what differs.
  before jsonb not null,
  after jsonb not null,
  -- Names the request in the log.
  trace text not null,
  primary key (tenant_id, created_at, audit_id)
);
create index audit_event_of_person on audit_event (tenant_id, person_id, created_at desc);
create index audit_event_of_subject on audit_event (tenant_id, subject, subject_id, created_at desc);
select make_tenant_table('audit_event', 'select, insert');

-- The order of what happens within one millisecond.
create sequence audit_order;
grant usage on sequence audit_order to vitrina_app;

-- Adds a row about a thing, with those members of both objects that differ; nothing when none does. `app.cause` (who, in which
-- request, when by the program's clock) is set at the begin of every transaction of the program (libs/db/src/cause.rs).
create function audit_write(what text, which text, called text, how text, old_state jsonb, new_state jsonb) returns void
language plpgsql as $$
declare
  cause text[] := string_to_array(current_setting('app.cause'), '|');
  millis bigint := cause[7];
  was jsonb;
  is_now jsonb;
  id bytea;
begin
  select coalesce(jsonb_object_agg(key, value), '{}') into was
    from jsonb_each(old_state) where new_state -> key is distinct from value and (value <> 'null' or how = 'update');
  select coalesce(jsonb_object_agg(key, value), '{}') into is_now
    from jsonb_each(new_state) where old_state -> key is distinct from value and (value <> 'null' or how = 'update');
  if was = '{}' and is_now = '{}' then
    return;
  end if;
  -- A UUIDv7: milliseconds, then a counter, then chance.
  id := overlay(uuid_send(gen_random_uuid()) placing substring(int8send(millis) from 3) from 1 for 6);
  id := overlay(id placing int2send((28672 + nextval('audit_order') % 4096)::smallint) from 7 for 2);
  insert into audit_event (tenant_id, created_at, audit_id, actor, person_id, session_id, action, subject, subject_id,
                           label, change, before, after, trace)
  values (current_setting('app.tenant_id')::uuid, 'epoch'::timestamptz + millis * interval '1 millisecond',
          encode(id, 'hex')::uuid, cause[2], nullif(cause[3], '')::uuid, nullif(cause[4], '')::uuid, cause[5], what, which,
          left(called, 200), how, was, is_now, cause[6]);
end $$;
revoke all on function audit_write(text, text, text, text, jsonb, jsonb) from public;
grant execute on function audit_write(text, text, text, text, jsonb, jsonb) to vitrina_app;

-- Writes what one row was and is. Arguments: subject, column of its id, column that people call it by, columns whose values stay
-- out of sight (that they changed is told), columns that tell nothing.
create function audit_row() returns trigger
language plpgsql as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  whole jsonb := coalesce(is_now, was);
  quiet text[] := string_to_array(tg_argv[4], ',') || '{tenant_id,created_at,updated_at,version}';
  hidden text;
begin
  foreach hidden in array string_to_array(tg_argv[3], ',') loop
    if was -> hidden is distinct from is_now -> hidden then
      was := case when was -> hidden <> 'null' then was || jsonb_build_object(hidden, '••• 1') else was end;
      is_now := case when is_now -> hidden <> 'null' then is_now || jsonb_build_object(hidden, '••• 2') else is_now end;
    else
      quiet := quiet || hidden;
    end if;
  end loop;
  perform audit_write(tg_argv[0], whole ->> tg_argv[1], whole ->> nullif(tg_argv[2], ''), lower(tg_op),
                      coalesce(was - quiet, '{}'), coalesce(is_now - quiet, '{}'));
  return null;
end $$;
revoke all on function audit_row() from public;

-- Lets a table's rows leave their trace when staff changes them. Whoever else works on it pays the look at one setting.
create function audit_table(tbl regclass, subject text, id_column text, label_column text default '', hidden text default '',
                            quiet text default '', events text default 'insert or update or delete') returns void
language plpgsql as $$
begin
  execute format(
    'create trigger audit_row after %s on %s for each row
       when (current_setting(''app.cause'', true) like ''staff|%%'')
       execute function audit_row(%L, %L, %L, %L, %L)', events, tbl, subject, id_column, label_column, hidden, quiet);
end $$;
revoke all on function audit_table(regclass, text, text, text, text, text, text) from public;

-- No statement changes a row or empties the table, whoever issues it.
create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is added to only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
revoke all on function refuse_change() from public;
create trigger refuse_change before update or truncate on audit_event for each statement execute function refuse_change();
create trigger refuse_change before update or truncate on secret_access for each statement execute function refuse_change();

-- The owner, whom FORCE binds, sees and deletes only what is older than a year by the server's own clock: neither a fault nor a
-- break-in can make the program take away what happened lately.
create policy old_seen on audit_event for select to vitrina_owner using (created_at < now() - interval '365 days');
create policy old_gone on audit_event for delete to vitrina_owner using (created_at < now() - interval '365 days');
create policy old_seen on secret_access for select to vitrina_owner using (hour < now() - interval '365 days');
create policy old_gone on secret_access for delete to vitrina_owner using (hour < now() - interval '365 days');

-- Deletes the tenant's traces from before a moment. One of the closed list of definer functions
-- (libs/db/src/isolation/lists.rs).
create function forget_traces(until timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose uuid := current_setting('app.tenant_id')::uuid;
  gone bigint;
  more bigint;
begin
  delete from audit_event where tenant_id = whose and created_at < until;
  get diagnostics gone = row_count;
  delete from secret_access where tenant_id = whose and hour < until;
  get diagnostics more = row_count;
  return gone + more;
end $$;
revoke all on function forget_traces(timestamptz) from public;
grant execute on function forget_traces(timestamptz) to vitrina_app;

-- The tables of today; `stock` has its own ledger (stock_movement), as have the steps of orders for whoever takes them.
select audit_table('tenant', 'shop', 'tenant_id', 'name');
select audit_table('person', 'person', 'person_id', 'name', 'password_hash,previous_passwords', 'person_id,password_changed_at,last_login_at');
select audit_table('session', 'session', 'person_id', '', '',
  'session_id,person_id,kind,token_hash,user_agent,ip,last_seen_at,expires_at,idle_seconds', 'update');
select audit_table('one_time_token', 'link', 'person_id', 'purpose', '', 'token_hash,person_id', 'insert');
select audit_table('category', 'category', 'category_id', 'name', '', 'category_id');
select audit_table('brand', 'brand', 'brand_id', 'name', '', 'brand_id');
select audit_table('product', 'product', 'product_id', 'name', '',
  'product_id,search_words,search_sound,price_min,price_max,compare_price,in_stock,cover_key,rating_average,rating_count');
select audit_table('variant', 'variant', 'product_id', 'sku', '', 'variant_id,product_id');
select audit_table('picture', 'picture', 'product_id', 'alt', '', 'picture_id,product_id,width,height');
select audit_table('payment_method', 'payment_method', 'code', 'code');
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', '', 'attempt_id,payable_kind,payable_id', 'update');
select audit_table('sales_setting', 'sales_setting', 'tenant_id');
-- What a customer gave stays with the order: of a new one only its steps are told.
select audit_table('sales_order', 'order', 'order_id', 'number', 'access_hash,access_sealed', '', 'update');

-- A job that was given up, repeated or thrown away by somebody. A worker's own steps are none of anybody's.
create trigger audit_row after update or delete on job for each row
  when (old.status = 'dead' and current_setting('app.cause', true) like 'staff|%')
  execute function audit_row('job', 'job_id', 'kind', '', 'job_id,payload,run_at,worker_id,lease_until,finished_at,dedup_key,trace_id');

-- An account of the team changes also by hands that are not signed in: by an invitation, a forgotten password, the provider.
create trigger audit_team after insert or update on person for each row
  when (new.role <> 'customer' and coalesce(current_setting('app.cause', true), '') like 'other|%')
  execute function audit_row('person', 'person_id', 'name', 'password_hash,previous_passwords', 'person_id,password_changed_at,last_login_at');

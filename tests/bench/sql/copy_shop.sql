-- Copies the shop `bench-1` until there are :shops of them: the same rows under other tenants, as the keys allow.
-- Run by a superuser; checks and triggers rest meanwhile, since the rows were checked when they were first made.
set session_replication_role = replica;
create temp table model as select tenant_id from tenant where slug = 'bench-1';
create temp table copies as
  select gen_random_uuid() as id, n
    from generate_series((select count(*) + 1 from tenant where slug like 'bench-%'), :shops) as n;
insert into tenant select (jsonb_populate_record(t, jsonb_build_object('tenant_id', c.id, 'slug', 'bench-' || n))).*
  from tenant t, copies c where t.tenant_id = (select tenant_id from model);
insert into tenant_host select (jsonb_populate_record(h, jsonb_build_object('tenant_id', c.id, 'host', 'bench-' || n || substr(h.host, strpos(h.host, '.'))))).*
  from tenant_host h, copies c where h.tenant_id = (select tenant_id from model);
do $$
declare
  tbl text;
  columns text;
begin
  for tbl in
    select c.relname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum > 0
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and c.relname not in ('tenant', 'tenant_host', 'job', 'person', 'session', 'refresh_token', 'one_time_token',
                             'login_throttle', 'mail', 'idempotency_key')
  loop
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns
      from pg_attribute
     where attrelid = tbl::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'tenant_id';
    execute format('insert into %I (tenant_id, %s) select c.id, %s from %I t, copies c where t.tenant_id = (select tenant_id from model)',
                   tbl, columns, (select string_agg('t.' || x, ', ') from unnest(string_to_array(columns, ', ')) x), tbl);
  end loop;
end $$;
reset session_replication_role;
vacuum analyze;

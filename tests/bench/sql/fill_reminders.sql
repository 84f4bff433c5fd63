-- Gives every shop an address, five professionals who work around the clock, and a service by any of them. Run by a superuser;
-- triggers rest meanwhile. Ids are the same in all shops: a tenant is part of every key.
set session_replication_role = replica;
create temp table pro as
  select n, ('00000000-0000-7000-8000-0000000003' || n + 10)::uuid as resource_id from generate_series(1, 5) n;
create temp table shop as select tenant_id from tenant where slug like 'bench-%';
update tenant set email = slug || '@shops.test' where slug like 'bench-%';
insert into resource (tenant_id, resource_id, kind, name, time_zone, rests_on_holidays, active, position, created_at, updated_at)
select tenant_id, resource_id, 'person', 'Profesional ' || n, 'America/Bogota', false, true, n, now(), now() from shop, pro;
insert into working_hours (tenant_id, resource_id, weekday, opens, closes)
select tenant_id, resource_id, d, 0, 1440 from shop, pro, generate_series(1, 7) d;
insert into service (tenant_id, service_id, slug, name, place, price, deposit, duration, step, buffer_before, buffer_after, notice,
                     horizon_kind, horizon_days, seats, needs_confirmation, cancel_until, questions, active, position, created_at,
                     updated_at)
select tenant_id, '00000000-0000-7000-8000-000000000401', 'corte', 'Corte', 'Calle 9 # 4-20', 3000000, 0, 30, 30, 0, 0, 0, 'days', 200, 1,
       false, 0, '[]', true, 0, now(), now()
  from shop;
insert into service_resource (tenant_id, service_id, need, needs_all, resource_id, weight)
select tenant_id, '00000000-0000-7000-8000-000000000401', 0, false, resource_id, 1 from shop, pro;
reset session_replication_role;
vacuum analyze;

-- Gives every shop twenty professionals, two services and a thousand appointments of each professional in the next 150 days
-- (200 in 30 days), every third half hour from eight to six. Run by a superuser; checks and triggers rest meanwhile, and the
-- constraint comes last. Ids are the same in all shops: a tenant is part of every key.
set session_replication_role = replica;
set time zone 'UTC';
alter table booking_occupancy drop constraint no_overlap;
create temp table pro as
  select n, ('00000000-0000-7000-8000-0000000001' || n + 10)::uuid as resource_id from generate_series(1, 20) n;
create temp table shop as select tenant_id from tenant where slug like 'bench-%';
insert into resource (tenant_id, resource_id, kind, name, time_zone, rests_on_holidays, active, position, created_at, updated_at)
select tenant_id, resource_id, 'person', 'Profesional ' || n, 'America/Bogota', false, true, n, now(), now() from shop, pro;
insert into working_hours (tenant_id, resource_id, weekday, opens, closes)
select tenant_id, resource_id, d, 480, 1080 from shop, pro, generate_series(1, 7) d;
insert into service (tenant_id, service_id, slug, name, price, deposit, duration, step, buffer_before, buffer_after, notice, horizon_kind,
                     horizon_days, seats, needs_confirmation, cancel_until, questions, active, position, created_at, updated_at)
select tenant_id, ('00000000-0000-7000-8000-00000000020' || s)::uuid, 'corte-' || s, 'Corte ' || s, 3000000, 0, 30, 30, 0, 0, 0, 'days',
       200, 1, false, 0, '[]', true, 0, now(), now()
  from shop, generate_series(1, 2) s;
-- The first is served by ten, the second by all.
insert into service_resource (tenant_id, service_id, need, needs_all, resource_id, weight)
select tenant_id, ('00000000-0000-7000-8000-00000000020' || s)::uuid, 0, false, resource_id, 1
  from shop, pro, generate_series(1, 2) s where s = 2 or n <= 10;
create temp table slot as
  select current_date + i / 20 + interval '13 hours' + (i % 20) * interval '30 minutes' as starts_at
    from generate_series(20, 3019) i where i % 3 = 0;
create temp table taken as
  select s.tenant_id, gen_random_uuid() as booking_id, p.resource_id, t.starts_at::timestamptz as starts_at
    from shop s, pro p, slot t;
insert into booking (tenant_id, booking_id, code, service_id, service_name, seats, status, starts_at, ends_at, time_zone, email,
                     customer_name, locale, price, deposit, currency, access_hash, access_sealed, created_at, updated_at)
select tenant_id, booking_id, translate(upper(substr(encode(sha256(uuid_send(booking_id)), 'hex'), 1, 6)), 'ILOU', '0000'),
       '00000000-0000-7000-8000-000000000202', 'Corte 2', 1, 'confirmed', starts_at, starts_at + interval '30 minutes', 'America/Bogota',
       'cliente@bench.test', 'Cliente', 'es-CO', 3000000, 0, 'COP', sha256(uuid_send(booking_id)), '', now(), now()
  from taken
on conflict do nothing;
insert into booking_occupancy (tenant_id, occupancy_id, booking_id, resource_id, service_id, starts_at, ends_at, buffer_before,
                               buffer_after, status, given_at)
select tenant_id, gen_random_uuid(), booking_id, resource_id, '00000000-0000-7000-8000-000000000202', starts_at,
       starts_at + interval '30 minutes', 0, 0, 'confirmed', now()
  from taken join booking using (tenant_id, booking_id, starts_at);
alter table booking_occupancy add constraint no_overlap
  exclude using gist (tenant_id with =, resource_id with =, occupied with &&)
  where (status in ('held', 'pending', 'confirmed', 'completed', 'no_show'));
reset session_replication_role;
vacuum analyze;

-- What one booking asks of PostgreSQL, for pgbench: the statements of `POST /bookings` in their order and round trips, at a
-- professional and a free time by chance (every third half hour is taken, see fill_bookings.sql). TENANTS are put in
-- by scripts/bench. Sealed texts and the mail are as long as the program's.
\set shop random(1, :shops)
\set n random(11, 30)
\set day random(1, 150)
\set half random(0, 19)
\set half :half + case when mod(:day * 20 + :half, 3) = 0 then case when :half = 19 then -1 else 1 end else 0 end
\set got 0
-- The only thing that the program does not ask: shop, ids, key and time, which it knows or makes itself.
select (array[TENANTS])[:shop::int] as tenant,
       gen_random_uuid() as booking, gen_random_uuid() as occupancy, gen_random_uuid() as event, gen_random_uuid() as mail, gen_random_uuid() as job,
       gen_random_uuid() as key, '00000000-0000-7000-8000-0000000001' || :n::int as resource, '00000000-0000-7000-8000-000000000202' as service,
       upper(left(translate(encode(sha256(random()::text::bytea), 'base64'), '+/iIlLoOuU', '0123456789'), 6)) as code,
       (current_date + :day::int)::timestamp at time zone 'UTC' + interval '13 hours' + :half::int * interval '30 minutes' as start \gset
\startpipeline
begin;
select set_config('app.tenant_id', :tenant, true);
set local app.cause = 'other|anonymous|||booking.book|01a2188d-a6eb-7dab-8013-3b6cd728621c|1795708266220';
set local plan_cache_mode = force_generic_plan;
\endpipeline
insert into idempotency_key (tenant_id, actor, route, key, request_hash, created_at) values (:tenant::uuid, 'guest-ba7f4b6d569a7461c6368016930ca062', 'POST /api/v1/bookings', :key, sha256('request'), now()) on conflict do nothing;
select pg_advisory_xact_lock(hashtextextended(:service::text, 4)) from service where tenant_id = :tenant::uuid and service_id = :service::uuid and (most_per_day is not null or most_per_week is not null or most_minutes_per_day is not null);
select service_id, slug, name, description, place, price, deposit, duration, step, buffer_before, buffer_after, notice, horizon_kind, horizon_days, horizon_from, horizon_to, most_per_day, most_per_week, most_minutes_per_day, seats, needs_confirmation, cancel_until, policy, questions, active, position, version from service where tenant_id = :tenant::uuid and service_id = :service::uuid;
select r.resource_id, r.name, r.active, r.kind, r.time_zone, r.rests_on_holidays, s.need, s.needs_all, s.price, s.duration, s.weight from service_resource s join resource r on r.tenant_id = :tenant::uuid and r.resource_id = s.resource_id where s.tenant_id = :tenant::uuid and s.service_id = :service::uuid and (r.active or s.needs_all) order by s.need, r.position, r.resource_id;
select resource_id, weekday, opens, closes from working_hours where tenant_id = :tenant::uuid and resource_id = any (array[:resource::uuid]) order by resource_id, weekday, opens;
select resource_id, on_date, opens, closes from date_hours where tenant_id = :tenant::uuid and resource_id = any (array[:resource::uuid]) and on_date between (:start::timestamptz - interval '9 days')::date and (:start::timestamptz + interval '3 days')::date order by resource_id, on_date, part;
select resource_id, from_date, to_date, time_zone from travel where tenant_id = :tenant::uuid and resource_id = any (array[:resource::uuid]) and to_date >= (:start::timestamptz - interval '9 days')::date order by resource_id, from_date;
select block_id, resource_id, starts_at, ends_at, reason from blocked_time where tenant_id = :tenant::uuid and ends_at > :start::timestamptz - interval '3 days' and starts_at < :start::timestamptz + interval '3 days' and (resource_id is null or resource_id = any (array[:resource::uuid])) order by starts_at, block_id limit 5000;
select o.resource_id, o.starts_at, o.ends_at, o.buffer_before, o.buffer_after, o.service_id = :service::uuid as is_same, o.hold_expires_at, case when o.session_id is not null and o.service_id = :service::uuid then (select s.taken from booking_session s where s.tenant_id = :tenant::uuid and s.session_id = o.session_id)::smallint end as seats from booking_occupancy o where o.tenant_id = :tenant::uuid and o.resource_id = any (array[:resource::uuid]) and o.starts_at >= :start::timestamptz - interval '3 days' and o.starts_at < :start::timestamptz + interval '3 days' and o.status in ('held', 'pending', 'confirmed', 'completed', 'no_show');
select key_id, sealed_key, created_at from data_key where tenant_id = :tenant::uuid order by created_at desc, key_id desc limit 1 for key share;
update booking set status = 'expired', hold_expires_at = null, updated_at = now(), version = version + 1 where tenant_id = :tenant::uuid and status = 'held' and hold_expires_at <= now() and booking_id in (select o.booking_id from booking_occupancy o where o.tenant_id = :tenant::uuid and o.resource_id = any (array[:resource::uuid]) and o.status = 'held' and o.starts_at < :start::timestamptz + interval '30 minutes' and o.ends_at > :start::timestamptz and o.starts_at > :start::timestamptz - interval '2 days');
insert into booking_occupancy (tenant_id, occupancy_id, booking_id, session_id, resource_id, service_id, starts_at, ends_at, buffer_before, buffer_after, status, hold_expires_at, given_at) select :tenant::uuid, o.id, :booking::uuid, null, o.resource_id, :service::uuid, :start::timestamptz, :start::timestamptz + interval '30 minutes', 0, 0, 'confirmed', null, now() from unnest(array[:occupancy::uuid], array[:resource::uuid]) with ordinality o (id, resource_id, n) order by o.n on conflict on constraint no_overlap do nothing returning 1 as got \aset
\if :got
insert into booking (tenant_id, booking_id, code, service_id, service_name, seats, status, starts_at, ends_at, time_zone, email, customer_name, locale, price, deposit, currency, overridden, access_hash, access_sealed, created_at, updated_at) values (:tenant::uuid, :booking::uuid, :code, :service::uuid, 'Corte 2', 1, 'confirmed', :start::timestamptz, :start::timestamptz + interval '30 minutes', 'America/Bogota', 'cliente@bench.test', 'Cliente', 'es-CO', 3000000, 0, 'COP', '{}', sha256(:booking::text::bytea), decode(repeat('ab', 100), 'hex'), now(), now());
insert into booking_event (tenant_id, event_id, booking_id, kind, from_state, to_state, actor, version, created_at) values (:tenant::uuid, :event::uuid, :booking::uuid, 'status', null, 'confirmed', 'customer', 1, now());
select r.resource_id, r.name from booking_occupancy o join resource r on r.tenant_id = :tenant::uuid and r.resource_id = o.resource_id where o.tenant_id = :tenant::uuid and (o.booking_id = :booking::uuid or o.session_id = null) order by r.kind, r.position, r.resource_id;
insert into secret_access (tenant_id, hour, purpose, actor, person_id, first_at) values (:tenant::uuid, date_trunc('hour', now()), 'booking-link', 'anonymous', null, now()) on conflict do nothing;
select name, brand_color, email from tenant where tenant_id = :tenant::uuid;
insert into message (tenant_id, message_id, channel, to_address, purpose, subject, text_body, html_body, created_at) select :tenant::uuid, m.message_id, 'email', 'cliente@bench.test', 'booking.booked', 'Tu cita en Bench', repeat('texto ', 90), repeat('texto ', 500), now() from unnest(array[:mail::uuid]) as m (message_id);
insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, trace_id, created_at) select :tenant::uuid, j.job_id, 'bench', '{}', now() + interval '1 year', 20, '01a2188d-a6eb-7dab-8013-3b6cd728621c', now() from unnest(array[:job::uuid]) as j (job_id);
select r.resource_id, r.name from booking_occupancy o join resource r on r.tenant_id = :tenant::uuid and r.resource_id = o.resource_id where o.tenant_id = :tenant::uuid and (o.booking_id = :booking::uuid or o.session_id = null) order by r.kind, r.position, r.resource_id;
select kind, from_state, to_state, actor, reason, created_at from booking_event where tenant_id = :tenant::uuid and booking_id = :booking::uuid order by version, event_id;
select service_id, slug, name, description, place, price, deposit, duration, step, buffer_before, buffer_after, notice, horizon_kind, horizon_days, horizon_from, horizon_to, most_per_day, most_per_week, most_minutes_per_day, seats, needs_confirmation, cancel_until, policy, questions, active, position, version from service where tenant_id = :tenant::uuid and service_id = :service::uuid;
select key_id, sealed_key, created_at from data_key where tenant_id = :tenant::uuid order by created_at desc, key_id desc limit 1 for key share;
update idempotency_key set status = 201, body = decode(repeat('ab', 950), 'hex') where tenant_id = :tenant::uuid and actor = 'guest-ba7f4b6d569a7461c6368016930ca062' and route = 'POST /api/v1/bookings' and key = :key;
select pg_notify('vitrina_events', told) from unnest(array[:tenant::text || ' booking ' || :booking::text, :tenant::text || ' job ' || :job::text]) as told;
commit;
\else
rollback;
\endif

-- Where a shop's programs are told what happens. `webhook_endpoint` is another thing: one address for notices to people.
create table event_endpoint (
  tenant_id uuid not null references tenant (tenant_id),
  endpoint_id uuid not null,
  -- What is shown of the address, which may be a key itself.
  host text not null check (length(host) between 1 and 255),
  address_sealed bytea not null check (length(address_sealed) <= 4000),
  secret_sealed bytea not null check (length(secret_sealed) <= 400),
  -- The secret before signs, too, until then.
  previous_sealed bytea check (length(previous_sealed) <= 400),
  previous_until timestamptz,
  -- Kinds of events that are told.
  kinds text[] not null check (cardinality(kinds) between 1 and 30),
  -- Since when nothing is told there, and why: by hand, because it wants no more, because it failed for days.
  stopped_at timestamptz,
  stopped_reason text check (stopped_reason in ('by_hand', 'gone', 'failing')),
  -- Since when every try failed, how many rounds in a row, and when the next may be.
  failing_since timestamptz,
  failures integer not null default 0 check (failures >= 0),
  retry_at timestamptz,
  -- Somebody works on it until then: one round at a time, so that a slow address holds up one worker.
  busy_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, endpoint_id),
  check ((stopped_at is null) = (stopped_reason is null)),
  check ((previous_sealed is null) = (previous_until is null))
);
select make_tenant_table('event_endpoint');
select audit_table('event_endpoint', 'event_endpoint', 'endpoint_id', 'host', 'address_sealed,secret_sealed,previous_sealed',
  'endpoint_id,failing_since,failures,retry_at,busy_until');

-- What happened, from the transaction in which it did; only what some address wants to be told of.
create table shop_event (
  tenant_id uuid not null references tenant (tenant_id),
  event_id uuid not null,
  kind text not null check (length(kind) between 3 and 40),
  subject_id uuid not null,
  -- Several changes of one thing in one transaction are one event.
  transaction bigint not null default pg_current_xact_id()::text::bigint,
  created_at timestamptz not null,
  -- What is told, the same at every try; none until a job wrote it.
  body text check (length(body) <= 400000),
  primary key (tenant_id, event_id)
);
create index shop_event_of_subject on shop_event (tenant_id, subject_id, transaction);
create index shop_event_untold on shop_event (tenant_id, event_id) where body is null;
create index shop_event_old on shop_event (tenant_id, created_at);
select make_tenant_table('shop_event');

-- An event on its way to one address, and how the last try went.
create table event_delivery (
  tenant_id uuid not null,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0 check (attempts between 0 and 100),
  next_at timestamptz,
  created_at timestamptz not null,
  tried_at timestamptz,
  -- Of the last try: the answer's status, how long it took, its first letters, or why there was none.
  answer_status smallint check (answer_status between 100 and 999),
  answer_ms integer check (answer_ms >= 0),
  answer text check (length(answer) <= 1024),
  problem text check (length(problem) <= 300),
  primary key (tenant_id, delivery_id),
  unique (tenant_id, endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references event_endpoint (tenant_id, endpoint_id) on delete cascade,
  foreign key (tenant_id, event_id) references shop_event (tenant_id, event_id) on delete cascade,
  check ((next_at is not null) = (status = 'waiting'))
);
create index event_delivery_due on event_delivery (tenant_id, endpoint_id, next_at) where status = 'waiting';
create index event_delivery_newest on event_delivery (tenant_id, endpoint_id, created_at desc, delivery_id);
create index event_delivery_of_event on event_delivery (tenant_id, event_id);
select make_tenant_table('event_delivery');

create sequence event_order;
grant usage on sequence event_order to vitrina_app;

-- A UUIDv7 of this moment: milliseconds, a counter, chance.
create function event_uuid(millis bigint) returns uuid
language plpgsql as $$
declare
  id bytea := overlay(uuid_send(gen_random_uuid()) placing substring(int8send(millis) from 3) from 1 for 6);
begin
  id := overlay(id placing int2send((28672 + nextval('event_order') % 4096)::smallint) from 7 for 2);
  return encode(id, 'hex')::uuid;
end $$;
revoke all on function event_uuid(bigint) from public;
grant execute on function event_uuid(bigint) to vitrina_app;

-- Writes that something happened, and the job that tells it, if some address wants to know. Hardly a shop has one: then it
-- costs a look at an empty table. Outside of a transaction of the program's (a migration) nothing is told.
create function note_event(what text, which uuid) returns void
language plpgsql as $$
declare
  whose uuid;
  cause text[];
  millis bigint;
  moment timestamptz;
  job uuid;
begin
  if current_user <> 'vitrina_app' or coalesce(current_setting('app.cause', true), '') = '' then
    return;
  end if;
  whose := current_setting('app.tenant_id')::uuid;
  if not exists (select from event_endpoint
                  where tenant_id = whose and stopped_at is null and what = any (kinds)) then
    return;
  end if;
  -- What is new is not changed besides, and what changed twice is told once.
  if exists (select from shop_event
              where tenant_id = whose and subject_id = which and transaction = pg_current_xact_id()::text::bigint
                and (kind = what or what like '%.updated' and kind = split_part(what, '.', 1) || '.created')) then
    return;
  end if;
  cause := string_to_array(current_setting('app.cause'), '|');
  millis := cause[7];
  moment := 'epoch'::timestamptz + millis * interval '1 millisecond';
  job := event_uuid(millis);
  insert into shop_event (tenant_id, event_id, kind, subject_id, created_at)
  values (whose, event_uuid(millis), what, which, moment);
  insert into job (tenant_id, job_id, kind, payload, run_at, max_attempts, trace_id, created_at)
  values (whose, job, 'integrators.write_events', '{}', moment, 10, left(nullif(cause[6], ''), 64), moment);
  perform pg_notify('vitrina_events', whose || ' job ' || job);
end $$;
revoke all on function note_event(text, uuid) from public;
grant execute on function note_event(text, uuid) to vitrina_app;

create function note_order() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_event('order.created', new.order_id);
  else
    perform note_event('order.updated', new.order_id);
    if new.payment_status = 'paid' and old.payment_status <> 'paid' then
      perform note_event('order.paid', new.order_id);
    end if;
    if new.status = 'cancelled' and old.status <> 'cancelled' then
      perform note_event('order.cancelled', new.order_id);
    end if;
  end if;
  return null;
end $$;
revoke all on function note_order() from public;
create trigger note_order_made after insert on sales_order for each row execute function note_order();
create trigger note_order_changed after update on sales_order for each row
  when (old.version is distinct from new.version) execute function note_order();

create function note_payment() returns trigger
language plpgsql as $$
begin
  perform note_event('payment.updated', new.attempt_id);
  return null;
end $$;
revoke all on function note_payment() from public;
create trigger note_payment_made after insert on payment_attempt for each row execute function note_payment();
create trigger note_payment_changed after update on payment_attempt for each row
  when (old.status is distinct from new.status) execute function note_payment();

-- What is only held for somebody who types their name is no appointment yet.
create function note_booking() returns trigger
language plpgsql as $$
begin
  if new.status in ('held', 'expired') then
    return null;
  end if;
  if tg_op = 'INSERT' then
    perform note_event('booking.created', new.booking_id);
  elsif old.status = 'held' then
    perform note_event('booking.created', new.booking_id);
  else
    perform note_event('booking.updated', new.booking_id);
    if new.status = 'cancelled' and old.status <> 'cancelled' then
      perform note_event('booking.cancelled', new.booking_id);
    end if;
  end if;
  return null;
end $$;
revoke all on function note_booking() from public;
create trigger note_booking_made after insert on booking for each row execute function note_booking();
create trigger note_booking_changed after update on booking for each row
  when (old.version is distinct from new.version or old.status is distinct from new.status) execute function note_booking();

create function note_product() returns trigger
language plpgsql as $$
begin
  perform note_event(case tg_op when 'INSERT' then 'product.created' else 'product.updated' end, new.product_id);
  return null;
end $$;
revoke all on function note_product() from public;
create trigger note_product_made after insert on product for each row execute function note_product();
create trigger note_product_changed after update on product for each row
  when (old.version is distinct from new.version) execute function note_product();

create function note_stock() returns trigger
language plpgsql as $$
begin
  perform note_event('stock.updated', new.variant_id);
  return null;
end $$;
revoke all on function note_stock() from public;
create trigger note_stock_made after insert on stock for each row execute function note_stock();
create trigger note_stock_changed after update on stock for each row
  when ((old.on_hand, old.reserved) is distinct from (new.on_hand, new.reserved)) execute function note_stock();

create function note_customer() returns trigger
language plpgsql as $$
begin
  perform note_event(case tg_op when 'INSERT' then 'customer.created' else 'customer.updated' end, new.person_id);
  return null;
end $$;
revoke all on function note_customer() from public;
create trigger note_customer_made after insert on person for each row
  when (new.role = 'customer') execute function note_customer();
create trigger note_customer_changed after update on person for each row
  when (new.role = 'customer' and (old.name, old.email, old.phone, old.status) is distinct from
                                  (new.name, new.email, new.phone, new.status)) execute function note_customer();

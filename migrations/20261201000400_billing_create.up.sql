-- What shops subscribe to. A plan is never changed under those who have it: a changed plan is another version.
create table plan_version (
  plan_version_id uuid primary key,
  plan text not null check (plan ~ '^[a-z][a-z0-9_]{1,29}$'),
  -- Of several versions the highest is the one that is offered.
  number integer not null check (number > 0),
  -- Cheap to dear, as config/plans.toml has them.
  rank smallint not null check (rank >= 0),
  -- No longer in config/plans.toml: nobody new gets it.
  offered boolean not null,
  -- What a new shop tries for so many days without paying.
  trial_days smallint check (trial_days between 1 and 90),
  modules jsonb not null check (modules <@
    '["storefront", "booking", "inventory", "pos", "cash", "reports", "dian", "backups", "marketplace"]'),
  -- Empty where there may be as many as one likes.
  most_people bigint check (most_people > 0),
  most_products bigint check (most_products > 0),
  most_bookings bigint check (most_bookings > 0),
  most_orders bigint check (most_orders > 0),
  -- Megabytes.
  most_storage bigint check (most_storage > 0),
  -- Minor units, tax included.
  cop_monthly bigint not null check (cop_monthly >= 0 and cop_monthly % 100 = 0),
  cop_yearly bigint not null check (cop_yearly between cop_monthly and cop_monthly * 12 and cop_yearly % 100 = 0),
  usd_monthly bigint not null check (usd_monthly >= 0),
  usd_yearly bigint not null check (usd_yearly between usd_monthly and usd_monthly * 12),
  -- Of the price, in hundredths of a per cent.
  tax_rate_bp integer not null check (tax_rate_bp between 0 and 10000),
  created_at timestamptz not null,
  unique (plan, number),
  -- What costs nothing in one money costs nothing in the other, and is not tried.
  check ((cop_monthly = 0) = (usd_monthly = 0)),
  check (trial_days is null or cop_monthly > 0)
);
grant select on plan_version to vitrina_app, vitrina_backup;
grant select, insert on plan_version to vitrina_platform;
create trigger refuse_change before update or delete or truncate on plan_version
  for each statement execute function refuse_change();

-- What one shop has, in Stripe's words. One that costs nothing is active, too.
create table subscription (
  tenant_id uuid primary key references tenant (tenant_id),
  plan_version_id uuid not null references plan_version (plan_version_id),
  -- A word that we do not know yet is kept.
  status text not null check (status ~ '^[a-z_]{1,40}$'),
  trial_ends_at timestamptz,
  period_started_at timestamptz,
  period_ends_at timestamptz,
  -- Until when a shop that owes works on.
  grace_until timestamptz,
  -- When it goes to the plan that costs nothing, because somebody asked for it.
  cancel_at timestamptz,
  ended_at timestamptz,
  -- The last thing that its owners were told of what comes to an end.
  told text check (told in ('trial_soon', 'trial_today', 'grace_soon', 'read_only')),
  -- What helps to begin was put away.
  guide_hidden_at timestamptz,
  -- Products that are only examples; taken away together.
  sample_products uuid[] not null default '{}' check (cardinality(sample_products) <= 20),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  check (status <> 'trialing' or trial_ends_at is not null),
  check (status <> 'past_due' or grace_until is not null),
  check (status <> 'canceled' or ended_at is not null),
  check ((period_started_at is null) = (period_ends_at is null) and period_ends_at > period_started_at)
);
select make_tenant_table('subscription', 'select, insert, update');
-- The provider sees which shops have none yet.
grant select on subscription to vitrina_platform;
create policy platform_read on subscription for select to vitrina_platform using (true);
select audit_table('subscription', 'subscription', 'tenant_id', '', '',
  'plan_version_id,told,trial_ends_at,period_started_at,period_ends_at,grace_until,ended_at,sample_products', 'update');

-- A trial is had once, and what was refused for good begins no more by itself.
create function subscription_goes_forward() returns trigger
language plpgsql as $$
begin
  if old.status <> 'trialing' and (new.status = 'trialing' or new.trial_ends_at is distinct from old.trial_ends_at) then
    raise exception 'a shop tries once' using errcode = 'check_violation', constraint = 'subscription_tries_once';
  end if;
  if old.status = 'incomplete_expired' and new.status not in ('incomplete_expired', 'active') then
    raise exception 'a subscription of status % does not become %', old.status, new.status
      using errcode = 'check_violation', constraint = 'subscription_goes_forward';
  end if;
  return new;
end $$;
revoke all on function subscription_goes_forward() from public;
create trigger subscription_goes_forward before update on subscription
  for each row execute function subscription_goes_forward();

-- What a plan brings, as `http::rights::Grants` reads it.
create function plan_grants(p plan_version) returns jsonb
language sql immutable
as $$
  select jsonb_build_object(
    'plan', p.plan, 'modules', p.modules,
    'people', p.most_people, 'products', p.most_products, 'bookings', p.most_bookings, 'orders', p.most_orders,
    'storage', p.most_storage)
$$;
revoke all on function plan_grants(plan_version) from public;
grant execute on function plan_grants(plan_version) to vitrina_app;

-- All that a shop's rights follow from, as `http::rights::Standing` reads it; null while it has no subscription.
create function shop_standing(tenant uuid) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
           'status', s.status, 'trial_ends_at', s.trial_ends_at, 'grace_until', s.grace_until, 'cancel_at', s.cancel_at,
           'ended_at', s.ended_at, 'guide_hidden', s.guide_hidden_at is not null, 'paid', plan_grants(p),
           'free', (select plan_grants(f) from plan_version f where f.cop_monthly = 0 order by f.offered desc, f.number desc limit 1))
    from subscription s
    join plan_version p on p.plan_version_id = s.plan_version_id
   where s.tenant_id = tenant
$$;
revoke all on function shop_standing(uuid) from public;
grant execute on function shop_standing(uuid) to vitrina_app;

-- How many were made this month is counted where a plan says how many there may be.
create index booking_by_making on booking (tenant_id, created_at) include (status);
-- Of all its sizes together.
alter table picture add column bytes bigint not null default 0 check (bytes >= 0);

-- Stripe takes the money of subscriptions. What it says is fetched and kept here; what we ask it for has a row before.

-- What a version of a plan is called there. A price never changes, as a version does not.
create table plan_price (
  plan_version_id uuid not null references plan_version (plan_version_id),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  period text not null check (period in ('month', 'year')),
  -- Real money, or Stripe's own rehearsal: each has prices of its own.
  live boolean not null,
  price_id text not null check (price_id ~ '^price_[A-Za-z0-9_]{1,240}$'),
  tax_rate_id text check (tax_rate_id ~ '^txr_[A-Za-z0-9_]{1,240}$'),
  seen_at timestamptz not null,
  primary key (plan_version_id, currency, period, live),
  constraint plan_price__price_id__taken unique (price_id)
);
grant select on plan_price to vitrina_app, vitrina_backup;
grant select, insert, update (price_id, tax_rate_id, seen_at) on plan_price to vitrina_platform;

alter table subscription
  -- Who the shop is at Stripe, and what it has there.
  add column customer_id text check (customer_id ~ '^cus_[A-Za-z0-9_]{1,240}$'),
  add column outside_id text check (outside_id ~ '^sub_[A-Za-z0-9_]{1,240}$'),
  add column item_id text check (item_id ~ '^si_[A-Za-z0-9_]{1,240}$'),
  add column schedule_id text check (schedule_id ~ '^sub_sched_[A-Za-z0-9_]{1,240}$'),
  add column live boolean,
  -- What it costs each period, tax included, minor units; empty where nobody pays.
  add column currency char(3) check (currency ~ '^[A-Z]{3}$'),
  add column period text check (period in ('month', 'year')),
  add column price bigint check (price >= 0),
  -- What begins with the next period, because somebody asked for it.
  add column next_plan_version_id uuid references plan_version (plan_version_id),
  add column next_period text check (next_period in ('month', 'year')),
  add column next_at timestamptz,
  -- How often Stripe was asked, and which of these answers stands here: an older one that comes later changes nothing.
  add column asked bigint not null default 0,
  add column heard bigint not null default 0,
  add column seen_at timestamptz,
  add constraint subscription_outside check (outside_id is null or (customer_id is not null and live is not null)),
  add constraint subscription_priced check ((price is null) = (currency is null) and (price is null) = (period is null)),
  add constraint subscription_next check ((next_plan_version_id is null) = (next_at is null)
    and (next_plan_version_id is null) = (next_period is null)),
  add constraint subscription_heard check (heard between 0 and asked);
alter table subscription drop constraint subscription_told_check;
alter table subscription add constraint subscription_told_check
  check (told in ('trial_soon', 'trial_today', 'payment_failed', 'grace_soon', 'read_only'));
-- A customer there is one shop here: by this, what Stripe tells finds its shop.
create unique index subscription__customer_id__taken on subscription (customer_id) where customer_id is not null;

drop trigger audit_row on subscription;
select audit_table('subscription', 'subscription', 'tenant_id', '', '',
  'plan_version_id,told,trial_ends_at,period_started_at,period_ends_at,grace_until,ended_at,sample_products,customer_id,outside_id,item_id,schedule_id,live,currency,price,next_plan_version_id,next_at,asked,heard,seen_at',
  'update');

-- A trial of ours is had once. What Stripe says of a subscription there stands, also that another one begins.
create or replace function subscription_goes_forward() returns trigger
language plpgsql as $$
begin
  if new.outside_id is null and old.status <> 'trialing'
     and (new.status = 'trialing' or new.trial_ends_at is distinct from old.trial_ends_at) then
    raise exception 'a shop tries once' using errcode = 'check_violation', constraint = 'subscription_tries_once';
  end if;
  if old.status = 'incomplete_expired' and new.status not in ('incomplete_expired', 'active')
     and new.outside_id is not distinct from old.outside_id then
    raise exception 'a subscription of status % does not become %', old.status, new.status
      using errcode = 'check_violation', constraint = 'subscription_goes_forward';
  end if;
  return new;
end $$;

-- With what a shop's rights follow from besides: whether Stripe sees to it.
create or replace function shop_standing(tenant uuid) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
           'status', s.status, 'trial_ends_at', s.trial_ends_at, 'grace_until', s.grace_until, 'cancel_at', s.cancel_at,
           'ended_at', s.ended_at, 'guide_hidden', s.guide_hidden_at is not null, 'at_stripe', s.outside_id is not null,
           'paid', plan_grants(p),
           'free', (select plan_grants(f) from plan_version f where f.cop_monthly = 0 order by f.offered desc, f.number desc limit 1))
    from subscription s
    join plan_version p on p.plan_version_id = s.plan_version_id
   where s.tenant_id = tenant
$$;

-- What we ask Stripe to change: a row before the call, whose id is the key of idempotency there.
create table billing_operation (
  tenant_id uuid not null references tenant (tenant_id),
  operation_id uuid not null,
  kind text not null check (kind in ('customer', 'checkout', 'upgrade', 'downgrade', 'cancel', 'stay')),
  -- `proposed`: shown, and nobody has agreed; `sending`: not answered yet; `unknown`: nobody answered; `waiting`: done there as
  -- soon as it is paid.
  status text not null check (status in ('proposed', 'sending', 'unknown', 'waiting', 'done', 'refused', 'expired')),
  plan_version_id uuid references plan_version (plan_version_id),
  currency char(3) check (currency ~ '^[A-Z]{3}$'),
  period text check (period in ('month', 'year')),
  -- What it is changed from: a proposal is worth nothing once that is another.
  from_plan_version_id uuid references plan_version (plan_version_id),
  from_period text check (from_period in ('month', 'year')),
  -- Of a trial that goes on at Stripe, what is left.
  trial_days smallint check (trial_days between 1 and 730),
  -- A code for less, as Stripe names it.
  promotion_id text check (promotion_id ~ '^promo_[A-Za-z0-9_]{1,240}$'),
  -- The moment up to which what is left of the present plan was counted: the same when shown and when charged.
  counted_at timestamptz,
  -- What was shown before it was agreed to, and what was charged; minor units.
  shown bigint check (shown >= 0),
  charged bigint,
  lines jsonb,
  -- What it came to there: a session, an invoice, a schedule.
  outside_id text check (length(outside_id) between 1 and 255),
  failure text check (length(failure) <= 200),
  tries smallint not null default 0 check (tries >= 0),
  person_id uuid,
  created_at timestamptz not null,
  -- Until when a proposal can be agreed to.
  expires_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, operation_id),
  check (status <> 'proposed' or expires_at is not null),
  check (kind in ('customer', 'cancel', 'stay') or (plan_version_id is not null and currency is not null and period is not null)),
  check (kind <> 'upgrade' or (counted_at is not null and shown is not null))
);
-- One at a time: of two who change the plan at once, one does.
create unique index billing_operation_under_way on billing_operation (tenant_id) where status in ('sending', 'unknown');
create index billing_operation_newest on billing_operation (tenant_id, created_at desc);
select make_tenant_table('billing_operation', 'select, insert, update');
select audit_table('billing_operation', 'billing_operation', 'operation_id', '', '',
  'operation_id,plan_version_id,currency,from_plan_version_id,from_period,trial_days,promotion_id,counted_at,shown,charged,lines,outside_id,failure,tries,person_id,expires_at');

-- Invoices, as Stripe has them: once each.
create table billing_invoice (
  tenant_id uuid not null references tenant (tenant_id),
  invoice_id uuid not null,
  outside_id text not null check (outside_id ~ '^in_[A-Za-z0-9_]{1,240}$'),
  number text check (length(number) <= 80),
  status text not null check (status ~ '^[a-z_]{1,40}$'),
  reason text check (length(reason) <= 60),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  total bigint not null,
  tax bigint not null,
  due bigint not null,
  paid bigint not null,
  tries integer not null check (tries >= 0),
  next_try_at timestamptz,
  -- Where it can be seen, paid, and got as a file: whoever has the address may.
  hosted_url text check (length(hosted_url) <= 2000),
  pdf_url text check (length(pdf_url) <= 2000),
  issued_at timestamptz not null,
  paid_at timestamptz,
  -- That a card's bank wants to ask its owner was told.
  challenge_told_at timestamptz,
  heard bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, invoice_id),
  constraint billing_invoice__outside_id__taken unique (tenant_id, outside_id)
);
create index billing_invoice_newest on billing_invoice (tenant_id, issued_at desc, invoice_id);
select make_tenant_table('billing_invoice', 'select, insert, update');
-- The provider sees what came and what did not, and not where it can be paid.
grant select (tenant_id, invoice_id, number, status, currency, total, due, paid, tries, next_try_at, issued_at, paid_at)
  on billing_invoice to vitrina_platform;
create policy platform_read on billing_invoice for select to vitrina_platform using (true);

-- Each change of what shops pay a month: what grew, shrank, began and ended.
create table subscription_movement (
  tenant_id uuid not null references tenant (tenant_id),
  movement_id uuid not null,
  kind text not null check (kind in ('new', 'expansion', 'contraction', 'churn')),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  plan text not null check (length(plan) <= 30),
  -- A month's worth, minor units; of what is paid for a year, the twelfth part.
  before bigint not null check (before >= 0),
  after bigint not null check (after >= 0),
  moved_at timestamptz not null,
  primary key (tenant_id, movement_id)
);
create index subscription_movement_by_time on subscription_movement (tenant_id, moved_at);
select make_tenant_table('subscription_movement', 'select, insert');
grant select on subscription_movement to vitrina_platform;
create policy platform_read on subscription_movement for select to vitrina_platform using (true);

-- What Stripe told, as it came, sealed. What is about a customer that no shop has stays with the platform's own tenant.
create table billing_event (
  tenant_id uuid not null references tenant (tenant_id),
  event_id uuid not null,
  outside_id text not null check (length(outside_id) between 1 and 255),
  kind text not null check (length(kind) <= 100),
  object_id text not null check (length(object_id) <= 255),
  customer_id text check (length(customer_id) <= 255),
  invoice_id text check (length(invoice_id) <= 255),
  api_version text check (length(api_version) <= 100),
  live boolean not null,
  sent_sealed bytea check (length(sent_sealed) <= 270400),
  -- `waiting`: no shop has this customer (yet); `dead`: a person's.
  status text not null check (status in ('received', 'done', 'ignored', 'waiting', 'dead')),
  note text check (length(note) <= 200),
  deliveries integer not null default 1 check (deliveries > 0),
  told_at timestamptz not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  primary key (tenant_id, event_id),
  constraint billing_event__outside_id__taken unique (tenant_id, outside_id)
);
create index billing_event_newest on billing_event (tenant_id, received_at desc, event_id);
create index billing_event_waiting on billing_event (tenant_id, received_at) where status in ('waiting', 'dead');
create index billing_event_with_sent on billing_event (tenant_id, received_at) where sent_sealed is not null;
select make_tenant_table('billing_event', 'select, insert, update');
-- The provider sees what waits for somebody, and not what was sent.
grant select (tenant_id, event_id, kind, object_id, customer_id, status, note, received_at) on billing_event to vitrina_platform;
create policy platform_read on billing_event for select to vitrina_platform using (true);

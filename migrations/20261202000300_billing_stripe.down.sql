drop table billing_event;
drop table subscription_movement;
drop table billing_invoice;
drop table billing_operation;

create or replace function shop_standing(tenant uuid) returns jsonb
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

create or replace function subscription_goes_forward() returns trigger
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

drop trigger audit_row on subscription;
select audit_table('subscription', 'subscription', 'tenant_id', '', '',
  'plan_version_id,told,trial_ends_at,period_started_at,period_ends_at,grace_until,ended_at,sample_products', 'update');
drop index subscription__customer_id__taken;
-- What the older program has no word for it has not told.
call touch_rows('subscription', 'update subscription set told = null where told = ''payment_failed''');
alter table subscription drop constraint subscription_told_check;
alter table subscription add constraint subscription_told_check
  check (told in ('trial_soon', 'trial_today', 'grace_soon', 'read_only'));
alter table subscription
  drop constraint subscription_outside,
  drop constraint subscription_priced,
  drop constraint subscription_next,
  drop constraint subscription_heard,
  drop column customer_id,
  drop column outside_id,
  drop column item_id,
  drop column schedule_id,
  drop column live,
  drop column currency,
  drop column period,
  drop column price,
  drop column next_plan_version_id,
  drop column next_period,
  drop column next_at,
  drop column asked,
  drop column heard,
  drop column seen_at;
drop table plan_price;

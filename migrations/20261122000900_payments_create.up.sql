-- How a shop lets people pay. A method without a row has the defaults of its connector.
create table payment_method (
  tenant_id uuid not null references tenant (tenant_id),
  code text not null check (code in ('cash_on_delivery', 'bank_transfer')),
  enabled boolean not null,
  position smallint not null,
  -- What the payer reads: the account to transfer to, and so on.
  instructions text check (length(instructions) <= 2000),
  instructions_en text check (length(instructions_en) <= 2000),
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, code)
);
select make_tenant_table('payment_method');

-- One try to collect what is owed. The row is written before anybody outside is asked; its id is the idempotency key.
create table payment_attempt (
  tenant_id uuid not null references tenant (tenant_id),
  attempt_id uuid not null,
  -- What is paid; this slice knows its kind and id, not what was sold.
  payable_kind text not null check (payable_kind in ('order')),
  payable_id uuid not null,
  method text not null check (method in ('cash_on_delivery', 'bank_transfer')),
  status text not null check (status in
    ('created', 'requires_action', 'pending', 'approved', 'rejected', 'cancelled', 'expired', 'partially_refunded', 'refunded')),
  amount bigint not null check (amount between 0 and 1000000000000000000),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- What the payer is to write on the payment.
  reference text check (length(reference) <= 80),
  -- What proves that the money came: the bank's number, a voucher.
  receipt text check (length(receipt) <= 80),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, attempt_id)
);
create index payment_attempt_of_payable on payment_attempt (tenant_id, payable_kind, payable_id, created_at desc);
-- Whoever owes has one live attempt at most, so nothing is paid twice.
create unique index payment_attempt__payable__taken on payment_attempt (tenant_id, payable_kind, payable_id)
  where status in ('created', 'requires_action', 'pending', 'approved', 'partially_refunded', 'refunded');
select make_tenant_table('payment_attempt', 'select, insert, update');

-- Money never goes backwards: whatever the program believes, a late or repeated notice cannot lower a settled payment.
create function payment_attempt_step() returns trigger
language plpgsql as $$
begin
  if not (case old.status
    when 'created' then new.status in ('requires_action', 'pending', 'approved', 'rejected', 'cancelled', 'expired')
    when 'requires_action' then new.status in ('pending', 'approved', 'rejected', 'cancelled', 'expired')
    when 'pending' then new.status in ('approved', 'rejected', 'cancelled', 'expired')
    when 'approved' then new.status in ('partially_refunded', 'refunded')
    when 'partially_refunded' then new.status = 'refunded'
    else false
  end) then
    raise exception 'a payment attempt cannot go from % to %', old.status, new.status
      using errcode = 'check_violation', constraint = 'payment_attempt__status__invalid';
  end if;
  if new.amount <> old.amount or new.currency <> old.currency then
    raise exception 'what is owed does not change: make a new attempt' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function payment_attempt_step() from public;
create trigger payment_attempt_step before update on payment_attempt
  for each row when (old.status <> new.status or old.amount <> new.amount or old.currency <> new.currency)
  execute function payment_attempt_step();

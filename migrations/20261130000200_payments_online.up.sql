-- How a shop is known at a provider of payments. Its secrets are sealed; what a browser may know is not.
create table payment_account (
  tenant_id uuid not null references tenant (tenant_id),
  account_id uuid not null,
  provider text not null check (provider in ('mercadopago', 'stripe')),
  -- What the provider calls the account: what comes for another one is not ours.
  outside_id text not null check (length(outside_id) between 1 and 80),
  name text not null check (length(name) <= 120),
  -- Real money, or the provider's own rehearsal.
  live boolean not null,
  public_key text not null check (length(public_key) <= 200),
  secret_sealed bytea not null check (length(secret_sealed) <= 2000),
  -- What signs webhooks; the one before is taken too until then.
  hook_secret_sealed bytea check (length(hook_secret_sealed) <= 2000),
  hook_previous_sealed bytea check (length(hook_previous_sealed) <= 2000),
  hook_previous_until timestamptz,
  -- The provider takes its credentials no more.
  refused_at timestamptz,
  -- When its list of banks was read.
  banks_at timestamptz,
  least bigint check (least >= 0),
  most bigint check (most >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, account_id),
  constraint payment_account__provider__taken unique (tenant_id, provider),
  check ((hook_previous_sealed is null) = (hook_previous_until is null))
);
select make_tenant_table('payment_account');
select audit_table('payment_account', 'payment_account', 'account_id', 'provider',
  'secret_sealed,hook_secret_sealed,hook_previous_sealed', 'account_id,banks_at,least,most,hook_previous_until');

-- The banks that an account reaches, as its provider lists them.
create table payment_bank (
  tenant_id uuid not null,
  account_id uuid not null,
  code text not null check (code ~ '^[0-9A-Za-z_-]{1,20}$'),
  name text not null check (length(name) between 1 and 120),
  primary key (tenant_id, account_id, code),
  foreign key (tenant_id, account_id) references payment_account (tenant_id, account_id) on delete cascade
);
select make_tenant_table('payment_bank');

-- What is owed, once for each thing; its attempts say how it was tried.
create table payment_intent (
  tenant_id uuid not null references tenant (tenant_id),
  intent_id uuid not null,
  payable_kind text not null check (payable_kind in ('order')),
  payable_id uuid not null,
  -- How payer and shop name it: the order's number.
  reference text not null check (length(reference) between 1 and 80),
  amount bigint not null check (amount between 0 and 1000000000000000000),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- `open`: waits for the money; `paid`: it came; `closed`: nobody waits for it any more.
  status text not null check (status in ('open', 'paid', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, intent_id),
  constraint payment_intent__payable__taken unique (tenant_id, payable_kind, payable_id)
);
select make_tenant_table('payment_intent', 'select, insert, update');

alter table payment_method drop constraint payment_method_code_check;
alter table payment_method add constraint payment_method_code_check
  check (code in ('cash_on_delivery', 'bank_transfer', 'pse'));

alter table payment_attempt drop constraint payment_attempt_method_check;
alter table payment_attempt drop constraint payment_attempt_status_check;
alter table payment_attempt
  add column intent_id uuid,
  add column provider text check (provider in ('mercadopago', 'stripe')),
  add column account_id uuid,
  -- The provider's name for it.
  add column outside_id text check (length(outside_id) between 1 and 80),
  add column live boolean not null default true,
  -- Where the payer goes on.
  add column redirect_url text check (length(redirect_url) <= 2000),
  -- What the provider is asked, until it has answered: who pays stands in it, and the same key wants the same words.
  add column request_sealed bytea check (length(request_sealed) <= 8000),
  add column bank text check (length(bank) <= 20),
  add column document_type text check (length(document_type) <= 20),
  -- Why not, in the provider's word.
  add column failure text check (length(failure) <= 120),
  -- What the provider says came, where it is not what is owed.
  add column said_amount bigint,
  add column said_currency text check (length(said_currency) <= 8),
  -- Until when the payer can pay it there.
  add column deadline timestamptz,
  -- What the provider keeps of it.
  add column fee bigint check (fee >= 0),
  -- Of the refunds that did not fail: asked for, and done.
  add column refunding bigint not null default 0,
  add column refunded bigint not null default 0,
  -- Money that nobody owed: it came twice, or after everything was over.
  add column surplus boolean not null default false,
  -- How often the provider was asked what became of it.
  add column looks smallint not null default 0,
  add constraint payment_attempt_method_check check (method in ('cash_on_delivery', 'bank_transfer', 'pse')),
  add constraint payment_attempt_status_check check (status in
    ('created', 'sending', 'requires_action', 'pending', 'unknown', 'mismatched', 'approved', 'rejected', 'cancelled', 'expired',
     'partially_refunded', 'refunded', 'disputed', 'dispute_won', 'dispute_lost')),
  add constraint payment_attempt__refund__too_much check (0 <= refunded and refunded <= refunding and refunding <= amount),
  add constraint payment_attempt_online check ((provider is null) = (account_id is null)),
  add constraint payment_attempt_of_account foreign key (tenant_id, account_id)
    references payment_account (tenant_id, account_id);

-- What was owed before there were intents: one for each thing, of its newest attempt.
call touch_rows('payment_attempt', $rows$
  do $$ begin
    alter table payment_intent no force row level security;
    insert into payment_intent (tenant_id, intent_id, payable_kind, payable_id, reference, amount, currency, status, created_at, updated_at)
    select distinct on (tenant_id, payable_kind, payable_id)
           tenant_id, attempt_id, payable_kind, payable_id, coalesce(reference, left(payable_id::text, 80)), amount, currency,
           case when status in ('created', 'requires_action', 'pending') then 'open'
                when status in ('approved', 'partially_refunded', 'refunded') then 'paid' else 'closed' end,
           created_at, updated_at
      from payment_attempt
     order by tenant_id, payable_kind, payable_id, created_at desc, attempt_id desc;
    update payment_attempt a set intent_id = i.intent_id
      from payment_intent i
     where i.tenant_id = a.tenant_id and i.payable_kind = a.payable_kind and i.payable_id = a.payable_id;
    update payment_attempt set refunding = amount, refunded = amount where status = 'refunded';
    alter table payment_intent force row level security;
  end $$
$rows$);
alter table payment_attempt
  alter column intent_id set not null,
  add constraint payment_attempt_of_intent foreign key (tenant_id, intent_id) references payment_intent (tenant_id, intent_id);
create index payment_attempt_by_intent on payment_attempt (tenant_id, intent_id, created_at desc);
create index payment_attempt_by_account on payment_attempt (tenant_id, account_id) where account_id is not null;
-- One payment there is one attempt here.
create unique index payment_attempt__outside_id__taken on payment_attempt (tenant_id, provider, outside_id)
  where outside_id is not null;
-- What is still on its way, for whoever asks after it.
create index payment_attempt_open on payment_attempt (tenant_id, updated_at)
  where status in ('sending', 'requires_action', 'pending', 'unknown');

-- Whoever owes has one live attempt at most; money that came besides is `surplus`.
drop index payment_attempt__payable__taken;
create unique index payment_attempt__payable__taken on payment_attempt (tenant_id, payable_kind, payable_id)
  where not surplus and status in ('created', 'sending', 'requires_action', 'pending', 'unknown', 'mismatched', 'approved',
    'partially_refunded', 'refunded', 'disputed', 'dispute_won', 'dispute_lost');

-- Money never goes backwards. What was given up may still turn out to be paid: only the provider's own word says so.
create or replace function payment_attempt_step() returns trigger
language plpgsql as $$
begin
  if old.status <> new.status and not (case old.status
    when 'created' then new.status in
      ('sending', 'requires_action', 'pending', 'unknown', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'sending' then new.status in ('requires_action', 'pending', 'unknown', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'unknown' then new.status in ('requires_action', 'pending', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'requires_action' then new.status in ('pending', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'pending' then new.status in ('approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'rejected' then new.status in ('approved', 'mismatched')
    when 'cancelled' then new.status in ('approved', 'mismatched')
    when 'expired' then new.status in ('approved', 'mismatched')
    when 'mismatched' then new.status in ('refunded')
    when 'approved' then new.status in ('partially_refunded', 'refunded', 'disputed')
    when 'partially_refunded' then new.status in ('refunded', 'disputed')
    when 'disputed' then new.status in ('dispute_won', 'dispute_lost')
    when 'dispute_won' then new.status in ('refunded')
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

drop trigger audit_row on payment_attempt;
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', 'request_sealed,redirect_url,document_type',
  'attempt_id,payable_kind,payable_id,intent_id,account_id,looks', 'update');

-- Money that goes back: a row before the provider is asked, whose id is the key of idempotency there.
create table payment_refund (
  tenant_id uuid not null,
  refund_id uuid not null,
  attempt_id uuid not null,
  amount bigint not null check (amount > 0),
  -- `sending`: not answered yet; `pending`: the provider sees to it; `done`; `failed`: nothing went back.
  status text not null check (status in ('sending', 'pending', 'done', 'failed')),
  reason text check (length(reason) <= 300),
  outside_id text check (length(outside_id) between 1 and 80),
  failure text check (length(failure) <= 120),
  -- Who asked for it; none when it was begun at the provider.
  person_id uuid,
  tries smallint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, refund_id),
  foreign key (tenant_id, attempt_id) references payment_attempt (tenant_id, attempt_id)
);
create index payment_refund_of_attempt on payment_refund (tenant_id, attempt_id, created_at);
create unique index payment_refund__outside_id__taken on payment_refund (tenant_id, attempt_id, outside_id) where outside_id is not null;
select make_tenant_table('payment_refund', 'select, insert, update');
select audit_table('payment_refund', 'refund', 'refund_id', '', '', 'refund_id,attempt_id,tries,outside_id');

-- A payer's bank takes the money back: until it is decided it is nobody's.
create table payment_dispute (
  tenant_id uuid not null,
  dispute_id uuid not null,
  attempt_id uuid not null,
  outside_id text not null check (length(outside_id) between 1 and 80),
  amount bigint not null check (amount > 0),
  status text not null check (status in ('open', 'won', 'lost')),
  reason text check (length(reason) <= 120),
  -- Until when the shop may answer there.
  due_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, dispute_id),
  foreign key (tenant_id, attempt_id) references payment_attempt (tenant_id, attempt_id),
  constraint payment_dispute__outside_id__taken unique (tenant_id, attempt_id, outside_id),
  check ((status = 'open') = (closed_at is null))
);
select make_tenant_table('payment_dispute', 'select, insert, update');

-- What providers told us, as it came: kept before it is understood.
create table webhook_event (
  tenant_id uuid not null references tenant (tenant_id),
  event_id uuid not null,
  provider text not null check (provider in ('mercadopago', 'stripe')),
  account_id uuid not null,
  -- What makes it this event and no other, at the provider.
  outside_key text not null check (length(outside_key) between 1 and 400),
  kind text not null check (length(kind) <= 80),
  -- What it is about, at the provider.
  object_id text not null check (length(object_id) <= 80),
  live boolean not null,
  headers jsonb not null,
  body bytea not null check (length(body) <= 262144),
  -- `waiting`: we know no such payment (yet).
  status text not null check (status in ('received', 'done', 'ignored', 'waiting', 'dead')),
  note text check (length(note) <= 200),
  deliveries integer not null default 1,
  received_at timestamptz not null,
  handled_at timestamptz,
  primary key (tenant_id, event_id),
  constraint webhook_event__outside_key__taken unique (tenant_id, account_id, outside_key)
);
create index webhook_event_newest on webhook_event (tenant_id, received_at desc, event_id);
create index webhook_event_of_object on webhook_event (tenant_id, account_id, object_id);
select make_tenant_table('webhook_event', 'select, insert, update');

-- A way to pay, or one bank of it, that is not offered for now: by somebody's hand, or because it failed too often.
create table payment_switch (
  tenant_id uuid not null references tenant (tenant_id),
  method text not null check (method in ('pse')),
  -- Empty for the way as a whole.
  bank text not null check (length(bank) <= 20),
  off_by_hand boolean not null default false,
  -- Calls in a row that nobody answered.
  failures smallint not null default 0 check (failures >= 0),
  -- Failed too often: not before then.
  off_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, method, bank)
);
select make_tenant_table('payment_switch');
select audit_table('payment_switch', 'payment_switch', 'bank', 'bank', '', 'method,failures,off_until');

-- Where our books and a provider's do not agree: for somebody to look into.
create table payment_difference (
  tenant_id uuid not null,
  difference_id uuid not null,
  account_id uuid not null,
  -- `missing_here`, `missing_there`: known to one side only; `amount`, `status`, `fee`: known to both, otherwise.
  class text not null check (class in ('missing_here', 'missing_there', 'amount', 'status', 'fee')),
  -- The provider's name for the payment.
  outside_id text not null check (length(outside_id) between 1 and 80),
  attempt_id uuid,
  ours text not null check (length(ours) <= 80),
  theirs text not null check (length(theirs) <= 80),
  found_at timestamptz not null,
  seen_at timestamptz not null,
  -- When it was gone, or somebody said what became of it.
  closed_at timestamptz,
  closed_by uuid,
  note text check (length(note) <= 300),
  primary key (tenant_id, difference_id),
  foreign key (tenant_id, account_id) references payment_account (tenant_id, account_id)
);
create unique index payment_difference__outside_id__taken on payment_difference (tenant_id, account_id, class, outside_id)
  where closed_at is null;
create index payment_difference_newest on payment_difference (tenant_id, found_at desc, difference_id);
select make_tenant_table('payment_difference', 'select, insert, update');
select audit_table('payment_difference', 'payment_difference', 'difference_id', 'outside_id', '',
  'difference_id,account_id,attempt_id,seen_at,closed_by', 'update');

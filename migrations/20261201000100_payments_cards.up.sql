-- Cards: a way to pay, what is known of the card, and cards that customers keep for the next time.
alter table payment_method drop constraint payment_method_code_check;
alter table payment_method add constraint payment_method_code_check
  check (code in ('cash_on_delivery', 'bank_transfer', 'pse', 'card'));

alter table payment_attempt drop constraint payment_attempt_method_check;
alter table payment_attempt
  -- What may be shown of the card. Its number is never here.
  add column card_brand text check (length(card_brand) between 1 and 20),
  add column card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  -- Who keeps the card for the next time, having agreed to it when they paid.
  add column keeps_for uuid,
  add constraint payment_attempt_method_check check (method in ('cash_on_delivery', 'bank_transfer', 'pse', 'card')),
  add constraint payment_attempt_kept_by foreign key (tenant_id, keeps_for)
    references person (tenant_id, person_id) on delete set null (keeps_for),
  add constraint payment_attempt_keeps_cards check (keeps_for is null or method = 'card');
create index payment_attempt_by_keeper on payment_attempt (tenant_id, keeps_for) where keeps_for is not null;

drop trigger audit_row on payment_attempt;
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', 'request_sealed,redirect_url,document_type',
  'attempt_id,payable_kind,payable_id,intent_id,account_id,looks,card_brand,card_last4,keeps_for', 'update');

-- A card that a customer keeps at the shop's provider: the names that the provider gave it, and what may be shown.
create table payment_saved_card (
  tenant_id uuid not null references tenant (tenant_id),
  card_id uuid not null,
  person_id uuid not null,
  account_id uuid not null,
  -- The provider's names for its owner and for the card. They open nothing without the account's credential.
  outside_customer text not null check (length(outside_customer) between 1 and 80),
  outside_card text not null check (length(outside_card) between 1 and 80),
  brand text not null check (length(brand) between 1 and 20),
  last4 text not null check (last4 ~ '^[0-9]{4}$'),
  exp_year smallint not null check (exp_year between 2000 and 2100),
  exp_month smallint not null check (exp_month between 1 and 12),
  created_at timestamptz not null,
  primary key (tenant_id, card_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade,
  foreign key (tenant_id, account_id) references payment_account (tenant_id, account_id) on delete cascade,
  constraint payment_saved_card__outside_card__taken unique (tenant_id, account_id, outside_card)
);
create index payment_saved_card_of_person on payment_saved_card (tenant_id, person_id, created_at desc);
select make_tenant_table('payment_saved_card', 'select, insert, delete');

-- A provider that tells the platform names the account: the platform sees whose that is.
grant select (tenant_id, account_id, provider, outside_id) on payment_account to vitrina_platform;
create policy platform_read on payment_account for select to vitrina_platform using (true);

-- What was told of accounts that no shop has. Names only: what they stand for nobody here may ask.
create table webhook_stray (
  provider text not null check (provider in ('mercadopago', 'stripe')),
  outside_key text not null check (length(outside_key) between 1 and 400),
  kind text not null check (length(kind) <= 80),
  object_id text not null check (length(object_id) <= 80),
  account text check (length(account) <= 80),
  live boolean not null,
  deliveries integer not null default 1,
  received_at timestamptz not null,
  primary key (provider, outside_key)
);
grant select, insert, update on webhook_stray to vitrina_platform;
grant select on webhook_stray to vitrina_backup;

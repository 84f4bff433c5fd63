-- Money in double entry. What is written stays: a mistake is taken back by another transaction that reverses it.

-- Where money is, or what it came or went for. Made when it is first used, one an owner and a currency.
create table ledger_account (
  tenant_id uuid not null references tenant (tenant_id),
  account_id uuid not null,
  kind text not null check (kind in
    ('cash', 'bank', 'clearing', 'sales', 'fees', 'disputes', 'dispute_losses', 'customer_credit', 'deposits', 'cash_over_short')),
  -- The provider or way to pay whose money it is; empty where there is only one.
  owner text not null default '' check (owner ~ '^[a-z0-9_.-]{0,60}$'),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null,
  primary key (tenant_id, account_id),
  unique (tenant_id, kind, owner, currency),
  -- For the entries, whose currency is their account's.
  unique (tenant_id, account_id, currency)
);
select make_tenant_table('ledger_account', 'select, insert');

create table ledger_txn (
  tenant_id uuid not null references tenant (tenant_id),
  -- A UUIDv7: by its ranges the entries can be partitioned in time.
  txn_id uuid not null,
  kind text not null check (kind in
    ('payment_received', 'payment_refunded', 'provider_fee', 'settlement', 'dispute_opened', 'dispute_won', 'dispute_lost',
     'adjustment', 'reversal')),
  -- What it came from: the kind of thing and which one.
  source_type text not null check (source_type ~ '^[a-z_]{1,40}$'),
  source_id uuid not null,
  -- Whoever books the same twice books it once.
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  -- How many entries it has. Once they are there, none can be added.
  lines smallint not null check (lines between 2 and 100),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  actor_id uuid,
  reverses_txn_id uuid,
  memo text check (length(memo) <= 300),
  primary key (tenant_id, txn_id),
  unique (tenant_id, idempotency_key),
  foreign key (tenant_id, reverses_txn_id) references ledger_txn (tenant_id, txn_id),
  check ((kind = 'reversal') = (reverses_txn_id is not null))
);
-- Taken back once.
create unique index ledger_txn_reverses on ledger_txn (tenant_id, reverses_txn_id) where reverses_txn_id is not null;
-- Lists are counted, and the whole is proved, without a look at the rows.
create index ledger_txn_by_time on ledger_txn (tenant_id, occurred_at desc, txn_id desc) include (kind, lines);
create index ledger_txn_of_source on ledger_txn (tenant_id, source_type, source_id);
select make_tenant_table('ledger_txn', 'select, insert');

create table ledger_entry (
  tenant_id uuid not null,
  txn_id uuid not null,
  line smallint not null check (line > 0),
  account_id uuid not null,
  -- Minor units: debits are more than nothing, credits less.
  amount bigint not null check (amount <> 0 and amount between -1000000000000000000 and 1000000000000000000),
  currency char(3) not null,
  primary key (tenant_id, txn_id, line),
  foreign key (tenant_id, txn_id) references ledger_txn (tenant_id, txn_id),
  foreign key (tenant_id, account_id, currency) references ledger_account (tenant_id, account_id, currency)
);
-- A balance reads nothing but this, nor does the proof, nor who asks in which transactions an account is.
create index ledger_entry_of_account on ledger_entry (tenant_id, account_id, txn_id) include (amount);
select make_tenant_table('ledger_entry', 'select, insert');

-- At the commit, a transaction has all its entries, and in each currency they sum to nothing.
create function ledger_txn_balances() returns trigger
language plpgsql as $$
begin
  if (select count(*) from ledger_entry where tenant_id = new.tenant_id and txn_id = new.txn_id)
       is distinct from (select lines from ledger_txn where tenant_id = new.tenant_id and txn_id = new.txn_id)::bigint
     or exists (select from ledger_entry where tenant_id = new.tenant_id and txn_id = new.txn_id
                 group by currency having sum(amount) <> 0) then
    raise exception 'the ledger transaction % does not balance', new.txn_id
      using errcode = 'check_violation', constraint = 'ledger_txn_balances';
  end if;
  return null;
end $$;
revoke all on function ledger_txn_balances() from public;
create constraint trigger ledger_txn_balances after insert on ledger_txn
  deferrable initially deferred for each row execute function ledger_txn_balances();
create constraint trigger ledger_txn_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_txn_balances();

-- Nobody changes or takes away what is written, not even the owner of the tables.
create trigger refuse_change before update or delete or truncate on ledger_account
  for each statement execute function refuse_change();
create trigger refuse_change before update or delete or truncate on ledger_txn
  for each statement execute function refuse_change();
create trigger refuse_change before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();

-- The ledger is a log itself; what staff writes into it by hand is told with their other changes.
create trigger audit_row after insert on ledger_txn for each row
  when (new.kind in ('adjustment', 'reversal') and current_setting('app.cause', true) like 'staff|%')
  execute function audit_row('ledger_txn', 'txn_id', '', '',
    'txn_id,source_type,source_id,idempotency_key,lines,occurred_at,recorded_at,actor,actor_id');

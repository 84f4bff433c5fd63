-- What lies on the shelf and what of it is promised. Oversell is impossible: promised never exceeds what is there.
create table stock (
  tenant_id uuid not null,
  variant_id uuid not null,
  on_hand integer not null default 0 constraint stock__on_hand__out_of_range check (on_hand >= 0),
  reserved integer not null default 0 constraint stock__reserved__out_of_range check (reserved >= 0),
  updated_at timestamptz not null,
  primary key (tenant_id, variant_id),
  constraint stock__quantity__out_of_range check (reserved <= on_hand),
  foreign key (tenant_id, variant_id) references variant (tenant_id, variant_id) on delete cascade
);
select make_tenant_table('stock');

-- Every change of stock, for ever: the sums of both columns are the stock.
create table stock_movement (
  tenant_id uuid not null,
  movement_id uuid not null,
  variant_id uuid not null,
  kind text not null check (kind in ('initial', 'adjust', 'receive', 'reserve', 'release', 'ship', 'return')),
  on_hand_change integer not null,
  reserved_change integer not null,
  -- Order that caused it, if one did.
  order_id uuid,
  reason text check (length(reason) <= 300),
  actor text not null,
  actor_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, movement_id),
  foreign key (tenant_id, variant_id) references variant (tenant_id, variant_id) on delete cascade,
  check (on_hand_change <> 0 or reserved_change <> 0)
);
create index stock_movement_of_variant on stock_movement (tenant_id, variant_id, created_at desc);
-- What an order does to a variant it does once, however often it is asked to.
create unique index stock_movement__order_id__taken on stock_movement (tenant_id, order_id, variant_id, kind)
  where kind in ('reserve', 'release', 'ship');
-- A ledger: written once, never changed.
select make_tenant_table('stock_movement', 'select, insert');

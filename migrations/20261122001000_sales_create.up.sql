-- Human numbers, counted for each tenant: `order`. May have gaps.
create table counter (
  tenant_id uuid not null references tenant (tenant_id),
  name text not null check (length(name) between 1 and 40),
  value bigint not null,
  primary key (tenant_id, name)
);
select make_tenant_table('counter', 'select, insert, update');

-- How the shop sells; without a row, the defaults of the program.
create table sales_setting (
  tenant_id uuid not null references tenant (tenant_id),
  pickup_enabled boolean not null,
  pickup_instructions text check (length(pickup_instructions) <= 500),
  -- How long an order that is paid in advance waits for the money.
  unpaid_hours integer not null constraint sales_setting__unpaid_hours__out_of_range check (unpaid_hours between 1 and 720),
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id)
);
select make_tenant_table('sales_setting', 'select, insert, update');

-- Where the shop sends to, and at what price by weight.
create table shipping_zone (
  tenant_id uuid not null references tenant (tenant_id),
  zone_id uuid not null,
  position smallint not null,
  name text not null check (length(name) between 1 and 80),
  -- Free from this subtotal on.
  free_from bigint check (free_from between 0 and 1000000000000),
  days_min smallint not null check (days_min between 0 and 90),
  days_max smallint not null check (days_max between 0 and 90),
  primary key (tenant_id, zone_id),
  check (days_min <= days_max)
);
select make_tenant_table('shipping_zone');

-- A municipality (five digits), a department (two) or everywhere (`*`) belongs to one zone at most.
create table shipping_place (
  tenant_id uuid not null,
  place text not null check (place = '*' or place ~ '^([0-9]{2}|[0-9]{5})$'),
  zone_id uuid not null,
  primary key (tenant_id, place),
  foreign key (tenant_id, zone_id) references shipping_zone (tenant_id, zone_id) on delete cascade
);
create index shipping_place_of_zone on shipping_place (tenant_id, zone_id);
select make_tenant_table('shipping_place');

-- The price up to a weight.
create table shipping_rate (
  tenant_id uuid not null,
  zone_id uuid not null,
  max_weight_g integer not null check (max_weight_g between 1 and 1000000000),
  price bigint not null check (price between 0 and 1000000000000),
  primary key (tenant_id, zone_id, max_weight_g),
  foreign key (tenant_id, zone_id) references shipping_zone (tenant_id, zone_id) on delete cascade
);
select make_tenant_table('shipping_rate');

-- A cart is a person's (one open at a time) or nobody's (reached by its token, which the program signs and never keeps).
create table cart (
  tenant_id uuid not null references tenant (tenant_id),
  cart_id uuid not null,
  person_id uuid,
  status text not null default 'open' check (status in ('open', 'ordered', 'merged')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, cart_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create unique index cart__person_id__taken on cart (tenant_id, person_id) where status = 'open' and person_id is not null;
create index cart_by_age on cart (tenant_id, updated_at);
select make_tenant_table('cart');

create table cart_item (
  tenant_id uuid not null,
  item_id uuid not null,
  cart_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  quantity integer not null constraint cart_item__quantity__out_of_range check (quantity between 1 and 999),
  -- What it cost when it was put in: the price that the customer saw.
  price_seen bigint not null,
  added_at timestamptz not null,
  primary key (tenant_id, item_id),
  constraint cart_item__variant_id__taken unique (tenant_id, cart_id, variant_id),
  foreign key (tenant_id, cart_id) references cart (tenant_id, cart_id) on delete cascade,
  foreign key (tenant_id, variant_id) references variant (tenant_id, variant_id) on delete cascade
);
create index cart_item_of_variant on cart_item (tenant_id, variant_id);
select make_tenant_table('cart_item');

-- An order. Its key ends with the moment it was placed, so that the table can be partitioned by time.
create table sales_order (
  tenant_id uuid not null references tenant (tenant_id),
  order_id uuid not null,
  created_at timestamptz not null,
  number bigint not null,
  cart_id uuid not null,
  person_id uuid,
  -- Who has the link may see the order: SHA-256 of the key in it, and the key itself sealed for later mails.
  access_hash bytea not null check (length(access_hash) = 32),
  access_sealed bytea not null check (length(access_sealed) <= 200),
  email text not null check (email = lower(email) and length(email) <= 254),
  customer_name text not null check (length(customer_name) between 1 and 254),
  phone text check (length(phone) <= 20),
  locale text not null check (locale in ('es-CO', 'en')),
  status text not null check (status in ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled')),
  payment_status text not null check (payment_status in ('pending', 'paid', 'partially_refunded', 'refunded', 'failed')),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  subtotal bigint not null check (subtotal >= 0),
  shipping_price bigint not null check (shipping_price >= 0),
  tax bigint not null check (tax between 0 and subtotal),
  total bigint not null,
  weight_g bigint not null check (weight_g >= 0),
  shipping_method text not null check (shipping_method in ('delivery', 'pickup')),
  -- Name of the zone when the order was placed.
  shipping_zone text check (length(shipping_zone) <= 80),
  shipping_address jsonb,
  billing_address jsonb,
  payment_method text not null check (length(payment_method) <= 40),
  payment_attempt_id uuid,
  payment_reference text check (length(payment_reference) <= 80),
  notes text check (length(notes) <= 1000),
  carrier text check (length(carrier) <= 80),
  tracking_code text check (length(tracking_code) <= 80),
  cancel_reason text check (length(cancel_reason) <= 300),
  -- Until then it waits for the money; none when it is paid at the door.
  pay_until timestamptz,
  paid_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, order_id, created_at),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete set null (person_id),
  check (total = subtotal + shipping_price),
  check (shipping_method = 'pickup' or shipping_address is not null),
  check ((status = 'cancelled') = (cancelled_at is not null))
);
create index sales_order_newest on sales_order (tenant_id, created_at desc, order_id);
create index sales_order_by_status on sales_order (tenant_id, status, created_at desc);
create index sales_order_of_person on sales_order (tenant_id, person_id, created_at desc);
create index sales_order_by_email on sales_order (tenant_id, email, created_at desc);
create index sales_order_by_number on sales_order (tenant_id, number);
select make_tenant_table('sales_order', 'select, insert, update');

-- What was bought, as it was named and priced then. Written once.
create table order_line (
  tenant_id uuid not null,
  order_id uuid not null,
  order_created_at timestamptz not null,
  position smallint not null,
  product_id uuid not null,
  variant_id uuid not null,
  name text not null,
  options text not null,
  sku text not null,
  image_key text,
  quantity integer not null check (quantity between 1 and 999),
  unit_price bigint not null check (unit_price >= 0),
  total bigint not null,
  tax_class text not null,
  tax_name text not null,
  tax_rate_bp integer not null check (tax_rate_bp between 0 and 10000),
  tax bigint not null check (tax between 0 and total),
  weight_g bigint not null check (weight_g >= 0),
  primary key (tenant_id, order_id, order_created_at, position),
  foreign key (tenant_id, order_id, order_created_at) references sales_order (tenant_id, order_id, created_at),
  check (total = unit_price * quantity)
);
create index order_line_of_product on order_line (tenant_id, product_id, order_created_at desc);
select make_tenant_table('order_line', 'select, insert');

-- What happened to an order: who, when, from what to what, why. Written once.
create table order_event (
  tenant_id uuid not null,
  event_id uuid not null,
  order_id uuid not null,
  order_created_at timestamptz not null,
  kind text not null check (kind in ('status', 'payment', 'tracking')),
  from_state text,
  to_state text not null,
  actor text not null check (length(actor) <= 40),
  actor_id uuid,
  reason text check (length(reason) <= 300),
  -- The order's version after it: the order of things, also of two in one instant.
  version bigint not null,
  created_at timestamptz not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, order_id, order_created_at) references sales_order (tenant_id, order_id, created_at)
);
create index order_event_of_order on order_event (tenant_id, order_id, version);
select make_tenant_table('order_event', 'select, insert');

-- Customers with an account whom the shop treats alike: wholesale, neighbours, its own people.
create table customer_group (
  tenant_id uuid not null references tenant (tenant_id),
  group_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, group_id)
);
create unique index customer_group__name__taken on customer_group (tenant_id, lower(name));
select make_tenant_table('customer_group');
select audit_table('customer_group', 'customer_group', 'group_id', 'name', '', 'group_id');

create table customer_group_member (
  tenant_id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, group_id, person_id),
  foreign key (tenant_id, group_id) references customer_group (tenant_id, group_id) on delete cascade,
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create index customer_group_member_of_person on customer_group_member (tenant_id, person_id, group_id);
select make_tenant_table('customer_group_member', 'select, insert, delete');

-- A coupon, or a discount that is given by itself.
create table promotion (
  tenant_id uuid not null references tenant (tenant_id),
  promotion_id uuid not null,
  -- As customers read it.
  name text not null check (length(name) between 1 and 120),
  -- What customers type; without one it is given by itself.
  coupon text check (coupon ~ '^[A-Z0-9][A-Z0-9_-]{2,29}$'),
  kind text not null check (kind in ('percent', 'amount', 'free_shipping', 'buy_get', 'tiers')),
  percent smallint check (percent between 1 and 100),
  amount bigint check (amount between 1 and 1000000000000),
  buy_quantity smallint check (buy_quantity between 1 and 100),
  get_quantity smallint check (get_quantity between 1 and 100),
  -- [{"from": 3, "percent": 10}, {"from": 6, "price": 900000}], lowest first.
  tiers jsonb check (jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) between 1 and 10),
  -- `some`: only what promotion_product and promotion_category name, nothing when they name nothing any more.
  covers text not null check (covers in ('all', 'some')),
  -- Of buy_get: `same` as to pay for, or `some`.
  gives text not null check (gives in ('same', 'some')),
  -- `groups`: customers of those in promotion_group, nobody when there is none any more.
  audience text not null check (audience in ('everybody', 'groups')),
  minimum bigint check (minimum between 1 and 1000000000000),
  combines boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  max_uses integer check (max_uses between 1 and 1000000),
  max_per_customer integer check (max_per_customer between 1 and 1000),
  status text not null default 'active' check (status in ('active', 'paused', 'archived')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, promotion_id),
  check (ends_at > starts_at),
  check (kind not in ('percent', 'buy_get') or percent is not null),
  check (kind <> 'amount' or amount is not null),
  check (kind <> 'buy_get' or (buy_quantity is not null and get_quantity is not null)),
  check (kind <> 'tiers' or tiers is not null),
  check (kind = 'buy_get' or gives = 'same')
);
-- A code that was put away may be given again.
create unique index promotion__code__taken on promotion (tenant_id, coupon) where status <> 'archived';
create index promotion_automatic on promotion (tenant_id, starts_at) where status = 'active' and coupon is null;
create index promotion_newest on promotion (tenant_id, created_at desc, promotion_id);
select make_tenant_table('promotion', 'select, insert, update');
select audit_table('promotion', 'promotion', 'promotion_id', 'name', '', 'promotion_id');

create table promotion_product (
  tenant_id uuid not null,
  promotion_id uuid not null,
  -- `pays`: what it covers; `gets`: what buy_get gives.
  part text not null check (part in ('pays', 'gets')),
  product_id uuid not null,
  primary key (tenant_id, promotion_id, part, product_id),
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade,
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade
);
create index promotion_product_of_product on promotion_product (tenant_id, product_id);
select make_tenant_table('promotion_product', 'select, insert, delete');

-- With the categories below it.
create table promotion_category (
  tenant_id uuid not null,
  promotion_id uuid not null,
  part text not null check (part in ('pays', 'gets')),
  category_id uuid not null,
  primary key (tenant_id, promotion_id, part, category_id),
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade,
  foreign key (tenant_id, category_id) references category (tenant_id, category_id) on delete cascade
);
create index promotion_category_of_category on promotion_category (tenant_id, category_id);
select make_tenant_table('promotion_category', 'select, insert, delete');

create table promotion_group (
  tenant_id uuid not null,
  promotion_id uuid not null,
  group_id uuid not null,
  primary key (tenant_id, promotion_id, group_id),
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade,
  foreign key (tenant_id, group_id) references customer_group (tenant_id, group_id) on delete cascade
);
create index promotion_group_of_group on promotion_group (tenant_id, group_id);
select make_tenant_table('promotion_group', 'select, insert, delete');

-- How often it was used: counted up and down by orders, under its row, apart from what the shop edits.
create table promotion_tally (
  tenant_id uuid not null,
  promotion_id uuid not null,
  used integer not null default 0 check (used >= 0),
  primary key (tenant_id, promotion_id),
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade
);
select make_tenant_table('promotion_tally', 'select, insert, update');

-- A use by one order; given back when that is called off.
create table promotion_use (
  tenant_id uuid not null,
  promotion_id uuid not null,
  order_id uuid not null,
  email text not null check (email = lower(email) and length(email) <= 254),
  person_id uuid,
  used_at timestamptz not null,
  released_at timestamptz,
  primary key (tenant_id, promotion_id, order_id),
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade,
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete set null (person_id)
);
create index promotion_use_of_order on promotion_use (tenant_id, order_id);
create index promotion_use_by_email on promotion_use (tenant_id, promotion_id, email) where released_at is null;
create index promotion_use_by_person on promotion_use (tenant_id, person_id, promotion_id) where released_at is null;
select make_tenant_table('promotion_use', 'select, insert, update');

-- What promotions take off the goods and off the shipping. `subtotal` and `shipping_price` stay what they cost without.
alter table sales_order
  add column discount bigint not null default 0,
  add column shipping_discount bigint not null default 0;
alter table sales_order
  drop constraint sales_order_check,
  drop constraint sales_order_check1;
alter table sales_order
  add constraint sales_order_discount_fits check (discount between 0 and subtotal),
  add constraint sales_order_shipping_discount_fits check (shipping_discount between 0 and shipping_price),
  add constraint sales_order_tax_fits check (tax between 0 and subtotal - discount),
  add constraint sales_order_total_adds_up check (total = subtotal - discount + shipping_price - shipping_discount);

-- Off the line; `total` stays what it costs without. The tax is inside what is left.
alter table order_line add column discount bigint not null default 0;
alter table order_line
  drop constraint order_line_check;
alter table order_line
  add constraint order_line_discount_fits check (discount between 0 and total),
  add constraint order_line_tax_fits check (tax between 0 and total - discount);

-- Coupons that were put into a cart.
create table cart_coupon (
  tenant_id uuid not null,
  cart_id uuid not null,
  promotion_id uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, cart_id, promotion_id),
  foreign key (tenant_id, cart_id) references cart (tenant_id, cart_id) on delete cascade,
  foreign key (tenant_id, promotion_id) references promotion (tenant_id, promotion_id) on delete cascade
);
create index cart_coupon_of_promotion on cart_coupon (tenant_id, promotion_id);
select make_tenant_table('cart_coupon', 'select, insert, delete');

-- What promotions gave to an order, as they were named then. Written once.
create table order_promotion (
  tenant_id uuid not null,
  order_id uuid not null,
  order_created_at timestamptz not null,
  position smallint not null,
  promotion_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  code text check (length(code) <= 30),
  -- Off each line, in the lines' order.
  line_amounts bigint[] not null,
  -- Their sum.
  amount bigint not null check (amount >= 0),
  shipping_amount bigint not null check (shipping_amount >= 0),
  primary key (tenant_id, order_id, order_created_at, position),
  foreign key (tenant_id, order_id, order_created_at) references sales_order (tenant_id, order_id, created_at),
  check (amount + shipping_amount > 0)
);
create index order_promotion_of_promotion on order_promotion (tenant_id, promotion_id, order_created_at desc);
select make_tenant_table('order_promotion', 'select, insert');

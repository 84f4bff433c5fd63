-- How a shop takes reviews; without a row, the defaults of the program.
create table review_setting (
  tenant_id uuid not null references tenant (tenant_id),
  -- Whether a review is shown at once, or after somebody of the shop has looked at it.
  shown_at_once boolean not null,
  -- So many days after an order arrived its customer is asked; nobody is, where it is empty.
  ask_after_days smallint constraint review_setting__ask_after_days__out_of_range check (ask_after_days between 1 and 60),
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id)
);
select make_tenant_table('review_setting', 'select, insert, update');
select audit_table('review_setting', 'review_setting', 'tenant_id');

-- What somebody who bought a product says of it. One a customer and product.
create table review (
  tenant_id uuid not null references tenant (tenant_id),
  review_id uuid not null,
  product_id uuid not null,
  -- The order that shows that they bought it.
  order_id uuid not null,
  order_created_at timestamptz not null,
  -- Whose the order is, if they were signed in.
  person_id uuid,
  email text not null check (email = lower(email) and length(email) <= 254),
  -- As it is shown: a first name and a letter.
  author text not null check (length(author) between 1 and 80),
  stars smallint not null constraint review__stars__out_of_range check (stars between 1 and 5),
  title text check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 2000),
  status text not null check (status in ('pending', 'published', 'rejected')),
  reject_reason text check (length(reject_reason) between 1 and 300),
  -- What the shop says to it.
  answer text check (length(answer) between 1 and 2000),
  answered_at timestamptz,
  -- The first time that it was shown.
  published_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, review_id),
  constraint review__product_id__taken unique (tenant_id, product_id, email),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id),
  foreign key (tenant_id, order_id, order_created_at) references sales_order (tenant_id, order_id, created_at),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete set null (person_id),
  check ((status = 'rejected') = (reject_reason is not null)),
  check ((answer is null) = (answered_at is null)),
  check (status <> 'published' or published_at is not null)
);
create unique index review__person_id__taken on review (tenant_id, person_id, product_id) where person_id is not null;
create index review_by_status on review (tenant_id, status, created_at desc, review_id);
create index review_of_product on review (tenant_id, product_id, status, published_at desc, review_id);
create index review_of_order on review (tenant_id, order_id);
select make_tenant_table('review', 'select, insert, update');
-- What a customer wrote is the customer's; what the shop makes of it is told.
select audit_table('review', 'review', 'review_id', 'author', '',
  'review_id,product_id,order_id,order_created_at,person_id,email,author,stars,title,body,published_at,answered_at', 'update');

-- Its photos, re-encoded.
create table review_picture (
  tenant_id uuid not null,
  review_id uuid not null,
  position smallint not null check (position between 0 and 3),
  key text not null check (key ~ '^[0-9a-f]{32}$'),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- Of all its sizes together.
  bytes bigint not null check (bytes >= 0),
  created_at timestamptz not null,
  primary key (tenant_id, review_id, position),
  foreign key (tenant_id, review_id) references review (tenant_id, review_id) on delete cascade
);
select make_tenant_table('review_picture', 'select, insert, delete');

-- Somebody finds that a review should not stand there. One a reader and review.
create table review_report (
  tenant_id uuid not null,
  report_id uuid not null,
  review_id uuid not null,
  -- Of the person or, of nobody known, the network: whose it is cannot be read from it.
  reporter_hash bytea not null check (length(reporter_hash) = 32),
  reason text not null check (length(reason) between 1 and 300),
  created_at timestamptz not null,
  -- When the shop found that the review may stay.
  kept_at timestamptz,
  primary key (tenant_id, report_id),
  constraint review_report__reason__taken unique (tenant_id, review_id, reporter_hash),
  foreign key (tenant_id, review_id) references review (tenant_id, review_id) on delete cascade
);
create index review_report_open on review_report (tenant_id, review_id) where kept_at is null;
select make_tenant_table('review_report', 'select, insert, update');
select audit_table('review_report', 'review_report', 'review_id', 'reason', '', 'report_id,review_id,reporter_hash,reason', 'update');

-- Orders whose customers were asked what they think: once.
create table review_invitation (
  tenant_id uuid not null,
  order_id uuid not null,
  order_created_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, order_id, order_created_at) references sales_order (tenant_id, order_id, created_at)
);
select make_tenant_table('review_invitation', 'select, insert');
create index sales_order_by_delivery on sales_order (tenant_id, delivered_at) where status = 'delivered';

-- How many shown reviews of a product gave how many stars.
create table product_rating (
  tenant_id uuid not null,
  product_id uuid not null,
  ones integer not null check (ones >= 0),
  twos integer not null check (twos >= 0),
  threes integer not null check (threes >= 0),
  fours integer not null check (fours >= 0),
  fives integer not null check (fives >= 0),
  primary key (tenant_id, product_id),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade
);
select make_tenant_table('product_rating', 'select, insert, update');

-- Keeps the counts, and what the product's row repeats of them: whoever changes a review holds the row of its product's counts
-- until the commit, so no change is lost, however many come at once.
create function count_review() returns trigger
language plpgsql as $$
declare
  gone smallint;
  come smallint;
  r product_rating;
  total integer;
begin
  if tg_op = 'UPDATE' and old.status = 'published' then gone := old.stars; end if;
  if new.status = 'published' then come := new.stars; end if;
  if gone is not distinct from come then
    return null;
  end if;
  insert into product_rating (tenant_id, product_id, ones, twos, threes, fours, fives)
  values (new.tenant_id, new.product_id, 0, 0, 0, 0, 0)
      on conflict do nothing;
  update product_rating p
     set ones = p.ones + coalesce((come = 1)::integer, 0) - coalesce((gone = 1)::integer, 0),
         twos = p.twos + coalesce((come = 2)::integer, 0) - coalesce((gone = 2)::integer, 0),
         threes = p.threes + coalesce((come = 3)::integer, 0) - coalesce((gone = 3)::integer, 0),
         fours = p.fours + coalesce((come = 4)::integer, 0) - coalesce((gone = 4)::integer, 0),
         fives = p.fives + coalesce((come = 5)::integer, 0) - coalesce((gone = 5)::integer, 0)
   where p.tenant_id = new.tenant_id and p.product_id = new.product_id
  returning p.* into r;
  total := r.ones + r.twos + r.threes + r.fours + r.fives;
  update product
     set rating_count = total,
         rating_average = case when total = 0 then 0
           else round(100.0 * (r.ones + 2 * r.twos + 3 * r.threes + 4 * r.fours + 5 * r.fives) / total) end
   where tenant_id = new.tenant_id and product_id = new.product_id;
  return null;
end $$;
revoke all on function count_review() from public;
create trigger count_review after insert or update of status, stars on review
  for each row execute function count_review();

-- Pages show a review's words, too. What waits is shown nowhere, so it is nobody's news.
create trigger announce_new after insert on review for each row
  when (new.status = 'published') execute function announce_catalog();
create trigger announce after update on review for each row
  when (old.status = 'published' or new.status = 'published') execute function announce_catalog();

-- What somebody would like to have: a person's, or nobody's, which is reached by a token that the program signs and never keeps.
create table wish_list (
  tenant_id uuid not null references tenant (tenant_id),
  list_id uuid not null,
  person_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, list_id),
  foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade
);
create unique index wish_list__person_id__taken on wish_list (tenant_id, person_id) where person_id is not null;
create index wish_list_by_age on wish_list (tenant_id, updated_at) where person_id is null;
select make_tenant_table('wish_list');

create table wish_item (
  tenant_id uuid not null,
  list_id uuid not null,
  product_id uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, list_id, product_id),
  foreign key (tenant_id, list_id) references wish_list (tenant_id, list_id) on delete cascade,
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade
);
create index wish_item_of_product on wish_item (tenant_id, product_id);
select make_tenant_table('wish_item', 'select, insert, delete');

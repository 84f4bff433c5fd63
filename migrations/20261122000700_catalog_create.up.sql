-- Rates by class and date, so that a change of law is a row. Hundredths of a percent. The same for every tenant.
create table tax_rate (
  tax_class text not null check (tax_class in ('iva_19', 'iva_5', 'iva_0', 'inc_8', 'excluded')),
  valid_from date not null,
  name text not null,
  rate_bp integer not null check (rate_bp between 0 and 10000),
  primary key (tax_class, valid_from)
);
insert into tax_rate values
  ('iva_19', '2017-01-01', 'IVA 19 %', 1900),
  ('iva_5', '2013-01-01', 'IVA 5 %', 500),
  ('iva_0', '2013-01-01', 'IVA 0 %', 0),
  ('inc_8', '2013-01-01', 'INC 8 %', 800),
  ('excluded', '2013-01-01', 'Excluido', 0);
grant select on tax_rate to vitrina_app, vitrina_backup;

create table category (
  tenant_id uuid not null references tenant (tenant_id),
  category_id uuid not null,
  parent_id uuid,
  slug text not null constraint category__slug__invalid check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  name text not null check (length(name) between 1 and 120),
  description text check (length(description) <= 2000),
  picture_key text,
  position integer not null default 0,
  active boolean not null default true,
  seo_title text check (length(seo_title) <= 120),
  seo_description text check (length(seo_description) <= 320),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, category_id),
  constraint category__slug__taken unique (tenant_id, slug),
  constraint category__parent_id__unknown foreign key (tenant_id, parent_id) references category (tenant_id, category_id),
  constraint category__parent_id__invalid check (parent_id is distinct from category_id)
);
create index category_children on category (tenant_id, parent_id, position);
select make_tenant_table('category');

create table brand (
  tenant_id uuid not null references tenant (tenant_id),
  brand_id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null,
  primary key (tenant_id, brand_id),
  constraint brand__slug__taken unique (tenant_id, slug)
);
select make_tenant_table('brand');

create table product (
  tenant_id uuid not null references tenant (tenant_id),
  product_id uuid not null,
  slug text not null constraint product__slug__invalid check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  name text not null check (length(name) between 1 and 200),
  short_description text check (length(short_description) <= 300),
  description text check (length(description) <= 20000),
  category_id uuid,
  brand_id uuid,
  status text not null default 'draft' constraint product__status__invalid check (status in ('draft', 'active', 'archived')),
  featured boolean not null default false,
  tax_class text not null default 'iva_19' check (tax_class in ('iva_19', 'iva_5', 'iva_0', 'inc_8', 'excluded')),
  tags text[] not null default '{}' check (cardinality(tags) <= 30),
  length_mm integer check (length_mm > 0),
  width_mm integer check (width_mm > 0),
  height_mm integer check (height_mm > 0),
  seo_title text check (length(seo_title) <= 120),
  seo_description text check (length(seo_description) <= 320),
  -- Kept by the product's own operations from its active variants and pictures, so that a list reads one table.
  price_min bigint not null default 0,
  price_max bigint not null default 0,
  compare_price bigint,
  in_stock boolean not null default false,
  cover_key text,
  -- Hundredths of a star.
  rating_average smallint not null default 0 check (rating_average between 0 and 500),
  rating_count integer not null default 0,
  -- What search reads: words with weights, and how the words sound, for misspelt ones.
  search_words tsvector not null default '',
  search_sound text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, product_id),
  constraint product__slug__taken unique (tenant_id, slug),
  constraint product__category_id__unknown foreign key (tenant_id, category_id) references category (tenant_id, category_id),
  constraint product__brand_id__unknown foreign key (tenant_id, brand_id) references brand (tenant_id, brand_id)
);
-- With what the first page asks for, so that it is counted without the table.
create index product_newest on product (tenant_id, status, created_at desc, product_id) include (featured);
create index product_by_category on product (tenant_id, category_id, status, created_at desc);
create index product_by_price on product (tenant_id, status, price_min, product_id);
create index product_by_brand on product (tenant_id, brand_id);
select make_tenant_table('product');

create table product_option (
  tenant_id uuid not null,
  product_id uuid not null,
  position smallint not null check (position between 0 and 2),
  name text not null check (length(name) between 1 and 40),
  choices text[] not null check (cardinality(choices) between 1 and 50),
  primary key (tenant_id, product_id, position),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade
);
select make_tenant_table('product_option');

-- What is sold: every product has at least one. Prices in minor units, tax included.
create table variant (
  tenant_id uuid not null,
  variant_id uuid not null,
  product_id uuid not null,
  position smallint not null default 0,
  option_values text[] not null default '{}',
  sku text not null check (length(sku) between 1 and 60),
  barcode text check (length(barcode) <= 60),
  price bigint not null constraint variant__price__out_of_range check (price between 0 and 1000000000000),
  compare_price bigint constraint variant__compare_price__out_of_range check (compare_price between 0 and 1000000000000),
  cost bigint constraint variant__cost__out_of_range check (cost between 0 and 1000000000000),
  weight_g integer constraint variant__weight_g__out_of_range check (weight_g between 0 and 1000000),
  active boolean not null default true,
  -- Taken out of the product. The row stays: orders and the ledger of stock point at it.
  removed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, variant_id),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade,
  -- Deferrable, so checked when a statement ends: two variants may trade their codes in one.
  constraint variant__sku__taken exclude using btree (tenant_id with =, sku with =)
    where (removed_at is null) deferrable initially immediate,
  constraint variant__barcode__taken exclude using btree (tenant_id with =, barcode with =)
    where (removed_at is null and barcode is not null) deferrable initially immediate,
  constraint variant__option_values__taken exclude using btree (tenant_id with =, product_id with =, option_values with =)
    where (removed_at is null) deferrable initially immediate
);
create index variant_of_product on variant (tenant_id, product_id, position);
select make_tenant_table('variant');

-- A picture in several sizes; `key` is the stem of the files in storage: <key>-320.webp, -640, -1280.
create table picture (
  tenant_id uuid not null,
  picture_id uuid not null,
  product_id uuid not null,
  position smallint not null default 0,
  key text not null check (length(key) <= 80),
  alt text check (length(alt) <= 200),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  created_at timestamptz not null,
  primary key (tenant_id, picture_id),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade
);
create index picture_of_product on picture (tenant_id, product_id, position);
select make_tenant_table('picture');

-- Words that mean the same (each row a group) and words to leave out, by tenant.
create table search_synonym (
  tenant_id uuid not null references tenant (tenant_id),
  synonym_id uuid not null,
  words text[] not null check (cardinality(words) between 2 and 20),
  primary key (tenant_id, synonym_id)
);
select make_tenant_table('search_synonym');

create table search_stop_word (
  tenant_id uuid not null references tenant (tenant_id),
  word text not null check (length(word) between 1 and 40),
  primary key (tenant_id, word)
);
select make_tenant_table('search_stop_word');

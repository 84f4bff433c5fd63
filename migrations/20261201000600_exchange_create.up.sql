-- A file of products that was looked at, and perhaps applied.
create table product_import (
  tenant_id uuid not null references tenant (tenant_id),
  import_id uuid not null,
  form text not null check (form in ('vitrina', 'shopify', 'woocommerce')),
  -- `ready`: looked at; `applying`: a job works on it; `done`; `failed`: nothing of it was kept.
  status text not null default 'ready' check (status in ('ready', 'applying', 'done', 'failed')),
  lines integer not null check (lines >= 0),
  products_new integer not null check (products_new >= 0),
  products_changed integer not null check (products_changed >= 0),
  products_same integer not null check (products_same >= 0),
  fault_count integer not null check (fault_count >= 0),
  -- Products that are written so far.
  done integer not null default 0 check (done >= 0),
  -- Why it failed: products changed meanwhile, or a fault of the program's.
  problem text check (problem in ('stale', 'fault')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, import_id),
  check (status in ('ready', 'failed') or fault_count = 0),
  check ((problem is not null) = (status = 'failed'))
);
create index product_import_newest on product_import (tenant_id, created_at desc, import_id);
select make_tenant_table('product_import');
-- The job's own steps are none of anybody's; who brings and applies a file is told.
select audit_table('product_import', 'product_import', 'import_id', 'form', '', 'import_id,done', 'insert or update');

-- What a file without faults would make or change, until it is applied.
create table product_import_item (
  tenant_id uuid not null,
  import_id uuid not null,
  position integer not null check (position >= 0),
  product_id uuid not null,
  -- The product's, when the file was looked at; none for a new one.
  version bigint,
  body jsonb not null,
  primary key (tenant_id, import_id, position),
  foreign key (tenant_id, import_id) references product_import (tenant_id, import_id) on delete cascade
);
select make_tenant_table('product_import_item');

-- What is wrong with a file, by line and column: the first thousand of it.
create table product_import_fault (
  tenant_id uuid not null,
  import_id uuid not null,
  position integer not null check (position >= 0),
  line integer not null,
  column_name text not null check (length(column_name) <= 80),
  code text not null check (length(code) <= 40),
  value text not null check (length(value) <= 80),
  primary key (tenant_id, import_id, position),
  foreign key (tenant_id, import_id) references product_import (tenant_id, import_id) on delete cascade
);
select make_tenant_table('product_import_fault');

-- Where a product's pictures came from, so that the same file brings each once.
create table product_picture_source (
  tenant_id uuid not null,
  product_id uuid not null,
  url text not null check (length(url) between 8 and 2000),
  position integer not null check (position >= 0),
  alt text check (length(alt) between 1 and 200),
  -- The file that named it last.
  import_id uuid not null,
  status text not null default 'waiting' check (status in ('waiting', 'done', 'failed')),
  -- Why it is not there.
  problem text check (length(problem) <= 40),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, product_id, url),
  foreign key (tenant_id, product_id) references product (tenant_id, product_id) on delete cascade,
  check ((problem is not null) = (status = 'failed'))
);
create index product_picture_source_of_import on product_picture_source (tenant_id, import_id, status);
select make_tenant_table('product_picture_source');

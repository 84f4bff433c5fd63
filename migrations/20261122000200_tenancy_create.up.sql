-- A business on the platform. Its row is a tenant row like any other: a request sees its own only.
create table tenant (
  tenant_id uuid primary key,
  slug text not null constraint tenant__slug__invalid check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null constraint tenant__name__invalid check (length(name) between 1 and 120),
  status text not null default 'active' constraint tenant__status__invalid check (status in ('active', 'suspended', 'closed')),
  status_reason text,
  locale text not null default 'es-CO' check (locale in ('es-CO', 'en')),
  currency char(3) not null default 'COP' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'America/Bogota',
  tagline text check (length(tagline) <= 160),
  announcement text check (length(announcement) <= 160),
  about text check (length(about) <= 4000),
  brand_color text not null default '#0f5c4d' constraint tenant__brand_color__invalid check (brand_color ~ '^#[0-9a-f]{6}$'),
  logo_key text,
  phone text,
  email text,
  street text,
  municipality_code char(5),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1
);
select make_tenant_table('tenant', 'select');
-- Who may be served and under which name is the platform's to say; the rest is the shop's.
grant update (name, locale, time_zone, tagline, announcement, about, brand_color, logo_key, phone, email, street,
  municipality_code, updated_at, version) on tenant to vitrina_app;
grant select, insert, update on tenant to vitrina_platform;
create policy platform_all on tenant to vitrina_platform using (true) with check (true);

-- Which host leads to which tenant. Looked up before a tenant is known, so its key is the host, not the tenant.
create table tenant_host (
  host text primary key constraint tenant_host__host__invalid check (host = lower(host) and length(host) between 3 and 253),
  tenant_id uuid not null references tenant (tenant_id),
  is_primary boolean not null default true,
  created_at timestamptz not null
);
create index tenant_host_tenant on tenant_host (tenant_id);
select make_tenant_table('tenant_host', 'select');
grant select, insert, update, delete on tenant_host to vitrina_platform;
create policy platform_all on tenant_host to vitrina_platform using (true) with check (true);

-- Resolver: a host's tenant, id only. One of the closed list of definer functions (libs/db/src/isolation/lists.rs).
create function resolve_host(wanted text) returns uuid
language sql stable security definer set search_path = pg_catalog, public
as $$ select tenant_id from tenant_host where host = wanted $$;
revoke all on function resolve_host(text) from public;
grant execute on function resolve_host(text) to vitrina_app;
-- The function runs as the owner, whom FORCE binds: the owner may read this one table.
create policy resolver_read on tenant_host for select to vitrina_owner using (true);

-- The platform itself: owner of provider staff and platform-wide jobs.
alter table tenant no force row level security;
insert into tenant (tenant_id, slug, name, created_at, updated_at)
values ('00000000-0000-7000-8000-000000000000', 'platform', 'Vitrina', now(), now());
alter table tenant force row level security;

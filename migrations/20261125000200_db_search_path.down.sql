alter function search_products(text, text, text[], text[], integer) set search_path = pg_catalog, public;
alter function resolve_host(text) set search_path = pg_catalog, public;

-- Left out of a search_path, the schema of temporary objects is searched before all others: whoever may call such a
-- function could put a table of their own in the place of ours. Named last, it comes last.
alter function resolve_host(text) set search_path = pg_catalog, public, pg_temp;
alter function search_products(text, text, text[], text[], integer) set search_path = pg_catalog, public, pg_temp;

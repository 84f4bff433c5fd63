create index product_search_words on product using gin (tenant_id, search_words);
create index product_search_sound on product using gin (tenant_id, search_sound gin_trgm_ops);

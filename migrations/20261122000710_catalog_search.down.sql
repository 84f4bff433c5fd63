drop function search_products(text, text, text[], text[], integer);
drop policy search_read on product;
revoke select (tenant_id, product_id, status, search_words, search_sound) on product from vitrina_searcher;
drop index product_search_sound;
drop index product_search_words;
drop function product_words(text, text, text, text);
drop function sound_words(text);
drop function plain_words(text);

-- A setting of a library can only be fixed on a function by somebody who is no superuser once the library is loaded.
select word_similarity('a', 'a');

create or replace function search_products(question text, nearly text, spoken text[], statuses text[], enough integer default 3)
returns table (product_id uuid, rank real)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45
as $$
#variable_conflict use_column
declare
  tenant uuid := current_setting('app.tenant_id')::uuid;
  query tsquery := to_tsquery('public.es_plain', question);
  near_query tsquery;
  found_exactly integer;
begin
  return query
    select p.product_id, (1 + ts_rank(p.search_words, query))::real
      from product p
     where p.tenant_id = tenant and p.search_words @@ query and p.status = any (statuses);
  get diagnostics found_exactly = row_count;
  if found_exactly >= enough then
    return;
  end if;
  near_query := to_tsquery('public.es_plain', nearly);
  return query
    with near as (
      select p.product_id, 0.95 + 0.05 * ts_rank(p.search_words, near_query) as rank
        from product p
       where p.tenant_id = tenant and p.search_words @@ near_query
         and not p.search_words @@ query and p.status = any (statuses)
      union all
      select p.product_id, sum(word_similarity(w.word, p.search_sound) + strict_word_similarity(w.word, p.search_sound))
             * 0.47 / cardinality(spoken)
        from (select distinct sound_words(s) as word from unnest(spoken) s) w
        join product p on p.tenant_id = tenant and p.search_sound %> w.word and p.status = any (statuses)
       where w.word <> '' and not p.search_words @@ query
       group by p.product_id
      having count(*) * 5 >= cardinality(spoken) * 3)
    select near.product_id, max(near.rank)::real from near group by near.product_id;
end $$;
drop trigger hear_words on product;
drop function hear_words();
drop table heard_word;

-- Search. `@@` and `%>` are not leakproof, so under a policy they find no index: one function of the searcher's reads
-- product past the policy, for the transaction's own tenant, and returns ids and ranks only.

-- Words alone: accents, capitals and punctuation gone, so that a text and a question are cut alike.
create function plain_words(raw text) returns text
language sql immutable strict parallel safe
as $$ select trim(regexp_replace(public.plain_text(raw), '[^a-z0-9]+', ' ', 'g')) $$;

-- How Spanish words sound, so that what people mix up becomes equal: cepiyo and cepillo, javón and jabón, chanpú and
-- shampoo, qrema. Order matters: sh before h, the soft c before the hard one, double letters last.
create function sound_words(raw text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  w text := public.plain_words(raw);
begin
  w := replace(replace(replace(w, 'sh', 'ch'), 'ph', 'f'), 'oo', 'u');
  w := replace(replace(w, 'll', 'y'), 'v', 'b');
  w := regexp_replace(w, 'qu?(?=[ei])|q', 'k', 'g');
  w := regexp_replace(w, 'c(?=[ei])|z|x', 's', 'g');
  w := regexp_replace(w, 'c(?!h)', 'k', 'g');
  w := regexp_replace(w, 'g(?=[ei])', 'j', 'g');
  w := regexp_replace(w, 'gu(?=[ei])', 'g', 'g');
  w := regexp_replace(w, '(?<!c)h', '', 'g');
  w := regexp_replace(w, 'y(?![aeiou])', 'i', 'g');
  w := regexp_replace(w, 'n(?=[bp])', 'm', 'g');
  return regexp_replace(w, '([a-z])\1+', '\1', 'g');
end $$;
grant execute on function plain_words(text), sound_words(text) to vitrina_app, vitrina_searcher;

-- What a product is found by, from its parts. Weights: A name, B brand, category, tags and codes, C and D descriptions.
create function product_words(name text, labels text, short text, long text) returns tsvector
language sql immutable parallel safe
as $$
  select setweight(to_tsvector('public.es_plain', public.plain_words(coalesce(name, ''))), 'A')
      || setweight(to_tsvector('public.es_plain', public.plain_words(coalesce(labels, ''))), 'B')
      || setweight(to_tsvector('public.es_plain', public.plain_words(coalesce(short, ''))), 'C')
      || setweight(to_tsvector('public.es_plain', public.plain_words(left(coalesce(long, ''), 5000))), 'D')
$$;
grant execute on function product_words(text, text, text, text) to vitrina_app;

create index product_search_words on product using gin (tenant_id, search_words);
create index product_search_sound on product using gin (tenant_id, search_sound gin_trgm_ops);

grant select (tenant_id, product_id, status, search_words, search_sound) on product to vitrina_searcher;
create policy search_read on product for select to vitrina_searcher using (true);

-- A setting of a library can only be fixed on a function by somebody who is no superuser once the library is loaded.
select word_similarity('a', 'a');

-- Products of the transaction's tenant that `question` (a tsquery's text) finds, rank from 1. When they are fewer than
-- `enough`: also those that `nearly` finds (the same with letters swapped, rank 0.95 to 1), and those whose words sound
-- like most of `spoken`, rank below 0.95.
create function search_products(question text, nearly text, spoken text[], statuses text[], enough integer default 3)
returns table (product_id uuid, rank real)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, public
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
revoke all on function search_products(text, text, text[], text[], integer) from public;
grant execute on function search_products(text, text, text[], text[], integer) to vitrina_app;
alter function search_products(text, text, text[], text[], integer) owner to vitrina_searcher;

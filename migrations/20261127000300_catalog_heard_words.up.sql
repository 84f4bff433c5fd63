-- How the words of a shop's products sound, each once: what somebody misspelt is compared with a thousand words instead of with
-- every product's whole line (12 ms for 1,000 products, here 1). Words that no product has any more do no harm.
create table heard_word (
  tenant_id uuid not null references tenant (tenant_id),
  word text not null check (word ~ '^[a-z]{3,}$' and length(word) <= 100),
  primary key (tenant_id, word)
);
select make_tenant_table('heard_word', 'select, insert');
grant select on heard_word to vitrina_searcher;
create policy search_read on heard_word for select to vitrina_searcher using (true);

-- In one order for everybody, so that two who save products at once do not wait for each other.
create function hear_words() returns trigger
language plpgsql as $$
begin
  insert into heard_word (tenant_id, word)
  select distinct new.tenant_id, w from string_to_table(new.search_sound, ' ') w
   where w ~ '^[a-z]{3,100}$'
   order by w
  on conflict do nothing;
  return null;
end $$;
revoke all on function hear_words() from public;
create trigger hear_words after insert or update of search_sound on product for each row
  when (new.search_sound <> '') execute function hear_words();

call touch_rows('product', $both$ call touch_rows('heard_word', $fill$
  insert into heard_word (tenant_id, word)
  select distinct tenant_id, w from product, string_to_table(search_sound, ' ') w where w ~ '^[a-z]{3,100}$'
$fill$) $both$);

-- A setting of a library can only be fixed on a function by somebody who is no superuser once the library is loaded.
select word_similarity('a', 'a');

-- Products of the transaction's tenant that `question` (a tsquery's text) finds, rank from 1. When they are fewer than
-- `enough`: also those that `nearly` finds (the same with letters swapped, rank 0.95 to 1), and those with words that sound
-- like most of `spoken`, rank below 0.95.
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
    with heard as materialized (
      select w.word as said, h.word,
             word_similarity(w.word, h.word) + strict_word_similarity(w.word, h.word) as alike
        from (select distinct sound_words(s) as word from unnest(spoken) s) w
        join heard_word h on h.tenant_id = tenant and h.word %> w.word
       where w.word <> ''
       order by alike desc
       limit 60),
    sounds_like as (
      select p.product_id, h.said, max(h.alike) as alike
        from product p
        join heard h on position(' ' || h.word || ' ' in ' ' || p.search_sound || ' ') > 0
       where p.tenant_id = tenant and p.status = any (statuses) and not p.search_words @@ query
       group by p.product_id, h.said),
    near as (
      select p.product_id, 0.95 + 0.05 * ts_rank(p.search_words, near_query) as rank
        from product p
       where p.tenant_id = tenant and p.search_words @@ near_query
         and not p.search_words @@ query and p.status = any (statuses)
      union all
      select s.product_id, sum(s.alike) * 0.47 / cardinality(spoken)
        from sounds_like s
       group by s.product_id
      having count(*) * 5 >= cardinality(spoken) * 3)
    select near.product_id, max(near.rank)::real from near group by near.product_id;
end $$;

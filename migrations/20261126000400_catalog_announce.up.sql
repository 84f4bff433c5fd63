-- Whatever changes what a shop's public pages show is announced when it commits, so that every replica forgets the pages
-- that it keeps. By triggers, a statement each: no operation can forget to say so. PostgreSQL tells the same
-- announcement once a transaction, however often it was made.
create function announce_catalog() returns trigger
language plpgsql as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
begin
  -- Without a tenant it is a migration or a repair, which may touch every shop.
  perform pg_notify('vitrina_events',
    coalesce(tenant || ' catalog 00000000-0000-0000-0000-000000000000', 'everything'));
  return null;
end $$;

create trigger announce after insert or update or delete on product for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on product_option for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on variant for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on picture for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on category for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on brand for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on search_synonym for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on search_stop_word for each statement execute function announce_catalog();
create trigger announce after insert or update or delete on stock for each statement execute function announce_catalog();

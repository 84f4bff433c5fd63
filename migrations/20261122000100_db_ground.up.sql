-- What every later migration stands on. See migrations/README.md.

-- Turns a table into a tenant table: forced row-level security with the measured form of the policy (an initplan, which
-- fails loudly when no tenant is set), readable by backups, and with the given rights for the app role.
create function make_tenant_table(tbl regclass, app_rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('alter table %s force row level security', tbl);
  execute format(
    'create policy tenant_isolation on %s to vitrina_app
       using (tenant_id = (select current_setting(''app.tenant_id'')::uuid))
       with check (tenant_id = (select current_setting(''app.tenant_id'')::uuid))', tbl);
  execute format('create policy backup_read on %s for select to vitrina_backup using (true)', tbl);
  execute format('grant %s on %s to vitrina_app', app_rights, tbl);
  execute format('grant select on %s to vitrina_backup', tbl);
end $$;
revoke all on function make_tenant_table(regclass, text) from public;

-- FORCE binds the owner too, so a migration that touches rows goes through this: the policies stop binding the owner
-- for one statement, inside the migration's transaction.
create procedure touch_rows(tbl regclass, statement text)
language plpgsql as $$
begin
  execute format('alter table %s no force row level security', tbl);
  execute statement;
  execute format('alter table %s force row level security', tbl);
end $$;
revoke all on procedure touch_rows(regclass, text) from public;

-- Spanish with accents forgiven: both the text and the question lose their accents, then their endings.
create text search configuration es_plain (copy = spanish);
alter text search configuration es_plain
  alter mapping for hword, hword_part, word with unaccent, spanish_stem;

-- `unaccent` is only stable, since its dictionary could change; ours does not, and an index needs immutable.
create function plain_text(raw text) returns text
language sql immutable strict parallel safe
as $$ select lower(public.unaccent('public.unaccent'::regdictionary, raw)) $$;
grant execute on function plain_text(text) to vitrina_app, vitrina_searcher;

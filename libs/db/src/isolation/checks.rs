//! The questions to the catalogues. Each of [`ALL`] answers rows of `(object, problem)`; none means fine.

/// Tenant tables, as a sub-query that the others start from.
macro_rules! tenant_tables {
    () => {
        "select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum
           from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
    };
}

/// Checks that need no list.
pub const ALL: &[&str] = &[
    concat!(
        "select t.relname as object, 'row-level security is not enabled: call make_tenant_table in its migration' as problem
           from (", tenant_tables!(), ") t where not t.relrowsecurity"
    ),
    concat!(
        "select t.relname as object, 'row-level security is not forced, so its owner sees all tenants' as problem
           from (", tenant_tables!(), ") t where not t.relforcerowsecurity"
    ),
    concat!(
        "select t.relname as object, 'has no policy tenant_isolation of the measured form for vitrina_app alone' as problem
           from (", tenant_tables!(), ") t
          where not exists (
            select from pg_policy p
             where p.polrelid = t.oid and p.polname = 'tenant_isolation' and p.polcmd = '*' and p.polpermissive
               and p.polroles = array['vitrina_app'::regrole::oid]
               and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT (current_setting(''app.tenant_id''::text))::uuid AS current_setting))'
               and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))"
    ),
    concat!(
        "select t.relname as object, 'tenant_id may be null' as problem
           from (", tenant_tables!(), ") t
           join pg_attribute a on a.attrelid = t.oid and a.attnum = t.attnum
          where not a.attnotnull"
    ),
    concat!(
        "select t.relname as object, 'has no primary key' as problem
           from (", tenant_tables!(), ") t
          where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)"
    ),
    "select rolname as object, 'the role may bypass row-level security: ALTER ROLE … NOSUPERUSER NOBYPASSRLS' as problem
       from pg_roles where rolname like 'vitrina\\_%' and (rolsuper or rolbypassrls)",
    "select rolname as object, 'the role may make roles or databases, or replicate' as problem
       from pg_roles where rolname like 'vitrina\\_%' and (rolcreaterole or rolcreatedb or rolreplication)",
    "select rolname as object, 'inherits the rights of app: ALTER ROLE … NOINHERIT' as problem
       from pg_roles where rolname = 'vitrina_platform' and rolinherit",
    "select c.relname as object, 'belongs to ' || c.relowner::regrole || ', which also serves requests' as problem
       from pg_class c
      where c.relnamespace = 'public'::regnamespace
        and c.relowner::regrole::text in ('vitrina_app', 'vitrina_worker', 'vitrina_platform', 'vitrina_backup')",
    "select c.relname as object, 'is a view without security_invoker, so it shows every tenant''s rows' as problem
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
        and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')",
    "select c.relname as object, 'is a materialised view, which has no row-level security' as problem
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'm'",
    "select c.relname as object, coalesce(nullif(a.grantee, 0)::regrole::text, 'everybody') || ' may ' || a.privilege_type as problem
       from pg_class c cross join lateral aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (a.grantee = 0
             or (a.privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') and a.grantee <> c.relowner))",
    "select c.relname as object, a.grantee::regrole || ' may ' || a.privilege_type || ', so the audit proves nothing' as problem
       from pg_class c cross join lateral aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace
        and c.relname in ('platform_audit', 'audit_event', 'secret_access', 'security_event') and a.grantee <> c.relowner
        and a.privilege_type not in ('INSERT', 'SELECT')",
    "select p.proname as object, 'runs as its owner but trusts the caller''s search_path: add SET search_path = pg_catalog, public, pg_temp' as problem
       from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select from unnest(p.proconfig) s where s ~ '^search_path=((?!pg_temp).)*, pg_temp$')",
    "select p.proname as object, 'runs as its owner and everybody may call it: REVOKE ALL … FROM PUBLIC' as problem
       from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))",
];

/// Names of tables without `tenant_id`.
pub const UNTENANTED_TABLES: &str = "select c.relname::text from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)";

/// `table.policy` for every policy but the two that every tenant table has.
pub const OTHER_POLICIES: &str = "select c.relname || '.' || p.polname from pg_policy p
       join pg_class c on c.oid = p.polrelid
      where p.polname <> 'tenant_isolation'
        and not (p.polname = 'backup_read' and p.polcmd = 'r' and p.polroles = array['vitrina_backup'::regrole::oid])";

/// Names of indexes on tenant tables whose first column is not `tenant_id`. GIN and `GiST` indexes serve search inside
/// the definer function and hold no key of a row; they are named in their slice's README.
pub const GLOBAL_INDEXES: &str = concat!(
    "select ic.relname::text
       from (",
    tenant_tables!(),
    ") t
       join pg_index i on i.indrelid = t.oid
       join pg_class ic on ic.oid = i.indexrelid
       join pg_am am on am.oid = ic.relam
      where i.indkey[0] <> t.attnum and am.amname = 'btree'"
);

/// `table.constraint` for foreign keys between tenant tables that do not begin with `tenant_id`.
pub const GLOBAL_KEYS: &str = concat!(
    "select t.relname || '.' || k.conname
       from (",
    tenant_tables!(),
    ") t
       join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
       join pg_attribute ra on ra.attrelid = k.confrelid and ra.attname = 'tenant_id' and not ra.attisdropped
      where k.conkey[1] <> t.attnum or k.confkey[1] <> ra.attnum"
);

/// Functions that run with their owner's rights, extensions' own left out.
pub const DEFINER_FUNCTIONS: &str = "select p.proname::text from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')";

/// `member of role` for our roles.
pub const MEMBERSHIPS: &str = "select m.member::regrole || ' of ' || m.roleid::regrole from pg_auth_members m
      where (m.roleid::regrole::text like 'vitrina\\_%' or m.member::regrole::text like 'vitrina\\_%')
        and m.member::regrole::text not in (select rolname from pg_roles where rolsuper)";

revoke select on platform_audit from vitrina_platform;
drop table support_access;
drop table tenant_usage;
drop table platform_note;
drop table announcement;
drop function flag_bucket(text, uuid);
drop table tenant_flag;
drop table feature_flag;
drop index tenant_by_age;
revoke execute on function plain_text(text) from vitrina_platform;
alter table tenant drop column maintenance_minutes;
-- Roles that nobody knows any more may not sign in.
call touch_rows('person', $$ update person set role = 'customer', status = 'disabled' where role in ('finance', 'super_admin', 'helper') $$);
alter table person drop constraint person__role__invalid;
alter table person add constraint person__role__invalid
  check (role in ('customer', 'professional', 'cashier', 'vendor', 'manager', 'admin', 'owner', 'support'));

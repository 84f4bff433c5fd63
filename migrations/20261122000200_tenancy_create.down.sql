drop function resolve_host(text);
drop table tenant_host;
drop table tenant;

drop table platform_audit;

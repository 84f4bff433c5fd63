alter table picture drop column bytes;
drop index booking_by_making;
drop function shop_standing(uuid);
drop function plan_grants(plan_version);
drop table subscription;
drop function subscription_goes_forward();
drop table plan_version;

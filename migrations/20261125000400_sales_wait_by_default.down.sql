call touch_rows('sales_setting', $$ update sales_setting set unpaid_hours = 48 where unpaid_hours is null $$);
alter table sales_setting alter column unpaid_hours set not null;

alter table reminder_setting drop column customer_by_text;

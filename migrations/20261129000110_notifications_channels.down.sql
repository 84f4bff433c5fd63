alter table message drop column device_id;
drop table push_subscription;
drop table push_key;
drop table webhook_endpoint;
drop table slack_channel;
drop table notice_choice;

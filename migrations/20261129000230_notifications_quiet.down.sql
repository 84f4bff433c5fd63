drop table message_setting;

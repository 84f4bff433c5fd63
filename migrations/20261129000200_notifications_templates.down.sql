drop table message_template;

alter table mail_message drop calendar_body, drop calendar_method;

drop table mail_message;

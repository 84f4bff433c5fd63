alter table tenant drop column allowed_origins;

call touch_rows('one_time_token', $$ delete from one_time_token where purpose = 'expired_password' $$);
alter table one_time_token drop constraint one_time_token_purpose_check;
alter table one_time_token add constraint one_time_token_purpose_check
  check (purpose in ('verify_email', 'reset_password', 'invitation'));

alter table person drop column previous_passwords;

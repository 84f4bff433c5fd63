-- The passwords before the present one (Argon2id, newest first), so that none of them comes back.
alter table person add column previous_passwords text[] not null default '{}'
  check (cardinality(previous_passwords) <= 50);

-- A password that has grown too old is changed through a link like a forgotten one, but that link proves no address.
alter table one_time_token drop constraint one_time_token_purpose_check;
alter table one_time_token add constraint one_time_token_purpose_check
  check (purpose in ('verify_email', 'reset_password', 'expired_password', 'invitation'));

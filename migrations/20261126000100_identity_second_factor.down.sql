alter table session drop column proof;
drop table sign_in_challenge;
drop table recovery_code;
drop table second_factor;

drop table signing_key;
drop table login_throttle;
drop table one_time_token;
drop table refresh_token;
drop table session;
drop table person;

drop function forget_security_events(timestamptz);
drop table security_event;

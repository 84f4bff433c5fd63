drop table calendar_attempt;
drop table sync_note;
drop table calendar_copy;
drop table calendar_channel;
drop table external_event;
drop table external_calendar;
drop table calendar_account;

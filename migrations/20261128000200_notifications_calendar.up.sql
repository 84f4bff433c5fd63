-- What the receiver's calendar takes from a mail (iCalendar), and what it is asked to do with it. Emptied with the bodies.
alter table mail_message
  add calendar_method text check (calendar_method in ('REQUEST', 'CANCEL', 'PUBLISH')),
  add calendar_body text check (length(calendar_body) <= 200000),
  add constraint mail_message_calendar_is_whole check ((calendar_method is null) = (calendar_body is null));

alter table booking drop constraint booking_for_somebody;

-- Those that were booked by a name alone stay as they are.
alter table booking add constraint booking_for_somebody_by_mail
  check (status in ('held', 'expired') or (email is not null and customer_name is not null)) not valid;

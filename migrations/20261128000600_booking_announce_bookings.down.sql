drop trigger announce on booking;

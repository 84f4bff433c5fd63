drop trigger announce on resource;
drop trigger announce on working_hours;
drop trigger announce on date_hours;
drop trigger announce on blocked_time;
drop trigger announce on service;
drop trigger announce on service_resource;
drop trigger announce on booking_session;
drop trigger announce on booking_occupancy;
drop function announce_booking();

drop table booking_told;

drop table busy_time;

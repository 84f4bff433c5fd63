drop table schedule_tick;
drop table job;

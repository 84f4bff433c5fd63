drop table stock_movement;
drop table stock;

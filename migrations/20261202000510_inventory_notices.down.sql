drop table stock_notice;

drop table promotion_use;
drop table promotion_tally;
drop table promotion_group;
drop table promotion_category;
drop table promotion_product;
drop table promotion;
drop table customer_group_member;
drop table customer_group;

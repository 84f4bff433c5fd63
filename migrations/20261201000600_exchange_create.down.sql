drop table product_picture_source;
drop table product_import_fault;
drop table product_import_item;
drop table product_import;

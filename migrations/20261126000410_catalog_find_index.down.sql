drop index product_found;

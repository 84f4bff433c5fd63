drop table order_promotion;
drop table cart_coupon;

-- The older program knows no discounts: what was taken off was never asked for.
alter table order_line
  drop constraint order_line_tax_fits,
  drop constraint order_line_discount_fits,
  drop column discount,
  add constraint order_line_check check (tax between 0 and total);

alter table sales_order
  drop constraint sales_order_total_adds_up,
  drop constraint sales_order_tax_fits,
  drop constraint sales_order_shipping_discount_fits,
  drop constraint sales_order_discount_fits;
call touch_rows('sales_order', $$
  update sales_order
     set subtotal = subtotal - discount, shipping_price = shipping_price - shipping_discount
   where discount > 0 or shipping_discount > 0 $$);
alter table sales_order
  drop column discount,
  drop column shipping_discount,
  add constraint sales_order_check check (tax between 0 and subtotal),
  add constraint sales_order_check1 check (total = subtotal + shipping_price);

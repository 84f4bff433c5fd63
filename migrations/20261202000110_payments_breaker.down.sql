-- The older program knows no rest of cards.
call touch_rows('payment_switch', $rows$ delete from payment_switch where method = 'card' $rows$);
alter table payment_switch drop constraint payment_switch_method_check;
alter table payment_switch add constraint payment_switch_method_check check (method in ('pse'));

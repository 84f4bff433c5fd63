-- Cards rest, too, where nobody answers.
alter table payment_switch drop constraint payment_switch_method_check;
alter table payment_switch add constraint payment_switch_method_check check (method in ('pse', 'card'));

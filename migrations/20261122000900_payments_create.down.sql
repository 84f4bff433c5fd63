drop table payment_attempt;
drop function payment_attempt_step();
drop table payment_method;

-- Answers are kept sealed. Those kept so far lie there in the clear, with the keys of orders in them, so they go: who asks
-- again with such a key finds the cart ordered already.
call touch_rows('idempotency_key', 'delete from idempotency_key');
alter table idempotency_key alter column body type bytea using null;

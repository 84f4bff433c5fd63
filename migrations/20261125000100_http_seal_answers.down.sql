-- What is sealed cannot be unsealed here.
call touch_rows('idempotency_key', 'delete from idempotency_key');
alter table idempotency_key alter column body type jsonb using null;

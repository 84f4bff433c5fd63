drop index payment_refund_done;
drop index payment_attempt_by_end;
drop index payment_attempt_newest;

drop trigger audit_row on webhook_event;
drop index webhook_event_with_sent;
-- Sealed values cannot be read from here: what was sent is asked for anew by its name.
alter table webhook_event
  drop column sent_sealed,
  add column headers jsonb not null default '{}',
  add column body bytea not null default '' check (length(body) <= 262144);
alter table webhook_event alter column headers drop default, alter column body drop default;

-- The older program knows one round: what came after it still counts, under a kind that may come again.
drop index stock_movement__order_id__taken;
call touch_rows('stock_movement', $$ update stock_movement set kind = 'adjust' where round = 2 $$);
alter table stock_movement drop column round;
create unique index stock_movement__order_id__taken on stock_movement (tenant_id, order_id, variant_id, kind)
  where kind in ('reserve', 'release', 'ship');

call touch_rows('payment_difference', $$ delete from payment_difference where class = 'settled_late' $$);
alter table payment_difference drop constraint payment_difference_class_check;
alter table payment_difference add constraint payment_difference_class_check
  check (class in ('missing_here', 'missing_there', 'amount', 'status', 'fee'));

alter table booking drop column deposit_until;
-- What was paid for appointments stays what it is.
alter table payment_attempt drop constraint payment_attempt_payable_kind_check;
alter table payment_attempt add constraint payment_attempt_payable_kind_check check (payable_kind in ('order')) not valid;
alter table payment_intent drop constraint payment_intent_payable_kind_check;
alter table payment_intent add constraint payment_intent_payable_kind_check check (payable_kind in ('order')) not valid;

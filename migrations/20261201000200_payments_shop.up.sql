-- What providers send is kept sealed, since it may name people, and for ninety days. What lies there in the clear is let go of: it
-- said only where to look, and the provider still says the rest.
alter table webhook_event
  drop column headers,
  drop column body,
  -- A line of headers, then the body.
  add column sent_sealed bytea check (length(sent_sealed) <= 270400);
-- For whoever lets go of what is old.
create index webhook_event_with_sent on webhook_event (tenant_id, received_at) where sent_sealed is not null;
-- What staff has acted on again is told.
select audit_table('webhook_event', 'payment_event', 'event_id', 'kind', '',
  'event_id,provider,account_id,outside_key,kind,object_id,live,sent_sealed,note,deliveries,received_at,handled_at',
  'update');

-- An order whose money came too late may get its goods once more: what an order does to a variant it does once in each round.
alter table stock_movement add column round smallint not null default 1 check (round in (1, 2));
drop index stock_movement__order_id__taken;
create unique index stock_movement__order_id__taken on stock_movement (tenant_id, order_id, variant_id, kind, round)
  where kind in ('reserve', 'release', 'ship');

-- `settled_late`: the money came there long before we knew of it.
alter table payment_difference drop constraint payment_difference_class_check;
alter table payment_difference add constraint payment_difference_class_check
  check (class in ('missing_here', 'missing_there', 'amount', 'status', 'fee', 'settled_late'));

-- For lists and figures.
create index payment_attempt_newest on payment_attempt (tenant_id, created_at desc, attempt_id desc);
create index payment_attempt_by_end on payment_attempt (tenant_id, settled_at) where settled_at is not null;
create index payment_refund_done on payment_refund (tenant_id, settled_at) where status = 'done';

-- What is paid in advance for an appointment is owed, too.
alter table payment_attempt drop constraint payment_attempt_payable_kind_check;
alter table payment_attempt add constraint payment_attempt_payable_kind_check check (payable_kind in ('order', 'booking'));
alter table payment_intent drop constraint payment_intent_payable_kind_check;
alter table payment_intent add constraint payment_intent_payable_kind_check check (payable_kind in ('order', 'booking'));
-- Until then its time is kept for the deposit; none when nobody waits for one.
alter table booking add column deposit_until timestamptz;

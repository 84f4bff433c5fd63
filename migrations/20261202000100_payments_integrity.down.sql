drop trigger audit_row on payment_difference;
call touch_rows('payment_difference', $rows$
  update payment_difference set class = 'amount', closed_at = coalesce(closed_at, seen_at) where class = 'integrity'
$rows$);
alter table payment_difference drop constraint payment_difference_class_check;
alter table payment_difference
  add constraint payment_difference_class_check
    check (class in ('missing_here', 'missing_there', 'amount', 'status', 'fee', 'settled_late')),
  drop column owner_id;
select audit_table('payment_difference', 'payment_difference', 'difference_id', 'outside_id', '',
  'difference_id,account_id,attempt_id,seen_at,closed_by', 'update');

drop index payment_dispute_open;
alter table payment_dispute
  drop column taken,
  drop column fee,
  drop column booked;

create or replace function payment_attempt_step() returns trigger
language plpgsql as $$
begin
  if old.status <> new.status and not (case old.status
    when 'created' then new.status in
      ('sending', 'requires_action', 'pending', 'unknown', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'sending' then new.status in ('requires_action', 'pending', 'unknown', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'unknown' then new.status in ('requires_action', 'pending', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'requires_action' then new.status in ('pending', 'approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'pending' then new.status in ('approved', 'mismatched', 'rejected', 'cancelled', 'expired')
    when 'rejected' then new.status in ('approved', 'mismatched')
    when 'cancelled' then new.status in ('approved', 'mismatched')
    when 'expired' then new.status in ('approved', 'mismatched')
    when 'mismatched' then new.status in ('refunded')
    when 'approved' then new.status in ('partially_refunded', 'refunded', 'disputed')
    when 'partially_refunded' then new.status in ('refunded', 'disputed') or new.status = 'approved' and new.refunded < old.refunded
    when 'refunded' then new.status in ('approved', 'partially_refunded', 'dispute_won') and new.refunded < old.refunded
    when 'disputed' then new.status in ('dispute_won', 'dispute_lost')
    when 'dispute_won' then new.status in ('refunded')
    else false
  end) then
    raise exception 'a payment attempt cannot go from % to %', old.status, new.status
      using errcode = 'check_violation', constraint = 'payment_attempt__status__invalid';
  end if;
  if new.amount <> old.amount or new.currency <> old.currency then
    raise exception 'what is owed does not change: make a new attempt' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger audit_row on payment_attempt;
alter table payment_attempt
  drop column said_at,
  drop constraint payment_attempt_mismatched,
  drop constraint payment_attempt__refund__too_much,
  -- What went back of another sum may be more than was owed: those rows stay as they are.
  add constraint payment_attempt__refund__too_much
    check (0 <= refunded and refunded <= refunding and refunding <= amount) not valid;
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', 'request_sealed,redirect_url,document_type',
  'attempt_id,payable_kind,payable_id,intent_id,account_id,looks,card_brand,card_last4,keeps_for', 'update');

-- Another sum or currency than is owed is money that nobody owes: it stands in the way of no other payment, and what goes back of it
-- is measured by what came.
call touch_rows('payment_attempt', $rows$ update payment_attempt set surplus = true where status = 'mismatched' and not surplus $rows$);
alter table payment_attempt
  -- When the provider changed it last, by its own word: what is older is old news.
  add column said_at timestamptz,
  add constraint payment_attempt_mismatched check (status <> 'mismatched' or surplus),
  drop constraint payment_attempt__refund__too_much,
  add constraint payment_attempt__refund__too_much
    check (0 <= refunded and refunded <= refunding and refunding <= greatest(coalesce(said_amount, amount), 0));
drop trigger audit_row on payment_attempt;
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', 'request_sealed,redirect_url,document_type',
  'attempt_id,payable_kind,payable_id,intent_id,account_id,looks,card_brand,card_last4,keeps_for,said_at', 'update');

-- A refund of such money that came to nothing leads back to where it stood.
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
    when 'refunded' then new.status in ('approved', 'partially_refunded', 'dispute_won', 'mismatched')
      and new.refunded < old.refunded
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

-- What a dispute took of the shop's balance and has not given back, and what the provider took for it: as the provider counts, where
-- it tells.
alter table payment_dispute
  add column taken bigint not null default 0,
  add column fee bigint not null default 0,
  -- The provider's names for the movements that are in the ledger; none where it does not tell any.
  add column booked text[];
call touch_rows('payment_dispute', $rows$ update payment_dispute set taken = amount where status <> 'won' $rows$);
-- Those that are asked after each night.
create index payment_dispute_open on payment_dispute (tenant_id, attempt_id) where status = 'open';

-- `integrity`: another sum or currency came than is owed. Each difference is somebody's to see to.
alter table payment_difference drop constraint payment_difference_class_check;
alter table payment_difference
  add constraint payment_difference_class_check
    check (class in ('missing_here', 'missing_there', 'amount', 'status', 'fee', 'settled_late', 'integrity')),
  add column owner_id uuid,
  add constraint payment_difference_owned_by foreign key (tenant_id, owner_id)
    references person (tenant_id, person_id) on delete set null (owner_id);
create index payment_difference_by_owner on payment_difference (tenant_id, owner_id) where owner_id is not null;
drop trigger audit_row on payment_difference;
select audit_table('payment_difference', 'payment_difference', 'difference_id', 'outside_id', '',
  'difference_id,account_id,attempt_id,seen_at,closed_by,owner_id', 'update');

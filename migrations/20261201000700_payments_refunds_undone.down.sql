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
    when 'partially_refunded' then new.status in ('refunded', 'disputed')
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

drop table payment_difference;
drop table payment_switch;
drop table webhook_event;
drop table payment_dispute;
drop table payment_refund;
drop index payment_attempt_open;
drop index payment_attempt__payable__taken;
call touch_rows('payment_attempt', $$
  delete from payment_attempt where surplus or method in ('pse')
$$);
drop trigger audit_row on payment_attempt;
alter table payment_attempt
  drop column intent_id, drop column provider, drop column account_id, drop column outside_id, drop column live, drop column redirect_url,
  drop column request_sealed, drop column bank, drop column document_type, drop column failure, drop column said_amount,
  drop column said_currency, drop column deadline, drop column fee, drop column refunding, drop column refunded, drop column surplus,
  drop column looks,
  drop constraint payment_attempt_method_check, drop constraint payment_attempt_status_check,
  add constraint payment_attempt_method_check check (method in ('cash_on_delivery', 'bank_transfer')),
  add constraint payment_attempt_status_check check (status in
    ('created', 'requires_action', 'pending', 'approved', 'rejected', 'cancelled', 'expired', 'partially_refunded', 'refunded'));
create unique index payment_attempt__payable__taken on payment_attempt (tenant_id, payable_kind, payable_id)
  where status in ('created', 'requires_action', 'pending', 'approved', 'partially_refunded', 'refunded');
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', '', 'attempt_id,payable_kind,payable_id', 'update');
create or replace function payment_attempt_step() returns trigger
language plpgsql as $$
begin
  if not (case old.status
    when 'created' then new.status in ('requires_action', 'pending', 'approved', 'rejected', 'cancelled', 'expired')
    when 'requires_action' then new.status in ('pending', 'approved', 'rejected', 'cancelled', 'expired')
    when 'pending' then new.status in ('approved', 'rejected', 'cancelled', 'expired')
    when 'approved' then new.status in ('partially_refunded', 'refunded')
    when 'partially_refunded' then new.status = 'refunded'
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
alter table payment_method drop constraint payment_method_code_check;
call touch_rows('payment_method', $$ delete from payment_method where code in ('pse') $$);
alter table payment_method add constraint payment_method_code_check check (code in ('cash_on_delivery', 'bank_transfer'));
drop table payment_intent;
drop table payment_bank;
drop table payment_account;

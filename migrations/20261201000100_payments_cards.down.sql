drop table webhook_stray;
drop policy platform_read on payment_account;
revoke select (tenant_id, account_id, provider, outside_id) on payment_account from vitrina_platform;
drop table payment_saved_card;
call touch_rows('payment_attempt', $rows$
  do $$ begin
    alter table payment_refund no force row level security;
    alter table payment_dispute no force row level security;
    delete from payment_refund r using payment_attempt a
     where (a.tenant_id, a.attempt_id) = (r.tenant_id, r.attempt_id) and a.method = 'card';
    delete from payment_dispute d using payment_attempt a
     where (a.tenant_id, a.attempt_id) = (d.tenant_id, d.attempt_id) and a.method = 'card';
    delete from payment_attempt where method = 'card';
    alter table payment_refund force row level security;
    alter table payment_dispute force row level security;
  end $$
$rows$);
drop trigger audit_row on payment_attempt;
alter table payment_attempt
  drop column keeps_for, drop column card_brand, drop column card_last4,
  drop constraint payment_attempt_method_check,
  add constraint payment_attempt_method_check check (method in ('cash_on_delivery', 'bank_transfer', 'pse'));
select audit_table('payment_attempt', 'payment', 'payable_id', 'reference', 'request_sealed,redirect_url,document_type',
  'attempt_id,payable_kind,payable_id,intent_id,account_id,looks', 'update');
alter table payment_method drop constraint payment_method_code_check;
call touch_rows('payment_method', $$ delete from payment_method where code = 'card' $$);
alter table payment_method add constraint payment_method_code_check check (code in ('cash_on_delivery', 'bank_transfer', 'pse'));

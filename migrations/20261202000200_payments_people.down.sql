-- A shop that went on with another account has two at that provider, which the older program cannot know: this refuses then.
drop index payment_account__outside__taken;
drop index payment_account__provider__taken;
alter table payment_account
  drop constraint payment_account_secret_kept,
  add constraint payment_account__provider__taken unique (tenant_id, provider);
-- What nobody can open any more stays known as refused.
call touch_rows('payment_account', $$
  update payment_account set secret_sealed = '', refused_at = coalesce(refused_at, disconnected_at) where secret_sealed is null
$$);
alter table payment_account
  drop column disconnected_at,
  alter column secret_sealed set not null;
drop trigger audit_row on payment_refund;
select audit_table('payment_refund', 'refund', 'refund_id', '', '', 'refund_id,attempt_id,tries,outside_id');
alter table payment_refund drop column told_at;

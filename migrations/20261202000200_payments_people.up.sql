-- Whoever paid is told that money went back, once.
alter table payment_refund add column told_at timestamptz;
drop trigger audit_row on payment_refund;
select audit_table('payment_refund', 'refund', 'refund_id', '', '', 'refund_id,attempt_id,tries,outside_id,told_at');

-- The shop lets go of an account at a provider: nothing begins there any more. What opens it is kept until nothing is on its way.
alter table payment_account
  add column disconnected_at timestamptz,
  alter column secret_sealed drop not null,
  add constraint payment_account_secret_kept check (secret_sealed is not null or disconnected_at is not null),
  drop constraint payment_account__provider__taken;
-- One at each provider is connected; what was paid to those before stays known.
create unique index payment_account__provider__taken on payment_account (tenant_id, provider) where disconnected_at is null;
create unique index payment_account__outside__taken on payment_account (tenant_id, provider, outside_id);

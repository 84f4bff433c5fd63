-- What was paid of an appointment in advance, less what went back: kept by payments' own transactions, so that whoever lists
-- appointments need not ask them.
alter table booking add column deposit_paid bigint not null default 0 check (deposit_paid >= 0);
call touch_rows('booking', $rows$
  do $$ begin
    alter table payment_attempt no force row level security;
    update booking b set deposit_paid = a.amount - a.refunded
      from payment_attempt a
     where a.tenant_id = b.tenant_id and a.payable_kind = 'booking' and a.payable_id = b.booking_id and not a.surplus
       and a.status in ('approved', 'partially_refunded', 'disputed', 'dispute_won') and a.amount > a.refunded;
    alter table payment_attempt force row level security;
  end $$
$rows$);

-- The shop said yes without waiting for a deposit.
alter table booking_event drop constraint booking_event_kind_check;
alter table booking_event add constraint booking_event_kind_check
  check (kind in ('status', 'moved', 'notes', 'attendance', 'price', 'deposit'));

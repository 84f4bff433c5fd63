-- Grows with each change that calendars must hear of: another time, called off, back again. It follows from what is audited.
alter table booking add sequence integer not null default 0 check (sequence >= 0);
drop trigger audit_row on booking;
select audit_table('booking', 'booking', 'booking_id', 'code', 'access_hash,access_sealed,answers_sealed,email,phone,customer_name,notes',
  'booking_id,code,service_name,sequence');

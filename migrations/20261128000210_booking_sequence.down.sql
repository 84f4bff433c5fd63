drop trigger audit_row on booking;
select audit_table('booking', 'booking', 'booking_id', 'code', 'access_hash,access_sealed,answers_sealed,email,phone,customer_name,notes',
  'booking_id,code,service_name');
alter table booking drop sequence;

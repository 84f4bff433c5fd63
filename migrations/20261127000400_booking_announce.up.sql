-- Whatever decides when something can be booked is announced when it changes, so that every replica forgets the times that it
-- keeps. By triggers, a statement each: no operation can forget to say so.
create function announce_booking() returns trigger
language plpgsql as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
begin
  perform pg_notify('vitrina_events',
    coalesce(tenant || ' booking 00000000-0000-0000-0000-000000000000', 'everything'));
  return null;
end $$;

create trigger announce after insert or update or delete on resource for each statement execute function announce_booking();
create trigger announce after insert or update or delete on working_hours for each statement execute function announce_booking();
create trigger announce after insert or update or delete on date_hours for each statement execute function announce_booking();
create trigger announce after insert or update or delete on blocked_time for each statement execute function announce_booking();
create trigger announce after insert or update or delete on travel for each statement execute function announce_booking();
create trigger announce after insert or update or delete on service for each statement execute function announce_booking();
create trigger announce after insert or update or delete on service_resource for each statement execute function announce_booking();
create trigger announce after insert or update or delete on booking_session for each statement execute function announce_booking();
create trigger announce after insert or update or delete on booking_occupancy for each statement execute function announce_booking();

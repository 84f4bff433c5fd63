-- What a customer was last told of an appointment that the shop moved since. They are written to once nobody has moved it for a
-- while, of what is different then: nothing, when it is back where it was.
create table booking_told (
  tenant_id uuid not null,
  booking_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Who served it, sorted.
  resource_ids uuid[] not null,
  price bigint not null,
  -- The appointment's after its latest move: who comes to tell an older one has nothing to tell.
  version bigint not null,
  primary key (tenant_id, booking_id),
  foreign key (tenant_id, booking_id) references booking (tenant_id, booking_id) on delete cascade
);
select make_tenant_table('booking_told');

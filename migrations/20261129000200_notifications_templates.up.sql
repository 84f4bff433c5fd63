-- What a shop says instead of our words, for one kind of message in one language.
create table message_template (
  tenant_id uuid not null references tenant (tenant_id),
  -- Which kind, as the slices name it: `booking.booked`.
  purpose text not null check (length(purpose) between 1 and 80),
  locale text not null check (locale in ('es-CO', 'en')),
  subject text not null check (length(subject) between 1 and 150),
  heading text not null check (length(heading) between 1 and 150),
  -- A paragraph a line.
  body text not null check (length(body) between 1 and 4000),
  footer text check (length(footer) between 1 and 500),
  updated_at timestamptz not null,
  version bigint not null,
  primary key (tenant_id, purpose, locale)
);
select make_tenant_table('message_template');
select audit_table('message_template', 'message_template', 'purpose');

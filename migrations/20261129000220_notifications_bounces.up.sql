-- Mails that came back, or are late: the last that was said of each. They go with their message.
create table message_bounce (
  tenant_id uuid not null,
  message_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  address text not null check (length(address) between 1 and 254),
  -- RFC 3463: `5.1.1`.
  status text not null check (length(status) between 5 and 11),
  detail text not null check (length(detail) <= 500),
  bounced_at timestamptz not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references message (tenant_id, message_id) on delete cascade
);
create index message_bounce_of_address on message_bounce (tenant_id, channel, address, bounced_at desc);
select make_tenant_table('message_bounce');

-- That a mail did not arrive is heard later too.
alter table message
  drop constraint message_status_check,
  add constraint message_status_check check (
    status in ('queued', 'sent', 'failed', 'withdrawn', 'withheld')
    or (status in ('delivered', 'undelivered') and channel in ('sms', 'email')));

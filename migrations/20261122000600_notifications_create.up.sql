-- Mails: written in the transaction that makes them necessary, sent by a job afterwards.
create table mail_message (
  tenant_id uuid not null references tenant (tenant_id),
  mail_id uuid not null,
  to_address text not null check (length(to_address) <= 254),
  -- Why it is sent, as the slices name it: `identity.reset_password`.
  purpose text not null check (length(purpose) between 1 and 80),
  subject text not null check (length(subject) between 1 and 255),
  -- Emptied once a mail server has taken the mail: there may be links in it that let somebody in.
  text_body text not null,
  html_body text not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  error text check (length(error) <= 1000),
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, mail_id),
  check ((status = 'sent') = (sent_at is not null))
);
create index mail_message_by_age on mail_message (tenant_id, created_at desc);
select make_tenant_table('mail_message');

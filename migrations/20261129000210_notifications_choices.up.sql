-- What somebody said about being written to, each time they said something: the latest holds. Rows are added and never altered,
-- so that it can be shown who agreed to what, when and where. Kept as long as the shop.
create table contact_choice (
  tenant_id uuid not null references tenant (tenant_id),
  choice_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  -- As messages have it: an e-mail address in lower case, a telephone number.
  address text not null check (length(address) between 1 and 254),
  sort text not null check (sort in ('reminder', 'marketing')),
  allowed boolean not null,
  -- Where: on the page that a link of ours opens, by the button of a mail program, when booking.
  source text not null check (source in ('page', 'one_click', 'booking')),
  -- Which sentence was agreed to, as the program numbers it.
  wording smallint not null check (wording > 0),
  -- Who, if they were signed in.
  person_id uuid,
  chosen_at timestamptz not null,
  primary key (tenant_id, choice_id)
);
create index contact_choice_latest on contact_choice (tenant_id, channel, address, sort, chosen_at desc, choice_id desc);
select make_tenant_table('contact_choice', 'select, insert');
create trigger refuse_change before update or truncate on contact_choice for each statement execute function refuse_change();

-- Addresses that take nothing.
create table contact_block (
  tenant_id uuid not null references tenant (tenant_id),
  channel text not null check (channel in ('email', 'sms')),
  address text not null check (length(address) between 1 and 254),
  reason text not null check (reason in ('refused', 'bounced', 'often_bounced')),
  -- What the mail server said.
  detail text not null check (length(detail) <= 500),
  blocked_at timestamptz not null,
  -- By which staff name it.
  block_id uuid not null,
  primary key (tenant_id, channel, address),
  unique (tenant_id, block_id)
);
select make_tenant_table('contact_block');
select audit_table('contact_block', 'contact_block', 'block_id', 'address');

-- Why nobody is to be reached there by a message of that class, or null. Asked when a message is written and again when it is
-- sent.
create function why_withheld(whose uuid, by_channel text, to_whom text, of_class text) returns text
language sql stable as $$
  select case
    when exists (
      select from contact_block b
       where b.tenant_id = whose and b.channel = by_channel and b.address = to_whom) then 'blocked'
    when of_class = 'transactional' then null
    else (
      select case
               when coalesce(latest.allowed, of_class = 'reminder') then null
               when latest.allowed is null then 'no_consent'
               else 'declined'
             end
        from (values (0)) one
        left join lateral (
          select c.allowed
            from contact_choice c
           where c.tenant_id = whose and c.channel = by_channel and c.address = to_whom and c.sort = of_class
           order by c.chosen_at desc, c.choice_id desc
           limit 1) latest on true)
  end
$$;
revoke all on function why_withheld(uuid, text, text, text) from public;
grant execute on function why_withheld(uuid, text, text, text) to vitrina_app;

alter table message
  -- What its receiver may say about it.
  add column class text not null default 'transactional' check (class in ('transactional', 'reminder', 'marketing')),
  -- Where they say it; emptied with the rest once it is sent.
  add column choices_url text check (length(choices_url) <= 1000),
  drop constraint message_status_check,
  add constraint message_status_check check (
    status in ('queued', 'sent', 'failed', 'withdrawn', 'withheld')
    or (status in ('delivered', 'undelivered') and channel = 'sms'));

-- A reminder goes to a phone only once its owner agreed to it; by mail until they say no.
create or replace function why_withheld(whose uuid, by_channel text, to_whom text, of_class text) returns text
language sql stable as $$
  select case
    when exists (
      select from contact_block b
       where b.tenant_id = whose and b.channel = by_channel and b.address = to_whom) then 'blocked'
    when of_class = 'transactional' then null
    else (
      select case
               when coalesce(latest.allowed, of_class = 'reminder' and by_channel <> 'sms') then null
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

-- A shop says text messages and notices in its own words, too: of the first there is a text alone, of the others no small print.
alter table message_template
  alter column subject drop not null,
  alter column heading drop not null,
  add constraint message_template_is_whole check (subject is not null or (heading is null and footer is null)),
  add constraint message_template_small_print_is_of_mail check (heading is not null or footer is null);

-- A browser of a customer takes pushes, too. It is nobody's who works here: what it takes is what it follows.
alter table push_subscription alter column person_id drop not null;

-- Of which appointment or order a browser wants to hear; whoever has that one's link says so.
create table push_follow (
  tenant_id uuid not null references tenant (tenant_id),
  device_id uuid not null,
  -- A booking or an order, whichever slice it is of.
  subject_id uuid not null,
  followed_at timestamptz not null,
  primary key (tenant_id, device_id, subject_id),
  foreign key (tenant_id, device_id) references push_subscription (tenant_id, device_id) on delete cascade
);
create index push_follow_of_subject on push_follow (tenant_id, subject_id, device_id);
create index push_follow_by_age on push_follow (tenant_id, followed_at);
select make_tenant_table('push_follow', 'select, insert, delete');

-- What is taken back leads nowhere any more: the path of a push to a customer lets somebody in.
create or replace function withdraw_messages(whose uuid, ids uuid[]) returns void
language sql as $$
  update message
     set status = 'withdrawn', text_body = '', html_body = '', path = case when topic is null then null else path end
   where tenant_id = whose and message_id = any (ids) and status = 'queued'
$$;

create or replace function withdraw_messages(whose uuid, ids uuid[]) returns void
language sql as $$
  update message
     set status = 'withdrawn', text_body = '', html_body = ''
   where tenant_id = whose and message_id = any (ids) and status = 'queued'
$$;
drop table push_follow;
call touch_rows('push_subscription', $$delete from push_subscription where person_id is null$$);
alter table push_subscription alter column person_id set not null;

call touch_rows('message_template', $$
  update message_template set subject = coalesce(subject, purpose), heading = coalesce(heading, subject, purpose)
   where heading is null$$);
alter table message_template
  drop constraint message_template_small_print_is_of_mail,
  drop constraint message_template_is_whole,
  alter column subject set not null,
  alter column heading set not null;

create or replace function why_withheld(whose uuid, by_channel text, to_whom text, of_class text) returns text
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

-- A mail may be worth nothing after a moment, and may be taken back while nobody has sent it.
alter table mail_message
  add column send_by timestamptz,
  drop constraint mail_message_status_check,
  add constraint mail_message_status_check check (status in ('queued', 'sent', 'failed', 'withdrawn'));

-- Takes back those that wait. What they said is forgotten, as when they are sent.
create function withdraw_mails(whose uuid, ids uuid[]) returns void
language sql as $$
  update mail_message
     set status = 'withdrawn', text_body = '', html_body = ''
   where tenant_id = whose and mail_id = any (ids) and status = 'queued'
$$;
revoke all on function withdraw_mails(uuid, uuid[]) from public;
grant execute on function withdraw_mails(uuid, uuid[]) to vitrina_app;

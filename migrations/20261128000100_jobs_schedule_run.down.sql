drop trigger audit_row on job;
create trigger audit_row after update or delete on job for each row
  when (old.status = 'dead' and current_setting('app.cause', true) like 'staff|%')
  execute function audit_row('job', 'job_id', 'kind', '', 'job_id,payload,run_at,worker_id,lease_until,finished_at,dedup_key,trace_id');
alter table job drop column started_at;

alter table schedule_run no force row level security;
insert into schedule_tick (schedule, tick)
select schedule, tick from schedule_run where tenant_id = '00000000-0000-7000-8000-000000000000' and day is null
on conflict do nothing;
drop table schedule_run;

-- A tenant's oldest job that is not done, and who has any: so that one in the middle of another's long backlog gets its turn.
-- Not `where status = 'waiting'`, as job_due has it: by the statistics of an idle queue the planner takes either for empty, and
-- walks through the whole backlog along the wrong one.
create index job_open on job (tenant_id, run_at) where finished_at is null;

drop index job_open;

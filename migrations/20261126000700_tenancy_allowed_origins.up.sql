-- Other sites whose scripts may call the shop's API from a browser.
alter table tenant add column allowed_origins text[] not null default '{}'
  constraint tenant__allowed_origins__invalid check (cardinality(allowed_origins) <= 10);
grant update (allowed_origins) on tenant to vitrina_app;

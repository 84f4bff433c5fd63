drop function plain_text(text);
drop text search configuration es_plain;
drop procedure touch_rows(regclass, text);
drop function make_tenant_table(regclass, text);

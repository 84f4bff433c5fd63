-- Whether customers are reminded by text message, too: each costs the platform something, so a shop has to say so.
alter table reminder_setting add column customer_by_text boolean not null default false;

-- A shop that says nothing about how long it waits for money waits as the program's settings say.
alter table sales_setting alter column unpaid_hours drop not null;

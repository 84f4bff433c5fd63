drop index resource__person_id__taken;
alter table resource
  drop constraint resource_is_person,
  drop constraint resource_somebody_is_no_thing,
  drop column person_id;

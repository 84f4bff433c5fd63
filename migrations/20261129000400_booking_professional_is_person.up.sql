-- Who of the staff a professional is: with the role of one they see and change what they serve, and are reminded themselves.
alter table resource
  add column person_id uuid,
  add constraint resource_somebody_is_no_thing check (person_id is null or kind = 'person'),
  add constraint resource_is_person foreign key (tenant_id, person_id) references person (tenant_id, person_id)
    on delete set null (person_id);
create unique index resource__person_id__taken on resource (tenant_id, person_id) where person_id is not null;

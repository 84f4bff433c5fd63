drop trigger audit_row on second_factor;
drop trigger audit_row on passkey;

-- Who may get into an account of the team is told to its owner: a way in that is added, or taken away.
select audit_table('passkey', 'passkey', 'person_id', 'name', 'public_key',
  'passkey_id,person_id,credential_id,public_key,sign_counter,may_be_backed_up,backed_up,last_used_at');
select audit_table('second_factor', 'second_factor', 'person_id', '', 'sealed_secret', 'person_id,sealed_secret,last_step');

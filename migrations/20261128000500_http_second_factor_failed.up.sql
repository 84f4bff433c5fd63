alter table security_event drop constraint security_event_kind_check;
alter table security_event add constraint security_event_kind_check check (kind in ('signed_in', 'new_device', 'login_failed',
  'second_factor_failed', 'locked', 'login_spraying', 'password_reset_asked', 'password_changed', 'forged_token', 'token_reused',
  'passkey_cloned', 'csrf_refused', 'cross_site_refused', 'permission_denied', 'rate_limited', 'id_guessing'));

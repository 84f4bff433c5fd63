//! Numbers that this slice obeys. The executable reads them from the settings.

use kernel::Role;

use crate::model::{Allowance, PasswordRule, ThrottleRule};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Sessions, passwords and sign-in. Times in seconds. Handlers take it as `web::Data<PeopleSettings>`.
///
/// How long access tokens live is the edge's ([`http::app::EdgeSettings::access_token_seconds`]).
#[derive(Debug, Clone)]
pub struct PeopleSettings {
    /// A refresh token lives this long; each use makes a new one. Also the longest life of a browser's session.
    pub refresh_seconds: i64,
    /// Both after "remember me".
    pub remembered_seconds: i64,
    /// A customer's browser session ends after so long without a request, unless remembered.
    pub customer_idle_seconds: i64,
    /// A member of staff's does, remembered or not.
    pub staff_idle_seconds: i64,
    /// The provider's staff's does, remembered or not.
    pub provider_idle_seconds: i64,
    /// Failed attempts for one account.
    pub account_throttle: ThrottleRule,
    /// Failed attempts from one address: looser, since a whole office or mobile network may share it.
    pub address_throttle: ThrottleRule,
    /// Mails of one kind that a stranger can have us send to one address.
    pub mails: Allowance,
    /// Registrations from one address; `None` counts nothing, as in the next five.
    pub registrations: Option<Allowance>,
    /// Shops opened from one address.
    pub sign_ups: Option<Allowance>,
    /// Forgotten passwords told from one address.
    pub forgotten: Option<Allowance>,
    /// Invitations by one business.
    pub invitations: Option<Allowance>,
    /// Sign-ins with Google that are begun from one address, whether or not they come to an end.
    pub google_attempts: Option<Allowance>,
    /// Sign-ins by passkey that are begun from one address: browsers begin one whenever they show the page.
    pub passkey_attempts: Option<Allowance>,
    /// Whether a second factor can be switched on; who has one is asked for it either way.
    pub two_factor: bool,
    /// What a password must be.
    pub password: PasswordRule,
    /// Admins and owners change theirs after so long; `None` means never.
    pub admin_password_seconds: Option<i64>,
    /// Life of the link that sets a forgotten password.
    pub reset_link_seconds: i64,
    /// Life of the link that proves an e-mail address.
    pub verify_link_seconds: i64,
    /// Life of an invitation.
    pub invitation_seconds: i64,
}

impl Default for PeopleSettings {
    fn default() -> Self {
        let throttle = |failures| ThrottleRule {
            failures,
            window_seconds: 15 * MINUTE,
            first_lock_seconds: 15 * MINUTE,
            longest_lock_seconds: DAY,
        };
        let hourly = |most| Allowance {
            most,
            window_seconds: HOUR,
        };
        Self {
            refresh_seconds: 7 * DAY,
            remembered_seconds: 30 * DAY,
            customer_idle_seconds: 12 * HOUR,
            staff_idle_seconds: 2 * HOUR,
            provider_idle_seconds: 30 * MINUTE,
            account_throttle: throttle(5),
            address_throttle: throttle(20),
            mails: hourly(5),
            registrations: Some(hourly(30)),
            sign_ups: Some(hourly(10)),
            forgotten: Some(hourly(30)),
            invitations: Some(hourly(60)),
            google_attempts: Some(hourly(60)),
            passkey_attempts: Some(hourly(300)),
            two_factor: true,
            password: PasswordRule {
                min: 10,
                min_mixed: 8,
                history: 5,
            },
            admin_password_seconds: Some(90 * DAY),
            reset_link_seconds: HOUR,
            verify_link_seconds: 48 * HOUR,
            invitation_seconds: 7 * DAY,
        }
    }
}

impl PeopleSettings {
    /// How long a session may last in all.
    pub fn lifetime(&self, remember: bool) -> i64 {
        if remember {
            self.remembered_seconds
        } else {
            self.refresh_seconds
        }
    }

    /// How long a browser's session may rest. "Remember me" is for customers: a till left alone must lock itself.
    pub fn browser_idle(&self, role: Role, remember: bool) -> i64 {
        match role {
            role if role.is_providers() => self.provider_idle_seconds,
            role if role.is_staff() => self.staff_idle_seconds,
            _ if remember => self.remembered_seconds,
            _ => self.customer_idle_seconds,
        }
    }

    /// Seconds after which this role's password is too old.
    pub fn password_age(&self, role: Role) -> Option<i64> {
        self.admin_password_seconds
            .filter(|_| matches!(role, Role::Admin | Role::Owner))
    }
}

#[cfg(test)]
mod tests {
    use super::PeopleSettings;
    use kernel::Role;

    #[test]
    fn remember_me_keeps_customers_but_no_till_open() {
        let people = PeopleSettings::default();
        assert_eq!(people.browser_idle(Role::Customer, true), 30 * 86_400);
        assert_eq!(people.browser_idle(Role::Customer, false), 12 * 3_600);
        assert_eq!(people.browser_idle(Role::Cashier, true), 2 * 3_600);
        assert_eq!(people.browser_idle(Role::Support, true), 30 * 60);
    }

    #[test]
    fn only_those_who_run_the_business_change_passwords_by_the_clock() {
        let people = PeopleSettings::default();
        assert!(people.password_age(Role::Owner).is_some() && people.password_age(Role::Admin).is_some());
        assert_eq!(people.password_age(Role::Customer), None);
    }
}

//! `[people]`

use std::time::Duration;

use super::reader::Section;

/// Sessions, passwords and sign-in.
#[derive(Debug, Clone)]
pub struct People {
    /// Life of an access token.
    pub access_token: Duration,
    /// Life of a refresh token.
    pub refresh_token: Duration,
    /// The same after "remember me".
    pub remembered_token: Duration,
    /// A customer's browser session ends after so long without a request.
    pub customer_idle: Duration,
    /// A member of staff's does.
    pub staff_idle: Duration,
    /// The provider's staff's does.
    pub provider_idle: Duration,
    /// Failed attempts within `login_window` before the account and address are locked.
    pub login_failures: u32,
    /// See `login_failures`.
    pub login_window: Duration,
    /// Longest lock; each one doubles the last.
    pub login_lock_max: Duration,
    /// Fewest characters of a password.
    pub password_min: usize,
    /// Fewest, when upper, lower, digit and symbol are all there.
    pub password_min_mixed: usize,
    /// So many last passwords may not be used again.
    pub password_history: u32,
    /// Administrators change theirs after so long; `None` means never.
    pub admin_password_age: Option<Duration>,
    /// Life of the link of a forgotten password.
    pub reset_link: Duration,
    /// Life of the link that proves an e-mail address.
    pub verify_link: Duration,
    /// Whether a second factor is offered.
    pub two_factor: bool,
    /// Whether signing in with Google is offered (it also needs the client's id and secret).
    pub oauth: bool,
}

impl People {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let admin_password_age = section.days("admin_password_days", 0..=3_650);
        let people = Self {
            access_token: section.minutes("access_token_minutes", 1..=1_440),
            refresh_token: section.days("refresh_days", 1..=365),
            remembered_token: section.days("remember_days", 1..=365),
            customer_idle: section.hours("customer_idle_hours", 1..=720),
            staff_idle: section.hours("staff_idle_hours", 1..=72),
            provider_idle: section.minutes("provider_idle_minutes", 5..=1_440),
            login_failures: section.number("login_failures", 1..=100),
            login_window: section.minutes("login_window_minutes", 1..=1_440),
            login_lock_max: section.hours("login_lock_max_hours", 1..=720),
            password_min: section.number("password_min", 8..=128),
            password_min_mixed: section.number("password_min_mixed", 8..=128),
            password_history: section.number("password_history", 0..=50),
            admin_password_age: Some(admin_password_age).filter(|age| !age.is_zero()),
            reset_link: section.minutes("reset_link_minutes", 5..=1_440),
            verify_link: section.hours("verify_link_hours", 1..=720),
            two_factor: section.flag("two_factor"),
            oauth: section.flag("oauth"),
        };
        section.rule(
            &["remember_days", "refresh_days"],
            people.remembered_token >= people.refresh_token,
            "\"remember me\" would shorten the session",
            "write at least as much as people.refresh_days",
        );
        section.rule(
            &["password_min_mixed", "password_min"],
            people.password_min_mixed <= people.password_min,
            "a mixed password would have to be longer than a plain one",
            "write at most as much as people.password_min",
        );
        people
    }
}

//! Failed attempts, and what strangers ask of us, counted in the database: no restart and no lost cache forgets them.

use std::net::IpAddr;

use db::TenantTx;
use http::secrets::sha256;
use kernel::{Email, Error, Result};

use crate::error::IdentityError;
use crate::model::{Allowance, Outcome, Throttle, ThrottleRule};

/// What attempts are counted for.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// Signing in to this account, which need not exist.
    Account(&'a Email),
    /// Codes of this account's second factor. Apart from the account, since only who has the first factor gets so far:
    /// neither the right password nor a link that sets a new one forgets these.
    Codes(&'a Email),
    /// Signing in from this address.
    Address(IpAddr),
    /// Trying tokens and links from this address; apart from the above, so that a program with a stale token does not
    /// lock its neighbours out.
    Tokens(IpAddr),
    /// Having a link that sets a new password mailed to this address. Each kind of mail is counted apart, so that none
    /// uses up the room of this one: it is the way back in.
    ResetMail(&'a Email),
    /// Having it told that it has an account.
    KnownMail(&'a Email),
    /// Having the link that proves it mailed again.
    ProofMail(&'a Email),
    /// Having it told that it was used from this device.
    DeviceMail(&'a Email, &'a str),
    /// Registering from this address.
    Registrations(IpAddr),
    /// Opening shops from this address.
    SignUps(IpAddr),
    /// Saying from this address that a password was forgotten, whosever.
    Forgotten(IpAddr),
    /// Beginning to sign in with Google from this address.
    GoogleAttempts(IpAddr),
    /// Sign-ins by passkey that are begun from a network.
    PasskeyAttempts(IpAddr),
    /// Inviting people, from wherever: a business is one however many owners it has.
    Invitations,
}

impl Subject<'_> {
    fn key(self) -> Vec<u8> {
        let text = match self {
            Self::Account(email) => format!("account:{email}"),
            Self::Codes(email) => format!("codes:{email}"),
            Self::Address(ip) => format!("ip:{}", network_of(ip)),
            Self::Tokens(ip) => format!("tokens:{}", network_of(ip)),
            Self::ResetMail(email) => format!("mail:reset:{email}"),
            Self::KnownMail(email) => format!("mail:known:{email}"),
            Self::ProofMail(email) => format!("mail:proof:{email}"),
            Self::DeviceMail(email, device) => format!("mail:device:{email}:{device}"),
            Self::Registrations(ip) => format!("registrations:{}", network_of(ip)),
            Self::SignUps(ip) => format!("sign-ups:{}", network_of(ip)),
            Self::Forgotten(ip) => format!("forgotten:{}", network_of(ip)),
            Self::GoogleAttempts(ip) => format!("google:{}", network_of(ip)),
            Self::PasskeyAttempts(ip) => format!("passkey:{}", network_of(ip)),
            Self::Invitations => "invitations".to_owned(),
        };
        sha256(text.as_bytes()).to_vec()
    }
}

/// One subscriber owns a whole /64 of IPv6 and could change the address at each attempt.
fn network_of(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The refusal for a lock that still lasts so long.
pub fn refusal(seconds: i64) -> Error {
    wait(IdentityError::TooManyAttempts, seconds)
}

fn wait(why: IdentityError, seconds: i64) -> Error {
    let minutes = (seconds + 59) / 60;
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    Error::from(why).with("minutes", minutes).retry_after(seconds)
}

/// Seconds for which attempts are refused, if they are.
pub async fn locked_for(tx: &mut TenantTx, subject: Subject<'_>) -> Result<Option<i64>> {
    let state = read(tx, subject).await?;
    Ok(state.and_then(|state| state.locked_for(tx.now())))
}

/// Counts a failure.
pub async fn count_failure(tx: &mut TenantTx, subject: Subject<'_>, rule: &ThrottleRule) -> Result<()> {
    let state = lock(tx, subject).await?;
    write(tx, subject, state.after(tx.now(), Outcome::Failure, rule)).await
}

/// Forgets all failures, and any lock.
pub async fn clear(tx: &mut TenantTx, subject: Subject<'_>) -> Result<()> {
    sqlx::query("delete from login_throttle where tenant_id = $1 and subject = $2")
        .bind(tx.tenant())
        .bind(subject.key())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts something that costs us work or a mail, or refuses because there was too much of it. Without a limit it is not
/// counted.
pub(crate) async fn admit(tx: &mut TenantTx, subject: Subject<'_>, limit: Option<Allowance>) -> Result<()> {
    let Some(allowance) = limit else {
        return Ok(());
    };
    match spend(tx, subject, allowance).await? {
        Ok(()) => Ok(()),
        Err(seconds) => Err(wait(IdentityError::TooManyRequests, seconds)),
    }
}

/// Counts a mail that a stranger asked for; whether it may still be sent.
pub(crate) async fn count_mail(
    tx: &mut TenantTx,
    subject: Subject<'_>,
    allowance: Allowance,
) -> Result<bool> {
    Ok(spend(tx, subject, allowance).await?.is_ok())
}

/// Counts one more, unless there is no room for so many seconds.
async fn spend(
    tx: &mut TenantTx,
    subject: Subject<'_>,
    allowance: Allowance,
) -> Result<std::result::Result<(), i64>> {
    let state = lock(tx, subject).await?;
    match state.spend(tx.now(), allowance) {
        Ok(state) => write(tx, subject, state).await.map(Ok),
        Err(seconds) => Ok(Err(seconds)),
    }
}

/// The state, with its row held until the commit even if there was none: parallel attempts take turns.
pub(crate) async fn lock(tx: &mut TenantTx, subject: Subject<'_>) -> Result<Throttle> {
    Ok(sqlx::query_as(
        "insert into login_throttle as t (tenant_id, subject, failures, window_started_at)
         values ($1, $2, 0, $3)
         on conflict (tenant_id, subject) do update set failures = t.failures
         returning failures, window_started_at, locks, locked_until",
    )
    .bind(tx.tenant())
    .bind(subject.key())
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?)
}

async fn read(tx: &mut TenantTx, subject: Subject<'_>) -> Result<Option<Throttle>> {
    Ok(sqlx::query_as(
        "select failures, window_started_at, locks, locked_until
           from login_throttle
          where tenant_id = $1 and subject = $2",
    )
    .bind(tx.tenant())
    .bind(subject.key())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn write(tx: &mut TenantTx, subject: Subject<'_>, state: Throttle) -> Result<()> {
    sqlx::query(
        "update login_throttle set failures = $3, window_started_at = $4, locks = $5, locked_until = $6
          where tenant_id = $1 and subject = $2",
    )
    .bind(tx.tenant())
    .bind(subject.key())
    .bind(state.failures)
    .bind(state.window_started_at)
    .bind(state.locks)
    .bind(state.locked_until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::network_of;

    #[test]
    fn a_whole_ipv6_subscriber_counts_as_one() {
        assert_eq!(
            network_of("2001:db8:1:2::7".parse().unwrap()),
            network_of("2001:db8:1:2:9::1".parse().unwrap())
        );
        assert_ne!(
            network_of("2001:db8:1:2::7".parse().unwrap()),
            network_of("2001:db8:1:3::7".parse().unwrap())
        );
        assert_eq!(network_of("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
    }
}

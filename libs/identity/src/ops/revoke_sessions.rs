//! Sessions end before their time. Access tokens die with them, since every request reads its session.

use db::TenantTx;
use kernel::{Error, PersonId, Result, SessionId};

use super::challenge::end_challenges;
use super::passkeys::end_ceremonies;

/// Why a session ended; kept for the person and for whoever investigates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Signed out, here or from the list.
    SignedOut,
    /// The same browser signed in again.
    Replaced,
    /// A refresh token was used twice.
    TokenReused,
    /// The password was changed.
    PasswordChanged,
    /// The role changed, or the account was disabled.
    StandingChanged,
    /// The second factor was switched on, or taken away.
    SecondFactor,
    /// A passkey was removed.
    PasskeyRemoved,
    /// An account at Google opens it no longer.
    GoogleParted,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::SignedOut,
        Self::Replaced,
        Self::TokenReused,
        Self::PasswordChanged,
        Self::StandingChanged,
        Self::SecondFactor,
        Self::PasskeyRemoved,
        Self::GoogleParted,
    ];

    /// As it is kept, and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Replaced => "replaced",
            Self::TokenReused => "token_reused",
            Self::PasswordChanged => "password_changed",
            Self::StandingChanged => "standing_changed",
            Self::SecondFactor => "second_factor",
            Self::PasskeyRemoved => "passkey_removed",
            Self::GoogleParted => "google_parted",
        }
    }
}

/// Ends one session.
pub async fn revoke(tx: &mut TenantTx, session: SessionId, reason: Reason) -> Result<()> {
    sqlx::query(
        "update session set revoked_at = $3, revoked_reason = $4
          where tenant_id = $1 and session_id = $2 and revoked_at is null",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(tx.now())
    .bind(reason.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends one of the person's own sessions; refuses with `not_found` when it is none of theirs or has ended.
pub async fn revoke_own(tx: &mut TenantTx, person: PersonId, session: SessionId) -> Result<()> {
    let done = sqlx::query(
        "update session set revoked_at = $4, revoked_reason = $5
          where tenant_id = $1 and session_id = $2 and person_id = $3 and revoked_at is null",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(person)
    .bind(tx.now())
    .bind(Reason::SignedOut.as_str())
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        Err(Error::not_found())
    } else {
        Ok(())
    }
}

/// Ends all of the person's sessions but one (or all), and what is half done, a sign-in or a new passkey; tells how many sessions.
pub async fn revoke_all(
    tx: &mut TenantTx,
    person: PersonId,
    but: Option<SessionId>,
    reason: Reason,
) -> Result<u64> {
    end_challenges(tx, person).await?;
    end_ceremonies(tx, person).await?;
    let done = sqlx::query(
        "update session set revoked_at = $4, revoked_reason = $5
          where tenant_id = $1 and person_id = $2 and revoked_at is null
            and ($3::uuid is null or session_id <> $3)",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(but)
    .bind(tx.now())
    .bind(reason.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

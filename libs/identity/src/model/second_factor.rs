//! Codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, half a minute), and those for who lost it.

use http::secrets::sha256;
use kernel::text::percent_encoded;
use kernel::{Env, Error, Instant, Result};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds that a code is shown.
const STEP_SECONDS: u64 = 30;
/// A telephone's clock may be a step ahead or behind, and people take time to type.
const SKEW: u16 = 1;
const DIGITS: u8 = 6;
/// So many recovery codes at a time.
pub const RECOVERY_CODES: usize = 10;
/// Characters of one: five bits each.
const RECOVERY_LENGTH: usize = 10;
/// Crockford's: nothing that reads like something else.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What app and program share, 160 bits.
#[derive(Clone, Copy)]
pub struct SharedSecret(pub [u8; 20]);

impl std::fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SharedSecret(…)")
    }
}

impl SharedSecret {
    /// A new one.
    pub fn new(env: &Env) -> Self {
        Self(env.random())
    }

    /// In groups of four, for who types it into the app.
    pub fn groups(&self) -> String {
        let text = Secret::new(Box::new(self.0)).to_base32();
        let groups: Vec<&str> = (0..text.len())
            .step_by(4)
            .filter_map(|at| text.get(at..text.len().min(at + 4)))
            .collect();
        groups.join(" ")
    }

    /// The address that apps read from the picture: `otpauth://totp/Tienda:ana@x.co?secret=…`.
    pub fn uri(&self, shop: &str, account: &str) -> String {
        let secret = Secret::new(Box::new(self.0)).to_base32();
        let (shop, account) = (
            percent_encoded(&shop.replace(':', " "), b""),
            percent_encoded(account, b""),
        );
        format!("otpauth://totp/{shop}:{account}?secret={secret}&issuer={shop}")
    }

    /// The step whose code this is, among the present one and its neighbours.
    pub fn step_of(&self, code: &str, now: Instant) -> Result<Option<i64>> {
        let seconds = u64::try_from(now.unix_seconds()).unwrap_or(0);
        let step = self.totp()?.check(code, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    fn totp(&self) -> Result<Totp> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(Secret::new(Box::new(self.0)))
            .build()
            .map_err(|e| Error::fault(format!("codes cannot be made: {e:?}")))
    }
}

/// What was typed where a code is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenCode {
    /// Six digits of the app.
    App(String),
    /// A recovery code's SHA-256, or that of nonsense.
    Recovery([u8; 32]),
}

impl GivenCode {
    /// Spaces and dashes do not matter, nor case.
    pub fn parse(typed: &str) -> Self {
        let plain: String = typed
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        if plain.len() == usize::from(DIGITS) && plain.bytes().all(|b| b.is_ascii_digit()) {
            return Self::App(plain);
        }
        Self::Recovery(hash_of(&plain))
    }
}

/// A recovery code as people see it, `4f7k2-9xq0m`, and as it is kept.
pub fn new_recovery_code(env: &Env) -> (String, [u8; 32]) {
    let chance: [u8; RECOVERY_LENGTH] = env.random();
    let plain: String = chance
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect();
    let (left, right) = plain.split_at(RECOVERY_LENGTH / 2);
    (format!("{left}-{right}"), hash_of(&plain))
}

/// What people read wrong is read right.
fn hash_of(plain: &str) -> [u8; 32] {
    let meant: String = plain
        .chars()
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    sha256(meant.as_bytes())
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, Env, Instant};

    use super::{GivenCode, SharedSecret, new_recovery_code};

    /// RFC 6238, appendix B: the last six of its eight digits.
    const RFC: SharedSecret = SharedSecret(*b"12345678901234567890");

    fn at(seconds: i64) -> Instant {
        Instant("1970-01-01T00:00:00Z".parse().unwrap()).plus_seconds(seconds)
    }

    #[test]
    fn the_rfcs_codes_are_taken_in_their_time() {
        for (seconds, code) in [
            (20_000_000_000, "353130"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
        ] {
            assert_eq!(RFC.step_of(code, at(seconds)).unwrap(), Some(seconds / 30));
            assert_eq!(RFC.step_of(code, at(seconds + 30)).unwrap(), Some(seconds / 30));
            assert_eq!(RFC.step_of(code, at(seconds + 60)).unwrap(), None);
            assert_eq!(RFC.step_of(code, at(seconds - 60)).unwrap(), None);
        }
        assert_eq!(RFC.step_of("28708", at(59)).unwrap(), None);
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        let env = Env::seeded(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()), 7);
        let (shown, hash) = new_recovery_code(&env);
        assert_eq!((shown.len(), &shown[5..6]), (11, "-"));
        let typed = format!(" {} ", shown.to_uppercase().replace('-', " ").replace('0', "O"));
        assert_eq!(GivenCode::parse(&typed), GivenCode::Recovery(hash));
        assert_eq!(GivenCode::parse("123 456"), GivenCode::App("123456".into()));
    }

    #[test]
    fn the_address_for_apps_names_shop_and_account() {
        assert_eq!(
            RFC.uri("Café: Luz", "ana@x.co"),
            "otpauth://totp/Caf%C3%A9%20%20Luz:ana%40x.co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Caf%C3%A9%20%20Luz"
        );
        assert_eq!(RFC.groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}

//! Why a provider did not do it.

use std::time::Duration;

/// Why a provider did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer, or a broken one: it may have happened. Never a refusal.
    Unknown(String),
    /// It has too much to do; nothing happened.
    Busy(Option<Duration>),
    /// The account's credential is taken no more.
    Unauthorized,
    /// There is no such thing there.
    NotFound,
    /// It will not, for this reason.
    Refused {
        /// The provider's word.
        code: String,
        /// A sentence of the provider's, for the shop.
        message: String,
    },
}

impl Failure {
    /// Whether it may have happened all the same, or may happen later.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Busy(_))
    }

    /// The same of a look after what was asked for has happened: that it failed says nothing of it.
    pub fn afterwards(self) -> Self {
        Self::Unknown(self.word())
    }

    /// In a word, for the log.
    pub fn word(&self) -> String {
        match self {
            Self::Unknown(why) => format!("no answer: {why}"),
            Self::Busy(_) => "busy".to_owned(),
            Self::Unauthorized => "unauthorized".to_owned(),
            Self::NotFound => "not_found".to_owned(),
            Self::Refused { code, .. } => code.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn what_fails_after_it_happened_is_never_a_refusal() {
        let refused = Failure::Refused {
            code: "no".to_owned(),
            message: String::new(),
        };
        for failure in [
            Failure::Unauthorized,
            Failure::NotFound,
            Failure::Busy(None),
            refused,
        ] {
            let word = failure.word();
            let after = failure.afterwards();
            assert!(after.may_pass() && after.word().contains(&word), "{after:?}");
        }
    }
}

//! Which of the three worlds the program runs in.

use std::fmt;

/// Chosen by `VITRINA_ENV`; decides which file of `config/` is read after `default.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Environment {
    /// On somebody's own machine.
    #[default]
    Development,
    /// For customers. What is merely convenient is refused here.
    Production,
    /// In tests.
    Test,
}

impl Environment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Development, Self::Production, Self::Test];

    /// As written in `VITRINA_ENV`, in logs and in `/health`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
            Self::Test => "test",
        }
    }

    /// Whether customers are served.
    pub const fn is_production(self) -> bool {
        matches!(self, Self::Production)
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Name and text of its file, compiled in so that the executable needs no folder beside it.
    pub(super) const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Development => (
                "config/development.toml",
                include_str!("../../../../config/development.toml"),
            ),
            Self::Production => (
                "config/production.toml",
                include_str!("../../../../config/production.toml"),
            ),
            Self::Test => ("config/test.toml", include_str!("../../../../config/test.toml")),
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

//! The database roles (made once per cluster by `vitrina migrate bootstrap`).

/// A role of the cluster. No other is ever used, and none bypasses row-level security.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Owns the schema and runs migrations; not a superuser, bound by FORCE like the rest.
    Owner,
    /// Serves requests and runs jobs, always for one tenant.
    App,
    /// Claims and finishes jobs; sees no other rows.
    Worker,
    /// The provider's panel.
    Platform,
    /// Owns the search function; cannot log in.
    Searcher,
    /// Reads everything for backups.
    Backup,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::App,
        Self::Worker,
        Self::Platform,
        Self::Searcher,
        Self::Backup,
    ];

    /// Its name in PostgreSQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "vitrina_owner",
            Self::App => "vitrina_app",
            Self::Worker => "vitrina_worker",
            Self::Platform => "vitrina_platform",
            Self::Searcher => "vitrina_searcher",
            Self::Backup => "vitrina_backup",
        }
    }

    /// Whether it may open connections.
    pub const fn can_login(self) -> bool {
        !matches!(self, Self::Searcher)
    }
}

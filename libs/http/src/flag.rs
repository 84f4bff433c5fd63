//! Switches: what is on for some shops and not yet, or no longer, for others.

/// A switch. Its row in `feature_flag` comes with a migration; one without a row is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// The button that begins a chat with the shop.
    ChatButton,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::ChatButton];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChatButton => "chat_button",
        }
    }
}

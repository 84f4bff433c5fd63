//! What a calendar takes from a mail.

/// An appointment in iCalendar, with what the receiver's calendar is asked to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarPart {
    /// What it is asked; the text names the same.
    pub method: Method,
    /// The calendar itself.
    pub body: String,
}

/// What a receiver's calendar does (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Takes the appointment in, or its newer version.
    Request,
    /// Takes it out.
    Cancel,
    /// Offers what is in it to whoever opens the file.
    Publish,
}

impl Method {
    /// As the standard writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }

    /// From how the standard writes it.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Request, Self::Cancel, Self::Publish]
            .into_iter()
            .find(|method| method.as_str() == text)
    }
}

//! What a mail says, and how its colours fit together. No database here.

use kernel::{Email, Locale};
use sqlx::FromRow;

use super::contact::Class;
use super::template::Values;

/// A mail to one person.
#[derive(Debug, Clone)]
pub struct Mail<'a> {
    /// Who gets it.
    pub to: &'a Email,
    /// Why, for the log and the list: `<slice>.<what>`, at most 80 characters.
    pub purpose: &'static str,
    /// Language of the frame; subject and content are already in it.
    pub locale: Locale,
    /// What its receiver may say about it.
    pub class: Class,
    /// What goes into a shop's own words for it; nothing where a shop has none. See [`MessageKind`](crate::MessageKind).
    pub values: Values,
    /// Subject: one line of 1 to 255 characters; what is longer is cut.
    pub subject: String,
    /// What stands inside the frame.
    pub content: MailContent,
}

/// What a mail says. All texts are plain: the frame escapes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailContent {
    /// First line, large.
    pub heading: String,
    /// Sentences, a paragraph each. The first is what a shop may say in its own words; further ones come with the occasion.
    pub paragraphs: Vec<String>,
    /// A table of labels and values: the lines of an order, an address.
    pub rows: Vec<(String, String)>,
    /// Label and absolute URL of the one thing to do.
    pub button: Option<(String, String)>,
    /// Label and absolute URL of what may be done instead.
    pub other_button: Option<(String, String)>,
    /// Small print.
    pub footer: Option<String>,
}

impl MailContent {
    /// The same in a few plain lines, as channels show it that have no frame: the table, or the sentences where there is none.
    pub fn in_short(&self) -> String {
        if self.rows.is_empty() {
            self.paragraphs.join("\n")
        } else {
            self.facts()
        }
    }

    /// The table in plain lines.
    pub(crate) fn facts(&self) -> String {
        let row = |(label, value): &(String, String)| format!("{label}: {value}");
        let lines: Vec<String> = self.rows.iter().map(row).collect();
        lines.join("\n")
    }
}

/// What the frame shows of the shop.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Shop {
    pub name: String,
    /// `#rrggbb`; the database sees to it.
    pub brand_color: String,
}

/// Black or white, whichever is easier to read on `#rrggbb` (relative luminance as WCAG 2.2 defines it; at 0.179 the
/// two contrasts are equal).
pub(crate) fn ink_on(color: &str) -> &'static str {
    let channel = |at: usize| {
        let byte = color
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(0);
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    if luminance > 0.179 { "#000000" } else { "#ffffff" }
}

/// One line for the mail's subject: control characters become spaces, and what is too long is cut.
pub(crate) fn subject_line(raw: &str) -> String {
    raw.trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(255)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ink_on, subject_line};

    #[test]
    fn ink_can_be_read_on_the_brand() {
        assert_eq!(ink_on("#0f5c4d"), "#ffffff");
        assert_eq!(ink_on("#ffd400"), "#000000");
        assert_eq!(ink_on("nonsense"), "#ffffff");
    }

    #[test]
    fn a_subject_is_one_bounded_line() {
        assert_eq!(subject_line(" Pedido\r\n1042 "), "Pedido  1042");
        assert_eq!(subject_line(&"ñ".repeat(300)).chars().count(), 255);
    }
}

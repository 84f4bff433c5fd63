//! Enhanced status codes (RFC 3463): what mail servers say in numbers.

use std::fmt;

/// Class, subject and detail: `5.1.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    class: u16,
    subject: u16,
    detail: u16,
}

impl Status {
    /// Whether it is over (5.x.x), rather than put off.
    pub const fn is_final(self) -> bool {
        self.class == 5
    }

    /// Whether any other mail to the address would fail too. Not so what is about this one mail (5.3.x, 5.6.x, 5.7.x: its size, its
    /// words, where it comes from), about a mailbox that is full (5.2.2, 5.2.3), or what may pass (4.x.x).
    pub const fn is_about_address(self) -> bool {
        let is_about_mail =
            matches!(self.subject, 3 | 6 | 7) || matches!((self.subject, self.detail), (2, 2 | 3));
        self.class == 5 && !is_about_mail
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// The first in a text.
pub(crate) fn find_status(text: &str) -> Option<Status> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    text.split(|c| !is_part(c)).find_map(parse)
}

fn parse(token: &str) -> Option<Status> {
    let mut numbers = token.trim_end_matches('.').split('.').map(|part| {
        let fits = (1..=3).contains(&part.len());
        part.parse::<u16>().ok().filter(|_| fits)
    });
    let class = numbers.next()??;
    let (subject, detail) = (numbers.next()??, numbers.next()??);
    let is_whole = numbers.next().is_none() && matches!(class, 2 | 4 | 5);
    is_whole.then_some(Status {
        class,
        subject,
        detail,
    })
}

#[cfg(test)]
mod tests {
    use super::find_status;

    #[test]
    fn a_status_is_three_numbers() {
        for (text, found) in [
            ("550 5.1.1 <a@b.test>: no such user", Some("5.1.1")),
            ("smtp; 550-5.7.26 x", Some("5.7.26")),
            ("from 10.1.2.3 and 192.168.0.1", None),
            ("1.2.3", None),
            ("5.1", None),
            ("", None),
        ] {
            assert_eq!(
                find_status(text).map(|s| s.to_string()).as_deref(),
                found,
                "{text}"
            );
        }
    }

    #[test]
    fn only_what_any_mail_would_meet_is_about_the_address() {
        let about = |text: &str| find_status(text).unwrap().is_about_address();
        assert!(
            ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.0.0", "5.4.4"]
                .into_iter()
                .all(about)
        );
        assert!(
            !["5.2.2", "5.3.4", "5.6.0", "5.7.1", "4.1.1", "2.0.0"]
                .into_iter()
                .any(about)
        );
    }
}

//! Pages inside a page of another site. What that site says of itself travels in each address, as `embed`: no cookie would.

use actix_web::HttpRequest;
use kernel::Locale;
use serde::{Deserialize, Deserializer};

use super::Theme;

/// What stands around a page: nothing, or another site's page, with its colours and its language if it named them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame(Option<Around>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Around {
    theme: Theme,
    locale: Option<Locale>,
}

impl Frame {
    /// As the address asks: `embed=1`, `embed=dark`, `embed=en`, `embed=light-es`. What is no such word says nothing.
    pub fn of(req: &HttpRequest) -> Self {
        let pairs = req.query_string().split('&');
        let mut named = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let asked = named.find(|(name, _)| *name == "embed");
        asked.map(|(_, words)| Self::read(words)).unwrap_or_default()
    }

    /// Of such words.
    pub fn read(words: &str) -> Self {
        let mut around = Around::default();
        for word in words.split('-') {
            match word {
                "light" => around.theme = Theme::Light,
                "dark" => around.theme = Theme::Dark,
                "es" => around.locale = Some(Locale::Es),
                "en" => around.locale = Some(Locale::En),
                _ => {}
            }
        }
        Self(Some(around))
    }

    /// Whether there is one.
    pub const fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// The colours around it.
    pub fn theme(self) -> Theme {
        self.0.unwrap_or_default().theme
    }

    /// The language around it.
    pub fn locale(self) -> Option<Locale> {
        self.0.unwrap_or_default().locale
    }

    /// The value of `embed` in the addresses and forms of the page; empty where there is no frame.
    pub const fn word(self) -> &'static str {
        use Locale::{En, Es};
        use Theme::{Auto, Dark, Light};
        let Some(Around { theme, locale }) = self.0 else {
            return "";
        };
        match (theme, locale) {
            (Auto, None) => "1",
            (Auto, Some(Es)) => "es",
            (Auto, Some(En)) => "en",
            (Light, None) => "light",
            (Light, Some(Es)) => "light-es",
            (Light, Some(En)) => "light-en",
            (Dark, None) => "dark",
            (Dark, Some(Es)) => "dark-es",
            (Dark, Some(En)) => "dark-en",
        }
    }
}

impl<'de> Deserialize<'de> for Frame {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(|words| Self::read(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::Frame;

    #[test]
    fn what_is_around_a_page_stays_said() {
        for word in [
            "1", "es", "en", "light", "light-es", "light-en", "dark", "dark-es", "dark-en",
        ] {
            assert_eq!(Frame::read(word).word(), word);
        }
        for (odd, word) in [
            ("", "1"),
            ("en-dark", "dark-en"),
            ("dark-<x>", "dark"),
            ("dark-light", "light"),
        ] {
            assert_eq!(Frame::read(odd).word(), word, "{odd}");
        }
        assert_eq!(Frame::default().word(), "");
    }
}

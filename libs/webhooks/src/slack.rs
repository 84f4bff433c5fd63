//! Slack's incoming webhooks (<https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>).

use std::fmt;

use outbound::{AddressFault, Method, Outbound, Reach, Request, StatusCode, Url};
use serde_json::{Value, json};

use crate::call::LIMITS;
use crate::error::HookError;

/// Where every one of them is.
const HOST: &str = "hooks.slack.com";
/// Letters of a heading, and of a section, at most (Block Kit).
const HEADING: usize = 150;
const SECTION: usize = 3_000;

/// A channel's address, which is its key.
#[derive(Clone, PartialEq, Eq)]
pub struct Slack(Url);

impl fmt::Debug for Slack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slack(…)")
    }
}

/// What stands in the channel. Texts are taken as they are: nothing in them formats, links or calls anybody.
#[derive(Debug, Clone, Copy)]
pub struct SlackMessage<'a> {
    /// A line.
    pub title: &'a str,
    /// What there is to say; may be empty.
    pub text: &'a str,
    /// Words to press, and where they lead.
    pub link: Option<(&'a str, &'a Url)>,
}

impl Slack {
    /// An address that somebody typed: `https://hooks.slack.com/services/…`. Where this machine may be called, also one of it.
    pub fn new(reach: Reach, url: Url) -> Result<Self, AddressFault> {
        reach.check(&url)?;
        let stands_in = reach == Reach::ThisMachineToo && url.scheme() == "http";
        let slacks = url.host_str() == Some(HOST) && url.port().is_none();
        if slacks || stands_in {
            Ok(Self(url))
        } else {
            Err(AddressFault::NoAddress)
        }
    }

    /// Writes into the channel.
    pub async fn send(&self, outbound: &Outbound, message: &SlackMessage<'_>) -> Result<(), HookError> {
        let request = Request::new(Method::POST, self.0.clone())
            .body("application/json", message.to_json().to_string())
            .limits(LIMITS)
            .stay();
        let answer = outbound.send(request).await?;
        match answer.status {
            status if status.is_success() => Ok(()),
            // `no_service`, `no_active_hooks`, `channel_not_found`: it was taken away over there.
            StatusCode::NOT_FOUND => Err(HookError::Gone),
            _ => Err(HookError::of(&answer)),
        }
    }
}

impl SlackMessage<'_> {
    fn to_json(self) -> Value {
        let mut blocks = vec![json!({
            "type": "header",
            "text": { "type": "plain_text", "text": escaped(self.title, HEADING), "emoji": false },
        })];
        if !self.text.trim().is_empty() {
            blocks.push(json!({
                "type": "section",
                "text": { "type": "plain_text", "text": escaped(self.text, SECTION), "emoji": false },
            }));
        }
        if let Some((words, url)) = self.link {
            blocks.push(json!({
                "type": "section",
                "text": { "type": "mrkdwn", "text": link(words, url) },
            }));
        }
        // Where blocks cannot be shown: notices of phones, and readers of screens.
        let text = format!(
            "{}\n{}",
            escaped(self.title, HEADING),
            escaped(self.text, SECTION)
        );
        json!({ "text": text.trim_end(), "blocks": blocks })
    }
}

/// `<address|words>`. A bar would end the address.
fn link(words: &str, url: &Url) -> String {
    let url = escaped(url.as_str(), usize::MAX).replace('|', "%7C");
    format!("<{url}|{}>", escaped(words, HEADING))
}

/// The three letters that Slack reads as its own, and no more than so many in all: a cut in the middle of one of them would
/// bring it back.
fn escaped(text: &str, most: usize) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut left = most;
    for letter in text.chars() {
        let mut buffer = [0; 4];
        let piece = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            letter => letter.encode_utf8(&mut buffer),
        };
        let size = piece.chars().count();
        if size >= left {
            escaped.push('…');
            break;
        }
        escaped.push_str(piece);
        left -= size;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use outbound::{AddressFault, Reach};
    use serde_json::json;

    use super::{HEADING, Slack, SlackMessage, escaped};

    #[test]
    fn only_slack_is_called() {
        let says = |reach, url: &str| Slack::new(reach, url.parse().unwrap()).map(|_| ());
        let real = "https://hooks.slack.com/services/T000/B000/XXXX";
        assert_eq!(says(Reach::Internet, real), Ok(()));
        assert_eq!(
            says(Reach::ThisMachineToo, "http://127.0.0.1:9/services/x"),
            Ok(())
        );
        for (other, fault) in [
            ("http://hooks.slack.com/services/x", AddressFault::NotHttps),
            ("http://127.0.0.1:9/services/x", AddressFault::NotHttps),
            (
                "https://ana:x@hooks.slack.com/services/x",
                AddressFault::Credentials,
            ),
            ("https://hooks.slack.com:8443/services/x", AddressFault::NoAddress),
            (
                "https://hooks.slack.com.evil.test/services/x",
                AddressFault::NoAddress,
            ),
            ("https://slack.com/services/x", AddressFault::NoAddress),
            ("https://10.0.0.1/services/x", AddressFault::NotPublic),
        ] {
            assert_eq!(says(Reach::Internet, other), Err(fault), "{other}");
        }
        let elsewhere = says(Reach::ThisMachineToo, "https://shop.example.com/services/x");
        assert_eq!(elsewhere, Err(AddressFault::NoAddress));
    }

    #[test]
    fn a_customers_words_neither_call_nor_link_nor_format() {
        let url = "https://aurora.example.com/admin?a=1&b=<x>|y".parse().unwrap();
        let message = SlackMessage {
            title: "Cita de <!channel>",
            text: "*Ana* & <https://evil.test|Luis>",
            link: Some(("Ver la cita", &url)),
        };
        assert_eq!(
            message.to_json(),
            json!({
                "text": "Cita de &lt;!channel&gt;\n*Ana* &amp; &lt;https://evil.test|Luis&gt;",
                "blocks": [
                    { "type": "header", "text": {
                        "type": "plain_text", "text": "Cita de &lt;!channel&gt;", "emoji": false } },
                    { "type": "section", "text": { "type": "plain_text",
                        "text": "*Ana* &amp; &lt;https://evil.test|Luis&gt;", "emoji": false } },
                    { "type": "section", "text": { "type": "mrkdwn",
                        "text": "<https://aurora.example.com/admin?a=1&amp;b=%3Cx%3E%7Cy|Ver la cita>" } },
                ],
            })
        );
        let short = SlackMessage {
            title: "Hola",
            text: " ",
            link: None,
        };
        assert_eq!(short.to_json()["blocks"].as_array().unwrap().len(), 1);
        assert_eq!(short.to_json()["text"], "Hola");
    }

    #[test]
    fn what_is_too_long_is_cut_between_letters() {
        assert_eq!(escaped(&"a".repeat(149), HEADING), "a".repeat(149));
        assert_eq!(
            escaped(&"a".repeat(151), HEADING),
            format!("{}…", "a".repeat(149))
        );
        assert_eq!(escaped("aa&", 6), "aa…");
        assert_eq!(escaped("a&b", 8), "a&amp;b");
        assert_eq!(escaped("💈💈💈", 3), "💈💈…");
    }
}

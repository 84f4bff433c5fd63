//! What comes back: delivery status notifications (RFC 3464), as mail servers and providers of inbound mail hand them on.

use mail_parser::{MessageParser, MessagePart, MimeHeaders as _};

use crate::status::{Status, find_status};

/// A mail that did not arrive, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// What it was called: [`Message::id`](crate::Message::id).
    pub id: String,
    /// Why.
    pub status: Status,
    /// What the last server said, at most 500 characters.
    pub words: String,
}

/// Why something is not a bounce of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BounceError {
    /// It is no mail with a `message/delivery-status` part in it.
    #[error("no delivery status notification")]
    NoReport,
    /// The report names nobody for whom delivery failed or is delayed, or no status (RFC 3463).
    #[error("the report says nothing of a failure")]
    NoFailure,
    /// Neither the report nor what came back of the mail has its Message-ID.
    #[error("the report does not tell which mail it is about")]
    NoOriginal,
}

/// Longest that is kept of what a server said, in characters.
const LONGEST: usize = 500;

impl Bounce {
    /// Reads one, as it is on the wire.
    pub fn read(raw: &[u8]) -> Result<Self, BounceError> {
        let mail = MessageParser::default().parse(raw).ok_or(BounceError::NoReport)?;
        let report = mail
            .parts
            .iter()
            .find_map(report_in)
            .ok_or(BounceError::NoReport)?;
        let blocks = fields(&report);
        let failure = ["failed", "delayed"]
            .iter()
            .find_map(|action| blocks.iter().find(|block| block.says("action", action)))
            .ok_or(BounceError::NoFailure)?;
        let words = failure.words();
        let status = failure.get("status").and_then(find_status);
        let status = status
            .or_else(|| find_status(&words))
            .ok_or(BounceError::NoFailure)?;
        let named = blocks.iter().find_map(Block::original);
        let original = named.or_else(|| mail.parts.iter().find_map(original_in));
        let id = original
            .as_deref()
            .and_then(local_part)
            .ok_or(BounceError::NoOriginal)?;
        Ok(Self { id, status, words })
    }
}

/// The text of the part that reports, RFC 6533's international form too.
fn report_in(part: &MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    let subtype = kind.subtype()?.to_ascii_lowercase();
    let is_report = kind.ctype().eq_ignore_ascii_case("message")
        && matches!(subtype.as_str(), "delivery-status" | "global-delivery-status");
    is_report.then(|| String::from_utf8_lossy(part.contents()).into_owned())
}

/// The Message-ID of what came back of our mail: all of it, or its headers.
fn original_in(part: &MessagePart<'_>) -> Option<String> {
    if let Some(whole) = part.message() {
        return whole.message_id().map(ToOwned::to_owned);
    }
    let subtype = part.content_type()?.subtype()?.to_ascii_lowercase();
    if !matches!(subtype.as_str(), "rfc822-headers" | "global-headers") {
        return None;
    }
    let headers = MessageParser::default().parse(part.contents())?;
    headers.message_id().map(ToOwned::to_owned)
}

fn local_part(id: &str) -> Option<String> {
    let bare = id.trim().trim_start_matches('<').trim_end_matches('>');
    let (local, _) = bare.split_once('@')?;
    Some(local.to_owned())
}

/// The fields about one receiver, or, in the first block, about the mail.
#[derive(Debug, Default)]
struct Block(Vec<(String, String)>);

impl Block {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn says(&self, name: &str, value: &str) -> bool {
        self.get(name)
            .is_some_and(|said| said.eq_ignore_ascii_case(value))
    }

    /// Without the kind of the code: `smtp; 550 …`.
    fn words(&self) -> String {
        let said = self
            .get("diagnostic-code")
            .or_else(|| self.get("status"))
            .unwrap_or_default();
        let words = match said.split_once(';') {
            Some((kind, words)) if kind.eq_ignore_ascii_case("smtp") => words,
            _ => said,
        };
        words.trim().chars().take(LONGEST).collect()
    }

    /// Exchange and Gmail name the mail in the report itself.
    fn original(&self) -> Option<String> {
        ["original-message-id", "x-original-message-id"]
            .iter()
            .find_map(|name| self.get(name))
            .map(ToOwned::to_owned)
    }
}

/// Blocks of `Name: value`, parted by empty lines; a line that begins with a space goes on with the one before (RFC 822 §3.1.1).
fn fields(report: &str) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    for line in report.lines() {
        let Some(block) = blocks.last_mut() else { break };
        if line.trim().is_empty() {
            blocks.push(Block::default());
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = block.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            block
                .0
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    blocks
}

#[cfg(test)]
mod tests;

//! What pages and API share about the words of messages.

use actix_web::HttpRequest;
use http::App;
use kernel::{Error, Locale, Result};

use crate::model::kind::{Form, MessageKind, MessageKinds};
use crate::model::template::MessageWords;
use crate::queries::templates::OwnWords;
use crate::samples::{ours, samples};

/// The kind that the path's `{purpose}` names; 404 when there is none.
pub fn kind_of(app: &App, req: &HttpRequest) -> Result<MessageKind> {
    let purpose = req.match_info().get("purpose").unwrap_or_default();
    MessageKinds::of(app).find(purpose).ok_or_else(Error::not_found)
}

/// The words that hold: the shop's own, else ours; with the version.
pub fn present(app: &App, kind: &MessageKind, locale: Locale, own: Option<&OwnWords>) -> (MessageWords, i64) {
    match own {
        Some(own) => (own.words.clone(), own.version),
        None => (ours(app, locale, kind), 0),
    }
}

/// The words with examples put in, as they arrive.
pub fn with_samples(
    app: &App,
    shop: &str,
    (kind, locale): (&MessageKind, Locale),
    words: &MessageWords,
) -> MessageWords {
    let filled = words.filled(&samples(app, shop, locale, kind));
    match kind.form {
        Form::Text => MessageWords {
            body: sms::thrifty(&filled.body),
            ..filled
        },
        Form::Mail | Form::Notice => filled,
    }
}

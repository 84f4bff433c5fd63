//! It did not work: a page that says why and how to go on.

use askama::Template;
use google_sign_in::GoogleError;
use http::{Answer, Page, Query, html};
use kernel::Error;
use serde::Deserialize;

use crate::google::Google;
use crate::http::desk::Desk;

/// What people are told. None of it says whether somebody has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// They said no at Google.
    Cancelled,
    /// It took too long, was done before, or began in another browser.
    Expired,
    /// Google does not answer.
    Away,
    /// Google's answer is not to be believed.
    Refused,
    /// Google has not verified the address.
    Unproved,
    /// This account at Google opens none here.
    Unjoined,
}

impl Problem {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Away => "away",
            Self::Refused => "refused",
            Self::Unproved => "unproved",
            Self::Unjoined => "unjoined",
        }
    }

    /// The page's path.
    pub fn path(self) -> String {
        format!("/login/google/problem?why={}", self.as_str())
    }
}

impl From<GoogleError> for Problem {
    fn from(error: GoogleError) -> Self {
        match error {
            GoogleError::Away(_) => Self::Away,
            GoogleError::Refused(_) => Self::Refused,
            GoogleError::Unproved => Self::Unproved,
        }
    }
}

#[derive(Template)]
#[template(path = "identity/google_problem.html")]
struct ProblemPage {
    page: Page,
    text: String,
    /// Where to go on, and what the button says.
    back: (&'static str, &'static str),
}

/// Which.
#[derive(Debug, Deserialize)]
pub struct ProblemQuery {
    why: Problem,
}

/// `GET /login/google/problem`, at any host: some problems leave no way to know the shop.
pub async fn page(desk: Desk, query: Query<ProblemQuery>) -> Answer {
    if !Google::is_offered(&desk.app) {
        return Err(Error::not_found().into());
    }
    let why = query.why.as_str();
    let page = Page::titled(&desk, &desk.req, &format!("identity-google-{why}-title"));
    let back = match () {
        () if desk.shop.is_platform() => ("/", "identity-google-back"),
        () if desk.person.is_some() => ("/account/security", "identity-back-to-security"),
        () => ("/login", "identity-back-to-login"),
    };
    html(&ProblemPage {
        text: page.t(&format!("identity-google-{why}-text")),
        page,
        back,
    })
}

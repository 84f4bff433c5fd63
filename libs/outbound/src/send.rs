//! The call itself, from redirect to redirect.

use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Client, Method, Response, StatusCode, Url, redirect};

use crate::body;
use crate::error::{AddressFault, OutboundError};
use crate::reach::Reach;
use crate::request::Request;
use crate::resolve::Guard;

/// Longest way from one address to the next.
pub const MOST_REDIRECTS: usize = 5;

/// Where nobody is, it shows by then.
const CONNECT: Duration = Duration::from_secs(5);
/// So many people's servers are called that few are called again at once.
const IDLE: Duration = Duration::from_secs(30);

/// Calls addresses that people typed. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct Outbound {
    client: Client,
    reach: Reach,
}

/// What came back, with whatever status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, unpacked.
    pub body: Vec<u8>,
    /// Where it came from, at the end of all redirects.
    pub url: Url,
}

impl Outbound {
    /// Calls nobody yet. Servers see `user_agent` unless a request has one of its own. Fails when there are no
    /// certificates of authorities to trust.
    pub fn new(reach: Reach, user_agent: &str) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .user_agent(user_agent)
            .dns_resolver(Guard(reach))
            .redirect(redirect::Policy::none())
            .no_proxy()
            // What unpacks, and counts meanwhile, is ours.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .https_only(reach == Reach::Internet)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .default_headers(HeaderMap::from_iter([(
                ACCEPT_ENCODING,
                HeaderValue::from_static("gzip"),
            )]))
            .build()?;
        Ok(Self { client, reach })
    }

    /// Who may be called.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The answer to a request, at the end of all redirects.
    pub async fn send(&self, request: Request) -> Result<Answer, OutboundError> {
        let patience = request.limits.time;
        tokio::time::timeout(patience, self.follow(request))
            .await
            .unwrap_or(Err(OutboundError::Slow(patience)))
    }

    async fn follow(&self, mut request: Request) -> Result<Answer, OutboundError> {
        for _ in 0..=MOST_REDIRECTS {
            self.reach.check(&request.url)?;
            let answer = self.call(&request).await?;
            match next(&request, &answer)? {
                Some(url) => request = request.led_to(url),
                None => return whole(answer, request).await,
            }
        }
        Err(OutboundError::Redirects)
    }

    async fn call(&self, request: &Request) -> Result<Response, OutboundError> {
        self.client
            .request(request.method.clone(), request.url.clone())
            .headers(request.headers.clone())
            .body(request.body.clone())
            .send()
            .await
            .map_err(|e| OutboundError::of(&e))
    }
}

async fn whole(answer: Response, request: Request) -> Result<Answer, OutboundError> {
    Ok(Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        body: body::read(answer, request.limits.bytes).await?,
        url: request.url,
    })
}

/// Where an answer leads on to, if it does.
fn next(request: &Request, answer: &Response) -> Result<Option<Url>, AddressFault> {
    let from = &request.url;
    let Some(location) = answer
        .headers()
        .get(LOCATION)
        .filter(|_| leads(request, answer.status()))
    else {
        return Ok(None);
    };
    let location = location.to_str().map_err(|_| AddressFault::NoAddress)?;
    let to = from.join(location).map_err(|_| AddressFault::NoAddress)?;
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(AddressFault::NotHttps);
    }
    Ok(Some(to))
}

/// "See other" after a change means that it is done, and where to read about it: nothing to repeat there.
fn leads(request: &Request, status: StatusCode) -> bool {
    if request.stays {
        return false;
    }
    let changes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(&request.method);
    match status {
        StatusCode::SEE_OTHER => !changes,
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => true,
        _ => false,
    }
}

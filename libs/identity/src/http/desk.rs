//! Where people come to: the caller, from where, and the rules that hold.

use std::net::IpAddr;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use http::access::client_address;
use http::{Answer, Failure, Visitor};

use crate::hooks::LoginHooks;
use crate::letters::Letters;
use crate::model::Allowance;
use crate::ops::open_session::Client;
use crate::ops::throttle::{self, Subject};
use crate::settings::PeopleSettings;

/// Longest `User-Agent` that is kept.
const AGENT_LENGTH: usize = 400;

/// The caller and what this slice's handlers need besides.
#[derive(Debug)]
pub struct Desk {
    visitor: Visitor,
    /// The rules.
    pub people: web::Data<PeopleSettings>,
    /// What others do at a sign-in.
    pub hooks: web::Data<LoginHooks>,
    /// From where.
    pub client: Client,
    /// The request itself.
    pub req: HttpRequest,
}

impl Deref for Desk {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl Desk {
    /// Mails in the shop's name.
    pub fn letters(&self) -> Letters<'_> {
        Letters::new(&self.visitor.app, &self.visitor.shop)
    }

    /// Counts what strangers may ask from this address only so often, before any work is done for it.
    pub async fn admit(&self, what: fn(IpAddr) -> Subject<'static>, limit: Option<Allowance>) -> Answer<()> {
        let Some(subject) = self.client.address.map(what) else {
            return Ok(());
        };
        let mut tx = self.begin().await?;
        throttle::admit(&mut tx, subject, limit).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl FromRequest for Desk {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (visitor, req) = (Visitor::from_request(req, payload), req.clone());
        Box::pin(async move {
            let visitor = visitor.await?;
            let client = Client {
                address: client_address(&req, &visitor.app.settings.trusted_proxies),
                user_agent: agent(&req),
            };
            Ok(Self {
                people: given(&req),
                hooks: given(&req),
                client,
                visitor,
                req,
            })
        })
    }
}

/// What the executable passed, or the defaults.
fn given<T: Default + 'static>(req: &HttpRequest) -> web::Data<T> {
    req.app_data::<web::Data<T>>()
        .cloned()
        .unwrap_or_else(|| web::Data::new(T::default()))
}

fn agent(req: &HttpRequest) -> Option<String> {
    let text = req.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().take(AGENT_LENGTH).collect()).filter(|t: &String| !t.is_empty())
}

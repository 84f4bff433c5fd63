//! The caller of any request: tenant, person if signed in, language, theme.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use db::TenantTx;
use futures_util::future::LocalBoxFuture;
use kernel::{Actor, Locale, Result};
use tokio::sync::OnceCell;

use super::key;
use super::session::{Proof, SESSION_COOKIE, SignedInPerson, authenticate, find_person};
use super::visit::write_down;
use crate::app::AppData;
use crate::edge::{count_person, note, pattern};
use crate::errors::EdgeError;
use crate::failure::Failure;
use crate::limits::{Class, Subject};
use crate::page::{Frame, Theme};
use crate::rights::admit_customer;
use crate::shop::Shop;

/// The caller; cheap to clone, made once a request.
#[derive(Debug, Clone)]
pub struct Visitor(Rc<Inner>);

/// What is known of the caller.
#[derive(Debug, Clone)]
pub struct Inner {
    /// The shared state.
    pub app: AppData,
    /// The tenant that the host leads to.
    pub shop: Arc<Shop>,
    /// Who, if signed in.
    pub person: Option<SignedInPerson>,
    /// Language to answer in.
    pub locale: Locale,
    /// Colours to show.
    pub theme: Theme,
    /// Path of the request.
    pub path: String,
    /// Token that forms and scripts of this session must send back; empty without a session.
    pub csrf: String,
    /// Whether the caller came by cookie (and so may have been sent here by another site).
    pub by_cookie: bool,
}

impl std::ops::Deref for Visitor {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Visitor {
    /// The caller of `req`, made at the first call; whoever asks meanwhile waits for it.
    pub async fn of(req: &HttpRequest) -> std::result::Result<Self, Failure> {
        let cell = cell_of(req);
        let visitor = cell
            .get_or_try_init(|| async { identify(req).await.map(|inner| Self(Rc::new(inner))) })
            .await?;
        Ok(visitor.clone())
    }

    /// As transactions carry them.
    pub fn actor(&self) -> Actor {
        self.person
            .as_ref()
            .map_or(Actor::Anonymous, SignedInPerson::actor)
    }

    /// A transaction for this tenant and caller.
    pub async fn begin(&self) -> Result<TenantTx> {
        self.app.begin(self.shop.id, self.actor()).await
    }

    /// A transaction for this tenant and caller whose statements are planned once; see [`TenantTx::begin_generic`].
    pub async fn begin_generic(&self) -> Result<TenantTx> {
        self.app.begin_generic(self.shop.id, self.actor()).await
    }

    /// A transaction for this tenant and caller whose commit does not wait for the disk; see
    /// [`TenantTx::begin_async_commit`].
    pub async fn begin_async_commit(&self) -> Result<TenantTx> {
        self.app.begin_async_commit(self.shop.id, self.actor()).await
    }

    /// Counts a call that only the handler can tell whose it is, at all replicas together.
    pub async fn count(&self, req: &HttpRequest, class: Class, subject: Subject) -> Result<()> {
        note(
            req,
            self.app.limits.take_exactly(class, self.shop.id, subject).await,
        )
    }

    /// The same caller as of now, for what goes on after the request, such as a stream: with today's role, and refused
    /// (`unauthenticated`) when the session has ended.
    pub async fn again(&self) -> Result<Self> {
        let Some(before) = &self.person else {
            return Ok(self.clone());
        };
        let mut tx = self.begin().await?;
        let now = match &before.key {
            Some(key) => Some(key::again(&mut tx, key.id).await?),
            None => find_person(&mut tx, Some(before.session_id), None).await?,
        };
        tx.commit().await?;
        let person = Some(now.ok_or(EdgeError::Unauthenticated)?);
        let inner = Inner::clone(self);
        Ok(Self(Rc::new(Inner { person, ..inner })))
    }

    /// The caller, if somebody asked for it already.
    pub fn known(req: &HttpRequest) -> Option<Self> {
        req.extensions()
            .get::<Cell>()
            .and_then(|cell| cell.get().cloned())
    }

    /// A text in the caller's language.
    pub fn t(&self, key: &str) -> String {
        self.app.i18n.text(self.locale, key, &[])
    }

    /// Refuses a form whose token is not this session's.
    pub fn check_csrf(&self, given: &str) -> Result<()> {
        use subtle::ConstantTimeEq as _;
        let fine = !self.by_cookie || bool::from(given.as_bytes().ct_eq(self.csrf.as_bytes()));
        if fine {
            Ok(())
        } else {
            Err(EdgeError::CrossSite.into())
        }
    }
}

impl FromRequest for Visitor {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let visitor = Self::of(&req).await?;
            // Forms bring the token in a field (see `Form`, `Upload`); everything else that changes something, in a header.
            let unsafe_method = !matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
            if unsafe_method && !brings_a_field(&req) {
                visitor.check_csrf(header_text(&req, "x-csrf-token"))?;
            }
            admit_customer(&req, &visitor.app, &visitor.shop)?;
            Ok(visitor)
        })
    }
}

/// Whether the handler reads a form, and with it the token. What the caller says of the content is not enough: a
/// handler of the API that takes no body would ask for no token at all.
fn brings_a_field(req: &HttpRequest) -> bool {
    let media = header_text(req, "content-type");
    let is_upload = media.starts_with("multipart/form-data");
    let is_form = is_upload || media.starts_with("application/x-www-form-urlencoded");
    let takes_it = || {
        let app = req.app_data::<AppData>();
        let pattern = pattern(req).unwrap_or_default();
        !pattern.starts_with("/api/") || is_upload && app.is_some_and(|a| a.routes.takes_upload(&pattern))
    };
    is_form && *req.method() == Method::POST && takes_it()
}

type Cell = Rc<OnceCell<Visitor>>;

/// One a request. Extractors run side by side: without it each of them would ask the database.
fn cell_of(req: &HttpRequest) -> Cell {
    let mut extensions = req.extensions_mut();
    if let Some(cell) = extensions.get::<Cell>() {
        return Rc::clone(cell);
    }
    let cell = Cell::default();
    extensions.insert(Rc::clone(&cell));
    cell
}

async fn identify(req: &HttpRequest) -> std::result::Result<Inner, Failure> {
    let app = req
        .app_data::<AppData>()
        .cloned()
        .ok_or_else(|| kernel::Error::fault("no application state"))?;
    let shop = req
        .extensions()
        .get::<Arc<Shop>>()
        .cloned()
        .ok_or(EdgeError::UnknownHost)?;
    let bearer = header_text(req, header::AUTHORIZATION.as_str());
    let cookie = req.cookie(SESSION_COOKIE).map(|c| c.value().to_owned());
    let proof = match (bearer.split_once(' '), &cookie) {
        (Some((scheme, token)), _) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(Proof::Bearer(token.trim()))
        }
        (_, Some(token)) => Some(Proof::Cookie(token)),
        _ => None,
    };
    let by_bearer = matches!(proof, Some(Proof::Bearer(_)));
    let found = match proof {
        Some(proof) => authenticate(&app, &shop, proof, req).await,
        None if !bearer.is_empty() => Err(EdgeError::Unauthenticated.into()),
        None => Ok(None),
    };
    // What is refused counts too, by address.
    count_person(req, &app, &shop, found.as_ref().ok().and_then(Option::as_ref))?;
    let person = found?;
    if let Some(key) = person.as_ref().and_then(|person| person.key.as_ref()) {
        key::admit(req, &app, key)?;
    }
    if let Some(helper) = &person {
        write_down(&app, &shop, helper, req).await?;
    }
    let by_cookie = person.is_some() && !by_bearer;
    let csrf = match &cookie {
        Some(token) if by_cookie => token_for(&app, token),
        _ => String::new(),
    };
    Ok(Inner {
        locale: locale_of(req, person.as_ref(), &shop),
        theme: Theme::of(req),
        path: req.path().to_owned(),
        app,
        shop,
        person,
        csrf,
        by_cookie,
    })
}

fn token_for(app: &AppData, session_token: &str) -> String {
    let mac = app.secrets.mac("csrf", session_token.as_bytes());
    db::bootstrap::hex(&mac[..20])
}

/// That of the page around, else chosen on the page, else the person's, else the browser's, else the shop's.
pub fn locale_of(req: &HttpRequest, person: Option<&SignedInPerson>, shop: &Shop) -> Locale {
    let around = Frame::of(req).locale();
    let chosen = req.cookie("lang").and_then(|c| Locale::from_tag(c.value()));
    around
        .or(chosen)
        .or_else(|| person.map(|p| p.locale))
        .or_else(|| Locale::from_accept_language(header_text(req, header::ACCEPT_LANGUAGE.as_str())))
        .unwrap_or(shop.locale)
}

fn header_text<'a>(req: &'a HttpRequest, name: &str) -> &'a str {
    req.headers()
        .get(name)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}

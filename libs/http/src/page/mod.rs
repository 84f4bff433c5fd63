//! What every page is made with: texts, money, dates, the shop's looks, the person, the cart's count.

mod brand;
mod chat;
mod faces;
mod form_state;
mod format;
mod frame;
mod parts;
mod plan;

use std::sync::Arc;

use actix_web::cookie::Cookie;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use kernel::{Error, FieldError, Instant, Locale, Money, Role};

pub use brand::{brand_css, contrast_ratio, stylesheet};
pub use chat::chat_url;
pub use faces::{AnnouncementFace, Notice, PersonFace, ShopFace, VisitFace};
pub use form_state::FormState;
pub use format::{date, date_time, hour, relative_day};
pub use frame::Frame;
pub use parts::{Choice, Crumb, Pager, Tab, address, refusal};
pub use plan::Banner;

use faces::{announcements_for, face_of, initials, visit_of};

use crate::access::Visitor;
use crate::app::AppData;
use crate::edge::Framed;
use crate::failure::Answer;
use crate::flag::Flag;
use crate::routes::Access;
use crate::shop::Shop;

/// Which colours to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the device wishes.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// As the page around wishes, else from the `theme` cookie.
    pub fn of(req: &HttpRequest) -> Self {
        let around = Frame::of(req).theme();
        if around != Self::Auto {
            return around;
        }
        match req.cookie("theme").as_ref().map(Cookie::value) {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// As `<html data-theme>` wants it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether the browser fetched the font before: a cookie that its own script sets (`islands/font.ts`).
pub fn has_font(req: &HttpRequest) -> bool {
    req.cookie("font").is_some()
}

/// The frame of a page; every page struct has it as `page`.
#[derive(Debug, Clone)]
pub struct Page {
    /// Title, in the reader's language.
    pub title: String,
    /// For search engines.
    pub description: Option<String>,
    /// The shop.
    pub shop: ShopFace,
    /// The person, if signed in.
    pub person: Option<PersonFace>,
    /// The token that forms send back.
    pub csrf: String,
    /// Things in the cart.
    pub cart_count: u32,
    /// Path of the request.
    pub path: String,
    /// Messages at the top.
    pub notices: Vec<Notice>,
    /// What the provider tells, and the reader has not put away.
    pub announcements: Vec<AnnouncementFace>,
    /// The support access that the reader is here by.
    pub visit: Option<VisitFace>,
    /// Whether it stands inside a page of another site: then it has no header and no footer. See [`Page::framed_in`].
    pub framed: bool,
    /// The value of `embed` in its addresses and forms.
    pub frame: Frame,
    /// Whether the browser has the font already; until then pages stand in what the system has.
    pub has_font: bool,
    role: Option<Role>,
    locale: Locale,
    theme: Theme,
    app: AppData,
    tenant: Arc<Shop>,
}

impl Page {
    /// The frame for this caller; `title` is shown as it is.
    pub fn new(visitor: &Visitor, req: &HttpRequest, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: None,
            shop: face_of(&visitor.shop),
            person: visitor.person.as_ref().map(|p| PersonFace {
                name: p.name.clone(),
                email: p.email.clone(),
                initials: initials(&p.name),
                role: p.role.as_str(),
                is_staff: p.role.is_staff(),
            }),
            csrf: visitor.csrf.clone(),
            cart_count: cart_count(req),
            path: visitor.path.clone(),
            notices: notice_from(req, visitor),
            announcements: announcements_for(visitor, req),
            visit: visit_of(visitor),
            framed: false,
            frame: Frame::default(),
            has_font: has_font(req),
            role: visitor.person.as_ref().map(|p| p.role),
            locale: visitor.locale,
            theme: visitor.theme,
            app: visitor.app.clone(),
            tenant: Arc::clone(&visitor.shop),
        }
    }

    /// The same, with the title's text by key.
    pub fn titled(visitor: &Visitor, req: &HttpRequest, key: &str) -> Self {
        Self::new(visitor, req, visitor.t(key))
    }

    /// A frame for error pages, when nothing is known of the person.
    pub fn bare(
        app: AppData,
        shop: Arc<Shop>,
        locale: Locale,
        req: &HttpRequest,
        title: String,
        path: String,
    ) -> Self {
        Self {
            title,
            description: None,
            shop: face_of(&shop),
            person: None,
            csrf: String::new(),
            cart_count: 0,
            path,
            notices: vec![],
            announcements: vec![],
            visit: None,
            framed: false,
            frame: Frame::default(),
            has_font: has_font(req),
            role: None,
            locale,
            theme: Theme::of(req),
            app,
            tenant: shop,
        }
    }

    /// The same inside a page of another site, which only those that the shop listed may do with this answer.
    #[must_use]
    pub fn framed_in(mut self, req: &HttpRequest) -> Self {
        Framed::by(&self.tenant.allowed_origins, req).mark(req);
        self.framed = true;
        self.frame = Frame::of(req);
        self
    }

    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.app.i18n.text(self.locale, key, &[])
    }

    /// A text with one word or number put in.
    pub fn tn(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.app
            .i18n
            .text(self.locale, key, &[(name, &value.to_string())])
    }

    /// A text with several words or numbers put in.
    pub fn ta(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.app.i18n.text(self.locale, key, &args)
    }

    /// The sentence for a field: what is wrong and what to do.
    pub fn field_error(&self, error: &FieldError) -> String {
        self.ta(&format!("field-{}", error.code), &error.args)
    }

    /// The sentence for an error that concerns the whole form.
    pub fn error_text(&self, error: &Error) -> String {
        match error {
            Error::Refused(r) => {
                let args: Vec<(&str, &str)> = r.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                self.app
                    .i18n
                    .text(self.locale, &format!("error-{}", r.code.code), &args)
            }
            Error::Fault(_) => self.t("error-internal"),
        }
    }

    /// BCP 47 tag for `<html lang>`.
    pub fn lang(&self) -> &'static str {
        self.locale.tag()
    }

    /// The reader's language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// `auto`, `light` or `dark`.
    pub fn theme(&self) -> &'static str {
        self.theme.as_str()
    }

    /// An amount in the shop's currency: `$ 58.900`.
    pub fn money(&self, minor: i64) -> String {
        Money {
            minor,
            currency: self.tenant.currency,
        }
        .display()
    }

    /// A day in the shop's zone: `22 de noviembre de 2026`.
    pub fn date(&self, instant: Instant) -> String {
        format::date(instant, &self.tenant.zone(), self.locale)
    }

    /// Day and hour in the shop's zone.
    pub fn date_time(&self, instant: Instant) -> String {
        format::date_time(instant, &self.tenant.zone(), self.locale)
    }

    /// The same, as people say it of what happened lately: `Hoy, 9:41 a. m.`
    pub fn moment(&self, instant: Instant) -> String {
        let zone = self.tenant.zone();
        let day_of = |instant: Instant| instant.0.to_zoned(zone.clone()).date();
        let (day, today) = (day_of(instant), day_of(self.app.env.now()));
        let words = if day == today {
            self.t("ui-today")
        } else if day.tomorrow().is_ok_and(|next| next == today) {
            self.t("ui-yesterday")
        } else if day.year() == today.year() {
            format::relative_day(day, self.locale)
        } else {
            return self.date_time(instant);
        };
        format!("{words}, {}", format::hour(instant, &zone, self.locale))
    }

    /// The hour in the shop's zone: `9:41 a. m.`
    pub fn hour(&self, instant: Instant) -> String {
        format::hour(instant, &self.tenant.zone(), self.locale)
    }

    /// Where an asset is served.
    pub fn asset(&self, name: &str) -> &str {
        self.app.assets.url(name)
    }

    /// Where a chat with the shop begins, this text already typed; `None` when its number is no mobile, or chats are off.
    pub fn chat(&self, text: &str) -> Option<String> {
        if !self.tenant.has(Flag::ChatButton) {
            return None;
        }
        chat::chat_url(self.tenant.phone.as_deref()?, text)
    }

    /// Whether the page is in this section.
    pub fn nav(&self, prefix: &str) -> bool {
        let is_root = matches!(prefix, "/" | "/admin");
        self.path == prefix || (!is_root && self.path.starts_with(prefix))
    }

    /// Whether the reader may open the page at this path, as its route says: what a role cannot use is not offered.
    pub fn opens(&self, path: &str) -> bool {
        let route = self
            .app
            .routes
            .iter()
            .find(|r| r.method == Method::GET && r.path == path);
        match route.map(|r| r.access) {
            Some(Access::Staff(permission)) => self.role.is_some_and(|role| role.may(permission)),
            _ => true,
        }
    }

    /// The shop itself.
    pub fn tenant(&self) -> &Shop {
        &self.tenant
    }

    /// Whether this is the demo, or development: pages may then show the demo's logins and the mailbox.
    pub fn is_demo(&self) -> bool {
        self.app.settings.demo
    }
}

/// How many things the caller's cart holds, as their browser says: for the badge.
pub fn cart_count(req: &HttpRequest) -> u32 {
    let count = req.cookie("cart_count").and_then(|c| c.value().parse().ok());
    count.unwrap_or(0)
}

/// After a redirect, `?done=saved` says what happened; only keys of ours are shown.
fn notice_from(req: &HttpRequest, visitor: &Visitor) -> Vec<Notice> {
    let key = req
        .query_string()
        .split('&')
        .find_map(|pair| pair.strip_prefix("done="));
    let known = key.filter(|k| k.len() <= 40 && k.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
    let text = known.and_then(|k| visitor.app.i18n.find(visitor.locale, &format!("done-{k}"), &[]));
    text.map(|text| Notice {
        kind: "success",
        text,
    })
    .into_iter()
    .collect()
}

/// Renders a page.
pub fn html(template: &impl Template) -> Answer {
    html_with(StatusCode::OK, template)
}

/// Renders a page with a status: 422 when a form is shown again.
pub fn html_with(status: StatusCode, template: &impl Template) -> Answer {
    let body = template.render().map_err(|e| Error::Fault(e.into()))?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body))
}

/// After a form: go and GET this (303). Only paths of our own.
pub fn see_other(path: &str) -> HttpResponse {
    let safe = local_path(path).unwrap_or("/");
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, safe))
        .finish()
}

/// The path if it stays on this host: for `?next=`.
pub fn local_path(path: &str) -> Option<&str> {
    let stays = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| b.is_ascii_graphic())
        && path.len() <= 500;
    stays.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::{initials, local_path};

    #[test]
    fn a_next_address_never_leaves_the_host() {
        assert_eq!(local_path("/cart?x=1"), Some("/cart?x=1"));
        for bad in [
            "//evil.test",
            "https://evil.test",
            "/\\evil.test",
            "evil",
            "",
            "/a\r\nb",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn initials_are_of_first_and_last_name() {
        assert_eq!(initials("Sandra Milena Gómez"), "SG");
        assert_eq!(initials("ñoño"), "Ñ");
    }
}

//! Who and what a page's frame shows: the shop, the person, what the provider says.

use actix_web::HttpRequest;
use kernel::Instant;

use crate::access::Visitor;
use crate::announcement;
use crate::shop::{Shop, ShopStatus};

/// The shop as layouts show it.
#[derive(Debug, Clone)]
pub struct ShopFace {
    /// Its name.
    pub name: String,
    /// A line under the name.
    pub tagline: Option<String>,
    /// Where its logo is.
    pub logo_url: Option<String>,
    /// The bar at the top.
    pub announcement: Option<String>,
    /// Where its colours are.
    pub brand_css: String,
    /// For the footer.
    pub address: Option<String>,
    /// For the footer.
    pub phone: Option<String>,
    /// For the footer.
    pub email: Option<String>,
}

/// The person as layouts show them.
#[derive(Debug, Clone)]
pub struct PersonFace {
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// One or two letters.
    pub initials: String,
    /// Their role's stable name.
    pub role: &'static str,
    /// Whether `/admin` is theirs.
    pub is_staff: bool,
}

/// A message at the top of a page.
#[derive(Debug, Clone)]
pub struct Notice {
    /// `info`, `success`, `warning` or `error`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// What the provider tells those who work here.
#[derive(Debug, Clone)]
pub struct AnnouncementFace {
    /// Which.
    pub id: String,
    /// `info`, `warning` or `error`.
    pub level: String,
    /// What it says.
    pub text: String,
}

/// Who of the provider's is here, and until when.
#[derive(Debug, Clone)]
pub struct VisitFace {
    /// Their name.
    pub name: String,
    /// What for.
    pub reason: String,
    /// Until when.
    pub until: Instant,
}

pub(super) fn announcements_for(visitor: &Visitor, req: &HttpRequest) -> Vec<AnnouncementFace> {
    let unread = announcement::unread(visitor, req).into_iter();
    unread
        .map(|said| AnnouncementFace {
            text: said.text(visitor.locale).to_owned(),
            id: said.id.to_string(),
            level: said.level,
        })
        .collect()
}

pub(super) fn visit_of(visitor: &Visitor) -> Option<VisitFace> {
    let visit = visitor.person.as_ref()?.visit.as_ref()?;
    Some(VisitFace {
        name: visit.staff_name.clone(),
        reason: visit.reason.clone(),
        until: visit.ends_at,
    })
}

pub(super) fn face_of(shop: &Shop) -> ShopFace {
    ShopFace {
        name: shop.name.clone(),
        tagline: shop.tagline.clone(),
        logo_url: shop.logo_key.as_ref().map(|key| format!("/media/{key}-320.webp")),
        announcement: shop.announcement.clone(),
        brand_css: if shop.status == ShopStatus::Active {
            format!("/brand.css?v={}", shop.version)
        } else {
            String::new()
        },
        address: shop.address(),
        phone: shop.phone.clone(),
        email: shop.email.clone(),
    }
}

/// "Sandra Gómez" → "SG".
pub(super) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().next());
    let (first, last) = (words.next(), words.next_back());
    [first, last]
        .into_iter()
        .flatten()
        .flat_map(char::to_uppercase)
        .collect()
}

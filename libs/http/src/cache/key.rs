//! What tells two answers apart.

use actix_web::HttpRequest;
use actix_web::http::{Method, header};
use kernel::{Locale, TenantId};

use super::Sharing;
use super::encoding::Encoding;
use crate::access::{SESSION_COOKIE, locale_of};
use crate::page::{Theme, cart_count, has_font};
use crate::shop::Shop;

/// Longer addresses are not kept: nobody shares them.
const LONGEST: usize = 512;

/// Everything of a request that the answer of a shared route may depend on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    tenant: TenantId,
    /// Path and query as they were asked.
    address: Box<str>,
    locale: Locale,
    theme: Theme,
    has_font: bool,
    cart_count: u32,
    encoding: Encoding,
}

impl Key {
    /// Of a request whose answer may be kept; `None` when it may be somebody's own.
    pub(super) fn of(req: &HttpRequest, shop: &Shop, sharing: Sharing) -> Option<Self> {
        let is_reading = matches!(*req.method(), Method::GET | Method::HEAD);
        let is_somebodys =
            req.headers().contains_key(header::AUTHORIZATION) || req.cookie(SESSION_COOKIE).is_some();
        let address = req.uri().path_and_query()?.as_str();
        if !is_reading || is_somebodys || address.len() > LONGEST {
            return None;
        }
        let key = Self {
            tenant: shop.id,
            address: address.into(),
            locale: shop.locale,
            theme: Theme::default(),
            has_font: false,
            cart_count: 0,
            encoding: Encoding::accepted(req.headers()),
        };
        Some(match sharing {
            Sharing::Data | Sharing::Times => key,
            Sharing::Page => Self {
                locale: locale_of(req, None, shop),
                theme: Theme::of(req),
                has_font: has_font(req),
                cart_count: cart_count(req),
                ..key
            },
        })
    }

    /// How the body travels.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        self.address.len() + size_of::<Self>()
    }
}

//! A service as customers see it.

use http::Page;

use super::way::service_path;
use super::words::duration;
use crate::model::{ResourceId, Service};
use crate::queries::professionals::Professional;

/// What cards and summaries show.
pub struct ServiceFace {
    pub name: String,
    pub description: String,
    /// `45 min`.
    pub duration: String,
    /// `$ 45.000`, `Desde $ 45.000`, or that it costs nothing.
    pub price: String,
    pub place: String,
    /// What is paid in advance, in a sentence.
    pub deposit: String,
    /// The shop's own words.
    pub policy: String,
    pub url: String,
}

impl ServiceFace {
    /// With the one who was chosen, or anybody.
    pub fn new(
        page: &Page,
        service: &Service,
        professionals: &[Professional],
        only: Option<ResourceId>,
    ) -> Self {
        let own = professionals
            .iter()
            .filter(|one| one.service_id == service.service_id);
        let asked: Vec<_> = own
            .filter(|one| only.is_none_or(|only| one.resource_id == only))
            .collect();
        let prices = asked.iter().map(|one| one.price.unwrap_or(service.price));
        let lengths = asked.iter().map(|one| one.duration.unwrap_or(service.duration));
        let deposit = match service.deposit {
            0 => String::new(),
            deposit => page.tn("book-deposit", "amount", page.money(deposit)),
        };
        let url = http::page::address(&service_path(&service.slug), &[("embed", page.frame.word())]);
        Self {
            name: service.name.clone(),
            description: service.description.clone().unwrap_or_default(),
            duration: length(lengths.clone().min(), lengths.max(), service.duration),
            price: price(page, prices.clone().min(), prices.max(), service.price),
            place: service.place.clone().unwrap_or_default(),
            deposit,
            policy: service.policy.clone().unwrap_or_default(),
            url,
        }
    }
}

fn length(shortest: Option<i16>, longest: Option<i16>, usual: i16) -> String {
    let (shortest, longest) = (shortest.unwrap_or(usual), longest.unwrap_or(usual));
    let written = duration(shortest.into());
    if shortest == longest {
        written
    } else {
        format!("{written} – {}", duration(longest.into()))
    }
}

fn price(page: &Page, lowest: Option<i64>, highest: Option<i64>, usual: i64) -> String {
    let (lowest, highest) = (lowest.unwrap_or(usual), highest.unwrap_or(usual));
    match (lowest, highest) {
        (0, 0) => page.t("book-free-of-charge"),
        (lowest, highest) if lowest == highest => page.money(lowest),
        (lowest, _) => page.tn("book-price-from", "price", page.money(lowest)),
    }
}

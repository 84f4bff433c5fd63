//! Cards in the calendar's grid: appointments, sessions of several, and times that are kept; those that meet beside each other.

use http::page::{Page, address};

use super::calendar::Stretch;
use super::calendar_grid::{Lane, Window};
use super::clock::{hour, hours, written};
use super::parts::{Standing, names, standing};
use crate::model::BookingStatus;
use crate::queries::bookings::BookingSummary;
use crate::queries::calendar::HeldView;

/// Beside each other fit so many.
const ABREAST: usize = 4;

/// An appointment, a session of several, or a time that is kept.
pub(super) struct Card {
    pub(super) href: String,
    /// All of it in words, however narrow it is.
    pub(super) label: String,
    pub(super) row: i64,
    pub(super) span: i64,
    /// Its place among those beside it, and how many they are.
    pub(super) place: usize,
    pub(super) abreast: usize,
    pub(super) standing: Standing,
    pub(super) time: String,
    pub(super) title: String,
    pub(super) service: String,
    pub(super) who: String,
    /// What moving it takes; a session is not moved here.
    pub(super) movable: Option<Movable>,
}

/// What moving an appointment takes.
pub(super) struct Movable {
    pub(super) id: String,
    pub(super) version: i64,
    pub(super) start: String,
    pub(super) minutes: i64,
    pub(super) resource: String,
}

/// The appointments of a column, those that meet beside each other.
pub(super) fn cards(
    page: &Page,
    stretch: &Stretch,
    lane: Lane,
    window: &Window<'_>,
    own: &[&BookingSummary],
) -> Vec<Card> {
    let mut cards: Vec<Card> = vec![];
    for group in sessions(own) {
        let Some(first) = group.first() else { continue };
        if let Some((row, span)) = window.place(lane.day, first.starts_at, first.ends_at) {
            cards.push(card(page, stretch, &group, row, span));
        }
    }
    let held = stretch
        .view
        .held
        .iter()
        .filter(|one| lane.holds(&one.resource_ids));
    for one in held {
        if let Some((row, span)) = window.place(lane.day, one.starts_at, one.ends_at) {
            cards.push(held_card(page, stretch, one, row, span));
        }
    }
    cards.sort_by_key(|card| (card.row, card.span));
    abreast(&mut cards);
    cards
}

/// Customers of one session stand together: one resource has one thing at a time.
fn sessions<'a>(own: &[&'a BookingSummary]) -> Vec<Vec<&'a BookingSummary>> {
    let mut groups: Vec<Vec<&BookingSummary>> = vec![];
    for booking in own {
        let same = |group: &&mut Vec<&BookingSummary>| {
            group.first().is_some_and(|first| {
                (first.service_id, first.starts_at) == (booking.service_id, booking.starts_at)
                    && first.resource_ids == booking.resource_ids
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(booking),
            None => groups.push(vec![booking]),
        }
    }
    groups
}

fn card(page: &Page, stretch: &Stretch, group: &[&BookingSummary], row: i64, span: i64) -> Card {
    let booking = group[0];
    let zone = page.tenant().zone();
    let who = names(&stretch.view.resources, &booking.resource_ids);
    let customer = booking
        .customer_name
        .clone()
        .or_else(|| booking.email.clone())
        .unwrap_or_default();
    let (title, href) = if group.len() == 1 {
        (customer, format!("/admin/bookings/{}", booking.id))
    } else {
        let (date, _) = written(booking.starts_at, &zone);
        let service = booking.service_id.to_string();
        let query = [
            ("status", "all"),
            ("from", &date),
            ("to", &date),
            ("service", &service),
        ];
        (
            page.tn("agenda-session", "n", group.len()),
            address("/admin/bookings", &query),
        )
    };
    let standing = standing(page, booking.status);
    Card {
        label: [
            &hours(page, booking.starts_at, booking.ends_at),
            &title,
            &booking.service_name,
            &who,
            &standing.label,
        ]
        .map(String::as_str)
        .join(", "),
        href,
        row,
        span,
        place: 0,
        abreast: 1,
        time: hour(page, booking.starts_at),
        title,
        service: booking.service_name.clone(),
        who,
        movable: (group.len() == 1 && booking.status.is_ahead()).then(|| Movable {
            id: booking.id.to_string(),
            version: booking.version,
            start: booking.starts_at.to_string(),
            minutes: booking.ends_at.seconds_since(booking.starts_at) / 60,
            resource: booking
                .resource_ids
                .first()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }),
        standing,
    }
}

/// For whom is not known yet, or not certain.
fn held_card(page: &Page, stretch: &Stretch, held: &HeldView, row: i64, span: i64) -> Card {
    let who = names(&stretch.view.resources, &held.resource_ids);
    let title = held_until(page, held);
    Card {
        label: [
            &hours(page, held.starts_at, held.ends_at),
            &title,
            &held.service_name,
            &who,
        ]
        .map(String::as_str)
        .join(", "),
        href: format!("/admin/bookings/{}", held.id),
        row,
        span,
        place: 0,
        abreast: 1,
        time: hour(page, held.starts_at),
        title,
        service: held.service_name.clone(),
        who,
        movable: None,
        standing: standing(page, BookingStatus::Held),
    }
}

/// `Apartada hasta 10:42 a. m.`
pub(super) fn held_until(page: &Page, held: &HeldView) -> String {
    let key = if held.is_offer {
        "agenda-held-offer"
    } else {
        "agenda-held"
    };
    page.tn(key, "until", hour(page, held.hold_expires_at))
}

/// Gives those that meet places beside each other, in order of their beginning.
fn abreast(cards: &mut [Card]) {
    let mut begin = 0;
    while begin < cards.len() {
        // A run of cards, each of which meets one before it.
        let mut end = begin;
        let mut until = 0;
        let mut ends: Vec<i64> = vec![];
        while let Some(card) = cards.get_mut(end).filter(|card| end == begin || card.row < until) {
            let free = ends.iter().position(|taken| *taken <= card.row);
            let place = free.unwrap_or_else(|| ends.len().min(ABREAST - 1));
            match ends.get_mut(place) {
                Some(taken) => *taken = card.row + card.span,
                None => ends.push(card.row + card.span),
            }
            card.place = place;
            until = until.max(card.row + card.span);
            end += 1;
        }
        for card in cards.iter_mut().take(end).skip(begin) {
            card.abreast = ends.len();
        }
        begin = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards_at(places: &[(i64, i64)]) -> Vec<(usize, usize)> {
        let card = |&(row, span): &(i64, i64)| Card {
            href: String::new(),
            label: String::new(),
            row,
            span,
            place: 0,
            abreast: 1,
            standing: Standing {
                state: "confirmed",
                symbol: "check",
                label: String::new(),
            },
            time: String::new(),
            title: String::new(),
            service: String::new(),
            who: String::new(),
            movable: None,
        };
        let mut cards: Vec<_> = places.iter().map(card).collect();
        abreast(&mut cards);
        cards.iter().map(|card| (card.place, card.abreast)).collect()
    }

    #[test]
    fn cards_that_meet_stand_beside_each_other() {
        assert_eq!(cards_at(&[(0, 6), (6, 6)]), [(0, 1), (0, 1)]);
        assert_eq!(
            cards_at(&[(0, 12), (6, 12), (12, 6), (30, 6)]),
            [(0, 2), (1, 2), (0, 2), (0, 1)]
        );
        assert_eq!(
            cards_at(&[(0, 9); 6])
                .iter()
                .map(|(place, _)| *place)
                .collect::<Vec<_>>(),
            [0, 1, 2, 3, 3, 3]
        );
    }
}

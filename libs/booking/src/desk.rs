//! What appointments take besides the transaction: words, addresses, the keys of links, and the program's own rules.

use std::sync::Arc;

use db::TenantTx;
use http::i18n::I18n;
use http::secrets::Secrets;
use http::shop::Shop;
use http::{App, LinkKey, Place, Vault};
use kernel::{Error, Locale, Result};
use notifications::{Carriers, ChoiceLinks, Contact};
use payments::queries::attempts::find_intent;
use payments::{PayableKind, pay_token};

use crate::hooks::BookingHooks;
use crate::model::answers::Answers;
use crate::model::{Booking, BookingId};
use crate::ops::wait_in_line::InLine;
use crate::queries::reminders::reminds_by_text;
use crate::settings::BookingRules;

/// What keys of links are sealed for.
pub(crate) const LINK: &str = "booking-link";
/// What answers are sealed for.
pub(crate) const ANSWERS: &str = "booking-answers";

/// Where appointments are written. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub struct Desk {
    i18n: Arc<I18n>,
    vault: Vault,
    secrets: Secrets,
    scheme: String,
    port_suffix: String,
    hooks: BookingHooks,
    /// Whether text messages can be sent.
    pub texts: bool,
    choices: ChoiceLinks,
    /// What the program was told about appointments.
    pub rules: BookingRules,
}

impl Desk {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            i18n: Arc::clone(&app.i18n),
            vault: app.vault.clone(),
            secrets: app.secrets.clone(),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
            hooks: BookingHooks::of(app),
            texts: app.slices.get::<Carriers>().texts(),
            choices: ChoiceLinks::of(app),
            rules: BookingRules::of(app),
        }
    }

    /// Whether customers may get text messages: the program can send them, and the shop wants it.
    pub async fn sends_texts(&self, tx: &mut TenantTx) -> Result<bool> {
        Ok(self.texts && reminds_by_text(tx).await?)
    }

    /// A text.
    pub fn text(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
        self.i18n.text(locale, key, args)
    }

    /// Lets other slices note that an appointment was made or changed.
    pub(crate) async fn tell_hooks(&self, tx: &mut TenantTx, booking: &Booking) -> Result<()> {
        self.hooks.run(tx, booking).await
    }

    /// A new key for an appointment's link.
    pub async fn new_key(&self, tx: &mut TenantTx, id: BookingId) -> Result<LinkKey> {
        LinkKey::new(tx, &self.vault, place(LINK, &id)).await
    }

    /// What the customer answered, sealed; nothing when nothing was.
    pub async fn seal_answers(
        &self,
        tx: &mut TenantTx,
        id: BookingId,
        answers: &Answers,
    ) -> Result<Option<Vec<u8>>> {
        if answers.is_empty() {
            return Ok(None);
        }
        let plain = serde_json::to_vec(answers).map_err(|e| Error::Fault(e.into()))?;
        self.vault.seal(tx, place(ANSWERS, &id), &plain).await.map(Some)
    }

    /// What the customer answered.
    pub async fn open_answers(&self, tx: &mut TenantTx, booking: &Booking) -> Result<Answers> {
        let Some(sealed) = &booking.answers_sealed else {
            return Ok(Answers::new());
        };
        let plain = self
            .vault
            .open(tx, place(ANSWERS, &booking.booking_id), sealed)
            .await?;
        serde_json::from_slice(&plain).map_err(|e| Error::Fault(e.into()))
    }

    /// Where the customer moves or cancels the appointment, signed in or not.
    pub async fn booking_link(&self, tx: &mut TenantTx, shop: &Shop, booking: &Booking) -> Result<String> {
        let place = place(LINK, &booking.booking_id);
        let key = LinkKey::open(tx, &self.vault, place, &booking.access_sealed).await?;
        Ok(self.new_booking_link(shop, booking.booking_id, &key))
    }

    /// Path of the same.
    pub(crate) async fn booking_path(&self, tx: &mut TenantTx, booking: &Booking) -> Result<String> {
        let place = place(LINK, &booking.booking_id);
        let key = LinkKey::open(tx, &self.vault, place, &booking.access_sealed).await?;
        Ok(booking_path(booking.booking_id, &key))
    }

    /// Path of the page where its deposit is paid, while somebody waits for that.
    pub(crate) async fn pay_path(&self, tx: &mut TenantTx, booking: &Booking) -> Result<Option<String>> {
        if booking.deposit_until.is_none() {
            return Ok(None);
        }
        let intent = find_intent(tx, PayableKind::Booking, booking.booking_id.0).await?;
        Ok(intent.map(|intent| format!("/pay/{}", pay_token(&self.secrets, intent.intent_id))))
    }

    /// The keys of links of many, in order. One that does not open spoils no other.
    pub async fn booking_keys(
        &self,
        tx: &mut TenantTx,
        bookings: &[&Booking],
    ) -> Result<Vec<Result<String>>> {
        let sealed: Vec<(&[u8], &[u8])> = bookings
            .iter()
            .map(|one| {
                (
                    one.booking_id.0.as_bytes().as_slice(),
                    one.access_sealed.as_slice(),
                )
            })
            .collect();
        LinkKey::open_all(tx, &self.vault, LINK, &sealed).await
    }

    /// The same while its key is at hand.
    pub fn new_booking_link(&self, shop: &Shop, id: BookingId, key: &str) -> String {
        self.link(shop, &booking_path(id, key))
    }

    /// Where the shop works on the appointment.
    pub fn admin_link(&self, shop: &Shop, booking: &Booking) -> String {
        self.link(shop, &admin_path(booking))
    }

    /// Where other programs read a calendar.
    pub fn feed_link(&self, shop: &Shop, token: &str) -> String {
        self.link(shop, &format!("/api/sync/calendar/ical/{token}.ics"))
    }

    /// Where somebody says what they want to get.
    pub(crate) fn choices_link(&self, shop: &Shop, contact: &Contact) -> Result<String> {
        self.choices.link(shop, contact)
    }

    /// A whole address for a mail.
    pub fn link(&self, shop: &Shop, path: &str) -> String {
        format!("{}://{}{}{path}", self.scheme, shop.host, self.port_suffix)
    }
}

fn place<'a>(purpose: &'static str, id: &'a BookingId) -> Place<'a> {
    Place {
        purpose,
        row: id.0.as_bytes(),
    }
}

/// Path of the page where whoever has the key gives up their place in the line.
pub fn waiting_path(place: &InLine) -> String {
    format!("/reservar/espera/{}?key={}", place.id, place.key)
}

/// Path of the page where whoever has the key says whether they come.
pub fn attendance_path(id: BookingId, key: &str) -> String {
    format!("/reservas/{id}/asistencia?key={key}")
}

/// Path of the page where whoever has the key sees the appointment.
pub fn booking_path(id: BookingId, key: &str) -> String {
    format!("/reservas/{id}?key={key}")
}

/// Where the shop sees an appointment.
pub(crate) fn admin_path(booking: &Booking) -> String {
    format!("/admin/bookings/{}", booking.booking_id)
}

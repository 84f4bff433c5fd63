//! What pages show of the shop's plan: the bar at the top of the administration, locks in its menu, the way to bookings.

use kernel::Module;

use super::Page;
use crate::rights::{Level, Status};

/// Told so many days before a trial ends.
const EARLY: i64 = 3;
const DAY: i64 = 24 * 60 * 60;

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// `warning` or `error`.
    pub kind: &'static str,
    /// The sentence.
    pub text: String,
}

impl Page {
    /// What everybody who works there should know of the shop's plan.
    pub fn plan_banner(&self) -> Option<Banner> {
        let (kind, text) = match self.tenant.rights(self.app.env.now()).level {
            Level::ReadOnly => ("error", self.t("ui-plan-read_only")),
            Level::Grace(Some(end)) => ("warning", self.tn("ui-plan-grace", "day", self.date(end))),
            Level::Grace(None) => ("warning", self.t("ui-plan-owes")),
            Level::Full => ("warning", self.trial_text()?),
            Level::Free => return None,
        };
        Some(Banner { kind, text })
    }

    fn trial_text(&self) -> Option<String> {
        let standing = self.tenant.standing.as_ref()?;
        let end = standing
            .trial_ends_at
            .filter(|_| standing.status == Status::Trialing)?;
        let left = end.seconds_since(self.app.env.now());
        (left <= EARLY * DAY).then(|| self.tn("ui-plan-trial", "day", self.date(end)))
    }

    /// Whether customers can book: something can be booked, and the shop's plan has the appointment book.
    pub fn books(&self) -> bool {
        let rights = self.tenant.rights(self.app.env.now());
        self.tenant.takes_bookings && rights.writes() && rights.has(Module::Booking)
    }

    /// Whether the page at this path is of a module that the shop's plan lacks: it can be read and not used.
    pub fn locked(&self, path: &str) -> bool {
        let route = self.app.routes.find(&actix_web::http::Method::GET, path);
        let module = route.and_then(|route| route.module);
        module.is_some_and(|module| !self.tenant.rights(self.app.env.now()).has(module))
    }
}

//! What other slices do when an appointment was made or changed: write it into a calendar outside, say.

use db::TenantTx;
use futures_util::future::BoxFuture;
use http::App;
use kernel::Result;

use crate::model::Booking;

/// Runs in the transaction of the change, after everything of it was written; an error undoes the change. It notes what is to be
/// done: nothing is asked of other systems here.
pub type BookingHook = for<'a> fn(&'a mut TenantTx, &'a Booking) -> BoxFuture<'a, Result<()>>;

/// All of them, in order; the executable passes them with `SliceSettings::with`.
#[derive(Debug, Clone, Default)]
pub struct BookingHooks(pub Vec<BookingHook>);

impl BookingHooks {
    /// Those that the program was started with.
    pub(crate) fn of(app: &App) -> Self {
        app.slices.get()
    }

    /// Runs them.
    pub(crate) async fn run(&self, tx: &mut TenantTx, booking: &Booking) -> Result<()> {
        for hook in &self.0 {
            hook(tx, booking).await?;
        }
        Ok(())
    }
}

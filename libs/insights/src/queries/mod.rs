//! Reads over what lower slices keep; nothing here is written.

mod figures;
mod orders;
mod todo;
mod top;

pub use figures::figures;
pub use orders::{OrderTab, RecentOrder, recent_orders};
pub use todo::{Todo, todo};
pub use top::{Share, TopProduct, shares, top_products};

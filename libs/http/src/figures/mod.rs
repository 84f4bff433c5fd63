//! Figures of a business: whole days of the shop's zone, a number against what it was, and the geometry of charts.

mod chart;
mod kpi;
mod period;

pub use chart::{LineChart, Tick, line_chart, spark_line};
pub use kpi::Kpi;
pub use period::{Period, Span};

//! Pure parts: which days are compared, what the figures are, how a chart is drawn.

mod chart;
mod figures;
mod period;

pub use chart::{LineChart, Tick, line_chart, spark_line};
pub use figures::{Day, Figures, Kpi, Totals};
pub use period::{Period, Span};

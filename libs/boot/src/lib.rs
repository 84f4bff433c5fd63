//! What happens before and around the work: settings, logs and metrics, the order to stop, the machine's state.

pub mod machine;
pub mod settings;
pub mod shutdown;
pub mod telemetry;

pub use settings::{Environment, Faults, Overrides, Settings, Sources};
pub use shutdown::Shutdown;

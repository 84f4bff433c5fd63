//! Keys of texts that are put together.

use crate::model::{FaultCode, FileForm};
use crate::queries::imports::ImportStatus;

/// What is wrong with a cell.
pub fn fault_key(code: FaultCode) -> String {
    format!("exchange-fault-{}", code.as_str())
}

/// Whose form a file has.
pub fn form_key(form: FileForm) -> String {
    format!("exchange-form-{}", form.as_str())
}

/// How a file stands.
pub fn status_key(status: ImportStatus) -> String {
    format!("exchange-status-{}", status.as_str())
}

/// Why a picture is not to be had; the words are those of `ops::fetch_pictures`.
pub fn picture_key(problem: &str) -> String {
    format!("exchange-picture-{problem}")
}

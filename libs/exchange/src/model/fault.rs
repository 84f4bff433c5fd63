//! What a file says that we cannot take, by line and column.

use serde::Serialize;
use utoipa::ToSchema;

/// Most characters of a cell that are shown again.
const SHOWN: usize = 80;

/// What is wrong, or worth knowing, about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FaultCode {
    /// Nothing stands there.
    Required,
    /// More characters than fit.
    TooLong,
    /// Characters that are no text.
    BadCharacters,
    /// A formula instead of its value.
    Formula,
    /// No amount of money.
    NotAPrice,
    /// Centavos where nobody pays them.
    NotWhole,
    /// No measure.
    NotANumber,
    /// No number of pieces.
    NotACount,
    /// None of the words that may stand there.
    NotAChoice,
    /// No address of a picture.
    NotAnAddress,
    /// Larger or smaller than fits.
    OutOfRange,
    /// The same stands in another line.
    Duplicate,
    /// Another product of the shop has it.
    Taken,
    /// More than a product may have.
    TooMany,
    /// Categories below categories below categories.
    TooDeep,
    /// A category below itself.
    Circle,
    /// The product's other variants have other options.
    OptionsDiffer,
    /// A variation of nothing in this file.
    UnknownParent,
    /// A quote that is never closed.
    UnclosedQuote,
    /// Fewer pieces than are promised to orders.
    BelowReserved,
    /// Left out: a kind of product that we do not have.
    OtherKind,
    /// Only one of its categories is kept.
    OneCategory,
    /// One line became a variant for each choice.
    AnyChoice,
}

impl FaultCode {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Required,
        Self::TooLong,
        Self::BadCharacters,
        Self::Formula,
        Self::NotAPrice,
        Self::NotWhole,
        Self::NotANumber,
        Self::NotACount,
        Self::NotAChoice,
        Self::NotAnAddress,
        Self::OutOfRange,
        Self::Duplicate,
        Self::Taken,
        Self::TooMany,
        Self::TooDeep,
        Self::Circle,
        Self::OptionsDiffer,
        Self::UnknownParent,
        Self::UnclosedQuote,
        Self::BelowReserved,
        Self::OtherKind,
        Self::OneCategory,
        Self::AnyChoice,
    ];

    /// As stored, in the API and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::BadCharacters => "bad_characters",
            Self::Formula => "formula",
            Self::NotAPrice => "not_a_price",
            Self::NotWhole => "not_whole",
            Self::NotANumber => "not_a_number",
            Self::NotACount => "not_a_count",
            Self::NotAChoice => "not_a_choice",
            Self::NotAnAddress => "not_an_address",
            Self::OutOfRange => "out_of_range",
            Self::Duplicate => "duplicate",
            Self::Taken => "taken",
            Self::TooMany => "too_many",
            Self::TooDeep => "too_deep",
            Self::Circle => "circle",
            Self::OptionsDiffer => "options_differ",
            Self::UnknownParent => "unknown_parent",
            Self::UnclosedQuote => "unclosed_quote",
            Self::BelowReserved => "below_reserved",
            Self::OtherKind => "other_kind",
            Self::OneCategory => "one_category",
            Self::AnyChoice => "any_choice",
        }
    }

    /// Whether it only tells what was done with the line, and nothing need be mended.
    pub const fn is_note(self) -> bool {
        matches!(self, Self::OtherKind | Self::OneCategory | Self::AnyChoice)
    }
}

impl From<kernel::text::TextError> for FaultCode {
    fn from(error: kernel::text::TextError) -> Self {
        match error {
            kernel::text::TextError::Required => Self::Required,
            kernel::text::TextError::TooLong => Self::TooLong,
            kernel::text::TextError::BadCharacters => Self::BadCharacters,
        }
    }
}

/// One of them, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, sqlx::FromRow)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: i32,
    /// The column as the file calls it; empty when the whole line is meant.
    #[sqlx(rename = "column_name")]
    pub column: String,
    /// What is wrong.
    pub code: FaultCode,
    /// What stands there, shortened.
    pub value: String,
}

impl Fault {
    /// About this cell.
    pub fn new(line: u64, column: &str, code: FaultCode, value: &str) -> Self {
        Self {
            line: i32::try_from(line).unwrap_or(i32::MAX),
            column: shown(column),
            code,
            value: shown(value),
        }
    }
}

/// What the database takes and a page can show: short, and without what is no text.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

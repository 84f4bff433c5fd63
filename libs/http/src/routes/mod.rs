//! Routes are declared in a table: it registers the handlers, describes the API, and is what the isolation test walks.

mod collect;
mod describe;
mod lead;
mod scope;
mod table;

use actix_web::{Route, http::Method};
use kernel::{Module, Permission};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::{RefOr, schema::Schema};

use crate::cache::Sharing;
use crate::limits::Class;

pub use collect::Routes;
pub use describe::Described;
pub use scope::Scope;
pub use table::RouteTable;

/// Who may use a route. The handler's extractors enforce it; this names it for the tests and the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody, but what is shown is the caller's own (a cart, an order by its link).
    Own,
    /// Somebody with an account at this tenant.
    SignedIn,
    /// Staff with this permission.
    Staff(Permission),
}

/// How the calls of a route are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Under this class.
    Class(Class),
    /// Not at all: files, and what watches the program.
    Uncounted,
}

/// Whether programs call a route by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keyed {
    /// As its slice and who may use it say ([`RouteSpec::scope`]).
    #[default]
    Usually,
    /// With this scope.
    By(Scope),
    /// Never.
    Never,
}

/// Schemas that a route brings along: name and shape.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// Describes a body: its content type and schema.
#[derive(Clone)]
pub struct Body {
    /// `application/json`, `multipart/form-data`, …
    pub content_type: &'static str,
    /// Reference to the schema by name.
    pub schema: RefOr<Schema>,
}

/// One method at one path.
pub struct RouteSpec {
    /// `GET`, `POST`, …
    pub method: Method,
    /// As actix matches it: `/api/v1/products/{id}`.
    pub path: String,
    /// Name of the handler; the API's operation id.
    pub name: &'static str,
    /// One line for the documentation.
    pub summary: &'static str,
    /// Which slice declared it.
    pub slice: &'static str,
    /// Who may use it.
    pub access: Access,
    /// Part of this module: without it, nothing is changed here.
    pub module: Option<Module>,
    /// Served to a shop that only reads, although it changes something.
    pub when_unpaid: bool,
    /// Served on hosts of no tenant too.
    pub any_host: bool,
    /// Served during maintenance too.
    pub always: bool,
    /// Served also where the shop alone is closed for maintenance: its looks, and the provider's way in.
    pub for_provider: bool,
    /// Gives money away, or says that it came: the shop's own people alone do that, and nobody who helps them.
    pub gives_money: bool,
    /// What a key needs for it, where that does not follow from its slice and who may use it.
    pub keyed: Keyed,
    /// Whether its answers may be kept for everybody.
    pub sharing: Option<Sharing>,
    /// What its calls are counted as, where that is not plain from who may use it.
    pub limit: Option<Limit>,
    /// Whether it changes what pages for everybody show, although no staff does it.
    pub changes_pages: bool,
    /// Path and query parameters.
    pub parameters: Vec<Parameter>,
    /// Whether it changes what can be booked, although no staff does it.
    pub changes_times: bool,
    /// Whether it may stand inside a page of another site, where its address says `embed`.
    pub framed: bool,
    /// What it takes.
    pub request: Option<Body>,
    /// What it answers when all is well.
    pub response: Option<(u16, Option<Body>)>,
    /// Refusals it may give besides the general ones.
    pub refusals: Vec<u16>,
    /// Schemas it mentions.
    pub schemas: Schemas,
    /// Where somebody is led who asks to see an address that only takes a form.
    pub page: Option<&'static str>,
    make: Box<dyn Fn() -> Route + Send + Sync>,
}

impl RouteSpec {
    /// Whether it changes what pages for everybody show.
    pub fn changes_pages(&self) -> bool {
        let is_by_staff = matches!(self.access, Access::Staff(_));
        self.method != Method::GET && (is_by_staff || self.changes_pages)
    }

    fn counted_as(&self) -> Limit {
        let is_shown = self.sharing.is_some() || !self.path.starts_with("/api/");
        self.limit.unwrap_or(match self.any_host {
            true => Limit::Uncounted,
            false if is_shown => Limit::Class(Class::Anonymous),
            false => Limit::Class(Class::General),
        })
    }
}

impl std::fmt::Debug for RouteSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

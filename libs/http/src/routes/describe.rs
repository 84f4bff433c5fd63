//! What is told of a route after its handler: for whom, what it takes and gives.

use kernel::{Paged, Permission};
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::{RefOr, Required, schema::Schema};
use utoipa::{IntoParams, PartialSchema as _, ToSchema};

use super::{Access, Body, Keyed, Limit, RouteSpec, Scope};
use crate::cache::Sharing;

/// Adds what is known of a route, by chained calls.
#[derive(Debug)]
pub struct Described<'a> {
    spec: &'a mut RouteSpec,
}

impl<'a> Described<'a> {
    pub(super) fn of(spec: &'a mut RouteSpec) -> Self {
        Self { spec }
    }

    /// One line for the documentation.
    pub fn summary(self, summary: &'static str) -> Self {
        self.spec.summary = summary;
        self
    }

    /// Who may use it.
    pub fn access(self, access: Access) -> Self {
        self.spec.access = access;
        self
    }

    /// Staff with this permission may use it.
    pub fn staff(self, permission: Permission) -> Self {
        self.access(Access::Staff(permission))
    }

    /// Part of no module, although its slice is: what was ordered or booked is called off whatever the plan.
    pub fn of_no_module(self) -> Self {
        self.spec.module = None;
        self
    }

    /// Served to a shop that only reads, although it changes something: the way out of that.
    pub fn when_unpaid(self) -> Self {
        self.spec.when_unpaid = true;
        self
    }

    /// Served on hosts of no tenant too.
    pub fn any_host(self) -> Self {
        self.spec.any_host = true;
        self
    }

    /// Served during maintenance too: it needs no database, or tells how that is.
    pub fn always(self) -> Self {
        self.spec.always = true;
        self
    }

    /// Served also where the shop alone is closed for maintenance.
    pub fn for_provider(self) -> Self {
        self.spec.for_provider = true;
        self
    }

    /// Gives money away, or says that it came: nobody of the provider's does that for a shop.
    pub fn gives_money(self) -> Self {
        self.spec.gives_money = true;
        self
    }

    /// Called by keys that have this scope, although who may use it does not say so.
    pub fn open_to_keys(self, scope: Scope) -> Self {
        self.spec.keyed = Keyed::By(scope);
        self
    }

    /// Never called by a key: it makes what lets somebody in, or moves money.
    pub fn closed_to_keys(self) -> Self {
        self.spec.keyed = Keyed::Never;
        self
    }

    /// Its answers are the same for everybody who is not signed in, and may be kept until something that the shop's
    /// pages show changes.
    pub fn shared(self, sharing: Sharing) -> Self {
        self.spec.sharing = Some(sharing);
        self
    }

    /// Counts its calls so.
    pub fn limit(self, limit: Limit) -> Self {
        self.spec.limit = Some(limit);
        self
    }

    /// Changes what pages for everybody show, although no staff does it. Whoever can do that at will empties the cache.
    pub fn changes_pages(self) -> Self {
        self.spec.changes_pages = true;
        self
    }

    /// Changes what can be booked, although no staff does it.
    pub fn changes_times(self) -> Self {
        self.spec.changes_times = true;
        self
    }

    /// May stand inside a page of another site, where its address says `embed`: so may what is refused there. A page that is
    /// well says so itself ([`crate::page::Page::framed_in`]).
    pub fn framed(self) -> Self {
        self.spec.framed = true;
        self
    }

    /// The page that this form stands on, with the names of its own path: who reloads what the form answered, or opens its
    /// address anew, asks for it by GET and is led there.
    pub fn page(self, pattern: &'static str) -> Self {
        self.spec.page = Some(pattern);
        self
    }

    /// Query parameters.
    pub fn query<T: IntoParams>(self) -> Self {
        self.spec
            .parameters
            .extend(T::into_params(|| Some(ParameterIn::Query)));
        self
    }

    /// A header that the route reads, and what it is for.
    pub fn header(self, name: &str, needed: Required, description: &str) -> Self {
        let header = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(needed)
            .description(Some(description))
            .schema(Some(String::schema()))
            .build();
        self.spec.parameters.push(header);
        self
    }

    /// A JSON body.
    pub fn takes<T: ToSchema>(mut self) -> Self {
        let schema = self.mention::<T>();
        self.spec.request = Some(Body {
            content_type: "application/json",
            schema,
        });
        self
    }

    /// A body of another content type, described as one binary or text part.
    pub fn takes_upload(self) -> Self {
        let schema = utoipa::openapi::ObjectBuilder::new().build().into();
        self.spec.request = Some(Body {
            content_type: "multipart/form-data",
            schema,
        });
        self
    }

    /// Answers this JSON.
    pub fn gives<T: ToSchema>(mut self, status: u16) -> Self {
        let schema = self.mention::<T>();
        self.spec.response = Some((
            status,
            Some(Body {
                content_type: "application/json",
                schema,
            }),
        ));
        self
    }

    /// Answers one page of a list of these.
    pub fn gives_page<T: ToSchema>(self) -> Self {
        self.holds::<T>().gives::<Paged<T>>(200)
    }

    /// Brings along what the body's schema only names.
    pub fn holds<T: ToSchema>(mut self) -> Self {
        self.mention::<T>();
        self
    }

    /// Answers without a body.
    pub fn gives_nothing(self, status: u16) -> Self {
        self.spec.response = Some((status, None));
        self
    }

    /// Answers a text file of this type.
    pub fn gives_file(self, content_type: &'static str) -> Self {
        let schema = String::schema();
        self.spec.response = Some((200, Some(Body { content_type, schema })));
        self
    }

    /// Answers a stream of server-sent events.
    pub fn gives_events(self) -> Self {
        let schema = utoipa::openapi::ObjectBuilder::new().build().into();
        self.spec.response = Some((
            200,
            Some(Body {
                content_type: "text/event-stream",
                schema,
            }),
        ));
        self
    }

    /// Refusals worth telling besides 400, 401, 403, 404, 415, 422 and 429.
    pub fn refuses(self, statuses: &[u16]) -> Self {
        self.spec.refusals.extend_from_slice(statuses);
        self
    }

    /// Keeps the schema among the components and refers to it by name.
    fn mention<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let name = name_of::<T>();
        self.spec.schemas.push((name.clone(), T::schema()));
        T::schemas(&mut self.spec.schemas);
        utoipa::openapi::Ref::from_schema_name(name).into()
    }
}

/// A schema's name among the components. Of a generic one utoipa knows only the first half, so that the pages of all
/// lists would be one schema: `Paged_AuditView` tells them apart.
fn name_of<T: ToSchema>() -> String {
    let full = std::any::type_name::<T>();
    let Some((_, held)) = full.split_once('<') else {
        return T::name().into_owned();
    };
    let held = held.trim_end_matches('>').rsplit("::").next().unwrap_or(held);
    format!("{}_{held}", T::name())
}

//! Routes are declared in a table: it registers the handlers, describes the API, and is what the isolation test walks.

use std::collections::BTreeMap;

use actix_web::{FromRequest, Handler, Responder, Route, guard, http::Method, web};
use kernel::Permission;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::{RefOr, schema::Schema};
use utoipa::{IntoParams, ToSchema};

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
    /// Served on hosts of no tenant too.
    pub any_host: bool,
    /// Path and query parameters.
    pub parameters: Vec<Parameter>,
    /// What it takes.
    pub request: Option<Body>,
    /// What it answers when all is well.
    pub response: Option<(u16, Option<Body>)>,
    /// Refusals it may give besides the general ones.
    pub refusals: Vec<u16>,
    /// Schemas it mentions.
    pub schemas: Schemas,
    make: Box<dyn Fn() -> Route + Send + Sync>,
}

impl std::fmt::Debug for RouteSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Collects the routes of all slices.
#[derive(Debug, Default)]
pub struct Routes {
    specs: Vec<RouteSpec>,
    slice: &'static str,
}

/// All routes, in the order of their paths.
#[derive(Debug, Default)]
pub struct RouteTable {
    specs: Vec<RouteSpec>,
}

macro_rules! method {
    ($name:ident, $method:ident, $doc:literal) => {
        #[doc = $doc]
        pub fn $name<F, Args>(&mut self, path: &str, name: &'static str, handler: F) -> Described<'_>
        where
            F: Handler<Args> + Send + Sync,
            Args: FromRequest + 'static,
            F::Output: Responder + 'static,
        {
            self.route(Method::$method, path, name, handler)
        }
    };
}

impl Routes {
    /// From here on, routes belong to this slice.
    pub fn of_slice(&mut self, slice: &'static str) {
        self.slice = slice;
    }

    method!(get, GET, "Answers GET (and HEAD).");
    method!(post, POST, "Answers POST.");
    method!(put, PUT, "Answers PUT.");
    method!(patch, PATCH, "Answers PATCH.");
    method!(delete, DELETE, "Answers DELETE.");

    fn route<F, Args>(&mut self, method: Method, path: &str, name: &'static str, handler: F) -> Described<'_>
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let guard_method = method.clone();
        let make = Box::new(move || {
            let route = if guard_method == Method::GET {
                web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
            } else {
                web::method(guard_method.clone())
            };
            route.to(handler.clone())
        });
        self.specs.push(RouteSpec {
            method,
            path: path.to_owned(),
            name,
            summary: "",
            slice: self.slice,
            access: Access::Public,
            any_host: false,
            parameters: vec![],
            request: None,
            response: None,
            refusals: vec![],
            schemas: vec![],
            make,
        });
        let last = self.specs.len() - 1;
        Described {
            spec: &mut self.specs[last],
        }
    }

    /// Closes the collection.
    pub fn finish(self) -> RouteTable {
        RouteTable { specs: self.specs }
    }
}

/// Adds what is known of a route, by chained calls.
#[derive(Debug)]
pub struct Described<'a> {
    spec: &'a mut RouteSpec,
}

impl Described<'_> {
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

    /// Served on hosts of no tenant too.
    pub fn any_host(self) -> Self {
        self.spec.any_host = true;
        self
    }

    /// Query parameters.
    pub fn query<T: IntoParams>(self) -> Self {
        self.spec
            .parameters
            .extend(T::into_params(|| Some(utoipa::openapi::path::ParameterIn::Query)));
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

    /// Brings along what the body's schema only names: a generic one does not describe what it holds.
    pub fn holds<T: ToSchema>(mut self) -> Self {
        self.mention::<T>();
        self
    }

    /// Answers without a body.
    pub fn gives_nothing(self, status: u16) -> Self {
        self.spec.response = Some((status, None));
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
        let name = T::name().into_owned();
        self.spec.schemas.push((name.clone(), T::schema()));
        T::schemas(&mut self.spec.schemas);
        utoipa::openapi::Ref::from_schema_name(name).into()
    }
}

impl RouteTable {
    /// All routes.
    pub fn iter(&self) -> impl Iterator<Item = &RouteSpec> {
        self.specs.iter()
    }

    /// Whether the route with this pattern is served on any host.
    pub fn is_any_host(&self, pattern: &str) -> bool {
        self.specs.iter().any(|s| s.any_host && s.path == pattern)
    }

    /// Whether a route with this pattern takes files.
    pub fn takes_upload(&self, pattern: &str) -> bool {
        let mut here = self.specs.iter().filter(|s| s.path == pattern);
        here.any(|s| matches!(&s.request, Some(body) if body.content_type == "multipart/form-data"))
    }

    /// Registers everything; a path with several methods becomes one resource, so that another method is a 405.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        let mut by_path: BTreeMap<(bool, &str), Vec<&RouteSpec>> = BTreeMap::new();
        for spec in &self.specs {
            // Fixed paths come before patterns that would swallow them.
            by_path
                .entry((spec.path.contains('{'), &spec.path))
                .or_default()
                .push(spec);
        }
        for ((_, path), specs) in by_path {
            let mut resource = web::resource(path);
            for spec in specs {
                resource = resource.route((spec.make)());
            }
            cfg.service(resource.default_service(web::to(crate::edge::method_not_allowed)));
        }
    }
}

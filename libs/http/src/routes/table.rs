//! All routes, and what is asked of them by method and pattern.

use std::collections::{BTreeMap, HashMap};

use actix_web::{http::Method, web};

use super::{Limit, RouteSpec, lead};
use crate::cache::Sharing;
use crate::limits::Class;

/// All routes, in the order of their paths.
#[derive(Debug, Default)]
pub struct RouteTable {
    specs: Vec<RouteSpec>,
    /// Where in `specs` the methods of a pattern stand.
    by_path: HashMap<String, Vec<usize>>,
}

impl RouteTable {
    pub(super) fn of(specs: Vec<RouteSpec>) -> Self {
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, spec) in specs.iter().enumerate() {
            by_path.entry(spec.path.clone()).or_default().push(at);
        }
        Self { specs, by_path }
    }

    /// All routes.
    pub fn iter(&self) -> impl Iterator<Item = &RouteSpec> {
        self.specs.iter()
    }

    /// The route of this method at this pattern.
    pub fn find(&self, method: &Method, pattern: &str) -> Option<&RouteSpec> {
        self.here(pattern).find(|s| s.method == *method)
    }

    /// The methods that this pattern knows; none for what nobody declared.
    pub fn methods(&self, pattern: &str) -> Vec<&str> {
        let known: Vec<&str> = self.here(pattern).map(|s| s.method.as_str()).collect();
        let head = known.contains(&"GET").then_some("HEAD");
        head.into_iter().chain(known).collect()
    }

    /// Whether the route with this pattern is served on any host.
    pub fn is_any_host(&self, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.any_host)
    }

    /// Whether the route with this pattern is served during maintenance too.
    pub fn is_always(&self, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.always)
    }

    /// Whether the route with this pattern is served also where the shop alone is closed.
    pub fn is_for_provider(&self, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.for_provider)
    }

    /// Whether this method at this pattern gives money away.
    pub fn gives_money(&self, method: &Method, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.method == *method && s.gives_money)
    }

    /// How answers to GET at this pattern may be kept.
    pub fn sharing(&self, pattern: &str) -> Option<Sharing> {
        let read = self.here(pattern).find(|s| s.method == Method::GET)?;
        read.sharing
    }

    /// Whether this method at this pattern changes what pages for everybody show.
    pub fn changes_pages(&self, method: &Method, pattern: &str) -> bool {
        self.here(pattern)
            .any(|s| s.method == *method && s.changes_pages())
    }

    /// Whether this method at this pattern changes what can be booked.
    pub fn changes_times(&self, method: &Method, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.method == *method && s.changes_times)
    }

    /// Whether the page with this pattern may stand inside one of another site.
    pub fn is_framed(&self, pattern: &str) -> bool {
        self.here(pattern).any(|s| s.framed)
    }

    /// What a call is counted as when nobody is signed in; what nobody declared is looked for by machines.
    pub fn limit(&self, method: &Method, pattern: Option<&str>) -> Limit {
        let here = self.here(pattern.unwrap_or_default());
        let method = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let spec = here.into_iter().find(|s| s.method == *method);
        spec.map_or(Limit::Class(Class::Anonymous), RouteSpec::counted_as)
    }

    fn here(&self, pattern: &str) -> impl Iterator<Item = &RouteSpec> {
        let found = self.by_path.get(pattern).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|at| self.specs.get(*at))
    }

    /// What a request to change something does, for the audit log: `<slice>.<name>`; empty when it only reads.
    pub fn action(&self, method: &Method, pattern: &str) -> String {
        if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
            return String::new();
        }
        let spec = self.here(pattern).find(|s| s.method == *method);
        spec.map(|s| format!("{}.{}", s.slice, s.name))
            .unwrap_or_default()
    }

    /// Whether a route with this pattern takes files.
    pub fn takes_upload(&self, pattern: &str) -> bool {
        self.here(pattern)
            .any(|s| matches!(&s.request, Some(body) if body.content_type == "multipart/form-data"))
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
            let shows = specs.iter().any(|spec| spec.method == Method::GET);
            let page = specs.iter().find_map(|spec| spec.page).filter(|_| !shows);
            for spec in specs {
                resource = resource.route((spec.make)());
            }
            if let Some(page) = page {
                resource = resource.route(lead::to(page));
            }
            cfg.service(resource.default_service(web::to(crate::edge::method_not_allowed)));
        }
    }
}

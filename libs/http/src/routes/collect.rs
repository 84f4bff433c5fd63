//! Slices add their routes one after the other.

use actix_web::{FromRequest, Handler, Responder, guard, http::Method, web};
use kernel::Module;

use super::{Access, Described, Keyed, RouteSpec, RouteTable};

/// Collects the routes of all slices.
#[derive(Debug, Default)]
pub struct Routes {
    specs: Vec<RouteSpec>,
    slice: &'static str,
    module: Option<Module>,
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
        self.module = None;
    }

    /// From here on, routes of this slice belong to this module.
    pub fn of_module(&mut self, module: Module) {
        self.module = Some(module);
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
            module: self.module,
            when_unpaid: false,
            any_host: false,
            always: false,
            for_provider: false,
            gives_money: false,
            keyed: Keyed::Usually,
            sharing: None,
            limit: None,
            changes_pages: false,
            changes_times: false,
            framed: false,
            parameters: vec![],
            request: None,
            response: None,
            refusals: vec![],
            schemas: vec![],
            page: None,
            make,
        });
        let last = self.specs.len() - 1;
        Described::of(&mut self.specs[last])
    }

    /// Closes the collection.
    pub fn finish(self) -> RouteTable {
        RouteTable::of(self.specs)
    }
}

//! The API's description (OpenAPI 3.1), made from the route table.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, OpenApi, OpenApiBuilder, Paths, Required, ResponseBuilder,
    Responses,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::app::AppData;
use crate::edge::Problem;
use crate::failure::Answer;
use crate::routes::{Access, Body, RouteSpec, RouteTable};

/// The whole description. Pages are left out; what is under `/api`, `/health` and `/webhooks` is in.
pub fn document(table: &RouteTable) -> OpenApi {
    let mut paths: BTreeMap<&str, PathItem> = BTreeMap::new();
    for spec in table.iter().filter(|s| is_api(s)) {
        paths
            .entry(&spec.path)
            .or_default()
            .merge_operations(PathItem::new(method_of(spec), operation(spec)));
    }
    let mut all = Paths::new();
    for (path, item) in paths {
        all.paths.insert(path.to_owned(), item);
    }
    let mut schemas = vec![("Problem".to_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    schemas.extend(table.iter().flat_map(|s| s.schemas.clone()));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(
            "bearer",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .bearer_format("JWT")
                    .build(),
            ),
        )
        .security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(crate::access::SESSION_COOKIE))),
        )
        .security_scheme(
            "key",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .bearer_format("vk_")
                    .description(Some(KEYS))
                    .build(),
            ),
        )
        .build();
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Vitrina")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(INTRODUCTION))
                .build(),
        )
        .paths(all)
        .components(Some(components))
        .build()
}

const INTRODUCTION: &str = "Each shop answers on its own host. Amounts are integers of minor units (centavos). Errors are \
    problem+json (RFC 9457) with a stable `code`; every code is explained in docs/errors.md.";

const KEYS: &str = "A key of a program of the shop's, made in its administration. Each operation that keys may call names \
    the scope that it needs; the others are closed to keys (403 `closed_to_keys`).";

/// Whether the description includes the route.
pub fn is_api(spec: &RouteSpec) -> bool {
    ["/api/", "/health", "/webhooks/"]
        .iter()
        .any(|prefix| spec.path.starts_with(prefix))
}

fn method_of(spec: &RouteSpec) -> HttpMethod {
    match spec.method.as_str() {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn operation(spec: &RouteSpec) -> utoipa::openapi::path::Operation {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(spec.name))
        .summary(Some(spec.summary))
        .tag(spec.slice)
        .parameters(Some(
            path_parameters(&spec.path)
                .chain(spec.parameters.clone())
                .chain(version_parameter(spec)),
        ))
        .responses(responses(spec));
    if let Some(body) = &spec.request {
        operation = operation.request_body(Some(
            RequestBodyBuilder::new()
                .content(body.content_type, content(body))
                .required(Some(Required::True))
                .build(),
        ));
    }
    if !matches!(spec.access, Access::Public | Access::Own) {
        let none: [&str; 0] = [];
        operation = operation
            .security(SecurityRequirement::new("bearer", none))
            .security(SecurityRequirement::new("session", none));
    }
    if let Some(scope) = spec.scope() {
        // What anybody may call needs no key; who calls by one needs the scope all the same.
        if matches!(spec.access, Access::Public | Access::Own) {
            operation = operation.security(SecurityRequirement::default());
        }
        operation = operation.security(SecurityRequirement::new("key", [scope.as_str()]));
    }
    operation.build()
}

/// Who sends the version that they read is refused (412) when somebody else has changed the thing since.
fn version_parameter(spec: &RouteSpec) -> Option<Parameter> {
    spec.refusals.contains(&412).then(|| {
        ParameterBuilder::new()
            .name("If-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "The ETag of what was read: the change is refused if it is another by now.",
            ))
            .schema(Some(String::schema()))
            .build()
    })
}

fn path_parameters(path: &str) -> impl Iterator<Item = Parameter> + '_ {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', ':']).next());
    names.map(|name| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(String::schema()))
            .build()
    })
}

fn content(body: &Body) -> Content {
    Content::new(Some(body.schema.clone()))
}

fn responses(spec: &RouteSpec) -> Responses {
    let mut all = Responses::new();
    let (status, body) = spec.response.clone().unwrap_or((200, None));
    let mut fine = ResponseBuilder::new().description("As asked.");
    if let Some(body) = &body {
        fine = fine.content(body.content_type, content(body));
    }
    all.responses.insert(status.to_string(), fine.build().into());
    let general: &[u16] = match spec.access {
        Access::Public | Access::Own if spec.any_host => &[400, 404, 413, 422, 429, 503],
        // A token that is nobody's is refused even where none is needed: who sends one believes to be somebody.
        // So is a key that may not call it.
        _ => &[400, 401, 403, 404, 413, 422, 429, 503],
    };
    let with_body: &[u16] = if spec.request.is_some() { &[415] } else { &[] };
    for refusal in general
        .iter()
        .chain(&spec.refusals)
        .chain(with_body)
        .chain(by_plan(spec))
    {
        let problem = Content::new(Some(utoipa::openapi::Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new()
            .description("See `code`.")
            .content("application/problem+json", problem);
        all.responses
            .entry(refusal.to_string())
            .or_insert_with(|| response.build().into());
    }
    all
}

/// What a shop's plan may refuse: staff is told what to do, customers only that the shop takes nothing just now.
fn by_plan(spec: &RouteSpec) -> &'static [u16] {
    let changes = spec.method != actix_web::http::Method::GET;
    match spec.access {
        Access::Staff(_) if changes => &[402],
        Access::Public | Access::Own | Access::SignedIn if changes && spec.module.is_some() => &[409],
        _ => &[],
    }
}

/// `GET /api/openapi.json`.
pub async fn serve(app: AppData) -> Answer {
    Ok(HttpResponse::Ok().json(document(&app.routes)))
}

/// The edge's own routes.
pub fn routes(routes: &mut crate::routes::Routes) {
    routes
        .get("/api/openapi.json", "openapi", serve)
        .summary("This description.")
        .any_host();
    routes
        .get("/api/docs", "browse_api", crate::browse::serve)
        .summary("The API, to browse.")
        .any_host();
    routes
        .get("/assets/{name}", "asset", crate::assets::serve)
        .summary("CSS, scripts, icons and fonts.")
        .any_host()
        .always();
    routes
        .get("/brand.css", "brand_css", crate::page::brand_css)
        .summary("The shop's colours.")
        .for_provider();
}

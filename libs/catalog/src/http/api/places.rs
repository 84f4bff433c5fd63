//! Departments and municipalities, for addresses.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use http::Answer;
use kernel::Error;
use kernel::places::{Department, Municipality};
use serde::Serialize;
use utoipa::ToSchema;

/// They change once in years.
const A_DAY: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

/// All departments.
#[derive(Debug, Serialize, ToSchema)]
pub struct Departments {
    /// By code.
    pub departments: &'static [Department],
}

/// The municipalities of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Municipalities {
    /// By code.
    pub municipalities: Vec<Municipality>,
}

/// `GET /places/departments`.
pub async fn departments() -> Answer {
    Ok(HttpResponse::Ok().insert_header(A_DAY).json(Departments {
        departments: kernel::places::departments(),
    }))
}

/// `GET /places/{code}/municipalities`.
pub async fn municipalities(code: web::Path<String>) -> Answer {
    if !kernel::places::departments()
        .iter()
        .any(|d| d.code == code.as_str())
    {
        return Err(Error::not_found().into());
    }
    let municipalities = kernel::places::municipalities_of(&code).copied().collect();
    Ok(HttpResponse::Ok()
        .insert_header(A_DAY)
        .json(Municipalities { municipalities }))
}

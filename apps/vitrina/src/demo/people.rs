//! The demo's people: owners, a cashier, a professional, a customer, and the provider's support.

use anyhow::Context as _;
use billing::ops::give_plan::{Given, give_plan};
use http::AppData;
use identity::model::demo::{DemoLogin, LOGINS, PASSWORD};
use identity::{NewPerson, SignUp, create_person, hash_password, sign_up};
use kernel::{Actor, Email, Line, Locale, Role, Slug, TenantId};
use serde_json::json;
use tenancy::ops::{Profile, change_profile};

use super::content::Content;

/// Opens the shop with its owner, its profile and its other people.
pub async fn open_shop(app: &AppData, content: &Content, domain: &str) -> anyhow::Result<TenantId> {
    let shop = &content.shop;
    let logins: Vec<&DemoLogin> = LOGINS.iter().filter(|l| l.tenant == shop.slug).collect();
    let owner = logins
        .iter()
        .find(|l| l.role == Role::Owner)
        .context("a demo shop without an owner")?;
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let new = SignUp {
        slug: Slug::parse(&shop.slug).context("a demo shop's slug")?,
        name: Line::parse(&shop.name)?,
        email: Email::parse(owner.email).context("a demo address")?,
        owner_name: Line::parse(name_of(owner))?,
        password_hash: hash.clone(),
        locale: Locale::Es,
        verified: true,
    };
    let tx = app.begin_platform(Actor::System, "open_demo_shop").await?;
    let (mut tx, _) = sign_up(tx, new, domain).await?;
    give_plan(&mut tx, Given::Largest).await?;
    let tenant = tx.tenant();
    change_profile(&mut tx, &profile_of(content)?).await?;
    for login in logins.iter().filter(|l| l.role != Role::Owner) {
        create_person(&mut tx, person_of(login, &hash)?).await?;
    }
    tx.commit().await?;
    Ok(tenant)
}

/// The provider's own login, at the platform's host.
pub async fn ensure_support(app: &AppData) -> anyhow::Result<()> {
    let login = LOGINS
        .iter()
        .find(|l| l.role == Role::Support)
        .context("a demo without support")?;
    let mut tx = app.begin(TenantId::PLATFORM, Actor::System).await?;
    let there: bool =
        sqlx::query_scalar("select exists (select from person where tenant_id = $1 and email = $2)")
            .bind(TenantId::PLATFORM)
            .bind(login.email)
            .fetch_one(&mut *tx)
            .await?;
    if !there {
        let hash = hash_password(PASSWORD.to_owned()).await?;
        create_person(&mut tx, person_of(login, &hash)?).await?;
    }
    Ok(tx.commit().await?)
}

fn person_of(login: &DemoLogin, hash: &str) -> anyhow::Result<NewPerson> {
    Ok(NewPerson {
        email: Email::parse(login.email).context("a demo address")?,
        name: Line::parse(name_of(login))?,
        phone: None,
        role: login.role,
        locale: Locale::Es,
        password_hash: Some(hash.to_owned()),
        verified: true,
    })
}

fn name_of(login: &DemoLogin) -> &'static str {
    match login.email {
        "duena@demo.test" => "Sandra Gómez",
        "caja@demo.test" => "Yuli Páez",
        "profesional@demo.test" => "Camila Torres",
        "clienta@demo.test" => "Laura Restrepo",
        "dueno@bordados.test" => "Andrés Cárdenas",
        _ => "Soporte Vitrina",
    }
}

fn profile_of(content: &Content) -> anyhow::Result<Profile> {
    let shop = &content.shop;
    Ok(serde_json::from_value(json!({
        "name": shop.name,
        "tagline": shop.tagline,
        "announcement": shop.announcement,
        "about": shop.about,
        "brand_color": shop.brand_color,
        "phone": shop.phone,
        "email": shop.email,
        "street": shop.address.street,
        "municipality_code": shop.address.municipality_code,
        "locale": "es-CO",
        "time_zone": "America/Bogota",
        "version": 1,
    }))?)
}

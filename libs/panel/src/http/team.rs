//! Who works for the provider, the same for pages and API.

use http::Visitor;
use identity::queries::people::{PeopleFilter, PersonView, list_people};
use identity::{Letters, NewStaff, PeopleSettings, change_staff, invite_staff};
use kernel::{Email, Line, PageQuery, PersonId, Result, Role};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::ops::{StaffChange, end_all_support};

/// Who is invited.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StaffInvitation)]
pub struct Invitation {
    /// Address.
    pub email: Email,
    /// Name.
    #[schema(value_type = String)]
    pub name: Line<120>,
    /// `support`, `finance` or `super_admin`.
    pub role: Role,
}

/// All of them.
pub async fn team(ctx: &Visitor) -> Result<Vec<PersonView>> {
    let filter = PeopleFilter {
        roles: Role::PROVIDER.into(),
        ..PeopleFilter::default()
    };
    let mut tx = ctx.begin().await?;
    let found = list_people(&mut tx, &filter, PageQuery { page: 1, limit: 100 }).await?;
    tx.commit().await?;
    Ok(found.data)
}

/// Invites somebody.
pub async fn invite_one(ctx: &Visitor, people: &PeopleSettings, given: Invitation) -> Result<PersonId> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "invite_staff").await?;
    tx.concerns(ctx.shop.id, json!({ "role": given.role.as_str() }));
    let mut tx = tx.enter(ctx.shop.id).await?;
    let new = NewStaff {
        email: given.email,
        name: given.name,
        role: given.role,
        locale: ctx.locale,
    };
    let id = invite_staff(&mut tx, new, Letters::new(&ctx.app, &ctx.shop), people).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives somebody another role or standing; whoever helps at shops is out of them.
pub async fn change_one(ctx: &Visitor, id: PersonId, change: StaffChange) -> Result<()> {
    let mut tx = ctx.app.begin_platform(ctx.actor(), "change_staff").await?;
    end_all_support(&mut tx, id).await?;
    let mut tx = tx.enter(ctx.shop.id).await?;
    change_staff(&mut tx, id, change.role, change.status).await?;
    tx.commit().await
}

//! Who is in a group of customers.

use db::TenantTx;
use db::audit::{Change, record};
use kernel::{Email, Error, PersonId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::model::GroupId;
use crate::queries::groups::get_group;

/// Most customers of one group.
const MOST: i64 = 10_000;

/// A customer, by the e-mail of their account.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupMemberRequest {
    /// Of an account at this shop: who only types an address is not known to be the one it belongs to.
    pub email: Email,
}

/// Puts a customer in; twice is once. Without an account of that e-mail it is refused (`email`: `no_account`).
pub async fn put_in_group(tx: &mut TenantTx, id: GroupId, request: &GroupMemberRequest) -> Result<PersonId> {
    let group = get_group(tx, id).await?;
    if group.members >= MOST {
        return Err(Error::invalid("email", "too_many"));
    }
    let person: Option<PersonId> = sqlx::query_scalar(
        "select person_id from person where tenant_id = $1 and email = $2 and role = 'customer'",
    )
    .bind(tx.tenant())
    .bind(&request.email)
    .fetch_optional(&mut **tx)
    .await?;
    let person = person.ok_or_else(|| Error::invalid("email", "no_account"))?;
    let added = sqlx::query(
        "insert into customer_group_member (tenant_id, group_id, person_id, added_at)
         values ($1, $2, $3, $4)
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if added.rows_affected() > 0 {
        told(tx, id, &group.name, (json!([]), json!([request.email]))).await?;
    }
    Ok(person)
}

/// Takes a customer out; who is not in it is not there.
pub async fn take_out_of_group(tx: &mut TenantTx, id: GroupId, person: PersonId) -> Result<()> {
    let group = get_group(tx, id).await?;
    let email: Option<String> = sqlx::query_scalar(
        "delete from customer_group_member m using person p
          where m.tenant_id = $1 and m.group_id = $2 and m.person_id = $3 and p.tenant_id = $1 and p.person_id = $3
         returning p.email",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?;
    let email = email.ok_or_else(Error::not_found)?;
    told(tx, id, &group.name, (json!([email]), json!([]))).await
}

async fn told(tx: &mut TenantTx, id: GroupId, name: &str, (before, after): (Value, Value)) -> Result<()> {
    let change = Change {
        subject: "customer_group",
        id: id.to_string(),
        label: Some(name),
        before: json!({ "members": before }),
        after: json!({ "members": after }),
    };
    record(tx, change).await
}

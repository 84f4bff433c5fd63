//! A business signs up: its tenant, its host and its owner in one commit.

use db::bus::Topic;
use db::{PlatformTx, TenantTx};
use kernel::{Currency, Email, Error, Line, Locale, PersonId, Result, Role, Slug};
use tenancy::NewTenant;
use tenancy::model::slug_is_free_to_take;

use super::create_person::{NewPerson, create_person};

/// Who signs up.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// Short name, part of its first host.
    pub slug: Slug,
    /// Name of the business.
    pub name: Line<120>,
    /// The owner's address.
    pub email: Email,
    /// The owner's name.
    pub owner_name: Line<120>,
    /// From [`crate::hash_password`], made before the transaction began.
    pub password_hash: String,
    /// Language of the shop and of its owner.
    pub locale: Locale,
    /// Whether whoever opens the shop vouches for the owner's address.
    pub verified: bool,
}

/// Opens the shop at `<slug>.<domain>`, with its owner and a trial; the same transaction goes on as the shop's own. A taken name is
/// an error of the field `slug`.
pub async fn sign_up(mut tx: PlatformTx, new: SignUp, domain: &str) -> Result<(TenantTx, PersonId)> {
    if !slug_is_free_to_take(&new.slug) {
        return Err(Error::invalid("slug", "taken"));
    }
    let tenant = tenancy::ops::open_tenant(&mut tx, &tenant_of(&new, domain))
        .await
        .map_err(|error| {
            if error.code() == Some("host_taken") {
                Error::invalid("slug", "taken")
            } else {
                error
            }
        })?;
    let mut tx = tx.enter(tenant).await?;
    billing::ops::begin_trial::begin_trial(&mut tx).await?;
    let owner = create_person(&mut tx, owner_of(new)).await?;
    // Somebody may have looked at the address before there was a shop.
    tx.announce(Topic::Tenant, tenant.0);
    Ok((tx, owner))
}

fn tenant_of(new: &SignUp, domain: &str) -> NewTenant {
    NewTenant {
        slug: new.slug.clone(),
        name: new.name.clone(),
        host: format!("{}.{domain}", new.slug),
        locale: new.locale,
        currency: Currency::COP,
        time_zone: "America/Bogota".into(),
    }
}

fn owner_of(new: SignUp) -> NewPerson {
    NewPerson {
        email: new.email,
        name: new.owner_name,
        phone: None,
        role: Role::Owner,
        locale: new.locale,
        password_hash: Some(new.password_hash),
        verified: new.verified,
    }
}

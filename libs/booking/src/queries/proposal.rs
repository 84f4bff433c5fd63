//! What would be offered of a service as somebody types it, before it is saved.

use db::TenantTx;
use kernel::{Error, Result};

use super::diary::{Asked, Diary, Member};
use super::slots::{SlotView, checked_range, slots_of};
use crate::model::service::{NeedRequest, ServiceRequest};
use crate::model::{Resource, Service};

/// Times of a service that is not written, as if it were in use. `asked.service` is whose appointments its limits and
/// seats count; `resources` are those of the shop.
pub async fn list_typed_slots(
    tx: &mut TenantTx,
    asked: &Asked,
    request: &ServiceRequest,
    resources: &[Resource],
) -> Result<Vec<SlotView>> {
    let range = checked_range(asked)?;
    request.check()?;
    let service = Service::typed(asked.service, request);
    let members = members(&request.needs, resources)?;
    let diary = Diary::of(tx, asked, service, members).await?;
    Ok(slots_of(&diary, range, tx.now()))
}

fn members(needs: &[NeedRequest], resources: &[Resource]) -> Result<Vec<Member>> {
    let mut members = Vec::new();
    for (number, need) in (0..).zip(needs) {
        for server in &need.resources {
            let resource = resources.iter().find(|one| one.id == server.resource_id);
            let resource = resource.ok_or_else(|| Error::invalid("needs", "not_a_choice"))?;
            // As in the diary: whoever is out of use is left out, unless all are needed.
            if resource.active || need.all {
                members.push(Member::typed((number, need.all), server, resource));
            }
        }
    }
    Ok(members)
}

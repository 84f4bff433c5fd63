//! What a change would cost, before anybody makes it.

use serde_json::{Value, json};

use super::update::Wish;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::world::World;

/// The invoice that the same change would make now.
pub fn create(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["subscription", "subscription_details"])?;
    let one = world.subscription_of(&call.whose, call.form.needed("subscription")?);
    let one = one.map_err(|_| Answer::wrong("resource_missing", "subscription", "No such subscription"))?;
    let wish = Wish::of(world, call, one, "subscription_details")?;
    let change = world.change_lines(one, &wish.price, wish.at, wish.back);
    let now = world.clock(&one.customer, call.now);
    let invoice = world.invoice_for(one, "subscription_update", change.lines, now);
    let (due, after) = invoice.settled();
    let mut view = world.sums_view(&invoice, due);
    let more = json!({
        "id": format!("upcoming_{}", one.item), "object": "invoice", "billing_reason": "upcoming",
        "created": now.unix_seconds(), "customer": one.customer, "ending_balance": after,
        "period_start": now.unix_seconds(), "period_end": now.unix_seconds(), "status": "draft",
        "parent": { "type": "subscription_details", "quote_details": null, "subscription_details": {
            "metadata": one.metadata, "subscription": one.id, "subscription_proration_date": wish.at.unix_seconds() } },
    });
    if let (Some(view), Value::Object(more)) = (view.as_object_mut(), more) {
        view.extend(more);
    }
    Ok(Answer::ok(view))
}

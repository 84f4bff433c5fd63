//! Somebody says what they want to get.

use db::TenantTx;
use kernel::{Actor, PersonId, Result};

use crate::model::contact::{Contact, ContactChannel, Sort, Source};

/// Which sentences people agree to by now; a change of their sense counts on.
const WORDING: i16 = 1;

/// Writes down what they said, unless that holds already: asked twice, it is said once. A yes when booking does not take back a
/// no that its receiver said, and what a carrier tells is written even where it is usual.
pub async fn choose(
    tx: &mut TenantTx,
    contact: &Contact,
    sort: Sort,
    allowed: bool,
    source: Source,
) -> Result<()> {
    let id = tx.new_id::<kernel::id::Uuid>();
    sqlx::query(
        "insert into contact_choice
           (tenant_id, choice_id, channel, address, sort, allowed, source, wording, person_id, chosen_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
           from (values (0)) one
           left join lateral (
             select c.allowed, c.source
               from contact_choice c
              where c.tenant_id = $1 and c.channel = $3 and c.address = $4 and c.sort = $5
              order by c.chosen_at desc, c.choice_id desc
              limit 1) latest on true
          where (coalesce(latest.allowed, $11) is distinct from $6 or $7 = 'carrier' and latest.source = 'booking')
            and ($7 <> 'booking' or latest.allowed is not false or latest.source = 'booking')",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(contact.channel)
    .bind(&contact.address)
    .bind(sort)
    .bind(allowed)
    .bind(source.as_str())
    .bind(WORDING)
    .bind(person(tx.actor()))
    .bind(tx.now())
    .bind((source != Source::Carrier).then(|| sort.is_usual_over(contact.channel)))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who answered STOP to a text message wants none of any sort.
pub(crate) async fn hear_stop(tx: &mut TenantTx, phone: &str) -> Result<()> {
    let contact = Contact {
        channel: ContactChannel::Sms,
        address: phone.to_owned(),
    };
    for sort in Sort::ALL {
        choose(tx, &contact, sort, false, Source::Carrier).await?;
    }
    Ok(())
}

fn person(actor: Actor) -> Option<PersonId> {
    match actor {
        Actor::Person { id, .. } | Actor::Key { maker: id, .. } => Some(id),
        _ => None,
    }
}

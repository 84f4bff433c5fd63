//! Which banks the shop offers.

use http::{Answer, Can, Form, permit, see_other};
use kernel::{Error, Line};
use serde::Deserialize;
use validator::Validate;

use crate::ops::switch_banks::{BanksRequest, switch_banks};

/// The boxes: every bank's code (`bank`), and once more those of the ticked (`on`).
#[derive(Debug, Deserialize, Validate)]
pub struct BanksForm {}

/// `POST /admin/payments/banks`: what is not ticked is switched off.
pub async fn save(ctx: Can<permit::ManageSettings>, form: Form<BanksForm>) -> Answer {
    let typed = form.typed;
    form.parsed?;
    let on = typed.all("on");
    let off = typed.all("bank").into_iter().filter(|code| !on.contains(code));
    let off = off.map(Line::parse).collect::<std::result::Result<Vec<_>, _>>();
    let off = off.map_err(|_| Error::invalid("bank", "not_a_choice"))?;
    let mut tx = ctx.begin().await?;
    switch_banks(&mut tx, &BanksRequest { off }).await?;
    tx.commit().await?;
    Ok(see_other("/admin/payments/mercadopago?done=saved"))
}

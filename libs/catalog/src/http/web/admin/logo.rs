//! The shop's logo. Its picture is made here, where pictures are made; whose it is, the tenancy says.

use http::{Answer, Can, Form, Upload, permit, see_other};
use kernel::Result;
use pictures::file_name;

use super::category::Nothing;
use crate::http::api::pictures::{discard, prepared};
use crate::jobs::delete_files;

type Owner = Can<permit::ManageSettings>;

/// Wide enough for a screen with many pixels; the logo is shown small.
const WIDTH: u32 = 320;

/// `POST /admin/settings/logo`.
pub async fn upload(ctx: Owner, upload: Upload) -> Answer {
    let picture = prepared(&ctx, &upload).await?;
    if let Err(error) = set(&ctx, Some(&picture.key)).await {
        discard(&ctx, &picture).await;
        return Err(error.into());
    }
    Ok(see_other("/admin/settings?done=catalog-logo-saved"))
}

/// `POST /admin/settings/logo/delete`.
pub async fn delete(ctx: Owner, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    set(&ctx, None).await?;
    Ok(see_other("/admin/settings?done=catalog-logo-deleted"))
}

async fn set(ctx: &Owner, key: Option<&str>) -> Result<()> {
    let file = key.map(|key| file_name(key, WIDTH));
    let old = ctx
        .shop
        .logo_key
        .as_deref()
        .and_then(|file| file.strip_suffix(&format!("-{WIDTH}.webp")));
    let mut tx = ctx.begin().await?;
    tenancy::ops::set_logo(&mut tx, file.as_deref()).await?;
    delete_files(&mut tx, old.map(str::to_owned)).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id).await;
    Ok(())
}

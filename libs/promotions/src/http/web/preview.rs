//! What a promotion that is still being typed would say.

use db::TenantTx;
use http::{Page, Typed, Visitor};
use kernel::{Error, Result};

use super::form::read;
use crate::http::describe::{names_in, told_of};
use crate::model::code::CouponCode;
use crate::words::Words;

/// The sentences, or what hinders them.
#[derive(Debug, Default)]
pub(super) struct Preview {
    pub name: String,
    pub sentences: Vec<String>,
    pub problem: String,
}

impl Preview {
    /// Of what is typed; what cannot be read yet is no error here.
    pub async fn of(tx: &mut TenantTx, visitor: &Visitor, page: &Page, typed: &Typed) -> Result<Self> {
        match said(tx, visitor, typed).await {
            Ok(preview) => Ok(preview),
            Err(Error::Refused(_)) => Ok(Self {
                problem: page.t("promotions-preview-problem"),
                ..Self::default()
            }),
            Err(fault) => Err(fault),
        }
    }
}

async fn said(tx: &mut TenantTx, visitor: &Visitor, typed: &Typed) -> Result<Preview> {
    let request = read(typed, visitor)?;
    request.check(visitor.shop.currency)?;
    let code = request.coupon()?;
    let names = names_in(tx, &request).await?;
    let benefit = request.benefit()?;
    let called = Words::of_shop(visitor).name(&benefit, &names.goods);
    let name = request.name.as_ref().map_or(called, ToString::to_string);
    let told = told_of(&request, names, code.as_ref().map(CouponCode::as_str))?;
    Ok(Preview {
        name,
        sentences: Words::of(visitor).sentences(&told),
        problem: String::new(),
    })
}

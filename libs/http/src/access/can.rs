//! Permissions in signatures: `ctx: Can<permit::ManageOrders>`.

use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use kernel::Permission;

use super::session::SignedInPerson;
use super::visitor::Visitor;
use crate::errors::EdgeError;
use crate::failure::Failure;
use crate::rights::admit_staff;

/// A permission as a type.
pub trait Permit: 'static {
    /// Which.
    const PERMISSION: Permission;
}

/// The permissions as types.
pub mod permit {
    use super::{Permission, Permit};

    macro_rules! permits {
        ($($name:ident),+) => {
            $(
                #[doc = concat!("See [`Permission::", stringify!($name), "`].")]
                #[derive(Debug)]
                pub enum $name {}
                impl Permit for $name {
                    const PERMISSION: Permission = Permission::$name;
                }
            )+
        };
    }

    permits!(
        UseAdmin,
        ViewReports,
        ManageCatalog,
        ViewCosts,
        ViewOrders,
        ManageOrders,
        ViewCustomers,
        ViewBookings,
        ServeBookings,
        ManageBookings,
        ManageInventory,
        ManagePeople,
        ManageSettings,
        DisconnectPayments,
        AdjustLedger,
        ManagePlan,
        ViewAudit,
        ManageJobs,
        RunPlatform,
        SteerShops,
        EnterShops,
        SteerPlatform
    );
}

/// The caller, who has the permission.
#[derive(Debug)]
pub struct Can<P> {
    visitor: Visitor,
    permission: PhantomData<P>,
}

impl<P> Deref for Can<P> {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl<P: Permit> FromRequest for Can<P> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visitor = Visitor::from_request(req, payload);
        let req = req.clone();
        Box::pin(async move {
            let visitor = visitor.await?;
            let person = visitor.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
            if !person.role.may(P::PERMISSION) {
                return Err(EdgeError::Forbidden.into());
            }
            if P::PERMISSION.is_platforms() && !visitor.shop.is_platform() {
                return Err(EdgeError::NotFound.into());
            }
            if visitor.shop.is_platform() && !person.is_proved_twice {
                return Err(EdgeError::SecondFactorNeeded.into());
            }
            admit_staff(&req, &visitor.app, &visitor.shop)?;
            Ok(Self {
                visitor,
                permission: PhantomData,
            })
        })
    }
}

/// The caller, who has an account at this tenant, whatever the role.
#[derive(Debug)]
pub struct SignedIn {
    visitor: Visitor,
    /// Who.
    pub person: SignedInPerson,
}

impl Deref for SignedIn {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visitor = Visitor::from_request(req, payload);
        Box::pin(async move {
            let visitor = visitor.await?;
            let person = visitor.person.clone().ok_or(EdgeError::Unauthenticated)?;
            Ok(Self { visitor, person })
        })
    }
}

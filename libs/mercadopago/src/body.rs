//! Orders as the API wants them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Serialize;
use url::Url;

use crate::amount::Amount;
use crate::order::{CardPayment, PsePayment, ThreeDSecure};
use crate::payer::{Address, Document, Entity, Limits, Phone, PsePayer};

/// Of a payment by PSE.
#[derive(Serialize)]
pub(crate) struct Pse<'a> {
    transaction_amount: Amount,
    payment_method_id: &'static str,
    description: &'a str,
    external_reference: &'a str,
    metadata: &'a BTreeMap<String, String>,
    transaction_details: Details<'a>,
    payer: PayerBody,
    additional_info: Additional,
    callback_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    notification_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Details<'a> {
    financial_institution: &'a str,
}

#[derive(Serialize)]
struct PayerBody {
    email: String,
    entity_type: Entity,
    identification: Document,
    first_name: String,
    last_name: String,
    address: AddressBody,
    phone: Phone,
}

#[derive(Serialize)]
struct AddressBody {
    zip_code: String,
    street_name: String,
    street_number: String,
    neighborhood: String,
    city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    federal_unit: Option<String>,
}

#[derive(Serialize)]
struct Additional {
    ip_address: IpAddr,
}

impl<'a> Pse<'a> {
    pub(crate) fn of(order: &'a PsePayment, limits: &Limits) -> Self {
        Self {
            transaction_amount: Amount(order.amount),
            payment_method_id: "pse",
            description: &order.description,
            external_reference: &order.external_reference,
            metadata: &order.metadata,
            transaction_details: Details {
                financial_institution: &order.bank,
            },
            payer: PayerBody::of(limits.trim(&order.payer)),
            additional_info: Additional { ip_address: order.ip },
            callback_url: order.callback_url.as_str(),
            notification_url: order.notification_url.as_ref().map(Url::as_str),
        }
    }
}

impl PayerBody {
    fn of(payer: PsePayer) -> Self {
        Self {
            email: payer.email,
            entity_type: payer.entity,
            identification: payer.document,
            first_name: payer.first_name,
            last_name: payer.last_name,
            address: AddressBody::of(payer.address),
            phone: payer.phone,
        }
    }
}

impl AddressBody {
    fn of(address: Address) -> Self {
        Self {
            zip_code: address.zip,
            street_name: address.street,
            street_number: address.number,
            neighborhood: address.neighbourhood,
            city: address.city,
            federal_unit: address.state,
        }
    }
}

/// Of a payment by card.
#[derive(Serialize)]
pub(crate) struct Card<'a> {
    transaction_amount: Amount,
    token: &'a str,
    installments: u8,
    payment_method_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer_id: Option<&'a str>,
    description: &'a str,
    external_reference: &'a str,
    metadata: &'a BTreeMap<String, String>,
    payer: CardPayer<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement_descriptor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    three_d_secure_mode: Option<ThreeDSecure>,
    additional_info: Additional,
    #[serde(skip_serializing_if = "Option::is_none")]
    notification_url: Option<&'a str>,
}

#[derive(Serialize)]
struct CardPayer<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identification: Option<&'a Document>,
}

impl<'a> Card<'a> {
    pub(crate) fn of(order: &'a CardPayment) -> Self {
        Self {
            transaction_amount: Amount(order.amount),
            token: &order.token,
            installments: order.installments,
            payment_method_id: &order.method,
            issuer_id: order.issuer.as_deref(),
            description: &order.description,
            external_reference: &order.external_reference,
            metadata: &order.metadata,
            payer: CardPayer {
                email: &order.email,
                identification: order.document.as_ref(),
            },
            statement_descriptor: order.statement.as_deref(),
            three_d_secure_mode: order.three_d_secure,
            additional_info: Additional { ip_address: order.ip },
            notification_url: order.notification_url.as_ref().map(Url::as_str),
        }
    }
}

/// Of a refund: without an amount, of everything that is left.
#[derive(Serialize)]
pub(crate) struct RefundBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

/// Of a change of a payment's status.
#[derive(Serialize)]
pub(crate) struct StatusBody {
    pub status: &'static str,
}

#[cfg(test)]
mod tests {
    use super::Pse;
    use crate::order::PsePayment;
    use crate::payer::{Limits, tests::payer};

    #[test]
    fn a_payment_by_pse_has_every_field_under_its_name() {
        let order = PsePayment {
            amount: 5_890_000,
            description: "Pedido 1001".into(),
            external_reference: "0199".into(),
            metadata: [("order".to_owned(), "1001".to_owned())].into(),
            bank: "1007".into(),
            payer: payer(),
            ip: "190.24.1.2".parse().unwrap(),
            callback_url: "https://demo.example.com/pago".parse().unwrap(),
            notification_url: None,
        };
        let json = serde_json::to_string(&Pse::of(&order, &Limits::default())).unwrap();
        let last_name = "Ñ".repeat(32);
        let expected = format!(
            concat!(
                r#"{{"transaction_amount":58900,"payment_method_id":"pse","description":"Pedido 1001","#,
                r#""external_reference":"0199","metadata":{{"order":"1001"}},"#,
                r#""transaction_details":{{"financial_institution":"1007"}},"#,
                r#""payer":{{"email":"ana@example.com","entity_type":"individual","#,
                r#""identification":{{"type":"CC","number":"1020304050"}},"first_name":"Ana María","last_name":"{}","#,
                r#""address":{{"zip_code":"11011","street_name":"Avenida Ciudad de","street_number":"45-12","#,
                r#""neighborhood":"Ciudad Salitre Occ","city":"Bogotá"}},"#,
                r#""phone":{{"area_code":"300","number":"1234567"}}}},"#,
                r#""additional_info":{{"ip_address":"190.24.1.2"}},"callback_url":"https://demo.example.com/pago"}}"#,
            ),
            last_name
        );
        assert_eq!(json, expected);
        assert_eq!(format!("{order:?}"), "PsePayment(0199 …)");
    }
}

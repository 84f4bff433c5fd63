//! Cards at Mercado Pago: its fields in the payer's browser, and what is asked for with what they give.

use http::Admits;
use kernel::Currency;
use mercadopago::{CardPayment, Document, ThreeDSecure};
use outbound::Url;

use super::mercadopago::{refused, web};
use super::{CardDesk, CardMeans, CardSource, CollectOrder, Failure, Reads};

const SCRIPT: &str = "https://sdk.mercadopago.com/js/v2";
/// Where its scripts come from.
const SCRIPTS: [&str; 2] = ["https://sdk.mercadopago.com", "https://secure.mlstatic.com"];
/// Whom they ask for brands, parts and tokens, and whose frames the fields stand in.
const ASKED: [&str; 3] = [
    "https://api.mercadopago.com",
    "https://api-static.mercadopago.com",
    FIELDS,
];
const FIELDS: &str = "https://secure-fields.mercadopago.com";

/// Its fields, or those of what stands in for it.
pub(super) fn desk(stand_in: Option<&Url>) -> CardDesk {
    let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (script, admits) = match stand_in.and_then(|base| Some((base.join("v2").ok()?, base))) {
        Some((script, base)) => (script.into(), at_one(&base.origin().ascii_serialization())),
        None => (
            SCRIPT.to_owned(),
            Admits {
                scripts: all(&SCRIPTS),
                connects: all(&ASKED),
                frames: all(&[FIELDS]),
                forms: vec![],
            },
        ),
    };
    CardDesk {
        script,
        admits,
        reads: Reads::Before,
        keeps: false,
    }
}

/// Everything at one address.
fn at_one(origin: &str) -> Admits {
    Admits {
        scripts: vec![origin.to_owned()],
        connects: vec![origin.to_owned()],
        frames: vec![origin.to_owned()],
        forms: vec![],
    }
}

/// What is asked for. Its bank may ask the card's owner where it sees a risk.
pub(super) fn card_payment(order: &CollectOrder, means: &CardMeans) -> Result<CardPayment, Failure> {
    if order.currency != Currency::COP.as_str() {
        return Err(refused("currency", "cards are paid in Colombian pesos only"));
    }
    let CardSource::Token(card) = &means.source else {
        return Err(refused("token", "Mercado Pago keeps no card for us"));
    };
    let document = card.document.as_ref().map(|(kind, number)| Document {
        kind: kind.as_str().to_owned(),
        number: number.clone(),
    });
    Ok(CardPayment {
        amount: order.amount,
        description: order.description.clone(),
        external_reference: order.attempt.to_string(),
        metadata: [("attempt".to_owned(), order.attempt.to_string())].into(),
        token: card.token.clone(),
        installments: card.installments,
        method: card.method.clone(),
        issuer: card.issuer.clone(),
        email: means.email.clone(),
        document,
        statement: None,
        three_d_secure: Some(ThreeDSecure::Optional),
        ip: order.ip,
        notification_url: order.hook_url.as_deref().map(web).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::desk;

    #[test]
    fn a_page_admits_the_provider_or_what_stands_in_for_it_and_never_both() {
        let real = desk(None);
        assert!(real.script.starts_with("https://sdk.mercadopago.com/"));
        assert!(
            real.admits
                .scripts
                .iter()
                .all(|origin| origin.starts_with("https://"))
        );
        let base = "http://127.0.0.1:4000/".parse().unwrap();
        let stand_in = desk(Some(&base));
        assert_eq!(stand_in.script, "http://127.0.0.1:4000/v2");
        assert_eq!(stand_in.admits.frames, ["http://127.0.0.1:4000"]);
        assert_eq!(stand_in.admits.scripts, stand_in.admits.connects);
    }
}

//! Mercado Pago in the words of all providers.

use jiff::Timestamp;
use kernel::{Currency, Instant};
use mercadopago::{
    Address, By, Document, Entity, Hook, HookError, Kind, MercadoPago, MpError, Payment, PaymentId, Phone,
    PsePayer, PsePayment, RefundStatus, Status, hear,
};
use outbound::{Outbound, Url};
use secrecy::{ExposeSecret as _, SecretString};

use super::mercadopago_cards::{self, card_payment};
use super::{
    Asked, BankList, CardDesk, CollectOrder, Delivery, Failure, GiveBack, GivenBack, Heard, Identity, Means,
    Onward, Provider, Statement, Unheard,
};
use crate::model::payer::PayerKind;
use crate::model::snapshot::{RefundOrigin, RefundOutcome, SnapshotRefund};
use crate::model::{
    Access, Bank, Payer, ProviderCode, Snapshot, SnapshotCard, SnapshotDispute, SnapshotState,
};

/// Credentials that move no real money begin so.
const TEST: &str = "TEST-";

/// What a chargeback's name has before it, which is a number as a payment's is.
const CHARGEBACK: &str = "chargeback:";

/// Mercado Pago, for every shop's account there.
#[derive(Clone)]
pub struct MercadoPagoProvider {
    outbound: Outbound,
    base: Option<Url>,
}

impl MercadoPagoProvider {
    /// At its own address, or at what stands in for it.
    pub fn new(outbound: Outbound, base: Option<Url>) -> Self {
        Self { outbound, base }
    }

    fn client(&self, secret: &SecretString) -> Result<MercadoPago, Failure> {
        let client = match &self.base {
            Some(base) => MercadoPago::at(self.outbound.clone(), secret.clone(), base),
            None => MercadoPago::new(self.outbound.clone(), secret.clone()),
        };
        client.map_err(|_| refused("address", "the provider's address cannot be used"))
    }
}

impl Provider for MercadoPagoProvider {
    fn code(&self) -> ProviderCode {
        ProviderCode::Mercadopago
    }

    fn identify<'a>(&'a self, secret: &'a SecretString) -> Asked<'a, Identity> {
        Box::pin(async move {
            let account = self.client(secret)?.account().await.map_err(failure)?;
            Ok(Identity {
                outside_id: account.id,
                name: account.nickname,
                live: !secret.expose_secret().starts_with(TEST),
            })
        })
    }

    fn banks<'a>(&'a self, access: &'a Access) -> Asked<'a, BankList> {
        Box::pin(async move {
            let terms = self.client(&access.secret)?.pse_terms().await.map_err(failure)?;
            let bank = |bank: mercadopago::Bank| Bank {
                code: bank.id,
                name: bank.name,
                off_by_hand: false,
                rests: false,
            };
            let banks = terms.banks.into_iter().filter(|_| terms.active).map(bank);
            Ok(BankList {
                banks: banks.collect(),
                least: Some(terms.least),
                most: Some(terms.most),
            })
        })
    }

    fn collect<'a>(&'a self, access: &'a Access, order: &'a CollectOrder) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let key = order.attempt.to_string();
            match &order.means {
                Means::Pse { bank, payer } => {
                    let payment = client.pay_by_pse(&key, &pse_payment(order, bank, payer)?).await;
                    payment.map(snapshot).map_err(failure)
                }
                Means::Card(means) => {
                    let payment = client.pay_by_card(&key, &card_payment(order, means)?).await;
                    payment.map(snapshot).map_err(failure)
                }
            }
        })
    }

    fn fetch<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            if let Some(chargeback) = outside_id.strip_prefix(CHARGEBACK) {
                return of_chargeback(&client, chargeback).await;
            }
            let payment = client.payment(&id_of(outside_id)?).await;
            payment.map(snapshot).map_err(failure)
        })
    }

    fn find<'a>(&'a self, access: &'a Access, ours: &'a str) -> Asked<'a, Vec<Snapshot>> {
        Box::pin(async move {
            let found = self.client(&access.secret)?.find(ours).await.map_err(failure)?;
            Ok(found.into_iter().map(snapshot).collect())
        })
    }

    fn statement<'a>(
        &'a self,
        access: &'a Access,
        (from, until): (Instant, Instant),
        offset: u32,
    ) -> Asked<'a, Statement> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let page = client
                .list(By::Changed, from.0, until.0, offset)
                .await
                .map_err(failure)?;
            Ok(Statement {
                payments: page.payments.into_iter().map(snapshot).collect(),
                payouts: vec![],
                next: page.next,
            })
        })
    }

    fn call_off<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot> {
        Box::pin(async move {
            let id = id_of(outside_id)?;
            // Calling off twice is calling off once, so the payment's own name serves as the key.
            let key = format!("{outside_id}:cancel");
            let payment = self.client(&access.secret)?.cancel(&key, &id).await;
            payment.map(snapshot).map_err(failure)
        })
    }

    fn give_back<'a>(&'a self, access: &'a Access, back: &'a GiveBack) -> Asked<'a, GivenBack> {
        Box::pin(async move {
            let client = self.client(&access.secret)?;
            let id = id_of(&back.outside_id)?;
            let key = back.refund.to_string();
            let refund = client
                .refund(&key, &id, Some(back.amount))
                .await
                .map_err(failure)?;
            let payment = client.payment(&id).await;
            let payment = payment.map_err(|error| failure(error).afterwards())?;
            Ok(GivenBack {
                outside_id: refund.id,
                payment: snapshot(payment),
            })
        })
    }

    fn card_desk(&self) -> CardDesk {
        mercadopago_cards::desk(self.base.as_ref())
    }

    fn onward<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Onward> {
        Box::pin(async move {
            let payment = self.client(&access.secret)?.payment(&id_of(outside_id)?).await;
            let challenge = payment.map_err(failure)?.challenge;
            Ok(challenge.map_or(Onward::Nothing, |challenge| Onward::Question {
                url: challenge.url.into(),
                creq: challenge.creq,
            }))
        })
    }

    fn forget_card<'a>(&'a self, _: &'a Access, _: &'a str) -> Asked<'a, ()> {
        // It keeps none for us.
        Box::pin(async { Ok(()) })
    }

    fn hear(
        &self,
        delivery: &Delivery<'_>,
        secrets: &[SecretString],
        now: Instant,
    ) -> Result<Heard, Unheard> {
        let header = |name: &str| {
            let found = delivery.headers.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        let hook = Hook {
            query: delivery.query,
            signature: header("x-signature"),
            request_id: header("x-request-id"),
            body: delivery.body,
        };
        let told = hear(&hook, secrets, now.0).map_err(unheard)?;
        let object = match told.kind {
            Kind::Chargeback => format!("{CHARGEBACK}{}", told.object),
            Kind::Payment | Kind::Other => told.object,
        };
        Ok(Heard {
            is_payment: matches!(told.kind, Kind::Payment | Kind::Chargeback),
            key: told.key,
            kind: told.action,
            object,
            live: told.live,
            account: told.account,
        })
    }
}

fn unheard(error: HookError) -> Unheard {
    match error {
        HookError::Unsigned(_) | HookError::Forged => Unheard::Forged,
        HookError::Stale => Unheard::Stale,
        HookError::Unreadable => Unheard::Unreadable,
    }
}

fn failure(error: MpError) -> Failure {
    match error {
        MpError::Unknown(why) => Failure::Unknown(why),
        // It happened, and we cannot read what: as good as no answer.
        MpError::Unreadable => Failure::Unknown("unreadable".to_owned()),
        MpError::Busy { after } => Failure::Busy(after),
        MpError::Unauthorized => Failure::Unauthorized,
        MpError::NotFound => Failure::NotFound,
        MpError::Refused { code, message, .. } => Failure::Refused {
            code: code.unwrap_or_else(|| "refused".to_owned()),
            message,
        },
    }
}

pub(super) fn refused(code: &str, message: &str) -> Failure {
    Failure::Refused {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

fn id_of(outside_id: &str) -> Result<PaymentId, Failure> {
    PaymentId::parse(outside_id).ok_or(Failure::NotFound)
}

fn pse_payment(order: &CollectOrder, bank: &str, payer: &Payer) -> Result<PsePayment, Failure> {
    if order.currency != Currency::COP.as_str() {
        return Err(refused("currency", "PSE moves Colombian pesos only"));
    }
    Ok(PsePayment {
        amount: order.amount,
        description: order.description.clone(),
        external_reference: order.attempt.to_string(),
        metadata: [("attempt".to_owned(), order.attempt.to_string())].into(),
        bank: bank.to_owned(),
        payer: pse_payer(payer),
        ip: order.ip,
        callback_url: web(&order.return_url)?,
        notification_url: order.hook_url.as_deref().map(web).transpose()?,
    })
}

/// An address that a provider is told.
pub(super) fn web(text: &str) -> Result<Url, Failure> {
    text.parse()
        .map_err(|_| refused("address", "no address of the web"))
}

fn pse_payer(payer: &Payer) -> PsePayer {
    let last_name = payer.last_name.as_ref().map(ToString::to_string);
    PsePayer {
        email: payer.email.to_string(),
        entity: match payer.kind {
            PayerKind::Person => Entity::Individual,
            PayerKind::Company => Entity::Association,
        },
        document: Document {
            kind: payer.document_type.as_str().to_owned(),
            number: payer.document(),
        },
        first_name: payer.first_name.to_string(),
        last_name: last_name.unwrap_or_else(|| "SAS".to_owned()),
        address: address(payer),
        phone: phone(payer.phone.as_str()),
    }
}

/// What Colombian addresses have not (a number apart, a neighbourhood) is filled with what is near it.
fn address(payer: &Payer) -> Address {
    let number: String = payer
        .street
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    Address {
        zip: payer
            .postal_code
            .as_ref()
            .map_or_else(|| "00000".to_owned(), ToString::to_string),
        street: payer.street.to_string(),
        number: if number.is_empty() { "0".to_owned() } else { number },
        neighbourhood: payer.city.to_string(),
        city: payer.city.to_string(),
        state: payer.state.as_ref().map(ToString::to_string),
    }
}

/// Ten digits without the country's: of mobile phones the first three are the operator's.
fn phone(typed: &str) -> Phone {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix("57") {
        Some(rest) if rest.len() == 10 => rest,
        _ => digits.as_str(),
    };
    let (area, number) = national.split_at(national.len().min(3));
    Phone {
        area_code: area.to_owned(),
        number: number.to_owned(),
    }
}

fn snapshot(payment: Payment) -> Snapshot {
    Snapshot {
        state: state(&payment),
        refunds: refunds(&payment),
        outside_id: payment.id.as_str().to_owned(),
        amount: payment.amount,
        currency: payment.currency,
        refunded: payment.refunded,
        ours: payment.external_reference,
        account: payment.collector,
        live: payment.live,
        redirect: payment.redirect.map(String::from),
        fee: payment.fee,
        detail: payment.detail,
        approved_at: payment.approved_at.map(instant),
        changed_at: payment.changed_at.map(instant),
        card: payment.card.map(|face| SnapshotCard {
            brand: face.brand,
            last4: face.last_four,
            kept: None,
        }),
        // A payment does not tell: its chargeback does, where a notification names that.
        dispute: None,
    }
}

/// A payment as its chargeback has it: until when it takes proof, and for how much. What the payment itself says of its state counts.
async fn of_chargeback(client: &MercadoPago, id: &str) -> Result<Snapshot, Failure> {
    let chargeback = client.chargeback(id).await.map_err(failure)?;
    let payment = chargeback.payments.first().ok_or(Failure::NotFound)?;
    let said = client.payment(payment).await.map(snapshot).map_err(failure)?;
    let is_alone = chargeback.payments.len() == 1 && chargeback.currency == said.currency;
    Ok(Snapshot {
        dispute: Some(SnapshotDispute {
            reason: None,
            due_at: chargeback.deadline.map(instant),
            amount: (is_alone && chargeback.amount > 0).then_some(chargeback.amount),
            moved: None,
        }),
        ..said
    })
}

fn state(payment: &Payment) -> SnapshotState {
    let expired = payment.detail.contains("expired");
    match &payment.status {
        Status::Pending if payment.redirect.is_some() || payment.challenge.is_some() => {
            SnapshotState::RequiresAction
        }
        Status::Pending | Status::InProcess | Status::Authorized => SnapshotState::Pending,
        Status::Approved | Status::Refunded => SnapshotState::Approved,
        Status::Rejected | Status::Cancelled if expired => SnapshotState::Expired,
        Status::Rejected => SnapshotState::Rejected,
        Status::Cancelled => SnapshotState::Cancelled,
        Status::ChargedBack if payment.detail == "settled" => SnapshotState::DisputeLost,
        Status::ChargedBack if payment.detail == "reimbursed" => SnapshotState::DisputeWon,
        Status::ChargedBack | Status::InMediation => SnapshotState::Disputed,
        Status::Other(_) => SnapshotState::Unread,
    }
}

/// Single refunds; of a payment that went back and names none, one that is all of it.
fn refunds(payment: &Payment) -> Vec<SnapshotRefund> {
    let refunds = payment.refunds.iter().map(|refund| SnapshotRefund {
        outside_id: refund.id.clone(),
        amount: refund.amount,
        origin: RefundOrigin::Untold,
        outcome: outcome(&refund.status),
    });
    let mut refunds: Vec<SnapshotRefund> = refunds.collect();
    let is_named = refunds
        .iter()
        .any(|refund| !matches!(refund.outcome, RefundOutcome::Failed(_)));
    if !is_named && payment.refunded > 0 {
        refunds.push(SnapshotRefund {
            outside_id: format!("{}-all", payment.id.as_str()),
            amount: payment.refunded,
            origin: RefundOrigin::Untold,
            outcome: RefundOutcome::Done,
        });
    }
    refunds
}

fn outcome(status: &RefundStatus) -> RefundOutcome {
    match status {
        RefundStatus::Approved => RefundOutcome::Done,
        RefundStatus::Rejected => RefundOutcome::Failed("rejected".to_owned()),
        RefundStatus::Cancelled => RefundOutcome::Failed("cancelled".to_owned()),
        RefundStatus::InProcess | RefundStatus::Other(_) => RefundOutcome::UnderWay,
    }
}

fn instant(at: Timestamp) -> Instant {
    Instant::from_timestamp(at)
}

#[cfg(test)]
mod tests {
    use super::phone;

    #[test]
    fn a_phone_is_ten_digits_however_it_is_typed() {
        for typed in [
            "3001234567",
            "+57 300 123 4567",
            "(300) 123-4567",
            "57 3001234567",
        ] {
            let phone = phone(typed);
            assert_eq!(
                (phone.area_code.as_str(), phone.number.as_str()),
                ("300", "1234567"),
                "{typed}"
            );
        }
    }
}

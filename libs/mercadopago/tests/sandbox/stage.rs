//! A running stand-in, and an account there.

use kernel::{Clock, Env};
use mercadopago::{
    Address, CardPayment, Document, Entity, MercadoPago, Payment, PaymentId, Phone, PsePayer, PsePayment,
};
use outbound::{Outbound, Reach};
use payment_sandbox::mercado_pago::{Books, Desk, Sandbox, Served};

pub const TOKEN: &str = "TEST-one";
pub const AMOUNT: i64 = 5_890_000;

pub struct Stage {
    pub clock: Clock,
    pub served: Served,
    pub desk: Desk,
    pub account: MercadoPago,
}

impl Stage {
    pub fn open() -> Self {
        let clock = Clock::manual("2026-11-22T15:00:00Z".parse().unwrap());
        let sandbox = Sandbox::new(Env::seeded(clock.clone(), 7)).unwrap();
        let desk = sandbox.desk();
        let served = sandbox.serve(0).unwrap();
        let account = account(&served, TOKEN);
        Self {
            clock,
            served,
            desk,
            account,
        }
    }

    pub fn account(&self, token: &str) -> MercadoPago {
        account(&self.served, token)
    }

    pub fn books(&self) -> Books {
        self.desk.books(TOKEN).unwrap()
    }

    pub async fn begun(&self, key: &str) -> Payment {
        self.account.pay_by_pse(key, &pse(key)).await.unwrap()
    }

    pub async fn approved(&self, key: &str) -> PaymentId {
        let id = self.begun(key).await.id;
        assert!(self.desk.approve(id.as_str()));
        id
    }

    pub async fn by_card(&self, key: &str, holder: &str) -> Payment {
        let order = self.card(key, holder);
        self.account.pay_by_card(key, &order).await.unwrap()
    }

    pub fn card(&self, key: &str, holder: &str) -> CardPayment {
        CardPayment {
            amount: AMOUNT,
            description: "Pedido 1001".into(),
            external_reference: key.into(),
            metadata: [].into(),
            token: self.desk.card("4013540682746260", holder).unwrap(),
            installments: 3,
            method: "visa".into(),
            issuer: Some("2000".into()),
            email: "ana@testuser.com".into(),
            document: None,
            statement: None,
            three_d_secure: None,
            ip: "190.24.1.2".parse().unwrap(),
            notification_url: None,
        }
    }
}

fn account(served: &Served, token: &str) -> MercadoPago {
    let outbound = Outbound::new(Reach::ThisMachineToo, "tests").unwrap();
    MercadoPago::at(outbound, token.into(), &served.url).unwrap()
}

/// Long texts, as people have them.
pub fn pse(reference: &str) -> PsePayment {
    PsePayment {
        amount: AMOUNT,
        description: "Pedido 1001".into(),
        external_reference: reference.into(),
        metadata: [("order".to_owned(), "1001".to_owned())].into(),
        bank: "1007".into(),
        payer: PsePayer {
            email: "ana@testuser.com".into(),
            entity: Entity::Individual,
            document: Document {
                kind: "CC".into(),
                number: "1020304050".into(),
            },
            first_name: "Ana María de los Ángeles Guadalupe".into(),
            last_name: "Pérez".into(),
            address: Address {
                zip: "110111".into(),
                street: "Avenida Ciudad de Cali".into(),
                number: "45-12 apto 301".into(),
                neighbourhood: "Ciudad Salitre Occidental".into(),
                city: "Bogotá".into(),
                state: None,
            },
            phone: Phone {
                area_code: "300".into(),
                number: "1234567".into(),
            },
        },
        ip: "190.24.1.2".parse().unwrap(),
        callback_url: "http://demo.localhost:8080/pago/1".parse().unwrap(),
        notification_url: None,
    }
}

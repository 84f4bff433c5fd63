//! A telephone that makes passkeys, in software: ES256, attestation "none", as `WebAuthn` level 2 says (§6.1, §6.5).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::secrets::sha256;
use serde_json::{Value, json};
use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};

/// Bits of the authenticator data's flags.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const ATTESTED: u8 = 1 << 6;

/// One passkey, and how its telephone behaves. Tests change what they want to see refused.
pub struct SoftPasskey {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    /// Whom it says that it belongs to; base64url.
    pub owner: String,
    /// Where its browser says that it is.
    pub origin: String,
    /// Of which host it says that it is.
    pub host: String,
    /// Whether it asked for finger, face or PIN.
    pub verifies: bool,
    /// Signatures so far.
    pub counter: u32,
}

impl SoftPasskey {
    /// A new one, for this shop at its own address.
    pub fn new(app: &TestApp, shop: &TestShop) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self {
            id: sha256(key.public_key().as_ref()).to_vec(),
            key,
            owner: String::new(),
            origin: app.app.link(&shop.host, ""),
            host: shop.host.clone(),
            verifies: true,
            counter: 0,
        }
    }

    /// The same, with an id of the caller's choice.
    pub fn called(mut self, id: Vec<u8>) -> Self {
        self.id = id;
        self
    }

    /// Added to the account of who is signed in with the usual password.
    pub async fn enrol(app: &TestApp, shop: &TestShop, client: &Client) -> (Self, String) {
        let mut own = Self::new(app, shop);
        let begun = begin(client).await.expect(200).json();
        let added = client
            .post(PASSKEYS, &own.attest(&begun))
            .await
            .expect(201)
            .json();
        (own, added["id"].as_str().unwrap().to_owned())
    }

    /// What the browser sends after `navigator.credentials.create`.
    pub fn attest(&mut self, begun: &Value) -> Value {
        let options = &begun["public_key"];
        options["user"]["id"]
            .as_str()
            .unwrap()
            .clone_into(&mut self.owner);
        let mut data = self.authenticator_data(ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose_key());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(data);
        json!({
            "ceremony": begun["ceremony"],
            "name": "Mi teléfono",
            "credential": coded(&self.id),
            "client_data": coded(&self.client_data("webauthn.create", options)),
            "attestation": coded(&object),
        })
    }

    /// What the browser sends after `navigator.credentials.get`.
    pub fn assert(&mut self, begun: &Value) -> Value {
        self.counter += 1;
        let client_data = self.client_data("webauthn.get", &begun["public_key"]);
        let data = self.authenticator_data(0);
        let signed = [data.as_slice(), &sha256(&client_data)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "ceremony": begun["ceremony"],
            "credential": coded(&self.id),
            "user_handle": self.owner,
            "client_data": coded(&client_data),
            "authenticator_data": coded(&data),
            "signature": coded(signature.as_ref()),
        })
    }

    /// Signs in, in this browser.
    pub async fn sign_in(&mut self, browser: &Client) -> Answer {
        let begun = browser
            .send(browser.request(reqwest::Method::POST, LOGIN_BEGIN))
            .await;
        browser.post(LOGIN, &self.assert(&begun.expect(200).json())).await
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    fn authenticator_data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = sha256(self.host.as_bytes()).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}, from the point 04 | x | y.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let (x, y) = point[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }
}

pub const PASSKEYS: &str = "/api/v1/auth/passkeys";
pub const LOGIN: &str = "/api/v1/auth/login/passkey";
pub const LOGIN_BEGIN: &str = "/api/v1/auth/login/passkey/begin";

/// Asks to add one, with the usual password.
pub async fn begin(client: &Client) -> Answer {
    let proof = json!({ "current_password": PASSWORD });
    client.post("/api/v1/auth/passkeys/begin", &proof).await
}

/// As browsers send bytes.
pub fn coded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

//! The app on somebody's telephone that shows codes.

use testkit::{Answer, Client, PASSWORD, TestApp, TestShop};
use totp_rs::{Builder, Secret};

/// Somebody's app, and the recovery codes that they wrote down.
#[derive(Debug, Clone)]
pub struct Authenticator {
    secret: String,
    /// As the page told them.
    pub recovery: Vec<String>,
}

impl Authenticator {
    /// Switches the second factor of somebody without one on, in a browser that stays signed in.
    pub async fn enrol(app: &TestApp, shop: &TestShop, email: &str) -> (Client, Self) {
        let browser = shop.anonymous.another();
        let form = [("email", email), ("password", PASSWORD)];
        browser.form("/login", &form).await.expect(303);
        let mut own = Self::scan(&browser).await;
        let confirmed = own.confirm(&browser, &own.code(app), PASSWORD).await.expect(200);
        own.recovery = codes_of(&confirmed);
        (browser, own)
    }

    /// Reads the secret that the page offers.
    pub async fn scan(browser: &Client) -> Self {
        let page = browser.get("/account/security").await.expect(200);
        let offer = "/account/security/second-factor/offer";
        browser
            .form(offer, &[("csrf_token", &csrf(&page))])
            .await
            .expect(303);
        let page = browser.get("/account/security/second-factor").await.expect(200);
        let secret = page.text.split("<code").nth(1).unwrap();
        let secret = secret.split(['>', '<']).nth(1).unwrap().replace(' ', "");
        Self {
            secret,
            recovery: vec![],
        }
    }

    /// Gives the first code.
    pub async fn confirm(&self, browser: &Client, code: &str, password: &str) -> Answer {
        prove(browser, "/account/security/second-factor", code, password).await
    }

    /// What it shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_at(app, 0)
    }

    /// What it shows so many seconds later.
    pub fn code_at(&self, app: &TestApp, later: i64) -> String {
        let secret = Secret::try_from_base32(&self.secret).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        let seconds = app.env.now().unix_seconds() + later;
        totp.generate(u64::try_from(seconds).unwrap()).to_string()
    }
}

/// Sends password and code to a page of the account.
pub async fn prove(browser: &Client, path: &str, code: &str, password: &str) -> Answer {
    let page = browser.get("/account").await.expect(200);
    let token = csrf(&page);
    let form = [
        ("code", code),
        ("current_password", password),
        ("csrf_token", &token),
    ];
    browser.form(path, &form).await
}

/// The recovery codes on a page.
pub fn codes_of(page: &Answer) -> Vec<String> {
    let item = |rest: &str| rest.split("</code>").next().unwrap().to_owned();
    page.text.split("<li><code>").skip(1).map(item).collect()
}

fn csrf(page: &Answer) -> String {
    let rest = page.text.split("name=\"csrf_token\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

//! A shop on the server under test, opened as an operator would.

use std::process::Stdio;

use testkit::{Client, Goods, PASSWORD, TestShop, sign_in};
use tokio::io::AsyncWriteExt as _;

use super::data_dir::DataDir;
use super::server::{Server, vitrina};

/// Its host.
pub const HOST: &str = "caos.localhost";

const OWNER: &str = "owner@caos.test";
const CREATE: &str = "tenant create --slug caos --name Caos --owner-name Dueña --owner-email owner@caos.test";

/// Opens it by the command line, beside the running server.
pub async fn open(dir: &DataDir, server: &Server) -> TestShop {
    let mut command = vitrina(dir);
    command
        .args(CREATE.split(' '))
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let mut creating = command.spawn().unwrap();
    creating
        .stdin
        .take()
        .unwrap()
        .write_all(PASSWORD.as_bytes())
        .await
        .unwrap();
    assert!(creating.wait().await.unwrap().success());
    let tenant = sqlx::query_scalar("select tenant_id from tenant where slug = 'caos'")
        .fetch_one(&mut dir.superuser().await)
        .await
        .unwrap();
    let anonymous = Client::new(server.address, HOST);
    let owner = sign_in(&anonymous, OWNER).await;
    TestShop {
        tenant,
        host: HOST.to_owned(),
        anonymous,
        owner,
    }
}

/// So many things, with plenty of each but the last, of which there are five.
pub async fn fill(shop: &TestShop, many: usize) -> Vec<Goods> {
    let mut goods = vec![];
    for n in 1..=many {
        let on_hand = if n == many { 5 } else { 2_000 };
        goods.push(shop.goods(&format!("Cosa {n}"), on_hand).await);
    }
    goods
}

//! Something to sell, and somebody's cart with it, both made through the API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::shop::TestShop;

/// A product of one form.
#[derive(Debug, Clone)]
pub struct Goods {
    /// Its product.
    pub product: String,
    /// Its only variant.
    pub variant: String,
}

/// A guest with an open cart. The token goes by header, so that it lives through servers and cookies.
#[derive(Debug, Clone)]
pub struct Basket {
    /// Who has it.
    pub client: Client,
    /// Opens it.
    pub token: String,
}

impl TestShop {
    /// An active product at 10,000 pesos with so many pieces on the shelf.
    pub async fn goods(&self, name: &str, on_hand: u32) -> Goods {
        let product = json!({ "name": name, "price": 1_000_000, "status": "active" });
        let product = self
            .owner
            .post("/api/v1/products", &product)
            .await
            .expect(201)
            .json();
        let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
        let goods = Goods {
            product: id(&product),
            variant: id(&product["variants"][0]),
        };
        let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
        self.owner
            .put(&shelf, &json!({ "on_hand": on_hand }))
            .await
            .expect(200);
        goods
    }

    /// A guest who has put so many into a cart.
    pub async fn basket(&self, goods: &Goods, quantity: u32) -> Basket {
        let client = self.anonymous.another();
        let item = json!({ "product_id": goods.product, "variant_id": goods.variant, "quantity": quantity });
        let answer = client.post("/api/v1/cart/items", &item).await.expect(201);
        Basket {
            client: client.another(),
            token: answer.header("x-cart-token"),
        }
    }
}

impl Basket {
    /// A checkout that fits any new shop: picked up, paid at the counter.
    pub fn order_body(email: &str) -> Value {
        json!({ "email": email, "shipping_method": "pickup", "payment_method": "cash_on_delivery" })
    }

    /// Sends a checkout with this key.
    pub async fn order(&self, key: &str, body: &Value) -> Answer {
        let request = self.client.request(Method::POST, "/api/v1/orders").json(body);
        self.client
            .send(
                request
                    .header("idempotency-key", key)
                    .header("x-cart-token", &self.token),
            )
            .await
    }

    /// The same cart, asked for at another server.
    #[must_use]
    pub fn at(&self, address: std::net::SocketAddr, host: &str) -> Self {
        Self {
            client: self.client.towards(address, host),
            token: self.token.clone(),
        }
    }
}

//! A month of orders, so that the dashboard has something to tell: placed, paid and shipped as people would.

use anyhow::Context as _;
use db::TenantTx;
use http::AppData;
use http::shop::Shop;
use kernel::{Actor, Clock, Env, Locale, TenantId};
use sales::Desk;
use sales::model::cart::CartLimits;
use sales::model::{CartKey, OrderId, OrderStatus};
use sales::ops::advance_order::StepRequest;
use sales::ops::place_order::Buyer;
use sales::ops::receive_payment::ReceiptRequest;
use sales::ops::{add_item, advance_order, place_order, receive_payment};
use serde_json::{Value, json};

const DAY: i64 = 24 * 3600;

/// Who buys: name, e-mail, phone, street, municipality.
pub const BUYERS: [(&str, &str, &str, &str, &str); 6] = [
    (
        "Laura Restrepo",
        "clienta@demo.test",
        "3001234567",
        "Carrera 7 # 45-10, apto 502",
        "11001",
    ),
    (
        "Andrés Cárdenas",
        "andres.cardenas@correo.test",
        "3109876543",
        "Calle 10 # 43-20",
        "05001",
    ),
    (
        "Marcela Ospina",
        "marcela.ospina@correo.test",
        "3152223344",
        "Avenida 6 Norte # 23-41",
        "76001",
    ),
    (
        "Comercial Los Andes",
        "compras@losandes.test",
        "6017001122",
        "Calle 72 # 10-07, oficina 301",
        "11001",
    ),
    (
        "Yesenia Barrios",
        "yesenia.barrios@correo.test",
        "3004445566",
        "Carrera 54 # 72-80",
        "08001",
    ),
    (
        "Camilo Rincón",
        "camilo.rincon@correo.test",
        "3187778899",
        "Calle 35 # 19-41",
        "68001",
    ),
];

/// How far an order has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Placed,
    Confirmed,
    Shipped,
    Delivered,
}

/// Places some forty orders, the older ones delivered, the newest waiting for the shop.
pub async fn place_some(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let shop = app.shops.by_id(tenant).await?;
    let now = app.env.now();
    for n in 0..40_i64 {
        let days_ago = 29 - n * 29 / 39;
        // Opening hours, and more on some days than on others.
        let when = now.plus_seconds(-days_ago * DAY - (n * 7919) % (9 * 3600) - 600);
        let until = match n {
            36.. => Until::Placed,
            33..36 => Until::Confirmed,
            29..33 => Until::Shipped,
            _ => Until::Delivered,
        };
        let env = Env::with_clock(Clock::manual(when.0));
        let mut tx = TenantTx::begin(&app.pools.app, tenant, Actor::System, env.clone()).await?;
        one(&mut tx, app, &shop, &env, n, until)
            .await
            .with_context(|| format!("demo order {n}"))?;
        tx.commit().await?;
    }
    Ok(())
}

async fn one(
    tx: &mut TenantTx,
    app: &AppData,
    shop: &Shop,
    env: &Env,
    n: i64,
    until: Until,
) -> anyhow::Result<()> {
    let desk = Desk::of(app);
    let cart = fill_cart(tx, n).await?;
    let buyer = Buyer {
        cart,
        account: None,
        locale: Locale::Es,
    };
    let placed = place_order(tx, &desk, shop, &buyer, &serde_json::from_value(request(n))?).await?;
    let id = placed.order.order_id;
    if until == Until::Placed {
        return Ok(());
    }
    if n % 3 == 0 {
        receive_payment(tx, &desk, id, &ReceiptRequest { reference: None }).await?;
    }
    for (status, after) in [
        (OrderStatus::Confirmed, 1800),
        (OrderStatus::Processing, 7200),
        (OrderStatus::Shipped, DAY / 2),
        (OrderStatus::Delivered, DAY),
    ] {
        env.clock().advance(after);
        step(tx, &desk, id, status).await?;
        let reached = matches!(
            (until, status),
            (Until::Confirmed, OrderStatus::Processing) | (Until::Shipped, OrderStatus::Shipped)
        );
        if reached {
            break;
        }
    }
    Ok(())
}

async fn step(tx: &mut TenantTx, desk: &Desk, id: OrderId, status: OrderStatus) -> anyhow::Result<()> {
    let shipped = status == OrderStatus::Shipped;
    let step: StepRequest = serde_json::from_value(json!({
        "status": status,
        "carrier": shipped.then_some("Servientrega"),
        "tracking_code": shipped.then_some("9140012345"),
    }))?;
    advance_order(tx, desk, id, &step).await?;
    Ok(())
}

/// One to three things that are there, other ones for each order.
async fn fill_cart(tx: &mut TenantTx, n: i64) -> anyhow::Result<CartKey> {
    let goods: Vec<(kernel::id::Uuid, kernel::id::Uuid)> = sqlx::query_as(
        "select v.product_id, v.variant_id
           from variant v
           join product p on p.tenant_id = v.tenant_id and p.product_id = v.product_id and p.status = 'active'
           join stock s on s.tenant_id = v.tenant_id and s.variant_id = v.variant_id and s.on_hand - s.reserved > 3
          where v.tenant_id = $1
          order by md5(v.sku || $2::text)
          limit $3",
    )
    .bind(tx.tenant())
    .bind(n)
    .bind(n % 3 + 1)
    .fetch_all(&mut **tx)
    .await?;
    let mut key = CartKey {
        person: None,
        token_cart: None,
        limits: CartLimits::default(),
    };
    for (product, variant) in goods {
        let item = json!({ "product_id": product, "variant_id": variant, "quantity": 1 + n % 2 });
        key.token_cart = Some(add_item(tx, key, serde_json::from_value(item)?).await?.cart);
    }
    Ok(key)
}

fn request(n: i64) -> Value {
    let buyer = BUYERS[usize::try_from(n).unwrap_or(0) % BUYERS.len()];
    let (name, email, phone, street, municipality) = buyer;
    json!({
        "email": email,
        "shipping_address": { "name": name, "phone": phone, "street": street, "municipality_code": municipality },
        "shipping_method": if n % 5 == 4 { "pickup" } else { "delivery" },
        "payment_method": if n % 3 == 0 { "bank_transfer" } else { "cash_on_delivery" },
    })
}

/// The demo's buyers are not there: what they would have been told is not sent, and unpaid ones do not expire at once.
pub async fn forget_letters(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    for sql in [
        "delete from job where tenant_id = $1",
        "delete from message where tenant_id = $1",
    ] {
        sqlx::query(sql).bind(tenant).execute(&mut *tx).await?;
    }
    Ok(tx.commit().await?)
}

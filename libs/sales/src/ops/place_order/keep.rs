//! Writing an order down.

use db::TenantTx;
use http::LinkKey;
use kernel::Result;

use crate::model::{CartId, Order, OrderLine, OrderPromotion};

/// The next number of this shop; the first is 1001. All orders of the shop queue here until the commit.
pub(super) async fn next_number(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "insert into counter (tenant_id, name, value) values ($1, 'order', 1001)
         on conflict (tenant_id, name) do update set value = counter.value + 1
         returning value",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

pub(super) async fn insert_order(
    tx: &mut TenantTx,
    order: &Order,
    cart: CartId,
    key: &LinkKey,
) -> Result<()> {
    sqlx::query(
        "insert into sales_order
           (tenant_id, order_id, created_at, number, cart_id, person_id, access_hash, access_sealed, email,
            customer_name, phone, locale, status, payment_status, currency, subtotal, discount, shipping_price,
            shipping_discount, tax, total, weight_g, shipping_method, shipping_zone, shipping_address, billing_address, payment_method,
            payment_reference, notes, pay_until, paid_at, updated_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(order.created_at)
    .bind(order.number)
    .bind(cart)
    .bind(order.person_id)
    .bind(key.hash.as_slice())
    .bind(&order.access_sealed)
    .bind(&order.email)
    .bind(&order.customer_name)
    .bind(&order.phone)
    .bind(order.locale)
    .bind(order.status)
    .bind(order.payment_status)
    .bind(order.currency.as_str())
    .bind(order.subtotal)
    .bind(order.discount)
    .bind(order.shipping_price)
    .bind(order.shipping_discount)
    .bind(order.tax)
    .bind(order.total)
    .bind(order.weight_g)
    .bind(order.shipping_method)
    .bind(&order.shipping_zone)
    .bind(&order.shipping_address)
    .bind(&order.billing_address)
    .bind(order.payment_method)
    .bind(&order.payment_reference)
    .bind(&order.notes)
    .bind(order.pay_until)
    .bind(order.paid_at)
    .bind(order.updated_at)
    .bind(order.version)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All lines in one statement.
pub(super) async fn insert_lines(tx: &mut TenantTx, order: &Order, lines: &[OrderLine]) -> Result<()> {
    fn column<T>(lines: &[OrderLine], of: impl Fn(&OrderLine) -> T) -> Vec<T> {
        lines.iter().map(of).collect()
    }
    sqlx::query(
        "insert into order_line
           (tenant_id, order_id, order_created_at, position, product_id, variant_id, name, options, sku, image_key,
            quantity, unit_price, total, tax_class, tax_name, tax_rate_bp, tax, weight_g, discount)
         select $1, $2, $3, l.position, l.product_id, l.variant_id, l.name, l.options, l.sku, l.image_key, l.quantity,
                l.unit_price, l.total, l.tax_class, l.tax_name, l.tax_rate_bp, l.tax, l.weight_g, l.discount
           from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::integer[],
                  $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::integer[], $16::bigint[], $17::bigint[], $18::bigint[])
                with ordinality
             as l (product_id, variant_id, name, options, sku, image_key, quantity, unit_price, total, tax_class,
                   tax_name, tax_rate_bp, tax, weight_g, discount, position)",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(order.created_at)
    .bind(column(lines, |l| l.product_id))
    .bind(column(lines, |l| l.variant_id))
    .bind(column(lines, |l| l.name.clone()))
    .bind(column(lines, |l| l.options.clone()))
    .bind(column(lines, |l| l.sku.clone()))
    .bind(column(lines, |l| l.image_key.clone()))
    .bind(column(lines, |l| l.quantity))
    .bind(column(lines, |l| l.unit_price))
    .bind(column(lines, |l| l.total))
    .bind(column(lines, |l| l.tax_class.clone()))
    .bind(column(lines, |l| l.tax_name.clone()))
    .bind(column(lines, |l| l.tax_rate_bp))
    .bind(column(lines, |l| l.tax))
    .bind(column(lines, |l| l.weight_g))
    .bind(column(lines, |l| l.discount))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What promotions gave, a row each.
pub(super) async fn insert_promotions(
    tx: &mut TenantTx,
    order: &Order,
    given: &[OrderPromotion],
) -> Result<()> {
    for (position, promotion) in (0_i16..).zip(given) {
        sqlx::query(
            "insert into order_promotion
               (tenant_id, order_id, order_created_at, position, promotion_id, name, code, line_amounts, amount,
                shipping_amount)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(tx.tenant())
        .bind(order.order_id)
        .bind(order.created_at)
        .bind(position)
        .bind(promotion.promotion_id)
        .bind(&promotion.name)
        .bind(&promotion.code)
        .bind(&promotion.line_amounts)
        .bind(promotion.amount)
        .bind(promotion.shipping_amount)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

//! What must be true of the rows at any time, whatever was killed and whoever raced.

use sqlx::PgConnection;

/// A promise, and a query for what breaks it: no rows, or a text for each breach.
const PROMISES: &[(&str, &str)] = &[
    (
        "stock is the sum of its movements",
        "select format('variant %s: on_hand %s, reserved %s, moved %s and %s', variant_id, s.on_hand, s.reserved,
                  m.on_hand, m.reserved)
           from stock s
           left join (
             select tenant_id, variant_id, sum(on_hand_change) as on_hand, sum(reserved_change) as reserved
               from stock_movement group by 1, 2) m using (tenant_id, variant_id)
          where (s.on_hand, s.reserved) is distinct from (coalesce(m.on_hand, 0), coalesce(m.reserved, 0))",
    ),
    (
        "no more is promised than is there",
        "select format('variant %s: on_hand %s, reserved %s', variant_id, on_hand, reserved)
           from stock where reserved > on_hand or reserved < 0 or on_hand < 0",
    ),
    (
        "what is reserved is what open orders hold",
        "select format('variant %s: reserved %s, open orders hold %s', variant_id, s.reserved, o.held)
           from stock s
           left join (
             select l.tenant_id, l.variant_id, sum(l.quantity) as held
               from order_line l join sales_order o using (tenant_id, order_id)
              where o.status in ('pending', 'confirmed', 'processing') group by 1, 2) o using (tenant_id, variant_id)
          where s.reserved <> coalesce(o.held, 0)",
    ),
    (
        "what was ordered moved in stock",
        "select format('order %s: variant %s', order_id, variant_id)
           from order_line l
          where not exists (
            select from stock_movement m
             where m.tenant_id = l.tenant_id and m.order_id = l.order_id and m.variant_id = l.variant_id
               and m.kind = 'reserve' and m.reserved_change = l.quantity)",
    ),
    (
        "goods that move for an order have an order",
        "select format('movement %s: order %s', movement_id, order_id) from stock_movement m
          where order_id is not null
            and not exists (select from sales_order o where o.tenant_id = m.tenant_id and o.order_id = m.order_id)",
    ),
    (
        "an order has lines, and they add up",
        "select format('order %s: subtotal %s tax %s shipping %s total %s, lines %s and tax %s', o.order_id, o.subtotal,
                  o.tax, o.shipping_price, o.total, sum(l.total), sum(l.tax))
           from sales_order o left join order_line l using (tenant_id, order_id)
          group by o.tenant_id, o.order_id, o.created_at
         having count(l.*) = 0 or o.subtotal <> sum(l.total) or o.tax <> sum(l.tax)
             or o.discount <> sum(l.discount)
             or o.total <> sum(l.total - l.discount) + o.shipping_price - o.shipping_discount",
    ),
    (
        // Events of one moment have no order of their own, so the steps are followed by their names. An order that its late
        // money brought back has been where it stands before.
        "an order's history leads by single steps from its placing to where it stands",
        "select format('order %s: %s, %s', o.order_id, o.status, array_agg(e.from_state || ' to ' || e.to_state))
           from sales_order o
           left join order_event e on e.tenant_id = o.tenant_id and e.order_id = o.order_id and e.kind = 'status'
          group by o.tenant_id, o.order_id, o.status
         having count(*) filter (where e.from_state = 'cancelled') = 0 and (count(e.*) = 0 or count(e.from_state) <> count(e.*) - 1
             or count(distinct e.from_state) <> count(e.from_state) or count(distinct e.to_state) <> count(e.to_state)
             or not array_agg(e.to_state) @> array_remove(array_agg(e.from_state), null)
             or array_agg(e.from_state) @> array[o.status] or not array_agg(e.to_state) @> array[o.status])",
    ),
    (
        "an order owes by one live attempt to pay",
        "select format('order %s owes %s', order_id, total) from sales_order o
          where o.status <> 'cancelled'
            and not exists (
              select from payment_attempt a
               where a.tenant_id = o.tenant_id and a.payable_kind = 'order' and a.payable_id = o.order_id
                 and a.amount = o.total and a.status not in ('rejected', 'cancelled', 'expired'))",
    ),
    (
        "a cart that was ordered is closed, and was ordered once",
        "select format('cart %s: %s, %s orders', cart_id, c.status, count(o.*))
           from cart c left join sales_order o using (tenant_id, cart_id)
          group by c.tenant_id, cart_id, c.status
         having (c.status = 'ordered') <> (count(o.*) = 1) or count(o.*) > 1",
    ),
    (
        "an order's number is its own",
        "select format('number %s', number) from sales_order group by tenant_id, number having count(*) > 1",
    ),
    (
        "a key that was taken has its answer",
        "select format('%s %s %s', actor, route, key) from idempotency_key where status is null or body is null",
    ),
    (
        "every order is confirmed by one mail",
        "select format('%s: %s orders, %s mails', email, orders, mails) from (
           select o.tenant_id, o.email, count(*) as orders,
                  (select count(*) from message m
                    where m.tenant_id = o.tenant_id and m.to_address = o.email and m.purpose = 'sales.order_placed') as mails
             from sales_order o group by 1, 2) told
          where orders <> mails",
    ),
    (
        "a mail that waits has a job that sends it",
        "select format('mail %s to %s', message_id, to_address) from message m
          where status = 'queued'
            and not exists (
              select from job j where j.tenant_id = m.tenant_id and j.payload::text like '%' || m.message_id || '%'
                 and j.status in ('waiting', 'running'))",
    ),
    (
        "an order that waits for money has a job that ends the wait",
        "select format('order %s', order_id) from sales_order o
          where status = 'pending' and payment_status = 'pending' and pay_until is not null
            and not exists (
              select from job j where j.tenant_id = o.tenant_id and j.kind = 'sales.expire_order'
                 and j.payload::text like '%' || o.order_id || '%')",
    ),
];

/// A sentence for each promise that is broken, all looked at in one moment. `conn` must see every row.
pub async fn broken(conn: &mut PgConnection) -> Vec<String> {
    sqlx::raw_sql("begin isolation level repeatable read read only")
        .execute(&mut *conn)
        .await
        .unwrap();
    let mut found = vec![];
    for (promise, query) in PROMISES {
        let breaches: Vec<String> = sqlx::query_scalar(*query)
            .fetch_all(&mut *conn)
            .await
            .unwrap_or_else(|e| panic!("{promise}: {e}"));
        found.extend(
            breaches
                .into_iter()
                .map(|breach| format!("{promise}, but {breach}")),
        );
    }
    sqlx::raw_sql("commit").execute(conn).await.unwrap();
    found
}

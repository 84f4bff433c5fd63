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
             or o.total <> sum(l.total) + o.shipping_price",
    ),
    (
        "an order's history begins with its placing and ends where it stands",
        "select format('order %s: %s', order_id, o.status) from sales_order o
          where not exists (
                select from order_event e
                 where e.tenant_id = o.tenant_id and e.order_id = o.order_id and e.kind = 'status' and from_state is null)
             or (select to_state from order_event e
                  where e.tenant_id = o.tenant_id and e.order_id = o.order_id and e.kind = 'status'
                  order by e.created_at desc, e.event_id desc limit 1) is distinct from o.status",
    ),
    (
        "each step of an order follows the one before",
        "select format('order %s: %s after %s', order_id, from_state, before) from (
           select tenant_id, order_id, from_state,
                  lag(to_state) over (partition by tenant_id, order_id order by created_at, event_id) as before
             from order_event where kind = 'status') steps
          where from_state is distinct from before",
    ),
    (
        "an order owes by one live attempt to pay",
        "select format('order %s: attempt %s', order_id, payment_attempt_id) from sales_order o
          where o.status <> 'cancelled'
            and not exists (
              select from payment_attempt a
               where a.tenant_id = o.tenant_id and a.attempt_id = o.payment_attempt_id and a.payable_id = o.order_id
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
        "who orders gets a mail, or one waits for them",
        "select format('order %s: %s', order_id, email) from sales_order o
          where not exists (
                select from mail_message m where m.tenant_id = o.tenant_id and m.to_address = o.email)
            and not exists (
                select from job j where j.tenant_id = o.tenant_id and j.payload::text like '%' || o.order_id || '%')",
    ),
];

/// A sentence for each promise that is broken. `conn` must see every row.
pub async fn broken(conn: &mut PgConnection) -> Vec<String> {
    let mut found = vec![];
    for (promise, query) in PROMISES {
        let breaches: Vec<String> =
            sqlx::query_scalar(*query).fetch_all(&mut *conn).await.unwrap_or_else(|e| panic!("{promise}: {e}"));
        found.extend(breaches.into_iter().map(|breach| format!("{promise}, but {breach}")));
    }
    found
}

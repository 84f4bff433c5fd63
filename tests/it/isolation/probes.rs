//! How each route with an id is called.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;
use testkit::{Answer, Client};

use super::neighbour::picture;

/// Whose client calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Owner,
    Customer,
    Nobody,
    /// Nobody, with a cart.
    Shopper,
}

/// What is sent. `{name}` in a text is one of the caller's own ids.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    None,
    Json(&'static str),
    Form(&'static str),
    Picture,
}

/// How one route is called.
#[derive(Debug)]
pub struct Probe {
    pub route: &'static str,
    pub method: &'static str,
    /// With `{name}` for ids of [`super::neighbour::Neighbour::ids`].
    pub path: &'static str,
    pub body: Body,
    pub who: Who,
    pub succeeds: u16,
    /// Answers without end: only the status is read.
    pub streams: bool,
    /// Why the neighbour's id must be tried before the own one.
    pub foreign_first: Option<&'static str>,
}

pub const fn call(
    route: &'static str,
    method: &'static str,
    path: &'static str,
    body: Body,
    succeeds: u16,
) -> Probe {
    Probe {
        route,
        method,
        path,
        body,
        who: Who::Owner,
        succeeds,
        streams: false,
        foreign_first: None,
    }
}

impl Probe {
    /// Asks, with `path_ids` in the path and the caller's `own` in the body.
    pub async fn ask(
        &self,
        client: &Client,
        path_ids: &BTreeMap<String, String>,
        own: &BTreeMap<String, String>,
    ) -> Answer {
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let request = client.request(method, &filled(self.path, path_ids));
        let request = match self.body {
            Body::None => request,
            Body::Json(body) => {
                let body: Value = serde_json::from_str(&filled(body, own))
                    .unwrap_or_else(|e| panic!("{}: {e}", self.route));
                request.json(&body)
            }
            Body::Form(form) => request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(filled(form, own)),
            Body::Picture => request.multipart(picture()),
        };
        if self.streams {
            return client.only_status(request).await;
        }
        client.send(request.header("idempotency-key", self.route)).await
    }

    /// The same at another path.
    pub const fn at(&self, path: &'static str) -> Self {
        Self { path, ..*self }
    }

    pub const fn by(mut self, who: Who) -> Self {
        self.who = who;
        self
    }

    const fn foreign_first(mut self, reason: &'static str) -> Self {
        self.foreign_first = Some(reason);
        self
    }

    const fn streaming(mut self) -> Self {
        self.streams = true;
        self
    }
}

fn filled(text: &str, ids: &BTreeMap<String, String>) -> String {
    ids.iter().fold(text.to_owned(), |text, (name, id)| {
        text.replace(&format!("{{{name}}}"), id)
    })
}

const fn get(route: &'static str, path: &'static str) -> Probe {
    call(route, "GET", path, Body::None, 200)
}

pub const fn post(route: &'static str, path: &'static str, body: &'static str, succeeds: u16) -> Probe {
    call(route, "POST", path, Body::Json(body), succeeds)
}

/// What a payer's program sends.
const PSE_JSON: &str = r#"{"method":"pse","bank":"1007","payer":{"kind":"person","document_type":"CC","document":"1","first_name":"A","last_name":"B","email":"a@a.test","phone":"3001234567","street":"C","city":"D"}}"#;
/// What a customer's browser says, with the key and the secret of RFC 8291 §5.
const FOLLOWS: &str = r#"{"endpoint":"http://127.0.0.1:9/sigue","p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}"#;
/// What a payer types.
const PSE: &str = "bank=1007&document_type=CC&document=1&first_name=A&last_name=B&email=a@a.test&phone=3001234567&street=C&city=D";

pub const fn put(route: &'static str, path: &'static str, body: &'static str, succeeds: u16) -> Probe {
    call(route, "PUT", path, Body::Json(body), succeeds)
}

pub const fn patch(route: &'static str, path: &'static str, body: &'static str, succeeds: u16) -> Probe {
    call(route, "PATCH", path, Body::Json(body), succeeds)
}

const fn delete(route: &'static str, path: &'static str, succeeds: u16) -> Probe {
    call(route, "DELETE", path, Body::None, succeeds)
}

const fn form(route: &'static str, path: &'static str, body: &'static str) -> Probe {
    call(route, "POST", path, Body::Form(body), 303)
}

const fn upload(route: &'static str, path: &'static str, succeeds: u16) -> Probe {
    call(route, "POST", path, Body::Picture, succeeds)
}

/// Routes whose `{…}` names nothing of any shop.
pub const THE_SAME_FOR_ALL: &[&str] = &[
    // The provider's: nobody of a shop gets as far as the id (`panel::staff`).
    "tenant_page",
    "note_tenant_form",
    "suspend_tenant_form",
    "reactivate_tenant_form",
    "close_tenant_form",
    "choose_flag_form",
    "extend_trial_form",
    "give_plan_form",
    "open_support_form",
    "end_support_form",
    "get_tenant",
    "note_tenant",
    "suspend_tenant",
    "reactivate_tenant",
    "close_tenant",
    "choose_flag",
    "extend_trial",
    "give_plan",
    "open_support_access",
    "end_support_access",
    "share_flag",
    "withdraw_announcement",
    "change_platform_staff",
    "list_municipalities",
    "run_schedule",
    "run_schedule_form",
    "get_message_template",
    "put_message_template",
    "restore_message_template",
    "preview_message_template",
    "test_message_template",
    "message_template_page",
    "message_template_form",
    "message_template_preview",
    "message_template_test",
    "message_template_restore",
    "mail_bounced",
    "mercadopago_webhook",
    "stripe_webhook",
];

/// The same body would fail a second time whatever the id.
const THE_VERSION_IS_USED_UP: &str = "the version in the body is used up by success";

/// One a route; what destroys comes after what reads.
#[rustfmt::skip]
pub const PROBES: &[Probe] = &[
    // reviews and wishes: while the product is for sale
    get("list_reviews", "/api/v1/products/{product}/reviews").by(Who::Nobody),
    get("get_own_review", "/api/v1/products/{product}/review?order_id={order_review}&key={order_review_key}").by(Who::Nobody),
    put("write_review", "/api/v1/products/{product}/review", r#"{"stars":4,"text":"Bien","order_id":"{order_review}","order_key":"{order_review_key}"}"#, 200).by(Who::Nobody),
    upload("add_review_picture", "/api/v1/reviews/{review}/pictures?key={order_review_key}", 204).by(Who::Nobody),
    delete("remove_review_picture", "/api/v1/reviews/{review}/pictures/0?key={order_review_key}", 204).by(Who::Nobody),
    post("report_review", "/api/v1/reviews/{review}/reports", r#"{"reason":"Insulta"}"#, 202).by(Who::Nobody),
    get("reviews_page", "/p/{product_slug}/reviews").by(Who::Nobody),
    get("review_this_page", "/p/{product_slug}/review").by(Who::Nobody),
    get("order_reviews_page", "/orders/{order_review}/reviews?key={order_review_key}").by(Who::Nobody),
    get("write_review_page", "/orders/{order_review}/reviews/{product}?key={order_review_key}").by(Who::Nobody),
    form("write_review_form", "/orders/{order_review}/reviews/{product}?key={order_review_key}", "stars=5&text=Muy+bien").by(Who::Nobody),
    upload("review_picture_form", "/orders/{order_review}/reviews/{product}/pictures?key={order_review_key}", 303).by(Who::Nobody),
    form("remove_review_picture_form", "/orders/{order_review}/reviews/{product}/pictures/remove?key={order_review_key}", "position=0").by(Who::Nobody),
    get("report_review_page", "/reviews/{review}/report").by(Who::Nobody),
    form("report_review_form", "/reviews/{review}/report", "reason=Insulta").by(Who::Nobody),
    put("answer_review", "/api/v1/admin/reviews/{review}/answer", r#"{"text":"Gracias"}"#, 204),
    form("answer_review_form", "/admin/reviews/{review}/answer", "text=Gracias+otra+vez"),
    call("keep_review", "POST", "/api/v1/admin/reviews/{review_reported}/keep", Body::None, 204),
    form("keep_review_form", "/admin/reviews/{review_reported_desk}/keep", ""),
    call("add_wish", "PUT", "/api/v1/wishlist/{product}", Body::None, 200).by(Who::Nobody),
    delete("remove_wish", "/api/v1/wishlist/{product}", 200).by(Who::Nobody),
    // catalog: what everybody sees
    get("find_product", "/api/v1/products/{product}").by(Who::Nobody),
    get("product_page", "/p/{product_slug}").by(Who::Nobody),
    get("category_page", "/c/{category_slug}").by(Who::Nobody),
    get("find_category", "/api/v1/categories/{category}").by(Who::Nobody),
    get("media", "/media/{media}").by(Who::Nobody),
    // catalog: API, and before it the form that knows the version
    form("desk_product_form", "/admin/products/{product}", "version={product_version}&name=De+la+mesa&price=12.000&status=active&tax_class=iva_19").foreign_first(THE_VERSION_IS_USED_UP),
    put("update_product", "/api/v1/products/{product}", r#"{"name":"Otro nombre","price":1000000}"#, 200),
    patch("patch_product", "/api/v1/products/{product}", r#"{"featured":true}"#, 200),
    put("put_variants", "/api/v1/products/{product}/variants", r#"{"variants":[{"id":"{variant}","price":1000000}]}"#, 200),
    patch("describe_picture", "/api/v1/products/{product}/pictures/{picture}", r#"{"alt":"una foto"}"#, 204),
    put("reorder_pictures", "/api/v1/products/{product}/pictures/order", r#"{"ids":["{picture}"]}"#, 204),
    call("duplicate_product", "POST", "/api/v1/products/{product}/duplicate", Body::None, 201),
    delete("archive_product", "/api/v1/products/{product_gone}", 204),
    put("update_category", "/api/v1/categories/{category}", r#"{"name":"Otra"}"#, 200),
    upload("set_category_picture", "/api/v1/categories/{category}/picture", 200),
    delete("remove_category_picture", "/api/v1/categories/{category}/picture", 204),
    delete("delete_category", "/api/v1/categories/{category_gone}", 204),
    put("update_brand", "/api/v1/brands/{brand}", r#"{"name":"Otra marca"}"#, 200),
    delete("delete_brand", "/api/v1/brands/{brand_gone}", 204),
    // catalog: desk
    get("desk_product_page", "/admin/products/{product}"),
    form("duplicate_product_form", "/admin/products/{product}/duplicate", ""),
    form("arrange_pictures_form", "/admin/products/{product}/pictures/arrange", "action=first:{picture}"),
    delete("delete_picture", "/api/v1/products/{product}/pictures/{picture}", 204),
    upload("add_picture", "/api/v1/products/{product}/pictures", 201),
    upload("upload_picture_form", "/admin/products/{product}/pictures", 303),
    get("desk_category_page", "/admin/categories/{category}"),
    form("desk_category_form", "/admin/categories/{category}", "name=De+la+mesa&active=true"),
    form("move_category_form", "/admin/categories/{category}/move", "way=down"),
    upload("category_picture_form", "/admin/categories/{category}/picture", 303),
    form("delete_category_picture_form", "/admin/categories/{category}/picture/delete", ""),
    form("delete_category_form", "/admin/categories/{category_left}/delete", ""),
    // inventory
    put("set_on_hand", "/api/v1/admin/inventory/{variant}", r#"{"on_hand":40}"#, 200),
    post("receive_stock", "/api/v1/admin/inventory/{variant}/receive", r#"{"quantity":5}"#, 200),
    get("list_movements", "/api/v1/admin/inventory/{variant}/movements"),
    get("movements_page", "/admin/inventory/{variant}"),
    // exchange
    get("find_import", "/api/v1/admin/products/imports/{import_done}"),
    get("list_import_faults", "/api/v1/admin/products/imports/{import_faulty}/faults"),
    call("apply_import", "POST", "/api/v1/admin/products/imports/{import_ready}/apply", Body::None, 202),
    get("import_page", "/admin/products/imports/{import_faulty}"),
    get("import_live", "/admin/products/imports/{import_done}/live"),
    get("import_faults_csv", "/admin/products/imports/{import_faulty}/faults.csv"),
    form("apply_import_form", "/admin/products/imports/{import_ready_desk}/apply", ""),
    // integrators
    delete("revoke_api_key", "/api/v1/admin/api-keys/{api_key_gone}", 204),
    form("revoke_api_key_form", "/admin/integrations/keys/{api_key_left}/revoke", ""),
    get("get_event_webhook", "/api/v1/admin/webhooks/{hook}"),
    put("update_event_webhook", "/api/v1/admin/webhooks/{hook}", r#"{"events":["order.paid"]}"#, 200),
    call("renew_event_webhook_secret", "POST", "/api/v1/admin/webhooks/{hook}/secret", Body::None, 201),
    call("test_event_webhook", "POST", "/api/v1/admin/webhooks/{hook}/test", Body::None, 202),
    get("list_webhook_deliveries", "/api/v1/admin/webhooks/{hook}/deliveries"),
    call("replay_webhook_delivery", "POST", "/api/v1/admin/webhooks/{hook}/deliveries/{delivery}/replay", Body::None, 202),
    post("replay_failed_webhook_deliveries", "/api/v1/admin/webhooks/{hook}/replay", r#"{"since":"2026-01-01T00:00:00Z"}"#, 202),
    delete("remove_event_webhook", "/api/v1/admin/webhooks/{hook_gone}", 204),
    get("event_webhook_page", "/admin/integrations/webhooks/{hook}"),
    form("event_webhook_form", "/admin/integrations/webhooks/{hook_desk}", "version=1&events=order.paid&enabled=true"),
    call("renew_event_webhook_secret_form", "POST", "/admin/integrations/webhooks/{hook_desk}/secret", Body::Form(""), 201),
    form("test_event_webhook_form", "/admin/integrations/webhooks/{hook_desk}/test", ""),
    form("replay_delivery_form", "/admin/integrations/webhooks/{hook_desk}/deliveries/{delivery_desk}/replay", ""),
    form("replay_failed_deliveries_form", "/admin/integrations/webhooks/{hook_desk}/replay", "days=3"),
    form("remove_event_webhook_form", "/admin/integrations/webhooks/{hook_left}/remove", ""),
    // ledger
    get("ledger_transaction_page", "/admin/ledger/{ledger_txn}"),
    get("get_ledger_transaction", "/api/v1/admin/ledger/transactions/{ledger_txn}"),
    post("reverse_ledger_transaction", "/api/v1/admin/ledger/transactions/{ledger_txn_back}/reverse", r#"{"reason":"Fue un error"}"#, 200),
    form("reverse_ledger_form", "/admin/ledger/{ledger_txn_back_desk}/reverse", "reason=Fue+un+error"),
    // promotions: the form that knows the version first
    get("promotion_page", "/admin/promotions/{promotion}"),
    form("promotion_form", "/admin/promotions/{promotion}", "version=1&kind=percent&percent=15&name=Quince&code=QUINCE").foreign_first(THE_VERSION_IS_USED_UP),
    get("get_promotion", "/api/v1/admin/promotions/{promotion}"),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"percent","percent":20,"code":"VEINTE"}"#, 200),
    put("set_promotion_status", "/api/v1/admin/promotions/{promotion}/status", r#"{"status":"paused"}"#, 200),
    form("promotion_status_form", "/admin/promotions/{promotion_left}/status", "status=archived"),
    get("customer_group_page", "/admin/customer-groups/{group}"),
    form("customer_group_form", "/admin/customer-groups/{group_left}", "name=Los+de+siempre"),
    put("rename_customer_group", "/api/v1/admin/customer-groups/{group}", r#"{"name":"Al por mayor"}"#, 200),
    get("list_group_members", "/api/v1/admin/customer-groups/{group}/members"),
    post("add_group_member", "/api/v1/admin/customer-groups/{group_left}/members", r#"{"email":"ours@clientes.test"}"#, 201),
    form("add_group_member_form", "/admin/customer-groups/{group_more}/members", "email=ours@clientes.test"),
    delete("remove_group_member", "/api/v1/admin/customer-groups/{group}/members/{customer}", 204),
    form("remove_group_member_form", "/admin/customer-groups/{group_more}/members/{customer}/remove", ""),
    delete("delete_customer_group", "/api/v1/admin/customer-groups/{group_gone}", 204),
    form("delete_customer_group_form", "/admin/customer-groups/{group_gone_desk}/delete", ""),
    // sales: carts
    delete("remove_cart_coupon", "/api/v1/cart/coupons/{promotion_used_code}", 200).by(Who::Shopper),
    put("set_cart_item", "/api/v1/cart/items/{item}", r#"{"quantity":2}"#, 200).by(Who::Shopper),
    form("cart_item_form", "/cart/items/{item}", "quantity=3").by(Who::Shopper),
    delete("remove_cart_item", "/api/v1/cart/items/{item}", 200).by(Who::Shopper),
    form("remove_cart_item_form", "/cart/items/{item_left}/remove", "").by(Who::Shopper),
    // sales: orders
    get("get_order", "/api/v1/orders/{order}"),
    get("desk_order_page", "/admin/orders/{order}"),
    get("desk_packing_page", "/admin/orders/{order}/print"),
    get("order_page", "/orders/{order}?key={order_key}").by(Who::Nobody),
    get("watch_order", "/api/v1/orders/{order}/events?key={order_key}").by(Who::Nobody).streaming(),
    post("receive_order_payment", "/api/v1/orders/{order}/payments/received", r#"{"reference":"123"}"#, 200),
    post("refund_order_payment", "/api/v1/orders/{order_back}/payments/refunded", r#"{"reference":"124"}"#, 200),
    put("set_order_status", "/api/v1/orders/{order_step}/status", r#"{"status":"confirmed"}"#, 200),
    form("desk_step_form", "/admin/orders/{order_step}/step", "status=processing"),
    form("desk_payment_form", "/admin/orders/{order_paid}/payment", "reference=9"),
    form("desk_refund_form", "/admin/orders/{order_back_desk}/refund", "reference=9"),
    post("cancel_order", "/api/v1/orders/{order_off}/cancel?key={order_off_key}", "{}", 200).by(Who::Nobody),
    form("cancel_order_form", "/orders/{order_away}/cancel?key={order_away_key}", "").by(Who::Nobody),
    get("customer_page", "/admin/customers/{customer}"),
    // sales: a zone's id is its place in the list, so the neighbour has more of them
    get("zone_page", "/admin/shipping/zones/{zone}"),
    form("zone_form", "/admin/shipping/zones/{zone}", "version={zone_version}&name=Lejos&departments=91&days_min=1&days_max=3&weight.0=5&price.0=9000").foreign_first(THE_VERSION_IS_USED_UP),
    form("delete_zone_form", "/admin/shipping/zones/{zone}/delete", "version={zone_version_next}").foreign_first(THE_VERSION_IS_USED_UP),
    // booking
    get("get_service", "/api/v1/services/{service}").by(Who::Nobody),
    put("update_service", "/api/v1/admin/services/{service}", r#"{"name":"Otro","price":1000000,"duration":30,"needs":[{"resources":[{"resource_id":"{resource}"}]}]}"#, 200),
    put("update_resource", "/api/v1/admin/resources/{resource}", r#"{"kind":"person","name":"Otra persona"}"#, 200),
    get("get_schedule", "/api/v1/admin/resources/{resource}/schedule"),
    put("set_schedule", "/api/v1/admin/resources/{resource}/schedule", r#"{"week":[{"weekday":1,"hours":[{"opens":"00:00","closes":"24:00"}]},{"weekday":2,"hours":[{"opens":"00:00","closes":"24:00"}]},{"weekday":3,"hours":[{"opens":"00:00","closes":"24:00"}]}]}"#, 200),
    delete("unblock_time", "/api/v1/admin/time-off/{block_gone}", 204),
    get("read_calendar_feed", "/api/sync/calendar/ical/{feed_token}.ics").by(Who::Nobody),
    delete("revoke_calendar_feed", "/api/v1/admin/calendar/feeds/{feed_gone}", 204),
    form("revoke_calendar_feed_form", "/admin/calendar/feeds/{feed_left}/revoke", ""),
    get("get_booking", "/api/v1/bookings/{booking}?key={booking_key}").by(Who::Nobody),
    post("reschedule_booking", "/api/v1/bookings/{booking_move}/reschedule?key={booking_move_key}", r#"{"start":"2026-11-25T22:00:00Z"}"#, 200).by(Who::Nobody),
    post("swap_bookings", "/api/v1/bookings/{booking_swap}/swap", r#"{"with_id":"{booking_swap_with}"}"#, 200),
    put("write_booking_notes", "/api/v1/bookings/{booking}/notes", r#"{"notes":"Puntual"}"#, 200),
    post("cancel_booking", "/api/v1/bookings/{booking_off}/cancel?key={booking_off_key}", "{}", 200).by(Who::Nobody),
    post("confirm_booking", "/api/v1/bookings/{booking_back}/confirm", "{}", 200),
    post("complete_booking", "/api/v1/bookings/{booking_done}/complete", "{}", 200),
    post("mark_no_show", "/api/v1/bookings/{booking_missed}/no-show", "{}", 200),
    delete("leave_line", "/api/v1/waitlist/{entry_gone}", 204),
    // identity
    get("person_page", "/admin/people/{person}"),
    patch("change_person", "/api/v1/admin/people/{person}", r#"{"role":"manager"}"#, 200),
    form("person_form", "/admin/people/{person}", "role=cashier&status=active"),
    form("invite_again_form", "/admin/people/{invited}/invite", ""),
    delete("reset_second_factor", "/api/v1/admin/people/{guarded}/second-factor", 204),
    form("reset_second_factor_form", "/admin/people/{guarded_left}/second-factor/reset", ""),
    delete("end_session", "/api/v1/auth/sessions/{session}", 204),
    form("end_session_form", "/account/sessions/{session_left}/end", ""),
    patch("rename_passkey", "/api/v1/auth/passkeys/{passkey}", r#"{"name":"La de la caja"}"#, 200),
    delete("remove_passkey", "/api/v1/auth/passkeys/{passkey_gone}", 204),
    get("passkey_page", "/account/security/passkeys/{passkey}"),
    form("passkey_form", "/account/security/passkeys/{passkey}", "name=La+azul"),
    form("remove_passkey_form", "/account/security/passkeys/{passkey_left}/remove", ""),
    // booking: desk; services and resources last, since what is saved there changes what can be booked
    get("desk_booking_page", "/admin/bookings/{agenda_booking}"),
    form("desk_booking_notes_form", "/admin/bookings/{agenda_booking}/notes", "notes=Llega+tarde"),
    form("desk_booking_move_form", "/admin/bookings/{agenda_booking_move}/move", "date={agenda_date}&time=15:00&duration=60&override=true&version=1"),
    form("desk_booking_step_form", "/admin/bookings/{agenda_booking_off}/step", "status=cancelled&version=1&reason=Llueve"),
    get("swap_bookings_page", "/admin/bookings/{agenda_booking_swap}/swap"),
    form("swap_bookings_form", "/admin/bookings/{agenda_booking_swap}/swap", "with_id={agenda_booking_swap_with}"),
    form("unblock_time_form", "/admin/time-off/{agenda_block}/delete", ""),
    form("remove_from_line_form", "/admin/waitlist/{agenda_entry}/remove", ""),
    get("desk_service_page", "/admin/services/{agenda_service}"),
    form("desk_service_form", "/admin/services/{agenda_service}", "version=1&name=Corte+corto&price=10.000&duration=30&horizon_kind=days&horizon_days=60&active=true"),
    get("desk_resource_page", "/admin/resources/{agenda_resource}"),
    form("desk_resource_form", "/admin/resources/{agenda_resource}", "version={agenda_resource_version}&kind=person&name=Otra&active=true&time_zone=America%2FBogota&day.1=9-13"),
    // calendars
    form("choose_calendars_form", "/admin/calendars/{calendar_account}", "reads={calendar_calendar}&writes={calendar_calendar}"),
    form("sync_calendars_form", "/admin/calendars/{calendar_account_sync}/sync", ""),
    form("disconnect_calendars_form", "/admin/calendars/{calendar_account_gone}/disconnect", ""),
    // insights: work that was given up
    post("replay_job", "/api/v1/admin/jobs/{dead_job}/replay", "{}", 204),
    delete("discard_job", "/api/v1/admin/jobs/{dead_job_gone}", 204),
    form("replay_job_form", "/admin/jobs/{dead_job_again}/replay", ""),
    form("discard_job_form", "/admin/jobs/{dead_job_off}/discard", ""),
    // notifications
    delete("lift_block", "/api/v1/admin/blocked-contacts/{block}", 204),
    form("lift_block_form", "/admin/messages/blocked/{block_left}/lift", ""),
    get("choices_page", "/avisos/{choices}").by(Who::Nobody),
    form("choices_form", "/avisos/{choices}", "marketing=true").by(Who::Nobody),
    call("unsubscribe_page", "GET", "/avisos/{choices}/reminder", Body::None, 303).by(Who::Nobody),
    call("unsubscribe", "POST", "/avisos/{choices}/reminder", Body::Form("List-Unsubscribe=One-Click"), 204).by(Who::Nobody),
    get("mail_page", "/dev/mailbox/{mail}").by(Who::Nobody),
    get("mail_body", "/dev/mailbox/{mail}/body").by(Who::Nobody),
    post("close_payment_difference", "/api/v1/admin/payments/differences/{difference}/close", r#"{"note":"Era otra cuenta"}"#, 204),
    form("close_payment_difference_form", "/admin/money/differences/{difference_left}", "note=Era"),
    get("payment_event_page", "/admin/payments/events/{event}"),
    post("replay_payment_event", "/api/v1/admin/payment-events/{event}/replay", "{}", 204),
    form("replay_payment_event_form", "/admin/payments/events/{event_left}/replay", ""),
    get("payment_page", "/admin/money/{payment}"),
    get("get_payment", "/api/v1/admin/payments/{payment}"),
    post("refund_payment", "/api/v1/admin/payments/{payment_left}/refunds", "{}", 202),
    form("refund_payment_form", "/admin/money/{payment_form}/refund", "key=01931f3e-dead-7000-8000-000000000000&amount=1.000"),
    get("pay_page", "/pay/{pay_token}").by(Who::Nobody),
    call("pay_back", "GET", "/pay/{pay_token}/back", Body::None, 303).by(Who::Nobody),
    // Paid already, which nobody learns of another shop's.
    post("pay_order", "/api/v1/orders/{order_money}/payments?key={order_money_key}", PSE_JSON, 409).by(Who::Nobody),
    call("pay_by_pse_form", "POST", "/pay/{pay_token}/pse", Body::Form(PSE), 409).by(Who::Nobody),
    // Nothing is left to pay, so both lead to the page that says so.
    call("pay_card_page", "GET", "/pay/{pay_token}/card", Body::None, 303).by(Who::Nobody),
    call("pay_by_card_form", "POST", "/pay/{pay_token}/card", Body::Form("token=a"), 303).by(Who::Nobody),
    form("leave_card_form", "/pay/{pay_token}/leave", "").by(Who::Nobody),
    delete("remove_saved_card", "/api/v1/payments/cards/{saved_card_gone}", 204).by(Who::Customer),
    form("remove_saved_card_form", "/account/cards/{saved_card_left}/remove", "").by(Who::Customer),
    get("message_page", "/admin/messages/{failed}"),
    get("get_message", "/api/v1/admin/messages/{failed}"),
    post("retry_message", "/api/v1/admin/messages/{failed}/retry", "{}", 204),
    form("retry_message_form", "/admin/messages/{failed_form}/retry", ""),
    form("open_notice_form", "/admin/notices/{notice}/open", ""),
    form("test_device_form", "/admin/messages/devices/{device_left}/test", ""),
    form("remove_device_form", "/admin/messages/devices/{device_gone}/remove", ""),
    post("follow_booking", "/api/v1/bookings/{visit}/devices?key={visit_key}", FOLLOWS, 201).by(Who::Nobody),
    delete("unfollow_booking", "/api/v1/bookings/{visit}/devices/{follower}?key={visit_key}", 204).by(Who::Nobody),
    post("follow_order", "/api/v1/orders/{order}/devices?key={order_key}", FOLLOWS, 201).by(Who::Nobody),
    delete("unfollow_order", "/api/v1/orders/{order}/devices/{order_follower}?key={order_key}", 204).by(Who::Nobody),
    delete("remove_push_subscription", "/api/v1/admin/push-subscriptions/{device}", 204),
    // Without an account at Twilio nobody is listened to.
    call("twilio_report", "POST", "/webhooks/twilio/{mail}", Body::None, 404).by(Who::Nobody),
    // booking: pages
    get("book_page", "/reservar/{page_slug}").by(Who::Nobody),
    form("hold_form", "/reservar/{page_slug}", "start=2026-12-01T20:00:00Z"),
    get("booking_details_page", "/reservar/{page_slug}/datos?hold={kept}&key={kept_key}").by(Who::Nobody),
    form("booking_details_form", "/reservar/{page_slug}/datos?hold={kept}&key={kept_key}", "name=Ana&email=ana@visitas.test&phone=3001234567").by(Who::Nobody),
    form("release_hold_form", "/reservar/{page_slug}/soltar?hold={kept_gone}&key={kept_gone_key}", "").by(Who::Nobody),
    get("booking_page", "/reservas/{visit}?key={visit_key}").by(Who::Nobody),
    get("attendance_page", "/reservas/{visit}/asistencia?key={visit_key}").by(Who::Nobody),
    form("booking_texts_form", "/reservas/{visit}/mensajes?key={visit_key}", "agree=false").by(Who::Nobody),
    form("attendance_form", "/reservas/{visit}/asistencia?key={visit_key}", "answer=coming").by(Who::Nobody),
    get("move_booking_page", "/reservas/{visit}/mover?key={visit_key}").by(Who::Nobody),
    form("move_booking_form", "/reservas/{visit_moved}/mover?key={visit_moved_key}", "start=2026-12-02T20:00:00Z").by(Who::Nobody),
    get("cancel_booking_page", "/reservas/{visit}/cancelar?key={visit_key}").by(Who::Nobody),
    form("cancel_booking_form", "/reservas/{visit_off}/cancelar?key={visit_off_key}", "").by(Who::Nobody),
    get("wait_page", "/reservar/{page_slug}/espera").by(Who::Nobody),
    form("wait_form", "/reservar/{page_slug}/espera", "from=2026-12-03&to=2026-12-04&name=Ana&email=ana@visitas.test&phone=3001234567"),
    get("in_line_page", "/reservar/espera/{page_entry}?key={page_entry_key}").by(Who::Nobody),
    form("leave_line_form", "/reservar/espera/{page_entry}?key={page_entry_key}", "").by(Who::Nobody),
];

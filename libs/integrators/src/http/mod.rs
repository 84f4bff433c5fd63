//! Addresses of this slice: keys and webhooks, as JSON and as pages.

mod deliveries_api;
mod hook_forms;
mod hook_page;
mod hooks_api;
mod key_page;
mod keys;
mod keys_api;
mod overview_page;
mod words;

use http::Routes;
use kernel::Permission;

use crate::queries::deliveries::DeliveryView;
use crate::queries::endpoints::EndpointView;
use deliveries_api::{DeliveryQuery, ReplayRequest, Replayed};
use hooks_api::{EndpointList, EndpointRequest, NewEndpoint, NewEndpointRequest, SecretView};
use keys_api::{KeyList, NewKeyRequest, NewKeyView};

/// Who may act in the shop's name is the owner's to say.
const KEYS: Permission = Permission::ManagePeople;
const SETUP: Permission = Permission::ManageSettings;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    keys_of_programs(r);
    webhooks(r);
    deliveries(r);
    pages(r);
}

fn keys_of_programs(r: &mut Routes) {
    r.get("/api/v1/admin/api-keys", "list_api_keys", keys_api::list)
        .summary("Keys of the shop's programs; what they say is told once, when they are made.")
        .staff(KEYS)
        .gives::<KeyList>(200);
    r.post("/api/v1/admin/api-keys", "create_api_key", keys_api::create)
        .summary("Makes a key; it is told this once. Asks again who one is: password, and code of a second factor.")
        .staff(KEYS)
        .takes::<NewKeyRequest>()
        .gives::<NewKeyView>(201)
        .refuses(&[409]);
    r.delete("/api/v1/admin/api-keys/{id}", "revoke_api_key", keys_api::revoke)
        .summary("Takes a key back: it opens nothing from then on, at any replica.")
        .staff(KEYS)
        .gives_nothing(204);
}

fn webhooks(r: &mut Routes) {
    r.get("/api/v1/admin/webhooks", "list_event_webhooks", hooks_api::list)
        .summary("Addresses that are told events.")
        .staff(SETUP)
        .gives::<EndpointList>(200);
    r.post(
        "/api/v1/admin/webhooks",
        "create_event_webhook",
        hooks_api::create,
    )
    .summary("Tells an address from now on; its secret is told this once.")
    .staff(SETUP)
    .takes::<NewEndpointRequest>()
    .gives::<NewEndpoint>(201)
    .refuses(&[409]);
    r.get("/api/v1/admin/webhooks/{id}", "get_event_webhook", hooks_api::get)
        .summary("An address that is told events.")
        .staff(SETUP)
        .gives::<EndpointView>(200);
    r.put(
        "/api/v1/admin/webhooks/{id}",
        "update_event_webhook",
        hooks_api::update,
    )
    .summary("Changes where and what is told, or switches it on and off.")
    .staff(SETUP)
    .takes::<EndpointRequest>()
    .gives::<EndpointView>(200)
    .refuses(&[412]);
    r.delete(
        "/api/v1/admin/webhooks/{id}",
        "remove_event_webhook",
        hooks_api::remove,
    )
    .summary("Tells it nothing more, and forgets what was told.")
    .staff(SETUP)
    .gives_nothing(204);
    r.post(
        "/api/v1/admin/webhooks/{id}/secret",
        "renew_event_webhook_secret",
        hooks_api::renew,
    )
    .summary("Makes another secret, told this once; for a day the one before signs as well.")
    .staff(SETUP)
    .gives::<SecretView>(201);
    r.post(
        "/api/v1/admin/webhooks/{id}/test",
        "test_event_webhook",
        hooks_api::test,
    )
    .summary("Tells it `test.ping`.")
    .staff(SETUP)
    .gives_nothing(202)
    .refuses(&[409]);
}

fn deliveries(r: &mut Routes) {
    r.get(
        "/api/v1/admin/webhooks/{id}/deliveries",
        "list_webhook_deliveries",
        deliveries_api::list,
    )
    .summary("What was told there, or is to be told, and what was answered; the newest first.")
    .staff(SETUP)
    .query::<DeliveryQuery>()
    .gives_page::<DeliveryView>();
    r.post(
        "/api/v1/admin/webhooks/{id}/deliveries/{delivery_id}/replay",
        "replay_webhook_delivery",
        deliveries_api::replay,
    )
    .summary("Tells it again, under the same `webhook-id`.")
    .staff(SETUP)
    .gives_nothing(202)
    .refuses(&[409]);
    r.post(
        "/api/v1/admin/webhooks/{id}/replay",
        "replay_failed_webhook_deliveries",
        deliveries_api::replay_failed,
    )
    .summary("Tells again all that was given up since a moment, the oldest first.")
    .staff(SETUP)
    .takes::<ReplayRequest>()
    .gives::<Replayed>(202)
    .refuses(&[409]);
}

fn pages(r: &mut Routes) {
    r.get("/admin/integrations", "integrations_page", overview_page::page)
        .staff(SETUP);
    r.get("/admin/integrations/keys/new", "new_api_key_page", key_page::page)
        .staff(KEYS);
    r.post("/admin/integrations/keys/new", "new_api_key_form", key_page::make)
        .staff(KEYS);
    r.post(
        "/admin/integrations/keys/{id}/revoke",
        "revoke_api_key_form",
        key_page::revoke,
    )
    .staff(KEYS);
    r.get(
        "/admin/integrations/webhooks/new",
        "new_event_webhook_page",
        hook_page::new_page,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/new",
        "new_event_webhook_form",
        hook_forms::add,
    )
    .staff(SETUP);
    r.get(
        "/admin/integrations/webhooks/{id}",
        "event_webhook_page",
        hook_page::page,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/{id}",
        "event_webhook_form",
        hook_forms::change,
    )
    .staff(SETUP);
    deeds(r);
}

fn deeds(r: &mut Routes) {
    r.post(
        "/admin/integrations/webhooks/{id}/secret",
        "renew_event_webhook_secret_form",
        hook_forms::renew,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/{id}/test",
        "test_event_webhook_form",
        hook_forms::test,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/{id}/remove",
        "remove_event_webhook_form",
        hook_forms::remove,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/{id}/replay",
        "replay_failed_deliveries_form",
        hook_forms::replay_failed,
    )
    .staff(SETUP);
    r.post(
        "/admin/integrations/webhooks/{id}/deliveries/{delivery_id}/replay",
        "replay_delivery_form",
        hook_forms::replay,
    )
    .staff(SETUP);
}

//! Addresses of this slice: the log of messages, what the shop is told over, people's notices, what carriers tell us.

mod blocked_api;
mod blocked_page;
pub mod bounces;
mod channels_api;
mod channels_forms;
mod channels_health;
mod channels_page;
mod choices_form;
mod choices_page;
mod customers;
pub mod devices_api;
pub mod follows;
mod hooks_api;
mod log_api;
mod log_page;
mod mailbox;
mod message_page;
mod notices_api;
mod notices_page;
mod quiet_api;
mod quiet_page;
mod reports;
mod template_page;
mod template_preview;
mod templates_api;
mod templates_page;
mod wording;
mod words;
mod worker;

use ::http::Routes;
use ::http::routes::Limit;
use kernel::{PageQuery, Permission};

use crate::queries::channels::DeviceView;
use crate::queries::notices::NoticeView;

const SETUP: Permission = Permission::ManageSettings;
const STAFF: Permission = Permission::UseAdmin;

/// Declares them.
pub fn routes(r: &mut Routes) {
    mailbox::routes(r);
    channels(r);
    channels_in_json(r);
    slack_in_json(r);
    webhook_in_json(r);
    notices(r);
    devices(r);
    customers::routes(r);
    // After all that stand beside it under a name.
    log(r);
    r.get("/push-worker.js", "push_worker", worker::serve);
    r.post("/webhooks/twilio/{id}", "twilio_report", reports::receive)
        .limit(Limit::Uncounted)
        .refuses(&[400, 401]);
}

fn log(r: &mut Routes) {
    r.get("/admin/messages", "messages_page", log_page::page)
        .staff(SETUP);
    r.get("/admin/messages/{id}", "message_page", message_page::page)
        .staff(SETUP);
    r.post(
        "/admin/messages/{id}/retry",
        "retry_message_form",
        message_page::retry,
    )
    .page("/admin/messages/{id}")
    .staff(SETUP);
    r.get("/api/v1/admin/messages", "list_messages", log_api::list)
        .summary("What was told to whom over which channel, newest first")
        .staff(SETUP)
        .query::<log_api::LogQuery>()
        .gives_page::<log_api::MessageView>();
    r.get("/api/v1/admin/messages/{id}", "get_message", log_api::get)
        .summary("One message, and what became of it")
        .staff(SETUP)
        .gives::<log_api::MessageView>(200);
    r.post(
        "/api/v1/admin/messages/{id}/retry",
        "retry_message",
        log_api::retry,
    )
    .summary("Sends again what could not be sent")
    .staff(SETUP)
    .gives_nothing(204)
    .refuses(&[409]);
}

fn channels(r: &mut Routes) {
    r.get(
        "/admin/messages/channels",
        "message_channels_page",
        channels_page::page,
    )
    .staff(SETUP);
    r.post(
        "/admin/messages/channels",
        "notice_choices_form",
        choices_form::save,
    )
    .staff(SETUP);
    r.post(
        "/admin/messages/channels/slack",
        "slack_form",
        channels_forms::slack,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    r.post(
        "/admin/messages/channels/slack/remove",
        "remove_slack_form",
        channels_forms::remove_slack_channel,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    own_program(r);
    trials(r);
}

fn own_program(r: &mut Routes) {
    r.post(
        "/admin/messages/channels/webhook",
        "webhook_form",
        channels_forms::webhook,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    r.post(
        "/admin/messages/channels/webhook/secret",
        "webhook_secret_form",
        channels_forms::secret,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    r.post(
        "/admin/messages/channels/webhook/remove",
        "remove_webhook_form",
        channels_forms::remove_endpoint,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
}

fn trials(r: &mut Routes) {
    r.post(
        "/admin/messages/channels/test",
        "test_channel_form",
        channels_forms::test,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    r.post(
        "/admin/messages/devices/{id}/test",
        "test_device_form",
        channels_forms::test_device,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
    r.post(
        "/admin/messages/devices/{id}/remove",
        "remove_device_form",
        channels_forms::remove_device,
    )
    .page("/admin/messages/channels")
    .staff(SETUP);
}

fn channels_in_json(r: &mut Routes) {
    r.get(
        "/api/v1/admin/notice-choices",
        "get_notice_choices",
        channels_api::get,
    )
    .summary("Of what the shop is told over which channel")
    .staff(SETUP)
    .gives::<channels_api::NoticeChoices>(200);
    r.put(
        "/api/v1/admin/notice-choices",
        "set_notice_choices",
        channels_api::put,
    )
    .summary("Changes it; what is not said stays as it is")
    .staff(SETUP)
    .takes::<channels_api::NoticeChoices>()
    .gives::<channels_api::NoticeChoices>(200);
}

fn slack_in_json(r: &mut Routes) {
    r.get(
        "/api/v1/admin/notice-channels",
        "get_notice_channels",
        hooks_api::get,
    )
    .summary("What is set up beside mails: Slack, and a server of the shop's")
    .staff(SETUP)
    .gives::<hooks_api::NoticeChannels>(200);
    r.put(
        "/api/v1/admin/notice-channels/slack",
        "put_slack",
        hooks_api::put_slack,
    )
    .summary("Tells the shop at Slack, in place of the channel before")
    .staff(SETUP)
    .takes::<hooks_api::SlackRequest>()
    .gives::<hooks_api::NoticeChannels>(200);
    r.delete(
        "/api/v1/admin/notice-channels/slack",
        "remove_slack",
        hooks_api::delete_slack,
    )
    .summary("Tells nothing at Slack any more")
    .staff(SETUP)
    .gives_nothing(204)
    .refuses(&[409]);
    r.post(
        "/api/v1/admin/notice-channels/slack/test",
        "test_slack",
        hooks_api::test_slack,
    )
    .summary("Sends a test there; the log of messages says whether it arrived")
    .staff(SETUP)
    .gives_nothing(202)
    .refuses(&[409]);
}

fn webhook_in_json(r: &mut Routes) {
    r.put(
        "/api/v1/admin/notice-channels/webhook",
        "put_webhook",
        hooks_api::put_webhook,
    )
    .summary("Tells a server of the shop's; a new one gets a secret, which is told now and never again")
    .staff(SETUP)
    .takes::<hooks_api::WebhookRequest>()
    .gives::<hooks_api::SecretView>(200);
    r.post(
        "/api/v1/admin/notice-channels/webhook/secret",
        "renew_webhook_secret",
        hooks_api::renew,
    )
    .summary("Makes another secret; the one before signs for a day more")
    .staff(SETUP)
    .gives::<hooks_api::SecretView>(201)
    .refuses(&[409]);
    r.delete(
        "/api/v1/admin/notice-channels/webhook",
        "remove_webhook",
        hooks_api::delete_webhook,
    )
    .summary("Tells nothing there any more")
    .staff(SETUP)
    .gives_nothing(204)
    .refuses(&[409]);
    r.post(
        "/api/v1/admin/notice-channels/webhook/test",
        "test_webhook",
        hooks_api::test_webhook,
    )
    .summary("Sends a test there; the log of messages says whether it arrived")
    .staff(SETUP)
    .gives_nothing(202)
    .refuses(&[409]);
}

fn notices(r: &mut Routes) {
    r.get("/admin/notices", "notices_page", notices_page::page)
        .staff(STAFF);
    r.post("/admin/notices/read", "read_notices_form", notices_page::read)
        .page("/admin/notices")
        .staff(STAFF);
    r.post("/admin/notices/{id}/open", "open_notice_form", notices_page::open)
        .page("/admin/notices")
        .staff(STAFF);
    r.get("/api/v1/admin/notices", "list_notices", notices_api::list)
        .summary("What the caller was told as one who works here, newest first")
        .staff(STAFF)
        .query::<PageQuery>()
        .gives_page::<NoticeView>();
    r.get(
        "/api/v1/admin/notices/unread",
        "count_notices",
        notices_api::unread,
    )
    .summary("How many of these the caller has not read")
    .staff(STAFF)
    .gives::<notices_api::UnreadView>(200);
    r.post("/api/v1/admin/notices/read", "read_notices", notices_api::read)
        .summary("Marks all of the caller's as read")
        .staff(STAFF)
        .gives_nothing(204);
}

fn devices(r: &mut Routes) {
    r.post("/api/v1/push-key", "get_public_push_key", follows::key)
        .summary("The key under which a customer's browser subscribes, to follow an appointment or an order")
        .gives::<devices_api::PushKeyView>(200);
    r.post("/api/v1/admin/push-key", "get_push_key", devices_api::key)
        .summary("The key under which browsers subscribe to the shop's pushes; made at the first call")
        .staff(STAFF)
        .gives::<devices_api::PushKeyView>(200);
    r.get(
        "/api/v1/admin/push-subscriptions",
        "list_push_subscriptions",
        devices_api::list,
    )
    .summary("The caller's browsers that take pushes")
    .staff(STAFF)
    .holds::<DeviceView>()
    .gives::<devices_api::DevicesView>(200);
    r.post(
        "/api/v1/admin/push-subscriptions",
        "add_push_subscription",
        devices_api::create,
    )
    .summary("Keeps a browser of the caller's, in place of what the same browser said before")
    .staff(STAFF)
    .takes::<crate::ops::subscribe::SubscribeRequest>()
    .gives::<devices_api::DeviceIdView>(201)
    .refuses(&[409]);
    r.delete(
        "/api/v1/admin/push-subscriptions/{id}",
        "remove_push_subscription",
        devices_api::delete,
    )
    .summary("Forgets a browser of the caller's")
    .staff(STAFF)
    .gives_nothing(204);
}

//! Addresses about what customers are told: in whose words, whether they want it, where it goes in vain, and when it waits.

use ::http::routes::Limit;
use ::http::{Access, Routes};
use kernel::Permission;

use super::{
    blocked_api, blocked_page, bounces, choices_page, quiet_api, quiet_page, template_page, templates_api,
    templates_page,
};
use crate::model::template::TemplateRequest;

const SETUP: Permission = Permission::ManageSettings;

/// Declares them.
pub fn routes(r: &mut Routes) {
    words(r);
    words_in_json(r);
    choices(r);
    blocked(r);
    quiet(r);
}

fn words(r: &mut Routes) {
    r.get(
        "/admin/messages/templates",
        "message_templates_page",
        templates_page::page,
    )
    .staff(SETUP);
    r.get(
        "/admin/messages/templates/{purpose}",
        "message_template_page",
        template_page::page,
    )
    .staff(SETUP);
    r.post(
        "/admin/messages/templates/{purpose}",
        "message_template_form",
        template_page::save,
    )
    .staff(SETUP);
    r.post(
        "/admin/messages/templates/{purpose}/preview",
        "message_template_preview",
        template_page::preview,
    )
    .page("/admin/messages/templates/{purpose}")
    .staff(SETUP);
    r.post(
        "/admin/messages/templates/{purpose}/test",
        "message_template_test",
        template_page::test,
    )
    .page("/admin/messages/templates/{purpose}")
    .staff(SETUP);
    r.post(
        "/admin/messages/templates/{purpose}/restore",
        "message_template_restore",
        template_page::restore,
    )
    .page("/admin/messages/templates/{purpose}")
    .staff(SETUP);
}

fn words_in_json(r: &mut Routes) {
    r.get(
        "/api/v1/admin/message-templates",
        "list_message_templates",
        templates_api::list,
    )
    .summary("What customers and the shop are told, in each language: in the shop's own words or in ours")
    .staff(SETUP)
    .gives::<templates_api::TemplateList>(200);
    r.get(
        "/api/v1/admin/message-templates/{purpose}/{locale}",
        "get_message_template",
        templates_api::get,
    )
    .summary("One of them")
    .staff(SETUP)
    .gives::<templates_api::TemplateView>(200);
    r.put(
        "/api/v1/admin/message-templates/{purpose}/{locale}",
        "put_message_template",
        templates_api::put,
    )
    .summary("Says it in the shop's own words")
    .staff(SETUP)
    .takes::<TemplateRequest>()
    .gives::<templates_api::TemplateView>(200)
    .refuses(&[412]);
    r.delete(
        "/api/v1/admin/message-templates/{purpose}/{locale}",
        "restore_message_template",
        templates_api::restore,
    )
    .summary("Says it in our words again")
    .staff(SETUP)
    .gives_nothing(204);
    r.post(
        "/api/v1/admin/message-templates/{purpose}/{locale}/preview",
        "preview_message_template",
        templates_api::preview,
    )
    .summary("The words with examples put in")
    .staff(SETUP)
    .takes::<TemplateRequest>()
    .gives::<templates_api::PreviewView>(200);
    r.post(
        "/api/v1/admin/message-templates/{purpose}/{locale}/test",
        "test_message_template",
        templates_api::test,
    )
    .summary(
        "Sends the words to the caller, filled with examples, by mail or to their phone; ten times an hour",
    )
    .staff(SETUP)
    .takes::<TemplateRequest>()
    .gives_nothing(202)
    .refuses(&[409]);
}

fn choices(r: &mut Routes) {
    r.get("/avisos/{token}", "choices_page", choices_page::page);
    r.post("/avisos/{token}", "choices_form", choices_page::save);
    r.get("/avisos/{token}/{sort}", "unsubscribe_page", choices_page::ask);
    r.post("/avisos/{token}/{sort}", "unsubscribe", choices_page::unsubscribe)
        .page("/avisos/{token}");
    r.get("/account/avisos", "own_choices_page", choices_page::own)
        .access(Access::SignedIn);
}

fn blocked(r: &mut Routes) {
    r.get(
        "/admin/messages/blocked",
        "blocked_contacts_page",
        blocked_page::page,
    )
    .staff(SETUP);
    r.post(
        "/admin/messages/blocked/{id}/lift",
        "lift_block_form",
        blocked_page::lift,
    )
    .page("/admin/messages/blocked")
    .staff(SETUP);
    r.get(
        "/api/v1/admin/blocked-contacts",
        "list_blocked_contacts",
        blocked_api::list,
    )
    .summary("Addresses that take nothing, the latest 200")
    .staff(SETUP)
    .gives::<blocked_api::BlockedContacts>(200);
    r.delete(
        "/api/v1/admin/blocked-contacts/{id}",
        "lift_block",
        blocked_api::lift,
    )
    .summary("Gives an address another try")
    .staff(SETUP)
    .gives_nothing(204);
    r.post("/webhooks/bounces/{key}", "mail_bounced", bounces::receive)
        .any_host()
        .limit(Limit::Uncounted);
}

fn quiet(r: &mut Routes) {
    r.get("/admin/messages/quiet", "quiet_hours_page", quiet_page::page)
        .staff(SETUP);
    r.post("/admin/messages/quiet", "quiet_hours_form", quiet_page::save)
        .staff(SETUP);
    r.get("/api/v1/admin/quiet-hours", "get_quiet_hours", quiet_api::get)
        .summary("When customers are not to be disturbed by what can wait")
        .staff(SETUP)
        .gives::<quiet_api::QuietView>(200);
    r.put("/api/v1/admin/quiet-hours", "put_quiet_hours", quiet_api::put)
        .summary("Says when")
        .staff(SETUP)
        .takes::<quiet_api::QuietRequest>()
        .gives::<quiet_api::QuietView>(200)
        .refuses(&[412]);
}

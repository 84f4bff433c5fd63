//! The table of topics and channels, as its form sends it.

use actix_web::HttpRequest;
use http::{Answer, Can, Form, permit, see_other};
use serde::Deserialize;
use validator::Validate;

use super::channels_page::{HERE, again};
use crate::model::{Channel, Topic};
use crate::ops::save_choices::{NoticeChoice, save_choices};

/// The ticked boxes: `order_placed:email`. What is not among them is off.
#[derive(Debug, Deserialize, Validate)]
pub struct ChoicesForm {
    /// Ticked ones.
    #[serde(default)]
    #[validate(length(max = 100))]
    on: Vec<String>,
}

/// `POST /admin/messages/channels`.
pub async fn save(ctx: Can<permit::ManageSettings>, req: HttpRequest, form: Form<ChoicesForm>) -> Answer {
    let wanted = match form.parsed {
        Ok(wanted) => wanted,
        Err(error) => return again(&ctx, &req, form.typed, error).await,
    };
    let mut tx = ctx.begin().await?;
    save_choices(&mut tx, &wanted.choices()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=channels-saved")))
}

impl ChoicesForm {
    fn choices(&self) -> Vec<NoticeChoice> {
        let every = Topic::ALL
            .into_iter()
            .flat_map(|topic| Channel::OF_SHOP.into_iter().map(move |channel| (topic, channel)));
        every
            .map(|(topic, channel)| {
                let value = format!("{}:{}", topic.as_str(), channel.as_str());
                NoticeChoice {
                    topic,
                    channel,
                    enabled: self.on.contains(&value),
                }
            })
            .collect()
    }
}

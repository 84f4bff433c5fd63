//! Which messages there are, to customers and to the shop, and what each may say.

use http::App;

use super::Topic;
use crate::couriers::Carriers;

/// Of which parts a message is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A mail to a customer: subject, heading, paragraphs, small print.
    Mail,
    /// A text message to a customer: a text alone.
    Text,
    /// What the shop is told, over whichever channel: a title and a text.
    Notice,
}

/// A kind of message whose words a shop may replace. The slice that sends it declares it; what is not declared stays as we
/// wrote it, such as letters whose links let somebody in.
#[derive(Debug, Clone, Copy)]
pub struct MessageKind {
    /// Which: the purpose of its mails or text messages, the topic of a notice.
    pub purpose: &'static str,
    /// Of which parts it is made.
    pub form: Form,
    /// Where our own words are: `<texts>-subject`, `<texts>-heading` and `<texts>-text`, as far as its form has them.
    pub texts: &'static str,
    /// Key of what its button says; a text message has none.
    pub button: &'static str,
    /// Words that go in: `name` for what is written as `{name}`. Each mail of the kind brings all of them.
    pub placeholders: &'static [&'static str],
}

impl MessageKind {
    /// What the shop is told of a topic.
    pub const fn notice(
        topic: Topic,
        texts: &'static str,
        button: &'static str,
        placeholders: &'static [&'static str],
    ) -> Self {
        Self {
            purpose: topic.as_str(),
            form: Form::Notice,
            texts,
            button,
            placeholders,
        }
    }

    /// Key of its name.
    pub fn name_key(&self) -> String {
        match self.form {
            Form::Notice => format!("messages-topic-{}", self.purpose),
            Form::Mail | Form::Text => format!("message-{}", self.purpose.replace('.', "-")),
        }
    }

    /// Its placeholders as they are written: `{name}, {shop}`.
    pub fn written_placeholders(&self) -> String {
        let written: Vec<_> = self
            .placeholders
            .iter()
            .map(|name| format!("{{{name}}}"))
            .collect();
        written.join(", ")
    }
}

/// The kinds of all slices, in the order in which they are listed.
#[derive(Debug, Clone, Default)]
pub struct MessageKinds(pub Vec<MessageKind>);

impl MessageKinds {
    /// The program's; without those to phones where it can send none.
    pub fn of(app: &App) -> Self {
        let mut kinds: Self = app.slices.get();
        if !app.slices.get::<Carriers>().texts() {
            kinds.0.retain(|kind| kind.form != Form::Text);
        }
        kinds
    }

    /// The one of this purpose.
    pub fn find(&self, purpose: &str) -> Option<MessageKind> {
        self.0.iter().find(|kind| kind.purpose == purpose).copied()
    }
}

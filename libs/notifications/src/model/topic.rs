//! What the shop is told of.

use kernel::{Permission, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Channel;

/// What the shop is told of. Stored by name in messages and choices.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = NoticeTopic)]
pub enum Topic {
    /// A customer ordered.
    OrderPlaced,
    /// A customer called an order off, or did not pay it in time.
    OrderCancelled,
    /// Of something for sale little is left.
    LowStock,
    /// A customer booked, or asks for an appointment.
    BookingMade,
    /// A customer moved an appointment.
    BookingMoved,
    /// A customer called an appointment off.
    BookingCancelled,
    /// A customer says that they do not come.
    BookingNotComing,
    /// An appointment begins soon.
    BookingReminder,
    /// A calendar outside lets us in no longer.
    CalendarReconnect,
    /// A customer's money came, over a provider.
    PaymentReceived,
    /// A payment that somebody has to look at: not owed, of another sum, in dispute, otherwise than at the provider.
    PaymentReview,
    /// A way to pay does not work.
    PaymentTrouble,
    /// How the shop was paid yesterday.
    PaymentReport,
    /// A program of the shop's is no longer told of events: its address failed for days.
    WebhookStopped,
    /// A customer wrote a review, or somebody complained of one.
    ReviewWritten,
}

impl Topic {
    /// Every one, as pages list them.
    pub const ALL: [Self; 15] = [
        Self::OrderPlaced,
        Self::OrderCancelled,
        Self::LowStock,
        Self::BookingMade,
        Self::BookingMoved,
        Self::BookingCancelled,
        Self::BookingNotComing,
        Self::BookingReminder,
        Self::CalendarReconnect,
        Self::PaymentReceived,
        Self::PaymentReview,
        Self::PaymentTrouble,
        Self::PaymentReport,
        Self::WebhookStopped,
        Self::ReviewWritten,
    ];

    /// As stored, and as webhooks name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::OrderCancelled => "order_cancelled",
            Self::LowStock => "low_stock",
            Self::BookingMade => "booking_made",
            Self::BookingMoved => "booking_moved",
            Self::BookingCancelled => "booking_cancelled",
            Self::BookingNotComing => "booking_not_coming",
            Self::BookingReminder => "booking_reminder",
            Self::CalendarReconnect => "calendar_reconnect",
            Self::PaymentReceived => "payment_received",
            Self::PaymentReview => "payment_review",
            Self::PaymentTrouble => "payment_trouble",
            Self::PaymentReport => "payment_report",
            Self::WebhookStopped => "webhook_stopped",
            Self::ReviewWritten => "review_written",
        }
    }

    /// Key of its name.
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::OrderPlaced => "messages-topic-order_placed",
            Self::OrderCancelled => "messages-topic-order_cancelled",
            Self::LowStock => "messages-topic-low_stock",
            Self::BookingMade => "messages-topic-booking_made",
            Self::BookingMoved => "messages-topic-booking_moved",
            Self::BookingCancelled => "messages-topic-booking_cancelled",
            Self::BookingNotComing => "messages-topic-booking_not_coming",
            Self::BookingReminder => "messages-topic-booking_reminder",
            Self::CalendarReconnect => "messages-topic-calendar_reconnect",
            Self::PaymentReceived => "messages-topic-payment_received",
            Self::PaymentReview => "messages-topic-payment_review",
            Self::PaymentTrouble => "messages-topic-payment_trouble",
            Self::PaymentReport => "messages-topic-payment_report",
            Self::WebhookStopped => "messages-topic-webhook_stopped",
            Self::ReviewWritten => "messages-topic-review_written",
        }
    }

    /// Whether the shop is told over this channel, if it has it and says nothing: of everything, but of what comes again and
    /// again only by mail, of reports where people read them, and of payments not by mail, as a mail told of the order.
    pub fn is_usual_over(self, channel: Channel) -> bool {
        match self {
            Self::BookingReminder => channel == Channel::Email,
            Self::PaymentReceived => channel != Channel::Email,
            Self::PaymentReport => matches!(channel, Channel::Email | Channel::Slack),
            _ => true,
        }
    }

    /// Whether somebody of this role is told, in their list and on their devices: who could do something about it.
    pub fn concerns(self, role: Role) -> bool {
        role.may(match self {
            Self::OrderPlaced | Self::OrderCancelled | Self::PaymentReceived | Self::PaymentReview => {
                Permission::ManageOrders
            }
            Self::LowStock => Permission::ManageInventory,
            Self::BookingMade
            | Self::BookingMoved
            | Self::BookingCancelled
            | Self::BookingNotComing
            | Self::BookingReminder => Permission::ManageBookings,
            Self::CalendarReconnect | Self::ReviewWritten => Permission::ManageCatalog,
            Self::PaymentTrouble | Self::WebhookStopped => Permission::ManageSettings,
            Self::PaymentReport => Permission::ViewReports,
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::Topic;
    use crate::model::Channel;

    #[test]
    fn a_report_is_read_where_people_read_and_rings_nowhere() {
        let usual = |channel| Topic::PaymentReport.is_usual_over(channel);
        assert!(usual(Channel::Email) && usual(Channel::Slack));
        assert!(!usual(Channel::InApp) && !usual(Channel::Push) && !usual(Channel::Webhook));
    }

    #[test]
    fn money_that_came_rings_and_fills_no_mailbox() {
        let usual = |channel| Topic::PaymentReceived.is_usual_over(channel);
        assert!(usual(Channel::InApp) && usual(Channel::Push) && usual(Channel::Slack));
        assert!(!usual(Channel::Email));
    }

    #[test]
    fn who_only_serves_is_not_told_of_everybodys_appointments() {
        assert!(Topic::BookingMade.concerns(Role::Cashier));
        assert!(!Topic::BookingMade.concerns(Role::Professional));
        assert!(!Topic::CalendarReconnect.concerns(Role::Cashier));
        assert!(!Topic::OrderPlaced.concerns(Role::Customer));
        assert!(!Topic::PaymentTrouble.concerns(Role::Cashier));
    }
}

//! What is refused.

kernel::error_codes! {
    /// Refusals of messages and channels.
    pub enum NotificationsError {
        /// Only what could not be sent is sent again.
        NotFailed => Conflict "message_not_failed",
        /// Somebody is just sending it again.
        StillWaiting => Conflict "message_still_waiting",
        /// There is nothing set up that could be tried, changed or taken away.
        NotSetUp => Conflict "channel_not_set_up",
        /// Ten mails within an hour to look at are enough.
        TooManyTests => TooMany "too_many_tests",
        /// Whoever wants to try a text message has no number in their account.
        NoPhone => Conflict "no_phone",
        /// A person has so many devices.
        TooManyDevices => Conflict "too_many_devices",
    }
}

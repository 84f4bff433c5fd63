//! What booking refuses.

kernel::error_codes! {
    /// Refusals of the appointment book.
    pub enum BookingError {
        /// Somebody else has that time.
        SlotTaken => Conflict "slot_taken",
        /// The shop does not offer that time; `rule` names why.
        NotOffered => Conflict "slot_not_offered",
        /// The time that was kept for the customer is over.
        HoldExpired => Conflict "hold_expired",
        /// That step does not follow the appointment's present state.
        StepNotAllowed => Conflict "booking_step_not_allowed",
        /// It awaits its deposit: whoever confirms it says that they do without.
        AwaitsDeposit => Conflict "booking_awaits_deposit",
        /// So short before it begins the customer asks the shop.
        TooLate => Conflict "too_late_to_change",
        /// Its customer moved it as often as they may by themselves.
        MovedOften => TooMany "moved_too_often",
        /// The place in the line was given up or used.
        NotWaiting => Conflict "not_waiting",
        /// A professional who is nobody of the agenda yet.
        NoAgenda => Forbidden "no_agenda",
    }
}

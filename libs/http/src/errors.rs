//! What the edge itself refuses.

kernel::error_codes! {
    /// Refusals that any address may give.
    pub enum EdgeError {
        /// The body is no JSON, or the address holds no valid text.
        Unreadable => Unreadable "unreadable",
        /// Nobody is signed in, or the token is not valid here.
        Unauthenticated => Unauthenticated "unauthenticated",
        /// The shop's plan does not include the module.
        NotInPlan => PaymentRequired "not_in_plan",
        /// The shop has as many as its plan allows.
        PlanFull => PaymentRequired "plan_full",
        /// The shop owes: it reads, and changes nothing.
        ReadOnly => PaymentRequired "shop_read_only",
        /// The shop takes nothing from customers just now.
        ShopPaused => Conflict "shop_paused",
        /// The role does not include the permission.
        Forbidden => Forbidden "forbidden",
        /// Programs do not call this address by a key.
        ClosedToKeys => Forbidden "closed_to_keys",
        /// The key was not given the scope.
        KeyScopeMissing => Forbidden "key_scope_missing",
        /// Provider staff do nothing before they have signed in with a second factor.
        SecondFactorNeeded => Forbidden "second_factor_needed",
        /// The browser's request did not come from our own page.
        CrossSite => Forbidden "cross_site_request",
        /// The tenant is suspended.
        ShopSuspended => Forbidden "shop_suspended",
        /// Nothing at this address.
        NotFound => NotFound "not_found",
        /// No shop answers to this host.
        UnknownHost => NotFound "unknown_host",
        /// The address knows other methods.
        MethodNotAllowed => MethodNotAllowed "method_not_allowed",
        /// Two requests changed the same thing at once.
        Busy => Conflict "busy_try_again",
        /// Somebody else changed it since it was read.
        Stale => PreconditionFailed "changed_meanwhile",
        /// Too many bytes.
        TooLarge => TooLarge "too_large",
        /// Another content type is needed.
        UnsupportedMedia => UnsupportedMedia "unsupported_media_type",
        /// Fields are wrong.
        Invalid => Invalid "invalid",
        /// This address needs an `Idempotency-Key`.
        IdempotencyKeyMissing => Unreadable "idempotency_key_missing",
        /// The key was used with another body.
        IdempotencyKeyReused => Invalid "idempotency_key_reused",
        /// Too many calls within a time.
        RateLimited => TooMany "rate_limited",
        /// The caller, or everybody together, watches as much as one process can bear.
        TooManyStreams => TooMany "too_many_streams",
        /// Our fault.
        Internal => Internal "internal",
        /// Closed while something is mended.
        Maintenance => Unavailable "maintenance",
        /// The database does not answer.
        Unavailable => Unavailable "unavailable",
    }
}

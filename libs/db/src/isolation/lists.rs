//! The closed lists. A line here is an exception that somebody can question: keep them short, and say why.

/// Tables that hold no tenant's rows.
pub const UNTENANTED_TABLES: &[&str] = &[
    // The migrations' own history.
    "_sqlx_migrations",
    // Ticks that replicas of the version before `schedule_run` take; goes with its contracting step.
    "schedule_tick",
    // Public halves, and sealed secret halves, of the keys that sign access tokens for every tenant.
    "signing_key",
    // What the provider did, and about which tenant: added to by the platform role, changed by nobody.
    "platform_audit",
    // The law is the same for everybody.
    "tax_rate",
    // How long before an appointment people are usually reminded, as the program's settings say.
    "reminder_default",
    // Plans are offered to every shop alike; what a shop has of them is its subscription.
    "plan_version",
    // What plans are called at Stripe, where every shop pays the same.
    "plan_price",
    // What providers of payments told of accounts that no shop has: names of things, and nobody's data.
    "webhook_stray",
    // Switches, and for how many of a hundred shops each is on: the provider's.
    "feature_flag",
    // What the provider tells everybody who works at a shop.
    "announcement",
    // What the provider's people remember of shops: these never read it.
    "platform_note",
];

/// Policies besides `tenant_isolation` (every tenant table) and `backup_read` (every tenant table).
pub const OTHER_POLICIES: &[&str] = &[
    // The provider opens, suspends and lists tenants and their hosts.
    "tenant.platform_all",
    "tenant_host.platform_all",
    // The provider switches things on and off for one shop, and reads how much each uses.
    "tenant_flag.platform_all",
    "tenant_usage.platform_read",
    // The provider sees and ends what its people do at shops.
    "support_access.platform_all",
    // `resolve_host` runs as the owner, whom FORCE binds.
    "tenant_host.resolver_read",
    // Workers claim over all tenants; the provider sees the queue.
    "job.worker_claim",
    "job.platform_read",
    // The clock looks over all tenants for whom a day has come.
    "schedule_run.platform_read",
    // A start looks for shops that have no subscription yet; Stripe tells of a customer, and the provider sees who pays what.
    "subscription.platform_read",
    "subscription_movement.platform_read",
    // What shops were billed and have not paid, without where it can be paid.
    "billing_invoice.platform_read",
    // What Stripe told that waits for somebody, without what it sent.
    "billing_event.platform_read",
    // A provider tells the platform of an account: it sees whose that is, and nothing else of it.
    "payment_account.platform_read",
    // Workers ask which tenants have reminders that are due: they see whose, when and that.
    "reminder.worker_sees_due",
    // The search function reads words and names, so that the full-text index is usable.
    "product.search_read",
    "heard_word.search_read",
    // `forget_traces` runs as the owner: it sees and deletes what is older than a year, and nothing else.
    "audit_event.old_seen",
    "audit_event.old_gone",
    "secret_access.old_seen",
    "secret_access.old_gone",
    // `forget_security_events`, likewise beyond thirty days.
    "security_event.old_seen",
    "security_event.old_gone",
];

/// Indexes that do not begin with `tenant_id`.
pub const GLOBAL_INDEXES: &[&str] = &[
    // A host is looked up before the tenant is known.
    "tenant_host_pkey",
    // Workers claim the oldest job of all tenants.
    "job_due",
    "job_running",
    // Which tenants have reminders that are due.
    "reminder_due",
    // The provider's list of shops, newest first.
    "tenant_by_age",
    // Stripe tells of a customer before the shop is known.
    "subscription__customer_id__taken",
    // Where somebody of the provider's is, to have them out of everywhere at once.
    "support_access_of_staff",
];

/// Foreign keys between tenant tables that do not begin with `tenant_id`.
pub const GLOBAL_KEYS: &[&str] = &[];

/// Functions that run with their owner's rights.
pub const DEFINER_FUNCTIONS: &[&str] = &[
    // Host to tenant id, before a tenant is known; returns the id only.
    "resolve_host",
    // Ids and ranks of the transaction's own tenant; the one place that policies do not guard, tested with two tenants.
    "search_products",
    // Deletes the transaction's own tenant's old traces, within policies of its own.
    "forget_traces",
    "forget_security_events",
];

/// `member of role`.
pub const MEMBERSHIPS: &[&str] = &[
    // Migrations give the search function to the searcher.
    "vitrina_owner of vitrina_searcher",
    // Sign-up makes a tenant as platform, then its first person as app, in one transaction (NOINHERIT: never by accident).
    "vitrina_platform of vitrina_app",
];

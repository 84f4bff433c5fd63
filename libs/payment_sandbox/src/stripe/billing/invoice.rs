//! An invoice, and how the API shows it.

use kernel::Instant;
use serde_json::{Value, json};

use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::confirm::Way;
use crate::stripe::listing::{Listed, page};
use crate::stripe::world::World;

/// An invoice.
#[derive(Debug, Clone)]
pub struct Invoice {
    pub id: String,
    pub whose: String,
    pub customer: String,
    pub subscription: String,
    pub status: &'static str,
    /// `subscription_create`, `subscription_cycle`, `subscription_update`.
    pub reason: &'static str,
    pub number: Option<String>,
    pub currency: String,
    pub lines: Vec<Line>,
    /// What the customer owed before: less than nothing for what they had left.
    pub before: i64,
    /// What they owe afterwards, once it is final.
    pub after: Option<i64>,
    pub start: Instant,
    pub end: Instant,
    pub created: Instant,
    /// When it becomes final by itself.
    pub finalizes: Option<Instant>,
    /// When a card is tried again.
    pub retries: Option<Instant>,
    /// How often cards were tried by themselves.
    pub tries: usize,
    /// How often cards were tried at all.
    pub attempts: usize,
    pub paid: Option<Instant>,
    /// The payment.
    pub intent: Option<String>,
}

/// A line.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: String,
    pub description: String,
    pub amount: i64,
    pub start: Instant,
    pub end: Instant,
    pub proration: bool,
    pub price: String,
    pub discount: i64,
    /// Which rate, how much, and whether it is in the amount.
    pub taxes: Vec<(String, i64, bool)>,
}

impl Listed for Invoice {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Line {
    /// What comes on top of the amount.
    fn on_top(&self) -> i64 {
        let taxes = self.taxes.iter().filter(|(_, _, inclusive)| !inclusive);
        taxes.map(|(_, amount, _)| amount).sum()
    }
}

impl Invoice {
    pub fn subtotal(&self) -> i64 {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// Less than nothing when more goes back than is due.
    pub fn total(&self) -> i64 {
        let sum = |line: &Line| line.amount - line.discount + line.on_top();
        self.lines.iter().map(sum).sum()
    }

    /// What is charged, and what the customer owes afterwards. What is less than a card can be charged waits for the next one.
    pub fn settled(&self) -> (i64, i64) {
        let owed = self.total() + self.before;
        let least = crate::stripe::create::least(&self.currency);
        if owed >= least { (owed, 0) } else { (0, owed) }
    }

    pub fn due(&self) -> i64 {
        self.settled().0
    }

    pub fn is_open(&self) -> bool {
        self.status == "open"
    }
}

impl World {
    pub fn invoice_of(&self, whose: &str, id: &str) -> Result<&Invoice, Answer> {
        let found = self.billing.invoices.get(id).filter(|one| one.whose == whose);
        found.ok_or_else(|| Answer::missing("invoice", id))
    }

    /// Where its customer sees it.
    fn invoice_door(&self, one: &Invoice) -> Option<String> {
        let is_final = one.status != "draft";
        let base = self.base.as_deref().unwrap_or_default();
        is_final.then(|| format!("{base}/i/{}/{}", one.id, self.proof(&one.id)))
    }

    /// As the API shows it.
    pub fn invoice_view(&self, one: &Invoice) -> Value {
        let (due, after) = one.settled();
        let paid = if one.status == "paid" { due } else { 0 };
        let door = self.invoice_door(one);
        let customer = self.customers.get(&one.customer);
        let metadata = self
            .billing
            .subscriptions
            .get(&one.subscription)
            .map(|one| one.metadata.clone());
        let mut view = self.sums_view(one, due);
        let more = json!({
            "id": one.id, "object": "invoice", "account_country": "US", "amount_paid": paid, "amount_remaining": due - paid,
            "amount_overpaid": 0, "attempt_count": one.attempts, "attempted": one.attempts > 0,
            "auto_advance": one.retries.is_some() || one.finalizes.is_some(), "billing_reason": one.reason,
            "automatically_finalizes_at": one.finalizes.map(Instant::unix_seconds),
            "collection_method": "charge_automatically", "created": one.created.unix_seconds(), "customer": one.customer,
            "customer_email": customer.and_then(|customer| customer.email.clone()),
            "customer_name": customer.and_then(|customer| customer.name.clone()), "description": null, "discounts": [],
            "due_date": null, "ending_balance": one.after.map(|_| after), "hosted_invoice_url": door,
            "invoice_pdf": door.map(|door| format!("{door}/pdf")), "livemode": is_live(&one.whose), "metadata": {},
            "next_payment_attempt": one.retries.map(Instant::unix_seconds), "number": one.number,
            "parent": { "type": "subscription_details", "quote_details": null, "subscription_details": {
                "metadata": metadata, "subscription": one.subscription, "subscription_proration_date": null } },
            "payment_settings": { "default_mandate": null, "payment_method_options": null, "payment_method_types": null },
            "period_start": one.start.unix_seconds(), "period_end": one.end.unix_seconds(), "status": one.status,
            "status_transitions": { "finalized_at": null, "marked_uncollectible_at": null,
                "paid_at": one.paid.map(Instant::unix_seconds), "voided_at": null },
        });
        if let (Some(view), Value::Object(more)) = (view.as_object_mut(), more) {
            view.extend(more);
        }
        view
    }

    /// What an invoice has in common with a look ahead at one.
    pub fn sums_view(&self, one: &Invoice, due: i64) -> Value {
        let lines: Vec<Value> = one.lines.iter().map(|line| self.line_view(one, line)).collect();
        let taxes = one.lines.iter().flat_map(|line| &line.taxes);
        let discounts: i64 = one.lines.iter().map(|line| line.discount).sum();
        json!({
            "amount_due": due, "amount_paid": 0, "amount_remaining": due, "currency": one.currency,
            "lines": { "object": "list", "has_more": false, "url": format!("/v1/invoices/{}/lines", one.id), "data": lines },
            "starting_balance": one.before, "subtotal": one.subtotal(), "total": one.total(),
            "total_discount_amounts": [{ "amount": discounts }],
            "total_taxes": taxes.map(tax_view).collect::<Vec<_>>(),
        })
    }

    fn line_view(&self, one: &Invoice, line: &Line) -> Value {
        let subscription = self.billing.subscriptions.get(&one.subscription);
        let price = self.billing.prices.get(&line.price);
        json!({
            "id": line.id, "object": "line_item", "amount": line.amount, "currency": one.currency,
            "description": line.description, "discount_amounts": [{ "amount": line.discount, "discount": null }],
            "discountable": !line.proration, "discounts": [], "invoice": one.id, "livemode": is_live(&one.whose), "metadata": {},
            "parent": { "type": "subscription_item_details", "invoice_item_details": null, "subscription_item_details": {
                "invoice_item": null, "proration": line.proration, "proration_details": { "credited_items": null },
                "subscription": one.subscription, "subscription_item": subscription.map(|one| one.item.clone()) } },
            "period": { "start": line.start.unix_seconds(), "end": line.end.unix_seconds() }, "pretax_credit_amounts": [],
            "pricing": { "type": "price_details", "unit_amount_decimal": price.map(|price| price.amount.to_string()),
                "price_details": { "price": line.price, "product": price.map(|price| price.product.clone()) } },
            "quantity": 1, "subtotal": line.amount, "taxes": line.taxes.iter().map(tax_view).collect::<Vec<_>>(),
        })
    }

    /// It is told what became of it.
    pub fn tell_of_invoice(&mut self, id: &str, kind: &'static str, at: Instant) {
        let told = self.billing.invoices.get(id);
        if let Some((whose, object)) = told.map(|one| (one.whose.clone(), self.invoice_view(one))) {
            self.tell(&whose, kind, object, at);
        }
    }
}

fn tax_view((rate, amount, inclusive): &(String, i64, bool)) -> Value {
    let behavior = if *inclusive { "inclusive" } else { "exclusive" };
    json!({
        "amount": amount, "tax_behavior": behavior, "tax_rate_details": { "tax_rate": rate },
        "taxability_reason": "standard_rated", "taxable_amount": null, "type": "tax_rate_details",
    })
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.invoice_of(&call.whose, id)?;
    Ok(Answer::ok(world.invoice_view(one)))
}

/// Those of a customer or a subscription, or all, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&[
        "created",
        "customer",
        "limit",
        "starting_after",
        "status",
        "subscription",
    ])?;
    let form = &call.form;
    let (customer, status, subscription) = (
        form.text("customer"),
        form.text("status"),
        form.text("subscription"),
    );
    let fits = world.billing.invoices.values().filter(|one| {
        one.whose == call.whose
            && customer.is_none_or(|customer| one.customer == customer)
            && status.is_none_or(|status| one.status == status)
            && subscription.is_none_or(|subscription| one.subscription == subscription)
    });
    page(call, "/v1/invoices", fits, |one| world.invoice_view(one))
}

/// The card that is there is tried now, as if nobody could be asked.
pub fn pay(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["off_session"])?;
    let one = world.invoice_of(&call.whose, id)?.clone();
    let at = world.clock(&one.customer, call.now);
    match one.status {
        "open" => {}
        "draft" => world.finalize(id, at),
        "paid" => return Err(Answer::refused("invoice_already_paid", "Invoice is already paid")),
        _ => {
            return Err(Answer::refused(
                "invoice_not_open",
                "Only open invoices can be paid",
            ));
        }
    }
    let subscription = world.billing.subscriptions.get(&one.subscription);
    let card = subscription.and_then(|subscription| world.card_of(subscription));
    let open = world.invoice_of(&call.whose, id)?.is_open();
    let way = Way::alone(call.base.clone(), at);
    let declined = open.then(|| world.collect(id, card.as_deref(), &way)).flatten();
    match declined {
        Some(decline) => Ok(Answer::declined(decline, &Value::Null)),
        None => show(world, call, id),
    }
}

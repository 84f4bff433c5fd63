//! What is sold, and at which prices.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::create::metadata;
use crate::stripe::listing::{Listed, page};
use crate::stripe::world::World;

/// Something that is sold.
#[derive(Debug, Clone)]
pub struct Product {
    pub id: String,
    pub whose: String,
    pub name: String,
    pub description: Option<String>,
    pub active: bool,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

/// What it costs, and how often.
#[derive(Debug, Clone)]
pub struct Price {
    pub id: String,
    pub whose: String,
    pub product: String,
    pub lookup_key: Option<String>,
    pub amount: i64,
    pub currency: String,
    /// 1 or 12.
    pub months: i64,
    pub tax: String,
    pub active: bool,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

impl Listed for Price {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Product {
    fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "product", "active": self.active, "created": self.created.unix_seconds(),
            "default_price": null, "description": self.description, "images": [], "livemode": is_live(&self.whose),
            "marketing_features": [], "metadata": self.metadata, "name": self.name, "package_dimensions": null,
            "shippable": null, "statement_descriptor": null, "tax_code": null, "type": "service", "unit_label": null,
            "updated": self.created.unix_seconds(), "url": null,
        })
    }
}

impl Price {
    pub fn interval(&self) -> &'static str {
        if self.months == 12 { "year" } else { "month" }
    }

    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "price", "active": self.active, "billing_scheme": "per_unit",
            "created": self.created.unix_seconds(), "currency": self.currency, "custom_unit_amount": null,
            "livemode": is_live(&self.whose), "lookup_key": self.lookup_key, "metadata": self.metadata, "nickname": null,
            "product": self.product,
            "recurring": { "interval": self.interval(), "interval_count": 1, "meter": null, "usage_type": "licensed" },
            "tax_behavior": self.tax, "tiers_mode": null, "transform_quantity": null, "type": "recurring",
            "unit_amount": self.amount, "unit_amount_decimal": self.amount.to_string(),
        })
    }
}

impl World {
    /// A price of the account.
    pub fn price_of(&self, whose: &str, id: &str) -> Option<&Price> {
        self.billing.prices.get(id).filter(|price| price.whose == whose)
    }

    /// As invoices call what a price is of.
    pub fn product_name(&self, price: &Price) -> String {
        let product = self
            .billing
            .products
            .get(&(price.whose.clone(), price.product.clone()));
        product.map_or_else(|| price.product.clone(), |product| product.name.clone())
    }
}

/// Something new to sell, by a name of the account's own or one of ours.
pub fn make_product(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["active", "description", "id", "metadata", "name", "tax_code"])?;
    let id = match call.form.text("id") {
        Some(id) => id.to_owned(),
        None => world.name("prod"),
    };
    let key = (call.whose.clone(), id.clone());
    if world.billing.products.contains_key(&key) {
        return Err(Answer::refused(
            "resource_already_exists",
            "Product already exists.",
        ));
    }
    let product = Product {
        id,
        whose: call.whose.clone(),
        name: call.form.needed("name")?.to_owned(),
        description: call.form.text("description").map(str::to_owned),
        active: true,
        metadata: metadata(call)?,
        created: call.now,
    };
    let view = product.view();
    world.billing.products.insert(key, product);
    world.tell(&call.whose, "product.created", view.clone(), call.now);
    Ok(Answer::ok(view))
}

pub fn show_product(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let found = world.billing.products.get(&(call.whose.clone(), id.to_owned()));
    let found = found.ok_or_else(|| Answer::missing("product", id))?;
    Ok(Answer::ok(found.view()))
}

pub fn change_product(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["active", "description", "metadata", "name"])?;
    let changes = metadata(call)?;
    let found = world
        .billing
        .products
        .get_mut(&(call.whose.clone(), id.to_owned()));
    let product = found.ok_or_else(|| Answer::missing("product", id))?;
    if let Some(name) = call.form.text("name") {
        name.clone_into(&mut product.name);
    }
    if let Some(description) = call.form.text("description") {
        product.description = Some(description.to_owned());
    }
    if let Some(active) = call.form.text("active") {
        product.active = active == "true";
    }
    product.metadata.extend(changes);
    let view = product.view();
    world.tell(&call.whose, "product.updated", view.clone(), call.now);
    Ok(Answer::ok(view))
}

/// A new price: each lookup key has one active price.
pub fn make_price(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&[
        "currency",
        "lookup_key",
        "metadata",
        "nickname",
        "product",
        "recurring",
        "tax_behavior",
        "unit_amount",
    ])?;
    let price = price(world, call)?;
    let taken = |one: &Price| one.whose == call.whose && one.active && one.lookup_key == price.lookup_key;
    if price.lookup_key.is_some() && world.billing.prices.values().any(taken) {
        let message = "A price already uses that lookup key.";
        return Err(Answer::wrong("resource_already_exists", "lookup_key", message));
    }
    let view = price.view();
    world.billing.prices.insert(price.id.clone(), price);
    world.tell(&call.whose, "price.created", view.clone(), call.now);
    Ok(Answer::ok(view))
}

fn price(world: &mut World, call: &Call) -> Result<Price, Answer> {
    let form = &call.form;
    let product = form.needed("product")?.to_owned();
    if !world
        .billing
        .products
        .contains_key(&(call.whose.clone(), product.clone()))
    {
        return Err(Answer::wrong("resource_missing", "product", "No such product"));
    }
    let months = match (
        form.needed("recurring[interval]")?,
        form.number("recurring[interval_count]")?,
    ) {
        ("month", None | Some(1)) => 1,
        ("year", None | Some(1)) => 12,
        _ => {
            let message = "Only once a month and once a year are known here";
            return Err(Answer::wrong("parameter_invalid", "recurring[interval]", message));
        }
    };
    form.needed("unit_amount")?;
    let amount = form.number("unit_amount")?.filter(|amount| *amount >= 0);
    let wrong = || {
        Answer::wrong(
            "parameter_invalid_integer",
            "unit_amount",
            "Invalid non-negative integer",
        )
    };
    let amount = amount.ok_or_else(wrong)?;
    let tax = form.text("tax_behavior").unwrap_or("unspecified");
    if !["exclusive", "inclusive", "unspecified"].contains(&tax) {
        return Err(Answer::wrong(
            "parameter_invalid",
            "tax_behavior",
            "Invalid tax_behavior",
        ));
    }
    Ok(Price {
        id: world.name("price"),
        whose: call.whose.clone(),
        product,
        lookup_key: form.text("lookup_key").map(str::to_owned),
        amount,
        currency: currency(form.needed("currency")?)?,
        months,
        tax: tax.to_owned(),
        active: true,
        metadata: metadata(call)?,
        created: call.now,
    })
}

/// Three small letters.
pub fn currency(text: &str) -> Result<String, Answer> {
    let known = text.len() == 3 && text.bytes().all(|b| b.is_ascii_lowercase());
    let wrong = || Answer::wrong("parameter_invalid", "currency", "Invalid currency");
    known.then(|| text.to_owned()).ok_or_else(wrong)
}

pub fn show_price(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let found = world
        .price_of(&call.whose, id)
        .ok_or_else(|| Answer::missing("price", id))?;
    Ok(Answer::ok(found.view()))
}

/// A price never changes what it is.
pub fn change_price(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["active", "metadata", "nickname"])?;
    let changes = metadata(call)?;
    let price = world
        .billing
        .prices
        .get_mut(id)
        .filter(|price| price.whose == call.whose);
    let price = price.ok_or_else(|| Answer::missing("price", id))?;
    if let Some(active) = call.form.text("active") {
        price.active = active == "true";
    }
    price.metadata.extend(changes);
    let view = price.view();
    world.tell(&call.whose, "price.updated", view.clone(), call.now);
    Ok(Answer::ok(view))
}

/// Those with one of the lookup keys, if any are named: ten at most.
pub fn list_prices(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["active", "limit", "lookup_keys", "product", "starting_after"])?;
    let keys = call.form.below("lookup_keys");
    if keys.len() > 10 {
        return Err(Answer::wrong(
            "parameter_invalid",
            "lookup_keys",
            "At most 10 lookup keys",
        ));
    }
    let active = call.form.text("active").map(|active| active == "true");
    let product = call.form.text("product");
    let fits = world.billing.prices.values().filter(|price| {
        let keyed = keys.is_empty() || keys.values().any(|key| price.lookup_key.as_ref() == Some(key));
        keyed
            && price.whose == call.whose
            && active.is_none_or(|active| price.active == active)
            && product.is_none_or(|product| price.product == product)
    });
    page(call, "/v1/prices", fits, Price::view)
}

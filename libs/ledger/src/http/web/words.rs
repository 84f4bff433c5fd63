//! The ledger as a shopkeeper says it.

use http::{Page, Visitor};
use kernel::{Currency, Money};

use crate::model::{Account, AccountKind, Side, TxnKind};
use crate::queries::transactions::{TxnEntryView, TxnView};

/// "Cobros en camino (Stripe)".
pub fn account_name(ctx: &Visitor, account: &Account) -> String {
    let name = ctx.t(&format!("ledger-account-{}", account.kind.as_str()));
    if account.owner.is_empty() {
        name
    } else {
        format!("{name} ({})", owner_name(ctx, &account.owner))
    }
}

/// A way to pay by its name; a provider as it calls itself.
pub fn owner_name(ctx: &Visitor, owner: &str) -> String {
    let find = |key: String| ctx.app.i18n.find(ctx.locale, &key, &[]);
    find(format!("payments-method-{owner}"))
        .or_else(|| find(format!("ledger-owner-{owner}")))
        .unwrap_or_else(|| owner.to_owned())
}

/// "Pago recibido".
pub fn kind_name(ctx: &Visitor, kind: TxnKind) -> String {
    ctx.t(&format!("ledger-txn-{}", kind.as_str()))
}

/// What the account is for.
pub fn meaning(page: &Page, kind: AccountKind) -> String {
    page.t(&format!("ledger-meaning-{}", kind.as_str()))
}

/// As people count it: what the shop earned or owes is more than nothing, too.
pub fn as_counted(account: AccountKind, amount: i64) -> i64 {
    match account.side() {
        Side::Debit => amount,
        Side::Credit => -amount,
    }
}

/// `$ 58.900`.
pub fn money(minor: i64, currency: Currency) -> String {
    Money { minor, currency }.display()
}

/// How much moved: all that is debited.
pub fn moved(txn: &TxnView) -> String {
    let Some(currency) = txn.entries.first().map(|e| e.currency) else {
        return String::new();
    };
    let debits = txn
        .entries
        .iter()
        .filter(|e| e.amount > 0 && e.currency == currency);
    money(debits.map(|e| e.amount).sum(), currency)
}

/// "Caja → Banco": from what is credited to what is debited, each once.
pub fn way(ctx: &Visitor, txn: &TxnView) -> String {
    let names = |wanted: fn(&&TxnEntryView) -> bool| {
        let mut names: Vec<String> = vec![];
        for entry in txn.entries.iter().filter(wanted) {
            let name = account_name(ctx, &account_of(entry));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    };
    format!("{} → {}", names(|e| e.amount < 0), names(|e| e.amount > 0))
}

/// The account of a line.
pub fn account_of(entry: &TxnEntryView) -> Account {
    Account::with(entry.account, entry.owner.clone())
}

/// Who wrote it.
pub fn who(ctx: &Visitor, txn: &TxnView) -> String {
    match (&txn.actor_name, txn.actor.as_str()) {
        (Some(name), _) => name.clone(),
        (None, "system" | "anonymous") => ctx.t("ledger-by-itself"),
        (None, role) => {
            let role_name = ctx
                .app
                .i18n
                .find(ctx.locale, &format!("identity-role-{role}"), &[]);
            role_name.unwrap_or_else(|| role.to_owned())
        }
    }
}

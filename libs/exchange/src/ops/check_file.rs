//! A file is looked at: what it would make and change, and what is wrong with it. The catalogue stays as it is.

use std::collections::{HashMap, HashSet};

use catalog::ProductId;
use db::TenantTx;
use kernel::{Result, Slug};
use sqlx::types::Json;

use crate::model::merge::merged;
use crate::model::{Draft, Fault, FaultCode, FileForm, ImportId, Item, ItemPicture, Whole};
use crate::queries::known::{FreeNames, by_barcode, by_sku, by_slug};
use crate::queries::whole::{Paths, Stored, category_paths, stored};
use crate::read::{Faults, Names, Reading};

/// Products that are looked up together.
const AT_ONCE: usize = 200;
/// Address of a product whose name has no letter that fits into one.
const NAMELESS: &str = "producto";
/// Files that are remembered.
const KEPT: i64 = 20;

/// Looks at it and keeps what it says. Costs count only where `sees_costs`.
pub async fn check_file(tx: &mut TenantTx, reading: Reading, sees_costs: bool) -> Result<ImportId> {
    let Reading {
        form,
        lines,
        mut drafts,
        faults,
        names,
    } = reading;
    if !sees_costs {
        drafts
            .iter_mut()
            .flat_map(|d| &mut d.variants)
            .for_each(|v| v.cost = None);
    }
    let mut look = Look::new(&drafts, names, faults, category_paths(tx).await?);
    for some in drafts.chunks(AT_ONCE) {
        look.at(tx, some).await?;
    }
    forget_old(tx).await?;
    keep(tx, form, lines, look).await
}

/// What was found so far.
struct Look {
    names: Names,
    faults: Faults,
    paths: Paths,
    free_slugs: FreeNames,
    free_skus: FreeNames,
    items: Vec<Item>,
    /// Products of the shop that the file is about, each with its place among the items if something changes.
    met: HashMap<ProductId, Option<usize>>,
}

impl Look {
    /// Names that stand in the file are nobody else's, wherever they stand.
    fn new(drafts: &[Draft], names: Names, faults: Faults, paths: Paths) -> Self {
        let (mut free_slugs, mut free_skus) = (FreeNames::default(), FreeNames::default());
        for draft in drafts {
            draft.slug.iter().for_each(|slug| free_slugs.take(slug.as_str()));
            draft
                .variants
                .iter()
                .filter_map(|v| v.sku.as_ref())
                .for_each(|sku| free_skus.take(sku));
        }
        Self {
            names,
            faults,
            paths,
            free_slugs,
            free_skus,
            items: vec![],
            met: HashMap::new(),
        }
    }

    async fn at(&mut self, tx: &mut TenantTx, drafts: &[Draft]) -> Result<()> {
        let known = Known::of(tx, drafts, &self.paths).await?;
        let first = self.items.len();
        for draft in drafts {
            let before = known.product_of(draft);
            known.blame_taken(draft, before, &self.names, &mut self.faults);
            // Lines that name codes alone may be about one product.
            let planned = before.and_then(|b| self.met.get(&b.id).copied().flatten());
            let planned = planned
                .and_then(|at| self.items.get(at))
                .map(|item| &item.body.whole);
            let start = planned.or(before.map(|b| &b.whole));
            let whole = merged(draft, start, &self.names, &mut self.faults);
            self.add(tx, draft, whole, before);
        }
        self.name_new(tx, first).await
    }

    /// What is as the file says already is only counted.
    fn add(&mut self, tx: &TenantTx, draft: &Draft, mut whole: Whole, before: Option<&Stored>) {
        let is_new = |url: &str| before.is_none_or(|b| !has_picture(b, url));
        let pictures = draft
            .pictures
            .iter()
            .filter(|p| is_new(&p.url))
            .map(ItemPicture::of);
        let pictures: Vec<ItemPicture> = pictures.collect();
        let Some(before) = before else {
            whole.slug = draft.slug.as_ref().map(ToString::to_string).unwrap_or_default();
            self.items
                .push(Item::new(tx.new_id(), None, whole, pictures, true));
            return;
        };
        let planned = self.met.get(&before.id).copied().flatten();
        if planned.is_none() && before.whole == whole && pictures.is_empty() {
            self.met.insert(before.id, None);
            return;
        }
        let changes_product = !differs_in_stock_only(&before.whole, &whole);
        count_changes_only(&before.whole, &mut whole);
        if let Some(item) = planned.and_then(|at| self.items.get_mut(at)) {
            item.body.whole = whole;
            item.body.pictures.extend(pictures);
            item.body.changes_product = changes_product;
        } else {
            self.met.insert(before.id, Some(self.items.len()));
            let version = Some(before.version);
            self.items
                .push(Item::new(before.id, version, whole, pictures, changes_product));
        }
    }

    /// New products get an address, and new variants a code, that nobody has.
    async fn name_new(&mut self, tx: &mut TenantTx, first: usize) -> Result<()> {
        let items = self.items.get_mut(first..).unwrap_or_default();
        let wholes = items.iter_mut().map(|item| &mut item.body.whole);
        let nameless: Vec<&mut Whole> = wholes.filter(|whole| whole.slug.is_empty()).collect();
        let base = |whole: &&mut Whole| Slug::from_name(&whole.name).or_else(|| Slug::parse(NAMELESS));
        let bases: Vec<Option<Slug>> = nameless.iter().map(base).collect();
        let number = |at: usize, n: u32| match bases.get(at) {
            Some(Some(base)) if n == 1 => base.to_string(),
            Some(Some(base)) => base.numbered(n).to_string(),
            _ => n.to_string(),
        };
        let slugs = self
            .free_slugs
            .settle(tx, nameless.len(), number, by_slug)
            .await?;
        for (whole, slug) in nameless.into_iter().zip(slugs) {
            whole.slug = slug;
        }
        self.code_new(tx, first).await
    }

    async fn code_new(&mut self, tx: &mut TenantTx, first: usize) -> Result<()> {
        let items = self.items.get_mut(first..).unwrap_or_default();
        let mut codeless = vec![];
        for whole in items.iter_mut().map(|i| &mut i.body.whole) {
            let base: String = whole.slug.to_uppercase().chars().take(40).collect();
            let new = whole.variants.iter_mut().filter(|v| v.sku.is_none());
            codeless.extend(new.map(|variant| (base.clone(), variant)));
        }
        let bases: Vec<String> = codeless.iter().map(|(base, _)| base.clone()).collect();
        let number = |at: usize, n: u32| format!("{}-{n}", bases.get(at).map_or("", String::as_str));
        let skus = self.free_skus.settle(tx, codeless.len(), number, by_sku).await?;
        for ((_, variant), sku) in codeless.into_iter().zip(skus) {
            variant.sku = Some(sku);
        }
        Ok(())
    }
}

/// One of its own files, or one that came from there before.
fn has_picture(product: &Stored, url: &str) -> bool {
    let key = url
        .rsplit_once("/media/")
        .and_then(|(_, file)| file.rsplit_once('-'))
        .map(|(key, _)| key);
    let is_own = key.is_some_and(|key| product.pictures.iter().any(|own| own == key));
    is_own || product.sources.iter().any(|source| source == url)
}

fn differs_in_stock_only(before: &Whole, after: &Whole) -> bool {
    let mut counted = after.clone();
    for (variant, old) in counted.variants.iter_mut().zip(&before.variants) {
        variant.stock = old.stock;
    }
    counted == *before
}

/// What is counted as the file says already may be sold until the file is applied: it is not counted again.
fn count_changes_only(before: &Whole, after: &mut Whole) {
    for (variant, old) in after.variants.iter_mut().zip(&before.variants) {
        variant.stock = variant.stock.filter(|stock| Some(*stock) != old.stock);
    }
}

/// What the shop has of some lines.
struct Known {
    by_slug: HashMap<String, ProductId>,
    by_sku: HashMap<String, ProductId>,
    by_barcode: HashMap<String, ProductId>,
    products: HashMap<ProductId, Stored>,
}

impl Known {
    async fn of(tx: &mut TenantTx, drafts: &[Draft], paths: &Paths) -> Result<Self> {
        let slugs: Vec<String> = drafts.iter().filter_map(slug_of).collect();
        let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
        let variants = || drafts.iter().flat_map(|d| &d.variants);
        let skus: Vec<&str> = variants().filter_map(|v| v.sku.as_deref()).collect();
        let barcodes: Vec<&str> = variants()
            .filter_map(|v| v.barcode.as_ref()?.as_deref())
            .collect();
        let (by_slug, by_sku) = (by_slug(tx, &slugs).await?, by_sku(tx, &skus).await?);
        let by_barcode = by_barcode(tx, &barcodes).await?;
        let ids: HashSet<ProductId> = by_slug.values().chain(by_sku.values()).copied().collect();
        let ids: Vec<ProductId> = ids.into_iter().collect();
        Ok(Self {
            by_slug,
            by_sku,
            by_barcode,
            products: stored(tx, &ids, paths).await?,
        })
    }

    /// By its address, else by its codes; what has neither is known by its name.
    fn product_of(&self, draft: &Draft) -> Option<&Stored> {
        let by_sku = || {
            let mut skus = draft.variants.iter().filter_map(|v| v.sku.as_deref());
            skus.find_map(|sku| self.by_sku.get(sku))
        };
        let by_slug = || slug_of(draft).and_then(|slug| self.by_slug.get(&slug));
        let id = if draft.slug.is_some() {
            by_slug()
        } else {
            by_sku().or_else(by_slug)
        };
        id.and_then(|id| self.products.get(id))
    }

    /// Codes and barcodes of other products.
    fn blame_taken(&self, draft: &Draft, before: Option<&Stored>, names: &Names, faults: &mut Faults) {
        let id = before.map(|b| b.id);
        let is_taken = |owner: Option<&ProductId>| owner.is_some_and(|owner| Some(*owner) != id);
        for variant in &draft.variants {
            if let Some(sku) = variant
                .sku
                .as_deref()
                .filter(|sku| is_taken(self.by_sku.get(*sku)))
            {
                faults.add(Fault::new(variant.line, &names.sku, FaultCode::Taken, sku));
            }
            let barcode = variant.barcode.as_ref().and_then(Option::as_deref);
            if let Some(barcode) = barcode.filter(|code| is_taken(self.by_barcode.get(*code))) {
                faults.add(Fault::new(
                    variant.line,
                    &names.barcode,
                    FaultCode::Taken,
                    barcode,
                ));
            }
        }
    }
}

/// What it is looked for by, if not by its codes.
fn slug_of(draft: &Draft) -> Option<String> {
    let codeless = || draft.variants.iter().all(|v| v.sku.is_none());
    let of_name = || {
        draft
            .name
            .as_ref()
            .filter(|_| codeless())
            .and_then(|name| Slug::from_name(name))
    };
    draft.slug.clone().or_else(of_name).map(|slug| slug.to_string())
}

/// Only the newest are remembered, and of those that were never applied what they would have done goes with them.
async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    sqlx::query(
        "delete from product_import
          where tenant_id = $1 and status <> 'applying' and import_id in (
                select import_id from product_import where tenant_id = $1
                 order by created_at desc, import_id desc offset $2)",
    )
    .bind(tx.tenant())
    .bind(KEPT - 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn keep(tx: &mut TenantTx, form: FileForm, lines: usize, look: Look) -> Result<ImportId> {
    let id: ImportId = tx.new_id();
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let made = look.items.iter().filter(|i| i.version.is_none()).count();
    sqlx::query(
        "insert into product_import (tenant_id, import_id, form, lines, products_new, products_changed, products_same,
                                     fault_count, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(form)
    .bind(count(lines))
    .bind(count(made))
    .bind(count(look.items.len() - made))
    .bind(count(look.met.values().filter(|place| place.is_none()).count()))
    .bind(count(look.faults.count))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    keep_faults(tx, id, &look.faults.told).await?;
    // A file with faults is never applied.
    if look.faults.count == 0 {
        for (nth, items) in look.items.chunks(AT_ONCE).enumerate() {
            keep_items(tx, id, nth * AT_ONCE, items).await?;
        }
    }
    Ok(id)
}

async fn keep_items(tx: &mut TenantTx, id: ImportId, first: usize, items: &[Item]) -> Result<()> {
    let first = i32::try_from(first).unwrap_or(i32::MAX);
    sqlx::query(
        "insert into product_import_item (tenant_id, import_id, position, product_id, version, body)
         select $1, $2, $3 + i.n - 1, i.product_id, i.version, i.body
           from unnest($4::uuid[], $5::bigint[], $6::jsonb[]) with ordinality as i (product_id, version, body, n)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(first)
    .bind(items.iter().map(|i| i.product).collect::<Vec<_>>())
    .bind(items.iter().map(|i| i.version).collect::<Vec<_>>())
    .bind(items.iter().map(|i| Json(&i.body)).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn keep_faults(tx: &mut TenantTx, id: ImportId, faults: &[Fault]) -> Result<()> {
    sqlx::query(
        "insert into product_import_fault (tenant_id, import_id, position, line, column_name, code, value)
         select $1, $2, f.n - 1, f.line, f.column_name, f.code, f.value
           from unnest($3::integer[], $4::text[], $5::text[], $6::text[])
                with ordinality as f (line, column_name, code, value, n)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(faults.iter().map(|f| f.line).collect::<Vec<_>>())
    .bind(faults.iter().map(|f| f.column.as_str()).collect::<Vec<_>>())
    .bind(faults.iter().map(|f| f.code.as_str()).collect::<Vec<_>>())
    .bind(faults.iter().map(|f| f.value.as_str()).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

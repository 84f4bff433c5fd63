//! What is written reads as it was.

use catalog::{ProductId, ProductStatus, TaxClass, VariantId};
use kernel::Currency;
use kernel::id::Uuid;
use proptest::prelude::*;

use super::Style;
use crate::model::merge::merged;
use crate::model::{FileForm, Whole, WholeOption, WholeVariant};
use crate::queries::whole::Stored;
use crate::read::{Faults, Names, read};

fn style(form: FileForm) -> Style {
    Style {
        form,
        currency: Currency::COP,
        origin: "https://aurora.test".to_owned(),
        with_costs: true,
    }
}

fn variant(n: u128, options: &[&str], price: i64) -> WholeVariant {
    WholeVariant {
        id: Some(VariantId(Uuid::from_u128(n))),
        options: options.iter().map(|o| (*o).to_owned()).collect(),
        sku: Some(format!("=C-{n}")),
        barcode: (n == 1).then(|| "+7701".to_owned()),
        price: price * 100,
        compare_price: (n == 1).then_some(price * 200),
        cost: None,
        weight_g: Some(255),
        active: true,
        stock: Some(7),
        reserved: 0,
    }
}

fn product(text: &str, with_options: bool) -> Stored {
    let options = [("Talla", vec!["S", "M, L"]), ("Color", vec!["Azul > rey"])];
    let option = |(name, choices): (&str, Vec<&str>)| WholeOption {
        name: name.to_owned(),
        choices: choices.into_iter().map(str::to_owned).collect(),
    };
    let variants = if with_options {
        vec![
            variant(1, &["S", "Azul > rey"], 10),
            variant(2, &["M, L", "Azul > rey"], 12),
        ]
    } else {
        vec![variant(1, &[], 10)]
    };
    Stored {
        id: ProductId(Uuid::from_u128(9)),
        version: 1,
        whole: Whole {
            slug: "camisa".to_owned(),
            name: "-Camisa \"fina\"; 1.234,56".to_owned(),
            description: Some(text.to_owned()),
            category: vec!["Ropa, hombre".to_owned(), "Camisas \\ lino".to_owned()],
            brand: Some("@Lino".to_owned()),
            status: ProductStatus::Active,
            tax_class: TaxClass::Iva19,
            tags: vec!["sin, sal".to_owned(), "'=x".to_owned()],
            options: if with_options {
                options.into_iter().map(option).collect()
            } else {
                vec![]
            },
            variants,
            ..Whole::default()
        },
        pictures: vec!["0a-1b".to_owned(), "0c-1d".to_owned(), "0e-1f".to_owned()],
        sources: vec![],
    }
}

fn comes_back(form: FileForm, product: &Stored) {
    let style = style(form);
    let file = format!("\u{feff}{}{}", style.head(), style.lines(product));
    let reading = read(file.as_bytes(), Currency::COP).unwrap();
    assert_eq!((reading.form, reading.faults.told), (form, vec![]), "{file}");
    assert_eq!(reading.drafts.len(), 1, "{file}");
    let mut faults = Faults::default();
    let again = merged(
        &reading.drafts[0],
        Some(&product.whole),
        &Names::default(),
        &mut faults,
    );
    assert_eq!((again, faults.told), (product.whole.clone(), vec![]), "{file}");
    assert_eq!(reading.drafts[0].pictures.len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_form_brings_a_product_back(text in "[a-zñ<&\"',;\\\\\n=+@-]{0,40}[a-z]", with_options in any::<bool>()) {
        let Ok(text) = kernel::Prose::<200>::parse(&text) else { return Ok(()) };
        for form in FileForm::ALL {
            comes_back(form, &product(&text, with_options));
        }
    }
}

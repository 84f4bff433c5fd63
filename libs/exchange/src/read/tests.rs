//! Files as people bring them.

use super::{Reading, read};
use crate::model::{FaultCode, FileForm};
use kernel::Currency;

fn reading(text: &str) -> Reading {
    read(text.as_bytes(), Currency::COP).unwrap()
}

fn faults(reading: &Reading) -> Vec<(i32, &str, FaultCode)> {
    reading
        .faults
        .told
        .iter()
        .map(|f| (f.line, f.column.as_str(), f.code))
        .collect()
}

const SHOPIFY: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Status
camisa,Camisa,<p>De lino</p>,Lino & Co,Ropa,\"verano, lino\",TRUE,Talla,S,CAM-S,200,4,89900.00,99900.00,https://img.test/1.jpg,Camisa blanca,active
camisa,,,,,,,,M,CAM-M,210,-1,89900.00,89900.00,https://img.test/2.jpg,,
camisa,,,,,,,,,,,,,,https://img.test/3.jpg,,
bolso,Bolso,,,,,TRUE,Title,Default Title,,0,0,120000.00,,,,draft
";

#[test]
fn shopifys_lines_become_products() {
    let read = reading(SHOPIFY);
    assert_eq!(
        (read.form, read.lines, faults(&read)),
        (FileForm::Shopify, 4, vec![])
    );
    let [shirt, bag] = &read.drafts[..] else {
        panic!("{:?}", read.drafts)
    };
    assert_eq!(shirt.variants.len(), 2);
    assert_eq!(shirt.variants[0].compare_price, Some(Some(9_990_000)));
    assert_eq!(
        (shirt.variants[1].compare_price, shirt.variants[1].stock),
        (Some(None), Some(0))
    );
    assert_eq!(shirt.pictures.len(), 3);
    assert_eq!(shirt.category.as_ref().unwrap().as_ref().unwrap().len(), 1);
    assert!(bag.options.is_empty() && bag.variants[0].options.is_empty());
    assert_eq!(bag.status, Some(catalog::ProductStatus::Draft));
    assert_eq!(bag.description, Some(None), "an empty cell empties");
    assert_eq!(bag.featured, None, "what has no column stays");
}

const WOOCOMMERCE: &str = "ID,Type,SKU,Name,Published,Description,Stock,Weight (kg),Sale price,Regular price,Categories,Images,Parent,\
Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
1,variable,cuello,Camiseta,1,Suave\\nfresca,,,,,\"Ropa > Camisetas, Ropa\",https://img.test/1.jpg,,Color,\"Azul, Rojo\",Talla,\"S, M\"
2,simple,gorra,Gorra,-1,,7,0.2,15000,18000,Accesorios,,,,,,
3,grouped,conjunto,Conjunto,1,,,,,,,,,,,,
4,variation,cuello-azul,Camiseta - Azul,1,,5,0.5,,20000,,,id:1,Color,Azul,Talla,
5,variation,cuello-rojo-s,Camiseta - Rojo,1,,5,0.5,,20000,,,cuello,Color,Rojo,Talla,S
6,variation,huerfano,Nada,1,,5,0.5,,20000,,,id:99,Color,Rojo,Talla,S
";

#[test]
fn woocommerces_variations_find_their_product() {
    let read = reading(WOOCOMMERCE);
    assert_eq!(
        faults(&read),
        [
            (2, "Categories", FaultCode::OneCategory),
            (4, "Type", FaultCode::OtherKind),
            (5, "Attribute 1 value(s)", FaultCode::AnyChoice),
            (7, "Parent", FaultCode::UnknownParent),
        ]
    );
    assert_eq!(read.faults.count, 1, "notes are no faults");
    let [shirt, cap] = &read.drafts[..] else {
        panic!("{:?}", read.drafts)
    };
    let skus: Vec<&str> = shirt.variants.iter().filter_map(|v| v.sku.as_deref()).collect();
    assert_eq!(skus, ["cuello-azul-S", "cuello-azul-M", "cuello-rojo-s"]);
    assert_eq!(
        shirt.description.as_ref().unwrap().as_deref(),
        Some("Suave\nfresca")
    );
    let cap_form = &cap.variants[0];
    assert_eq!(
        (cap_form.price, cap_form.compare_price),
        (Some(1_500_000), Some(Some(1_800_000)))
    );
    assert_eq!((cap_form.weight_g, cap_form.stock), (Some(Some(200)), Some(7)));
}

#[test]
fn what_is_wrong_is_told_by_line_and_column() {
    let long = "ñ".repeat(5_000);
    let text = format!(
        "nombre;precio;código;categoría;existencias\n{long};1000;A;;\nUno;1.234,56;A;Ropa > Ropa;\nDos;1,234;B;A > B > C > D > E;x\n\
         =1+1;mil;C;;\nTres;1.234;D;;\n"
    );
    let read = reading(&text);
    assert_eq!(
        faults(&read),
        [
            (2, "nombre", FaultCode::TooLong),
            (3, "categoría", FaultCode::Circle),
            (3, "precio", FaultCode::NotWhole),
            (4, "categoría", FaultCode::TooDeep),
            (4, "existencias", FaultCode::NotACount),
            (5, "nombre", FaultCode::Formula),
            (5, "precio", FaultCode::NotAPrice),
            (3, "código", FaultCode::Duplicate),
        ]
    );
    let prices: Vec<Option<i64>> = read.drafts.iter().map(|d| d.variants[0].price).collect();
    assert_eq!(prices[2..], [Some(123_400), None, Some(123_400)]);
    assert_eq!(read.faults.told[0].value.chars().count(), 80);
}

#[test]
fn both_ways_of_writing_a_price_are_read() {
    let usd = Currency::parse("USD").unwrap();
    let read = read("name,price\nA,\"1.234,56\"\nB,\"1,234.56\"\n".as_bytes(), usd).unwrap();
    let prices: Vec<Option<i64>> = read.drafts.iter().map(|d| d.variants[0].price).collect();
    assert_eq!(prices, [Some(123_456), Some(123_456)]);
}

#[test]
fn a_broken_quote_is_told_and_does_no_harm() {
    let read = reading("nombre,precio\n\"Uno,1000\nDos,2000\n");
    assert_eq!(faults(&read)[0], (2, "", FaultCode::UnclosedQuote));
}

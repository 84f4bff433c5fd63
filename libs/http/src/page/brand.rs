//! A tenant's colour as a stylesheet of its own, with a text colour that keeps contrast (WCAG 2.2, 1.4.3).

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Deserialize;

use crate::access::Visitor;
use crate::extract::Query;
use crate::failure::Answer;

/// Which version of the colours the page wants.
#[derive(Debug, Deserialize)]
pub struct BrandQuery {
    v: Option<i64>,
}

/// `GET /brand.css?v=`: kept for ever only under its own version, since a cache must not take old colours for new ones.
pub async fn brand_css(visitor: Visitor, query: Query<BrandQuery>) -> Answer {
    let keep = if query.v == Some(visitor.shop.version) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Ok(HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, keep))
        .body(stylesheet(&visitor.shop.brand_color)))
}

/// `--brand` and its companions for both themes. `color` is `#rrggbb`; anything else gives the default.
pub fn stylesheet(color: &str) -> String {
    let brand = parse(color).unwrap_or([0x0f, 0x5c, 0x4d]);
    let on_light = readable_on(brand, [0xf6, 0xf5, 0xf2], Direction::Darker);
    let on_dark = readable_on(brand, [0x1b, 0x21, 0x1f], Direction::Lighter);
    format!(
        ":root{{--brand:{};--brand-content:{};--brand-dark:{};--brand-dark-content:{}}}\n",
        hex(on_light),
        hex(text_on(on_light)),
        hex(on_dark),
        hex(text_on(on_dark)),
    )
}

/// WCAG contrast of two `#rrggbb` colours: 1 to 21. `None` when one is no colour.
pub fn contrast_ratio(a: &str, b: &str) -> Option<f64> {
    Some(ratio(parse(a)?, parse(b)?))
}

type Rgb = [u8; 3];

#[derive(Clone, Copy)]
enum Direction {
    Darker,
    Lighter,
}

fn parse(color: &str) -> Option<Rgb> {
    let digits = color.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let channel = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The colour itself, or the nearest in this direction that can be read on the page: brand-coloured links and borders
/// must stand out as well as white text on a brand-coloured button.
fn readable_on(color: Rgb, page: Rgb, direction: Direction) -> Rgb {
    let mut candidate = color;
    for _ in 0..40 {
        if ratio(candidate, page) >= 4.5 {
            break;
        }
        candidate = candidate.map(|c| match direction {
            Direction::Darker => c - c / 12 - u8::from(c > 0 && c < 12),
            Direction::Lighter => c + (255 - c) / 12 + u8::from(c < 255 && 255 - c < 12),
        });
    }
    candidate
}

fn text_on(background: Rgb) -> Rgb {
    let (white, dark) = ([255; 3], [0x06, 0x23, 0x1c]);
    if ratio(white, background) >= ratio(dark, background) {
        white
    } else {
        dark
    }
}

fn ratio(a: Rgb, b: Rgb) -> f64 {
    let (x, y) = (luminance(a), luminance(b));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

fn luminance(rgb: Rgb) -> f64 {
    let [r, g, b] = rgb.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::{Direction, parse, ratio, readable_on, text_on};

    #[test]
    fn any_colour_ends_up_readable_in_both_themes() {
        for color in ["#ffffff", "#000000", "#ffee00", "#0f5c4d", "#7f7f7f", "#ff0000"] {
            let rgb = parse(color).unwrap();
            let light = readable_on(rgb, [0xf6, 0xf5, 0xf2], Direction::Darker);
            let dark = readable_on(rgb, [0x1b, 0x21, 0x1f], Direction::Lighter);
            assert!(ratio(light, [0xf6, 0xf5, 0xf2]) >= 4.5, "{color} light");
            assert!(ratio(dark, [0x1b, 0x21, 0x1f]) >= 4.5, "{color} dark");
            assert!(
                ratio(text_on(light), light) >= 4.5 && ratio(text_on(dark), dark) >= 4.5,
                "{color} text"
            );
        }
    }
}

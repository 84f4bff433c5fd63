//! A QR code as the way of a pen, for an `svg` in the page: nothing is loaded, and no secret stands in an address.

use kernel::{Error, Result};
use qrcode::{Color, QrCode};

/// Squares left white around it, as the standard asks.
const MARGIN: usize = 4;

/// The way over the black squares, and how many squares a side has.
pub fn picture(text: &str) -> Result<(String, usize)> {
    let code = QrCode::new(text).map_err(|e| Error::fault(format!("no QR code could be made: {e}")))?;
    let width = code.width();
    let black = code.to_colors().into_iter().enumerate();
    let squares = black
        .filter(|(_, color)| *color == Color::Dark)
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + MARGIN, at / width + MARGIN));
    Ok((squares.collect(), width + 2 * MARGIN))
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn the_corners_are_finder_patterns_within_a_white_margin() {
        let (way, side) = picture("otpauth://totp/Aurora:ana%40x.co?secret=GEZDGNBV").unwrap();
        assert!(way.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"), "{way}");
        let last = side - 5;
        assert!(way.contains(&format!("M{last} 4h1v1h-1z")) && way.contains(&format!("M4 {last}h1v1h-1z")));
    }
}

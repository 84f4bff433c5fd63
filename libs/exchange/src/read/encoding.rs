//! Bytes become text: UTF-8, UTF-16, or what Windows wrote before.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The file's text without the mark at its beginning. Every file has one: what Windows-1252 knows no letter for becomes a
/// control character, which no cell takes.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    encoding_of(bytes).decode_with_bom_removal(bytes).0
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // The header of a table in UTF-16 is mostly ASCII: every other byte is nothing.
    match bytes {
        [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => UTF_16BE,
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => UTF_16LE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    const TEXT: &str = "Nombre;Precio\nChampú;1";

    fn utf_16(unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn each_encoding_is_recognised() {
        let little = utf_16(u16::to_le_bytes);
        let big = utf_16(u16::to_be_bytes);
        let windows: Vec<u8> = TEXT
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let files: [Vec<u8>; 7] = [
            TEXT.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(),
            [b"\xFF\xFE", &little[..]].concat(),
            [b"\xFE\xFF", &big[..]].concat(),
            little,
            big,
            windows,
        ];
        for file in files {
            assert_eq!(decode(&file), TEXT, "{file:?}");
        }
        assert_eq!(decode(b""), "");
    }
}

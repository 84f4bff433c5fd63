//! From bytes to lines, whatever encoding they claim.

use std::borrow::Cow;

/// A line after folded ones were joined, or its beginning when it is too long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) cut: bool,
}

/// The lines of a calendar in UTF-8. Folds may part a letter's bytes, so they are joined before anything is decoded.
pub(crate) fn lines(utf8: &[u8], longest: usize) -> impl Iterator<Item = Line> {
    let mut raw = utf8
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .peekable();
    std::iter::from_fn(move || {
        let mut whole = (Vec::new(), false);
        add(&mut whole, raw.next()?, longest);
        while let Some([b' ' | b'\t', more @ ..]) = raw.peek().copied() {
            add(&mut whole, more, longest);
            raw.next();
        }
        Some(Line {
            text: decoded(&whole.0),
            cut: whole.1,
        })
    })
}

fn add(line: &mut (Vec<u8>, bool), more: &[u8], longest: usize) {
    let room = longest.saturating_sub(line.0.len()).min(more.len());
    line.0.extend_from_slice(&more[..room]);
    line.1 |= room < more.len();
}

/// Takes the byte order mark away, and UTF-16 with it; lines that old Macs ended by a return end as all do.
pub(crate) fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => Cow::Borrowed(bytes),
    };
    if bytes.contains(&b'\n') {
        return bytes;
    }
    let mut owned = bytes.into_owned();
    for byte in &mut owned {
        if *byte == b'\r' {
            *byte = b'\n';
        }
    }
    Cow::Owned(owned)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect::<String>()
        .into_bytes()
}

/// UTF-8, or else what Windows writes in the west; without letters that cannot be stored or shown.
fn decoded(bytes: &[u8]) -> String {
    let text: Cow<'_, str> = match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().map(|byte| western(*byte)).collect::<String>().into(),
    };
    text.chars()
        .filter(|letter| !letter.is_control() || *letter == '\t')
        .collect()
}

/// Windows-1252.
fn western(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', //
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(&utf8(bytes), 1000).map(|line| line.text).collect()
    }

    #[test]
    fn folds_are_joined_even_within_a_letter() {
        assert_eq!(
            texts(b"A:se\xC3\r\n \xB1or\r\n\r\nB:1\n\t2\n"),
            ["A:señor", "B:12"]
        );
    }

    #[test]
    fn other_encodings_are_understood() {
        assert_eq!(texts(b"\xEF\xBB\xBFA:\xC3\xB1"), ["A:ñ"]);
        assert_eq!(texts(b"A:\xF1 \x80"), ["A:ñ €"]);
        assert_eq!(texts(b"\xFF\xFEA\0:\0\xF1\0\n\0B\0"), ["A:ñ", "B"]);
        assert_eq!(texts(b"A\rB\r"), ["A", "B"]);
        assert_eq!(texts(b"A\0\x07B"), ["AB"]);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let all: Vec<_> = lines(b"A:123456\n 789\nB", 5).collect();
        assert_eq!(
            all[0],
            Line {
                text: "A:123".into(),
                cut: true
            }
        );
        assert_eq!(
            all[1],
            Line {
                text: "B".into(),
                cut: false
            }
        );
    }
}

//! What a text costs: the network carries it in segments, and a shop pays for each.

/// How the network writes a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter (3GPP TS 23.038 §6.2.1): 160 of them alone, 153 in each of several segments.
    Gsm7,
    /// Sixteen bits a unit, as soon as one letter is not of the other: 70, or 67.
    Ucs2,
}

/// How a text is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// How it is written.
    pub alphabet: Alphabet,
    /// Its length in units of that alphabet.
    pub units: usize,
    /// Segments: what is paid for. None for an empty text.
    pub count: usize,
}

/// The letters of the seven-bit alphabet, but for its escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters behind its escape, which take two units (§6.2.1.1).
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

impl Segments {
    /// Counts as 3GPP TS 23.040 §9.2.3.24 cuts: the header of several takes six bytes of each, and no letter is cut in two.
    pub fn of(text: &str) -> Self {
        let sizes: Option<Vec<usize>> = text.chars().map(gsm7).collect();
        match sizes {
            Some(sizes) => Self::cut(Alphabet::Gsm7, &sizes, 160, 153),
            None => Self::cut(
                Alphabet::Ucs2,
                &text.chars().map(char::len_utf16).collect::<Vec<_>>(),
                70,
                67,
            ),
        }
    }

    fn cut(alphabet: Alphabet, sizes: &[usize], alone: usize, each: usize) -> Self {
        let units = sizes.iter().sum();
        let count = match units {
            0 => 0,
            units if units <= alone => 1,
            _ => parts(sizes, each),
        };
        Self {
            alphabet,
            units,
            count,
        }
    }
}

/// Into how many of this length.
fn parts(sizes: &[usize], each: usize) -> usize {
    let (mut count, mut left) = (1, each);
    for size in sizes {
        if *size > left {
            count += 1;
            left = each;
        }
        left -= size;
    }
    count
}

/// Units that a letter takes in the seven-bit alphabet, if it has the letter.
fn gsm7(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else {
        EXTENDED.contains(letter).then_some(2)
    }
}

/// The same text in letters of the seven-bit alphabet, as far as Spanish and English want others: it has `é ñ ü ¿ ¡`, but
/// neither `á í ó ú` nor what phones put in place of quotes and dashes, and one of these more than halves what fits.
pub fn thrifty(text: &str) -> String {
    let mut thrifty = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'á' => thrifty.push('a'),
            'í' => thrifty.push('i'),
            'ó' => thrifty.push('o'),
            'ú' => thrifty.push('u'),
            'Á' => thrifty.push('A'),
            'Í' => thrifty.push('I'),
            'Ó' => thrifty.push('O'),
            'Ú' => thrifty.push('U'),
            '“' | '”' | '«' | '»' => thrifty.push('"'),
            '‘' | '’' | '´' | '`' => thrifty.push('\''),
            '–' | '—' | '−' | '·' | '•' => thrifty.push('-'),
            '…' => thrifty.push_str("..."),
            '\u{a0}' | '\u{202f}' | '\t' => thrifty.push(' '),
            letter => thrifty.push(letter),
        }
    }
    thrifty
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, Segments, thrifty};

    fn count(text: &str) -> (Alphabet, usize, usize) {
        let segments = Segments::of(text);
        (segments.alphabet, segments.units, segments.count)
    }

    #[test]
    fn seven_bit_texts_hold_160_letters_or_153_in_each() {
        use Alphabet::Gsm7;
        assert_eq!(count(""), (Gsm7, 0, 0));
        assert_eq!(count("¡Mañana, señor Pérez! ¿Viene?"), (Gsm7, 29, 1));
        assert_eq!(count(&"a".repeat(160)), (Gsm7, 160, 1));
        assert_eq!(count(&"a".repeat(161)), (Gsm7, 161, 2));
        assert_eq!(count(&"a".repeat(306)), (Gsm7, 306, 2));
        assert_eq!(count(&"a".repeat(307)), (Gsm7, 307, 3));
        assert_eq!(count(&"€".repeat(80)), (Gsm7, 160, 1));
        // An escape and its letter stay together: 76 pairs and a unit left over.
        assert_eq!(count(&"€".repeat(153)), (Gsm7, 306, 3));
    }

    #[test]
    fn one_other_letter_makes_the_whole_text_sixteen_bit() {
        use Alphabet::Ucs2;
        assert_eq!(count("Sábado"), (Ucs2, 6, 1));
        assert_eq!(count(&"á".repeat(70)), (Ucs2, 70, 1));
        assert_eq!(count(&"á".repeat(71)), (Ucs2, 71, 2));
        assert_eq!(count(&"á".repeat(134)), (Ucs2, 134, 2));
        assert_eq!(count(&"á".repeat(135)), (Ucs2, 135, 3));
        // A pair of units is one picture: 33 of them and a unit left over.
        assert_eq!(count(&"💈".repeat(35)), (Ucs2, 70, 1));
        assert_eq!(count(&"💈".repeat(67)), (Ucs2, 134, 3));
    }

    #[test]
    fn a_thrifty_text_says_the_same_in_one_segment() {
        let text =
            "Sábado 28, 9:00 a.\u{a0}m.: corte con Luis en “La Aurora” — Cúcuta. ¿Vienes? Ábrelo aquí…";
        let saved = thrifty(text);
        assert_eq!(
            saved,
            "Sabado 28, 9:00 a. m.: corte con Luis en \"La Aurora\" - Cucuta. ¿Vienes? Abrelo aqui..."
        );
        assert_eq!((Segments::of(text).count, Segments::of(&saved).count), (2, 1));
        assert_eq!(thrifty("Señor Pérez, güiro"), "Señor Pérez, güiro");
    }
}

//! Card numbers never come to us: providers' own fields in the payer's browser read them. What looks like one is refused.

/// Most digits that one has.
const LONGEST: usize = 19;

/// Whether a text holds a card's number: 13 to 19 digits, whatever stands between them but letters, the last of which proves the
/// others (ISO/IEC 7812-1, annex B). A word with letters, perhaps with dashes in it, is something else: a token, say.
pub fn holds_card_number(text: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let words = text.split(|c| !belongs(c)).filter(|word| says_something(word));
    let words: Vec<&str> = words.collect();
    words
        .split(|word| word.contains(char::is_alphabetic))
        .any(|run| (0..run.len()).any(|start| begins_with_number(&run[start..])))
}

fn says_something(word: &str) -> bool {
    word.contains(|c: char| c.is_alphabetic() || digit(c).is_some())
}

/// Whether the first words together are one.
fn begins_with_number(words: &[&str]) -> bool {
    let mut digits: Vec<u32> = vec![];
    for word in words {
        digits.extend(word.chars().filter_map(digit));
        if digits.len() > LONGEST {
            return false;
        }
        if digits.len() >= 13 && checksum(&digits).is_multiple_of(10) {
            return true;
        }
    }
    false
}

/// Also as keyboards of East Asia write it, in full width.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        _ => c.to_digit(10),
    }
}

fn checksum(digits: &[u32]) -> u32 {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighed = digits.iter().rev().enumerate();
    weighed
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::holds_card_number;

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for text in [
            "4013540682746260",
            "4013 5406 8274 6260",
            "4013-5406-8274-6260",
            "tarjeta: 4013.5406.8274.6260, gracias",
            "4013_5406_8274_6260",
            "4013/5406/8274/6260",
            "4013\u{a0}5406\u{200b}8274\t6260",
            "4 0 1 3 5 4 0 6 8 2 7 4 6 2 6 0",
            "４０１３５４０６８２７４６２６０",
            "374378187755283",
        ] {
            assert!(holds_card_number(text), "{text}");
        }
    }

    #[test]
    fn documents_phones_and_tokens_are_none() {
        for text in [
            "",
            "52.123.456",
            "900.123.456-7",
            "300 123 4567",
            "4013540682746261",
            "a4013540682746260",
            "4013540682746260f9d3",
            "pi_3Q4013540682746260",
            "01931f3e-dead-7000-8000-000000000000",
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
    }
}

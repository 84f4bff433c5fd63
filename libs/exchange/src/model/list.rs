//! Several words in one cell: `rojo, azul`; a path of categories: `Cabello > Champú`. A mark that belongs to a word has a
//! backslash before it, and so has a backslash.

/// The words of a cell, trimmed; empty ones are left out.
pub fn split(text: &str, mark: char) -> Vec<String> {
    let (mut words, mut word) = (vec![], String::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|next| *next == mark || *next == '\\') => {
                word.extend(chars.next());
            }
            c if c == mark => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    let words = words.into_iter().map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// A cell that [`split`] takes apart again.
pub fn join<'a>(words: impl IntoIterator<Item = &'a str>, mark: char) -> String {
    let escaped = |word: &str| {
        let mut out = String::with_capacity(word.len());
        for c in word.chars() {
            if c == mark || c == '\\' {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let between = if mark == ',' {
        ", ".to_owned()
    } else {
        format!(" {mark} ")
    };
    let words: Vec<String> = words.into_iter().map(escaped).collect();
    words.join(&between)
}

#[cfg(test)]
mod tests {
    use super::{join, split};
    use proptest::prelude::*;

    #[test]
    fn words_stand_between_marks() {
        assert_eq!(split("Cabello > Champú", '>'), ["Cabello", "Champú"]);
        assert_eq!(split(" rojo,, azul\\, marino ,", ','), ["rojo", "azul, marino"]);
        assert_eq!(split("C:\\dir", ','), ["C:\\dir"]);
        assert!(split("", ',').is_empty());
    }

    proptest! {
        #[test]
        fn what_is_joined_is_split_again(words in proptest::collection::vec("[a-zñ,>\\\\ ]{0,8}[a-zñ,>\\\\]", 0..5)) {
            let words: Vec<String> = words.iter().map(|w| w.trim().to_owned()).collect();
            for mark in [',', '>'] {
                let cell = join(words.iter().map(String::as_str), mark);
                prop_assert_eq!(&split(&cell, mark), &words);
            }
        }
    }
}

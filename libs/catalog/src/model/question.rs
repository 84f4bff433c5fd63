//! What somebody typed into the search field, as the database is asked.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words of a question that are looked at.
const MOST_WORDS: usize = 8;
/// Longest word that is looked at.
const LONGEST_WORD: usize = 30;
/// Words of a phrase that means the same as another.
const LONGEST_PHRASE: usize = 4;
/// Longest word whose letters are swapped to forgive a slip.
const LONGEST_SWAPPED: usize = 14;

/// A shop's own words: groups that mean the same, and words that say nothing.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Each a group of words or phrases.
    pub synonyms: Vec<Vec<String>>,
    /// Left out of questions.
    pub stop_words: Vec<String>,
}

/// A word, or a phrase that a synonym takes as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As somebody wrote it.
    pub typed: String,
    /// Its words.
    words: Vec<String>,
    /// A tsquery: it, or what means the same.
    exactly: String,
}

impl Part {
    /// A tsquery: it, what means the same, or it with two neighbouring letters swapped.
    pub fn written(&self) -> String {
        format!("{} | {}", self.exactly, swapped(&self.words))
    }

    /// A tsquery: it, or what means the same.
    pub fn exactly(&self) -> &str {
        &self.exactly
    }

    /// For how it sounds; a phrase that is known needs none.
    pub fn spoken(&self) -> &str {
        match &self.words[..] {
            [word] => word,
            _ => "",
        }
    }
}

/// A question in the three forms that `search_products` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it consists of.
    pub parts: Vec<Part>,
    /// A tsquery: every word or one that means the same; the last may be unfinished.
    pub exactly: String,
    /// A tsquery: the same with two neighbouring letters swapped.
    pub nearly: String,
    /// The words, for how they sound.
    pub spoken: Vec<String>,
}

impl Question {
    /// None when nothing is left to look for.
    pub fn new(text: &str, words: &Words) -> Option<Self> {
        let asked = asked(text, words);
        let plain: Vec<String> = asked.iter().map(|word| word.plain.clone()).collect();
        let synonyms: Vec<Vec<Vec<String>>> = words
            .synonyms
            .iter()
            .map(|group| group.iter().map(|phrase| split(phrase)).collect())
            .collect();
        let mut parts = vec![];
        let mut at = 0;
        while at < plain.len() {
            let (length, group) = longest_synonym(&plain[at..], &synonyms);
            let until = at + length;
            let typed: Vec<&str> = asked[at..until].iter().map(|word| word.typed.as_str()).collect();
            parts.push(Part {
                typed: typed.join(" "),
                words: plain[at..until].to_vec(),
                exactly: alternatives(&plain[at..until], group, until == plain.len()),
            });
            at = until;
        }
        Self::of(parts)
    }

    /// The same with some of its parts only.
    pub fn only(&self, is_kept: impl Fn(usize) -> bool) -> Option<Self> {
        let parts = self.parts.iter().enumerate().filter(|(at, _)| is_kept(*at));
        Self::of(parts.map(|(_, part)| part.clone()).collect())
    }

    fn of(parts: Vec<Part>) -> Option<Self> {
        if parts.is_empty() {
            return None;
        }
        let all_of = |form: fn(&Part) -> String| parts.iter().map(form).collect::<Vec<_>>().join(" & ");
        Some(Self {
            exactly: all_of(|part| part.exactly.clone()),
            nearly: all_of(|part| swapped(&part.words)),
            spoken: parts.iter().flat_map(|part| part.words.clone()).collect(),
            parts,
        })
    }
}

/// A word as it was written, and without what does not count.
#[derive(Debug, Clone, Default)]
struct Word {
    typed: String,
    plain: String,
}

/// A text's words without accents, capitals and punctuation: `[a-z0-9]+` only, so safe inside a tsquery.
fn split(text: &str) -> Vec<String> {
    read(text).into_iter().map(|word| word.plain).collect()
}

/// The same, with each word as it was written.
fn read(text: &str) -> Vec<Word> {
    let mut words = vec![];
    let mut word = Word::default();
    for typed in text.chars() {
        let plain = std::iter::once(typed).nfkd().filter(|c| !is_combining_mark(*c));
        for c in plain.flat_map(char::to_lowercase) {
            if !c.is_ascii_alphanumeric() {
                words.push(std::mem::take(&mut word));
            } else if word.plain.len() < LONGEST_WORD {
                word.plain.push(c);
            }
        }
        if !word.plain.is_empty() {
            word.typed.push(typed);
        }
    }
    words.push(word);
    words.retain(|word| !word.plain.is_empty());
    words
}

/// One word as questions know it; none when it is not exactly one.
pub fn word_of(text: &str) -> Option<String> {
    let mut words = split(text);
    if words.len() == 1 { words.pop() } else { None }
}

/// The words that count. When all of them say nothing, they are all that there is to go by.
fn asked(text: &str, words: &Words) -> Vec<Word> {
    let mut all = read(text);
    all.truncate(MOST_WORDS);
    let stop: Vec<String> = words.stop_words.iter().filter_map(|w| word_of(w)).collect();
    let telling: Vec<Word> = all
        .iter()
        .filter(|word| !stop.contains(&word.plain))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

type Group<'a> = Option<&'a Vec<Vec<String>>>;

/// The longest run at the start that some group knows, with that group; else the first word alone.
fn longest_synonym<'a>(words: &[String], synonyms: &'a [Vec<Vec<String>>]) -> (usize, Group<'a>) {
    for length in (1..=LONGEST_PHRASE.min(words.len())).rev() {
        let group = synonyms
            .iter()
            .find(|group| group.iter().any(|phrase| phrase == &words[..length]));
        if group.is_some() {
            return (length, group);
        }
    }
    (1, None)
}

fn alternatives(typed: &[String], group: Group<'_>, unfinished: bool) -> String {
    let ending = if unfinished { ":*" } else { "" };
    let mut all = vec![format!("{}{ending}", phrase(typed))];
    let others = group
        .into_iter()
        .flatten()
        .filter(|other| *other != typed && !other.is_empty());
    all.extend(others.map(|other| phrase(other)));
    any_of(&all)
}

/// Words one after the other.
fn phrase(words: &[String]) -> String {
    words.join(" <-> ")
}

fn any_of(all: &[String]) -> String {
    let each: Vec<String> = all.iter().map(|one| format!("({one})")).collect();
    if each.len() == 1 {
        each.concat()
    } else {
        format!("({})", each.join(" | "))
    }
}

/// Each of these words, or it with letters swapped.
fn swapped(words: &[String]) -> String {
    let each: Vec<String> = words.iter().map(|word| any_of(&with_swaps(word))).collect();
    each.join(" & ")
}

/// The word, and it with each pair of neighbours swapped: "cerma" may have meant "crema".
fn with_swaps(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if (4..=LONGEST_SWAPPED).contains(&word.len()) {
        for i in 1..word.len() {
            let mut letters: Vec<char> = word.chars().collect();
            letters.swap(i - 1, i);
            all.push(letters.into_iter().collect());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Question, Words};
    use proptest::prelude::*;

    fn words() -> Words {
        let group = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Words {
            synonyms: vec![
                group(&["champú", "shampoo"]),
                group(&["crema dental", "pasta de dientes"]),
            ],
            stop_words: vec!["para".into(), "el".into()],
        }
    }

    fn exactly(text: &str) -> String {
        Question::new(text, &words())
            .map(|q| q.exactly)
            .unwrap_or_default()
    }

    #[test]
    fn words_lose_accents_and_gain_synonyms_and_the_last_may_be_unfinished() {
        assert_eq!(
            exactly("Champú ANTICAÍDA"),
            "((champu) | (shampoo)) & (anticaida:*)"
        );
        assert_eq!(exactly("cepillo para el pelo"), "(cepillo) & (pelo:*)");
        assert_eq!(
            exactly("pasta de dientes niños"),
            "((pasta <-> de <-> dientes) | (crema <-> dental)) & (ninos:*)"
        );
        assert_eq!(exactly("para"), "(para:*)");
        assert_eq!(Question::new(" ¿?! ", &words()), None);
    }

    #[test]
    fn swapped_letters_are_forgiven() {
        let question = Question::new("cerma", &words()).unwrap();
        assert!(question.nearly.contains("(crema)"), "{}", question.nearly);
        assert_eq!(question.spoken, ["cerma"]);
    }

    #[test]
    fn parts_are_told_as_they_were_written_and_may_be_left_out() {
        let question = Question::new("Champú, pasta de dientes: XILÓFONO!", &words()).unwrap();
        let typed: Vec<&str> = question.parts.iter().map(|part| part.typed.as_str()).collect();
        assert_eq!(typed, ["Champú", "pasta de dientes", "XILÓFONO"]);
        let less = question.only(|at| at < 2).unwrap();
        assert_eq!(
            less.exactly,
            "((champu) | (shampoo)) & ((pasta <-> de <-> dientes) | (crema <-> dental))"
        );
        assert_eq!(less.spoken, ["champu", "pasta", "de", "dientes"]);
        assert_eq!(question.only(|at| at < 3).unwrap(), question);
        assert_eq!(question.only(|_| false), None);
    }

    proptest! {
        #[test]
        fn nothing_typed_can_break_the_query(text in "\\PC{0,80}") {
            if let Some(question) = Question::new(&text, &words()) {
                let written: Vec<String> = question.parts.iter().map(super::Part::written).collect();
                for query in [&question.exactly, &question.nearly].into_iter().chain(&written) {
                    prop_assert!(query.bytes().all(|b| b.is_ascii_alphanumeric() || b" ()|&<->:*".contains(&b)));
                }
                prop_assert!(question.spoken.len() <= 8);
            }
        }
    }
}

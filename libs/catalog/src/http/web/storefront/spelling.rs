//! "Did you mean …?": the words that were typed, corrected by the names that were found all the same.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The question with its misspelt words as they stand in `names`; `None` when nothing needs correcting.
pub fn meant(question: &str, names: &[String]) -> Option<String> {
    let known: Vec<&str> = names.iter().flat_map(|name| words(name)).collect();
    let mut corrected = false;
    let all: Vec<String> = words(question)
        .map(|word| match nearest(word, &known) {
            Some(better) => {
                corrected = true;
                better.to_lowercase()
            }
            None => word.to_owned(),
        })
        .collect();
    corrected.then(|| all.join(" "))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The known word nearest to one that is not among them, if it is near at all.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed = plain(word);
    // A short word is near to everything, and a number is never a slip.
    if typed.chars().count() < 4
        || typed.chars().any(|c| c.is_ascii_digit())
        || known.iter().any(|k| same(&typed, &plain(k)))
    {
        return None;
    }
    let allowed = if typed.chars().count() < 6 { 1 } else { 2 };
    let near = |k: &&'a str| (strsim::damerau_levenshtein(&typed, &plain(k)), *k);
    known
        .iter()
        .map(near)
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

/// Equal but for the ending: `cremas` and `crema`, `champ` and `champú`.
fn same(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (shorter, longer) = (
        a.chars().count().min(b.chars().count()),
        a.chars().count().max(b.chars().count()),
    );
    shared == shorter && shorter >= 3 && (longer - shorter <= 2 || shorter == a.chars().count())
}

fn plain(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::meant;

    fn corrected(question: &str) -> Option<String> {
        let names = [
            "Champú sin sal 500 ml".to_owned(),
            "Cepillo térmico redondo".to_owned(),
        ];
        meant(question, &names)
    }

    #[test]
    fn a_misspelt_word_becomes_the_one_that_was_found() {
        assert_eq!(corrected("chanpu").as_deref(), Some("champú"));
        assert_eq!(corrected("sepillo termico").as_deref(), Some("cepillo termico"));
        assert_eq!(corrected("cepilol").as_deref(), Some("cepillo"));
    }

    #[test]
    fn what_is_right_stays() {
        for fine in ["champu", "CHAMPÚ", "cepillos", "cep", "sal", "500", "redond", ""] {
            assert_eq!(corrected(fine), None, "{fine}");
        }
        assert_eq!(corrected("peinilla"), None);
    }
}

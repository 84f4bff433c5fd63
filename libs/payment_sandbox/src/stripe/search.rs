//! Payments, searched by a pair of their metadata. The index follows what is made by [`World::lag`].

use super::answer::Answer;
use super::call::Call;
use super::listing::page;
use super::world::World;

/// Those of the account that say so.
pub fn find(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["limit", "page", "query"])?;
    let (name, text) = pair(call.form.needed("query")?)
        .ok_or_else(|| Answer::refused("search_query_invalid", "Unsupported search query clause"))?;
    let own = world.intents.values().filter(|intent| intent.whose == call.whose);
    let known = own.filter(|intent| call.now.seconds_since(intent.created) >= world.lag);
    let fits = known.filter(|intent| intent.metadata.get(&name) == Some(&text));
    let whole = call.form.wants_charges();
    page(call, "/v1/payment_intents/search", fits, |intent| {
        world.intent_view(intent, whole)
    })
}

/// The name and the text of `metadata['name']:'text'`.
pub fn pair(query: &str) -> Option<(String, String)> {
    let (name, rest) = quoted(query.strip_prefix("metadata[")?)?;
    let (text, rest) = quoted(rest.strip_prefix("]:")?)?;
    rest.is_empty().then_some((name, text))
}

/// What stands in quotes at the beginning, and what comes after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut said = String::new();
    let mut letters = text.strip_prefix('\'')?.chars();
    loop {
        match letters.next()? {
            '\'' => return Some((said, letters.as_str())),
            '\\' => said.push(letters.next()?),
            letter => said.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn a_pair_is_read_with_its_quotes() {
        let read = |query: &str| pair(query).map(|(name, text)| format!("{name}={text}"));
        assert_eq!(
            read("metadata['attempt']:'0199'").as_deref(),
            Some("attempt=0199")
        );
        assert_eq!(read(r"metadata['a']:'it\'s \\'").as_deref(), Some(r"a=it's \"));
        for odd in [
            "",
            "status:'succeeded'",
            "metadata['a']:'b' OR 'c'",
            "metadata['a']:'b",
            r"metadata['a']:'b\'",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}

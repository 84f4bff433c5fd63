//! The address of a list with one thing changed: filters, sorting and pages are links that anybody can share.

/// What a list's address may carry; everything else is dropped.
const KNOWN: [&str; 9] = [
    "q",
    "category",
    "brand",
    "price",
    "price_min",
    "price_max",
    "in_stock",
    "sort",
    "page",
];

/// A path with its parameters.
#[derive(Debug, Clone)]
pub struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// Of this request.
    pub fn of(req: &actix_web::HttpRequest) -> Self {
        Self::parse(req.path(), req.query_string())
    }

    fn parse(path: &str, query: &str) -> Self {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        let known =
            |(name, value): &(String, String)| KNOWN.contains(&name.as_str()) && !value.trim().is_empty();
        Self {
            path: path.to_owned(),
            pairs: pairs.into_iter().filter(known).collect(),
        }
    }

    /// Without some parameters. Another choice begins at the first page again.
    pub fn without(&self, names: &[&str]) -> String {
        let gone = |name: &str| name == "page" || names.contains(&name);
        self.written(
            self.pairs
                .iter()
                .filter(|(name, _)| !gone(name))
                .cloned()
                .collect(),
        )
    }

    /// On this page.
    pub fn at_page(&self, page: i64) -> String {
        let mut pairs: Vec<_> = self
            .pairs
            .iter()
            .filter(|(name, _)| name != "page")
            .cloned()
            .collect();
        if page > 1 {
            pairs.push(("page".to_owned(), page.to_string()));
        }
        self.written(pairs)
    }

    /// The one that search engines should know: only which page of the list.
    pub fn canonical(&self) -> String {
        self.written(
            self.pairs
                .iter()
                .filter(|(name, value)| name == "page" && value != "1")
                .cloned()
                .collect(),
        )
    }

    fn written(&self, pairs: Vec<(String, String)>) -> String {
        let query = serde_html_form::to_string(pairs).unwrap_or_default();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{query}", self.path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn one_filter_goes_and_the_others_stay() {
        let address = Address::parse("/search", "q=caf%C3%A9&brand=aurora&page=3&brand=&utm=x");
        assert_eq!(address.without(&["brand"]), "/search?q=caf%C3%A9");
        assert_eq!(address.without(&["brand", "q"]), "/search");
        assert_eq!(address.at_page(2), "/search?q=caf%C3%A9&brand=aurora&page=2");
        assert_eq!(address.at_page(1), "/search?q=caf%C3%A9&brand=aurora");
        assert_eq!(address.canonical(), "/search?page=3");
    }
}

//! Descriptions of other shops' programs are HTML, ours are text.

/// The text of a piece of HTML: paragraphs and line breaks stay, everything else of its looks goes.
pub fn to_text(html: &str) -> String {
    let mut text = Text::new(html.contains('<'));
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '\n', '\r']) {
        let (before, from) = rest.split_at(at);
        text.out.push_str(before);
        rest = match from.as_bytes().first() {
            Some(b'<') => text.tag(from),
            Some(b'&') => text.entity(from),
            _ => text.line_end(from),
        };
    }
    text.out.push_str(rest);
    text.out.trim().to_owned()
}

/// HTML that [`to_text`] reads as this text.
pub fn from_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // Some programs read `\n` as the end of a line.
            '\\' => html.push_str("&#92;"),
            '\n' => html.push_str("<br>"),
            c => html.push(c),
        }
    }
    html
}

struct Text {
    out: String,
    /// Line ends of the source mean nothing where there are tags.
    has_tags: bool,
}

impl Text {
    fn new(has_tags: bool) -> Self {
        Self {
            out: String::new(),
            has_tags,
        }
    }

    fn line_end<'a>(&mut self, from: &'a str) -> &'a str {
        let rest = from
            .strip_prefix("\r\n")
            .or_else(|| from.get(1..))
            .unwrap_or_default();
        if !self.has_tags {
            self.out.push('\n');
        } else if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
        rest
    }

    /// At a `<`: what stands behind the tag.
    fn tag<'a>(&mut self, from: &'a str) -> &'a str {
        let inside = from.get(1..).unwrap_or_default();
        if inside.starts_with("!--") {
            return after(inside, "-->");
        }
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            self.out.push('<');
            return inside;
        }
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        match name.to_ascii_lowercase().as_str() {
            "br" => self.out.push('\n'),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" => self.lines(2),
            "div" | "tr" | "section" => self.lines(1),
            "li" => self.item(inside),
            "script" | "style" if !inside.starts_with('/') => {
                return after(after(inside, "</"), ">");
            }
            _ => {}
        }
        after(inside, ">")
    }

    /// At least so many line ends, unless it is the beginning.
    fn lines(&mut self, count: usize) {
        let kept = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(kept);
        let present = self.out.chars().rev().take_while(|c| *c == '\n').count();
        if !self.out.is_empty() {
            self.out
                .extend(std::iter::repeat_n('\n', count.saturating_sub(present)));
        }
    }

    fn item(&mut self, inside: &str) {
        self.lines(1);
        if !inside.starts_with('/') {
            self.out.push_str("• ");
        }
    }

    fn entity<'a>(&mut self, from: &'a str) -> &'a str {
        let known = from
            .get(1..)
            .and_then(|inside| inside.split_once(';'))
            .filter(|(name, _)| name.len() <= 8)
            .and_then(|(name, rest)| Some((character(name)?, rest)));
        if let Some((c, rest)) = known {
            self.out.push(c);
            return rest;
        }
        self.out.push('&');
        from.get(1..).unwrap_or_default()
    }
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

/// What an entity stands for.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

const NAMED: [(&str, char); 36] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("aacute", 'á'),
    ("eacute", 'é'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("uuml", 'ü'),
    ("Aacute", 'Á'),
    ("Eacute", 'É'),
    ("Iacute", 'Í'),
    ("Oacute", 'Ó'),
    ("Uacute", 'Ú'),
    ("Ntilde", 'Ñ'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("deg", '°'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
];

#[cfg(test)]
mod tests {
    use super::{from_text, to_text};
    use proptest::prelude::*;

    #[test]
    fn paragraphs_and_lists_stay() {
        let html = "<p>Para el <b>cabello</b>\nseco &amp; fino.</p>\n<ul><li>Romero</li><li>Miel</li></ul><script>x<1</script>";
        assert_eq!(to_text(html), "Para el cabello seco & fino.\n\n• Romero\n• Miel");
        assert_eq!(to_text("2 < 3 &nada; &#225;"), "2 < 3 &nada; á");
        assert_eq!(to_text("uno\ndos"), "uno\ndos");
        assert_eq!(to_text("<p>sin fin <b"), "sin fin");
    }

    proptest! {
        #[test]
        fn a_text_comes_back(text in "[a-z<>&;\\\\\n\t ñ#]{0,60}") {
            let text = text.trim();
            prop_assert_eq!(to_text(&from_text(text)), text);
        }
    }
}

//! What is put where something else is expected.

use super::schema::Kind;

/// JSON as text: some of it no encoder would write.
pub struct Poison {
    /// Its name in a fault.
    pub name: &'static str,
    /// In place of the value.
    pub json: String,
    /// The kinds of field that cannot possibly take it: the answer must be a refusal that names the field.
    pub never: &'static [Kind],
}

use Kind::{Flag, List, Number, Object, Text};

/// All of it. `one` is a string for a field that expects many.
pub fn all() -> Vec<Poison> {
    let make = |name, json: &str, never| Poison {
        name,
        json: json.to_owned(),
        never,
    };
    let mut all = vec![
        make("an object", r#"{"x":1}"#, &[Text, Number, Flag, List] as &[Kind]),
        make("a list", "[[1]]", &[Text, Number, Flag, Object]),
        make("a number", "7", &[Text, Flag, List, Object]),
        make("a flag", "true", &[Text, Number, List, Object]),
        make("a text", r#""seven""#, &[Number, Flag, List, Object]),
        make("a number as text", r#""7""#, &[Flag, List, Object]),
        make("an empty text", r#""""#, &[Number, Flag, List, Object]),
        make("blanks", r#"" \t ""#, &[Number, Flag, List, Object]),
        make("null", "null", &[]),
        make(
            "a huge number",
            "123456789012345678901234567890",
            &[Text, Number, Flag, List, Object],
        ),
        make("an endless number", "1e999", &[Text, Number, Flag, List, Object]),
        make(
            "the largest i64",
            "9223372036854775807",
            &[Text, Flag, List, Object],
        ),
        make("a negative number", "-1", &[Text, Flag, List, Object]),
        make(
            "the smallest i64",
            "-9223372036854775808",
            &[Text, Flag, List, Object],
        ),
        make("a fraction", "0.1", &[Text, Flag, List, Object]),
        make("NUL", r#""a\u0000b""#, &[Text, Number, Flag, List, Object]),
        make(
            "a lone surrogate",
            r#""a\ud800b""#,
            &[Text, Number, Flag, List, Object],
        ),
        make(
            "a bidirectional override",
            r#""abc\u202edcb""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "a pile of accents",
            "\"a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\"",
            &[Number, Flag, List],
        ),
        make(
            "beyond Unicode's planes",
            r#""\udbff\udfff""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "SQL",
            r#""x'); drop table person; --""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "markup",
            r#""<script>alert(1)</script>""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "a template",
            r#""{{7*7}}${7*7}%s%n""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "a path",
            r#""../../../../etc/passwd""#,
            &[Number, Flag, List, Object],
        ),
        make(
            "a line break",
            r#""a\r\nBcc: x@y.test""#,
            &[Number, Flag, List, Object],
        ),
    ];
    all.push(Poison {
        name: "200 kB",
        json: format!("\"{}\"", "á".repeat(100_000)),
        never: &[Text, Number, Flag, List, Object],
    });
    all.push(Poison {
        name: "10,000 elements",
        json: format!("[{}1]", "1,".repeat(9_999)),
        never: &[Text, Number, Flag, List, Object],
    });
    all.push(Poison {
        name: "10,000 levels",
        json: nested(10_000),
        never: &[Text, Number, Flag, List, Object],
    });
    all
}

/// Lists in lists.
pub fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// Whole bodies that are no such thing at all: name, content type, bytes.
pub fn whole_bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    const JSON: &str = "application/json";
    vec![
        ("nothing", JSON, vec![]),
        ("half a body", JSON, b"{\"a\": ".to_vec()),
        ("no JSON", JSON, b"<xml/>".to_vec()),
        ("invalid UTF-8", JSON, b"{\"name\": \"\xff\xfe\"}".to_vec()),
        ("a byte order mark", JSON, b"\xef\xbb\xbf{}".to_vec()),
        ("a list", JSON, b"[]".to_vec()),
        ("a text", JSON, b"\"a\"".to_vec()),
        ("null", JSON, b"null".to_vec()),
        ("two bodies", JSON, b"{}{}".to_vec()),
        ("10,000 levels", JSON, nested(10_000).into_bytes()),
        (
            "an unknown field",
            JSON,
            b"{\"__proto__\": {\"admin\": true}, \"no_such_field\": 1}".to_vec(),
        ),
        (
            "too many bytes",
            JSON,
            format!("{{\"name\": \"{}\"}}", "x".repeat(1_200_000)).into_bytes(),
        ),
        ("another content type", "text/plain", b"{}".to_vec()),
        (
            "a form",
            "application/x-www-form-urlencoded",
            b"name=a&email=b".to_vec(),
        ),
        (
            "a broken upload",
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: nonsense\r\n\r\nabc".to_vec(),
        ),
        (
            "an upload without boundary",
            "multipart/form-data",
            b"abc".to_vec(),
        ),
        ("a nonsensical content type", "a/b/c;;=", b"{}".to_vec()),
    ]
}

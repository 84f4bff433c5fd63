//! A shop's number as a WhatsApp address: how small shops in Colombia are written to.

/// Opens a chat with `phone` and the text already typed. `None` when the number cannot receive chats (a landline).
pub fn chat_url(phone: &str, text: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let international = match digits.len() {
        // A Colombian mobile, as people write it.
        10 if digits.starts_with('3') => format!("57{digits}"),
        11..=15 if phone.trim_start().starts_with('+') || digits.starts_with("573") => digits,
        _ => return None,
    };
    let query = serde_html_form::to_string([("text", text)])
        .unwrap_or_default()
        .replace('+', "%20");
    Some(format!("https://wa.me/{international}?{query}"))
}

#[cfg(test)]
mod tests {
    use super::chat_url;

    #[test]
    fn mobiles_can_be_chatted_with_and_landlines_cannot() {
        let hello = |phone| chat_url(phone, "Hola, ¿qué más?");
        assert_eq!(
            hello("310 555 12 34").as_deref(),
            Some("https://wa.me/573105551234?text=Hola%2C%20%C2%BFqu%C3%A9%20m%C3%A1s%3F")
        );
        assert!(hello("+57 310 5551234").is_some_and(|url| url.starts_with("https://wa.me/573105551234?")));
        assert!(hello("+1 (415) 555-0100").is_some());
        assert_eq!(hello("601 555 1234"), None);
        assert_eq!(hello(""), None);
    }
}

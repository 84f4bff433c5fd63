//! Which fields may leave the process. Personal data has no place in a log; address and agent have one, in the stream
//! of security, which is kept for a shorter time and read by fewer people.

/// Fields of spans that stand on every line below them, and the name they get there. Spans of libraries carry
/// addresses, agents and query strings, so this list says what may pass, not what may not.
pub(super) fn span_field(name: &str) -> Option<&'static str> {
    Some(match name {
        "request_id" => "request_id",
        "tenant" => "tenant",
        "route" | "http.route" => "route",
        "method" | "http.method" => "method",
        "status" | "http.status_code" => "status",
        "actor" => "actor",
        "job" | "kind" => "job",
        "job_id" => "job_id",
        "trace" => "trace",
        "command" => "command",
        _ => return None,
    })
}

/// Whether an event's field may stand in this stream.
pub(super) fn event_field(name: &str, stream: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    match last {
        "ip" | "client_ip" | "user_agent" | "agent" => stream == "security",
        _ => !PRIVATE.contains(&last) && !SECRET.iter().any(|part| last.contains(part)),
    }
}

/// Names that fields with a person's data have.
const PRIVATE: [&str; 17] = [
    "address",
    "birthday",
    "body",
    "cookie",
    "customer",
    "document",
    "email",
    "from",
    "name",
    "notes",
    "phone",
    "query",
    "recipient",
    "tax_id",
    "to",
    "url",
    "user",
];

/// What names of fields with a secret contain.
const SECRET: [&str; 6] = [
    "password",
    "secret",
    "token",
    "authorization",
    "credential",
    "card",
];

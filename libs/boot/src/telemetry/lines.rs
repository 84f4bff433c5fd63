//! The log as JSON, an event a line: `timestamp`, `level`, `stream`, `target`, `message`, then what the spans around it
//! say (`request_id`, `tenant`, `route`, …), then the event's own fields.
//!
//! The stream is the field `stream`, or else the first part of the target, when that is `security`, `performance` or
//! `business`; everything else is `app`.

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, Scope};

use super::private;

/// Longest value of a field, in bytes: a line is for reading.
const LONGEST: usize = 4_000;

pub(super) struct Lines<W> {
    writer: W,
}

impl<W: for<'w> MakeWriter<'w> + 'static> Lines<W> {
    pub(super) fn to(writer: W) -> Self {
        Self { writer }
    }
}

impl<S, W> Layer<S> for Lines<W>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'w> MakeWriter<'w> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = SpanFields::default();
        attributes.record(&mut visitor(|name, value| fields.put(name, value)));
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<SpanFields>() {
            values.record(&mut visitor(|name, value| fields.put(name, value)));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut around = Map::new();
        for span in context.event_scope(event).into_iter().flat_map(Scope::from_root) {
            if let Some(SpanFields(fields)) = span.extensions().get::<SpanFields>() {
                around.extend(fields.clone());
            }
        }
        let mut line = Value::Object(line(event, around)).to_string();
        line.push('\n');
        // A log that cannot be written has nobody to tell.
        let _ = self
            .writer
            .make_writer_for(event.metadata())
            .write_all(line.as_bytes());
    }
}

#[derive(Default)]
struct SpanFields(Map<String, Value>);

impl SpanFields {
    fn put(&mut self, name: &str, value: Value) {
        if let Some(name) = private::span_field(name) {
            self.0.insert(name.to_owned(), value);
        }
    }
}

fn line(event: &Event<'_>, around: Map<String, Value>) -> Map<String, Value> {
    let mut own = Map::new();
    event.record(&mut visitor(|name, value| {
        own.insert(name.to_owned(), value);
    }));
    let target = event.metadata().target();
    let stream = stream(own.remove("stream").as_ref().and_then(Value::as_str), target);

    let mut line = Map::new();
    line.insert("timestamp".to_owned(), timestamp().into());
    line.insert("level".to_owned(), event.metadata().level().as_str().into());
    line.insert("stream".to_owned(), stream.into());
    line.insert("target".to_owned(), target.into());
    line.insert("message".to_owned(), own.remove("message").unwrap_or_default());
    line.extend(around);
    for (name, value) in own {
        // What we wrote ourselves stands: no field passes itself off as another request's.
        if private::event_field(&name, stream) && !line.contains_key(&name) {
            line.insert(name, value);
        }
    }
    line
}

fn stream(given: Option<&str>, target: &str) -> &'static str {
    match given.or_else(|| target.split("::").next()) {
        Some("security") => "security",
        Some("performance") => "performance",
        Some("business") => "business",
        _ => "app",
    }
}

fn timestamp() -> String {
    let mut text = String::new();
    let _ = SystemTime.format_time(&mut Writer::new(&mut text));
    text
}

/// Hands every field over as JSON.
struct Visitor<F>(F);

fn visitor<F: FnMut(&str, Value)>(put: F) -> Visitor<F> {
    Visitor(put)
}

impl<F: FnMut(&str, Value)> Visit for Visitor<F> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        (self.0)(field.name(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        (self.0)(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        (self.0)(field.name(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        (self.0)(field.name(), value.into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        (self.0)(field.name(), shortened(value.to_owned()));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let mut text = value.to_string();
        let mut cause = value.source();
        while let Some(e) = cause {
            let _ = write!(text, ": {e}");
            cause = e.source();
        }
        (self.0)(field.name(), shortened(text));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        (self.0)(field.name(), shortened(format!("{value:?}")));
    }
}

fn shortened(mut text: String) -> Value {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    text.into()
}

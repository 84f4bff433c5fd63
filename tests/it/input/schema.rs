//! From a route's schema to a body that might be meant well, and to the places in it.

use http::Access;
use http::routes::RouteSpec;
use serde_json::{Map, Value, json};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, be it a date, an id or one of a few words.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// Fields of its own.
    Object,
    /// Several kinds, or it is not said.
    Any,
}

/// A place in a body.
#[derive(Debug, Clone)]
pub struct Place {
    /// As in `Value::pointer_mut`: `/shipping_address/city`.
    pub pointer: String,
    /// What belongs there.
    pub kind: Kind,
}

impl Place {
    /// As problems name it: `shipping_address.city`.
    pub fn path(&self) -> String {
        self.pointer.trim_start_matches('/').replace('/', ".")
    }
}

/// The body that a route takes, as its schema tells it.
pub struct Shape {
    /// Of the body, as JSON.
    root: Value,
    /// Those that it refers to, by name.
    named: Map<String, Value>,
}

impl Shape {
    /// Of a route that takes JSON. The provider's own stop everybody at a shop before any body is looked at.
    pub fn of(route: &RouteSpec) -> Option<Self> {
        if matches!(route.access, Access::Staff(permission) if permission.is_platforms()) {
            return None;
        }
        let body = route
            .request
            .as_ref()
            .filter(|body| body.content_type == "application/json")?;
        let named = route
            .schemas
            .iter()
            .map(|(name, schema)| (name.clone(), serde_json::to_value(schema).unwrap()));
        Some(Self {
            root: serde_json::to_value(&body.schema).unwrap(),
            named: named.collect(),
        })
    }

    /// A body with every field in it; `of` may know a value for a field by its name.
    pub fn sample(&self, known: &dyn Fn(&str) -> Option<Value>) -> Value {
        self.value("", &self.root, known, 0)
    }

    /// Every place of `sample` that the schema describes.
    pub fn places(&self, sample: &Value) -> Vec<Place> {
        let mut places = vec![];
        self.walk(String::new(), &self.root, sample, &mut places);
        places
    }

    fn value(
        &self,
        name: &str,
        schema: &Value,
        known: &dyn Fn(&str) -> Option<Value>,
        depth: usize,
    ) -> Value {
        let schema = self.resolved(schema);
        if let Some(value) = known(name).filter(|_| !is_object(&schema)) {
            return if schema["type"] == "array" {
                json!([value])
            } else {
                value
            };
        }
        if let Some(choice) = schema["enum"].get(0) {
            return choice.clone();
        }
        match kind_of(&schema) {
            Kind::Object if depth < 6 => {
                let fields = schema["properties"].as_object().cloned().unwrap_or_default();
                fields
                    .iter()
                    .map(|(n, s)| (n.clone(), self.value(n, s, known, depth + 1)))
                    .collect()
            }
            Kind::List => json!([self.value(name, &schema["items"], known, depth + 1)]),
            Kind::Number => schema["minimum"].as_i64().unwrap_or(1).max(1).into(),
            Kind::Flag => false.into(),
            Kind::Text => text(&schema).into(),
            Kind::Object | Kind::Any => Value::Null,
        }
    }

    fn walk(&self, pointer: String, schema: &Value, sample: &Value, places: &mut Vec<Place>) {
        let schema = self.resolved(schema);
        if !pointer.is_empty() {
            places.push(Place {
                pointer: pointer.clone(),
                kind: kind_of(&schema),
            });
        }
        match sample {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    self.walk(
                        format!("{pointer}/{name}"),
                        &schema["properties"][name],
                        inner,
                        places,
                    );
                }
            }
            Value::Array(items) if !items.is_empty() => {
                self.walk(format!("{pointer}/0"), &schema["items"], &items[0], places);
            }
            _ => {}
        }
    }

    /// Follows references; of several choices takes the first that is not null; lays parts over each other.
    fn resolved(&self, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
            return self.named.get(name).map_or(Value::Null, |s| self.resolved(s));
        }
        for several in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[several].as_array() {
                let first = choices.iter().find(|c| c["type"] != "null");
                return first.map_or(Value::Null, |c| self.resolved(c));
            }
        }
        let Some(parts) = schema["allOf"].as_array() else {
            return schema.clone();
        };
        let mut whole = json!({ "type": "object", "properties": {} });
        for part in parts {
            if let Some(fields) = self.resolved(part)["properties"].as_object() {
                whole["properties"]
                    .as_object_mut()
                    .unwrap()
                    .extend(fields.clone());
            }
        }
        whole
    }
}

fn is_object(schema: &Value) -> bool {
    kind_of(schema) == Kind::Object
}

fn kind_of(schema: &Value) -> Kind {
    let named = match &schema["type"] {
        Value::Array(several) => several.iter().find(|t| *t != "null"),
        one => Some(one),
    };
    match named.and_then(Value::as_str) {
        Some("string") => Kind::Text,
        Some("integer" | "number") => Kind::Number,
        Some("boolean") => Kind::Flag,
        Some("array") => Kind::List,
        Some("object") => Kind::Object,
        _ if schema["properties"].is_object() => Kind::Object,
        _ => Kind::Any,
    }
}

fn text(schema: &Value) -> String {
    match schema["format"].as_str() {
        Some("uuid") => "01931f3e-0000-7000-8000-000000000001".into(),
        Some("email") => "alguien@correo.test".into(),
        Some("date") => "2026-11-30".into(),
        Some("date-time") => "2026-11-30T10:00:00Z".into(),
        _ => {
            let least = schema["minLength"].as_u64().unwrap_or(1).max(4);
            "abcd"
                .chars()
                .cycle()
                .take(usize::try_from(least).unwrap())
                .collect()
        }
    }
}

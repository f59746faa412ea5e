//! What can be read of a JSON document that is broken: the whole items of its list, up to where it breaks.

use super::error::{ImportError, Reason};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// What was read before a document broke.
#[derive(Debug, Default)]
pub(super) struct Salvaged {
    /// The items of its list.
    pub items: Vec<Value>,
    /// What stood before the list.
    pub fields: Map<String, Value>,
}

/// Reads the list that a document is, or that it has under one of the names.
pub(super) fn salvage(text: &str, names: &[&str]) -> Salvaged {
    let mut salvaged = Salvaged::default();
    // Where it breaks was told by who read it first.
    let _ = Whole { names, into: &mut salvaged }.deserialize(&mut serde_json::Deserializer::from_str(text));
    salvaged
}

/// Why a document cannot be read: it was cut, or it is no JSON.
pub(super) fn reason(error: &serde_json::Error) -> ImportError {
    if error.is_eof() { Reason::Truncated.into() } else { ImportError::new(Reason::BadJson, error) }
}

struct Whole<'a> {
    names: &'a [&'a str],
    into: &'a mut Salvaged,
}

struct Items<'a>(&'a mut Vec<Value>);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<(), A::Error> {
        Items(&mut self.into.items).visit_seq(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.names.contains(&name.as_str()) {
                map.next_value_seed(Items(&mut self.into.items))?;
            } else {
                let value = map.next_value()?;
                self.into.fields.insert(name, value);
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        while let Some(item) = sequence.next_element::<Value>()? {
            if !item.is_object() {
                return Err(A::Error::custom("not an object"));
            }
            self.0.push(item);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_items_up_to_where_it_breaks() {
        for (text, items, fields) in [
            ("{\"title\":\"站\",\"items\":[{\"a\":1},{\"a\":2},{\"a\":", 2, 1),
            ("{\"items\":[{\"a\":1},{\"a\":2}", 2, 0),
            ("[{\"a\":1},\n{\"a\":2},\n{a}]", 2, 0),
            ("{\"other\":[{\"a\":1},{\"a\"", 0, 0),
            ("{\"items\":[1,2", 0, 0),
            ("\"items", 0, 0),
            ("", 0, 0),
        ] {
            let salvaged = salvage(text, &["items"]);
            assert_eq!((salvaged.items.len(), salvaged.fields.len()), (items, fields), "{text}");
        }
    }
}

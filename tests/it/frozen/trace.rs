//! A type as its own deserialisation tells of it: every field, every variant, and a value that has them all.
//!
//! A field that is added to a type is asked for here, so it cannot be forgotten in an example.

use std::collections::BTreeMap;

use serde::de;
use serde::de::DeserializeOwned;
use serde::de::Visitor;
use serde::de::value::Error;
use serde::de::value::StrDeserializer;

/// Serves as any text: some are identifiers.
pub const TEXT: &str = "01940000-0000-7000-8000-000000000001";

/// What is known of each path: its type, and whether it may be `null`.
pub type Types = BTreeMap<String, String>;

/// A value of the type with everything there is, and the types below `path`.
#[track_caller]
pub fn whole<T: DeserializeOwned>(path: &str) -> (T, Types) {
    let mut types = Types::new();
    // Each time with the next variant of the innermost choice, until all of them have been had.
    let mut turn = 0;
    loop {
        let mut most = 1;
        let tracer = Tracer {
            path: path.to_owned(),
            mark: "",
            turn,
            most: &mut most,
            types: &mut types,
        };
        let value = T::deserialize(tracer).unwrap();
        turn += 1;
        if turn >= most {
            return (value, types);
        }
    }
}

struct Tracer<'a> {
    path: String,
    /// Follows the type where the thing may be absent.
    mark: &'static str,
    turn: usize,
    most: &'a mut usize,
    types: &'a mut Types,
}

impl Tracer<'_> {
    fn note(&mut self, what: &str) {
        let noted = format!("{what}{}", self.mark);
        self.types.insert(self.path.clone(), noted);
    }

    fn below(&mut self, step: &str) -> Tracer<'_> {
        Tracer {
            path: format!("{}{step}", self.path),
            mark: "",
            turn: self.turn,
            most: self.most,
            types: self.types,
        }
    }
}

macro_rules! plain {
    ($($method:ident $visit:ident($($value:expr)?) $what:literal)*) => {
        $(fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
            self.note($what);
            visitor.$visit($($value)?)
        })*
    };
}

impl<'de> de::Deserializer<'de> for Tracer<'_> {
    type Error = Error;

    plain! {
        deserialize_any visit_unit() "anything"
        deserialize_bool visit_bool(true) "yes or no"
        deserialize_i8 visit_i8(1) "whole number"
        deserialize_i16 visit_i16(1) "whole number"
        deserialize_i32 visit_i32(1) "whole number"
        deserialize_i64 visit_i64(1) "whole number"
        deserialize_u8 visit_u8(1) "count"
        deserialize_u16 visit_u16(1) "count"
        deserialize_u32 visit_u32(1) "count"
        deserialize_u64 visit_u64(1) "count"
        deserialize_f32 visit_f32(1.0) "number"
        deserialize_f64 visit_f64(1.0) "number"
        deserialize_str visit_str(TEXT) "text"
        deserialize_string visit_str(TEXT) "text"
        deserialize_identifier visit_str(TEXT) "text"
        deserialize_char visit_char('x') "text"
        deserialize_bytes visit_bytes(&[]) "bytes"
        deserialize_byte_buf visit_bytes(&[]) "bytes"
        deserialize_unit visit_unit() "nothing"
        deserialize_ignored_any visit_unit() "nothing"
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.mark = " or null";
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.note("list");
        visitor.visit_seq(Items(self.below("[]"), 1))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        mut self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note(&format!("list of {len}"));
        visitor.visit_seq(Items(self.below("[]"), len))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.note("object with names of its own");
        visitor.visit_map(Fields {
            tracer: self,
            names: &[TEXT],
            next: 0,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note("object");
        visitor.visit_map(Fields {
            tracer: self,
            names: fields,
            next: 0,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note(&format!("one of {}", variants.join(", ")));
        *self.most = (*self.most).max(variants.len());
        // A variant with content of its own would need more than its name; serde says so, and so does this test.
        assert!(!variants.is_empty(), "{name} has no variants");
        let chosen = variants[self.turn % variants.len()];
        visitor.visit_enum(StrDeserializer::<Error>::new(chosen))
    }
}

/// The items of a list.
struct Items<'a>(Tracer<'a>, usize);

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.1 == 0 {
            return Ok(None);
        }
        self.1 -= 1;
        seed.deserialize(self.0.below("")).map(Some)
    }
}

/// The fields of an object.
struct Fields<'a> {
    tracer: Tracer<'a>,
    names: &'static [&'static str],
    next: usize,
}

impl<'de> de::MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(name) = self.names.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let name = self.names[self.next - 1];
        let dot = if self.tracer.path.is_empty() { "" } else { "." };
        let shown = if name == TEXT { "*" } else { name };
        seed.deserialize(self.tracer.below(&format!("{dot}{shown}")))
    }
}

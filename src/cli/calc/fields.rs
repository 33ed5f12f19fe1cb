//! Reading a JSON object strictly: each field once, each of its type, none unknown.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::answer::{Code, No};
use crate::domain::{
    calendar::Day,
    money::{Fen, NotMoney},
    rational::Rational,
};

/// The fields of an object as they were written, in their order.
pub(super) struct Fields<'a> {
    /// Where the object stands, for messages: empty, or `members[2].`.
    path: String,
    entries: Vec<(String, &'a RawValue)>,
}

/// Names with the text of their values, doubles included.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<String, &'de RawValue>()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// The id of a line exactly as it was written, whatever else is wrong with the line.
pub(super) fn id_of(text: &str) -> Option<String> {
    let Entries(entries) = serde_json::from_str(text).ok()?;
    let (_, id) = entries.into_iter().find(|(name, _)| name == "id")?;
    Some(id.get().to_owned())
}

impl<'a> Fields<'a> {
    /// Reads an object; a field that stands twice contradicts itself.
    pub(super) fn object(text: &'a str, path: &str) -> Result<Self, No> {
        let place = if path.is_empty() {
            "每一行"
        } else {
            path.trim_end_matches('.')
        };
        let Entries(entries) =
            serde_json::from_str(text).map_err(|_| No::bad(place, "一个 JSON 对象 {...}"))?;
        let mut known = HashSet::with_capacity(entries.len());
        for (name, _) in &entries {
            if !known.insert(name.as_str()) {
                let message = format!("{path}{name} 写了两次, 请只留一个");
                return Err(No::new(Code::Contradiction, message));
            }
        }
        Ok(Self {
            path: path.to_owned(),
            entries,
        })
    }

    /// Refuses every field that is not on the list.
    pub(super) fn only(&self, allowed: &[&str]) -> Result<(), No> {
        let unknown = self
            .entries
            .iter()
            .find(|(name, _)| !allowed.contains(&name.as_str()));
        match unknown {
            None => Ok(()),
            Some((name, _)) => {
                let message = format!(
                    "没有 {}{name} 这一项; 可用: {}",
                    self.path,
                    allowed.join(", ")
                );
                Err(No::new(Code::UnknownField, message))
            }
        }
    }

    /// The name of a field with the place it stands in.
    pub(super) fn name(&self, field: &str) -> String {
        format!("{}{field}", self.path)
    }

    /// The text of a value; `null` is as good as nothing.
    pub(super) fn raw(&self, field: &str) -> Option<&'a str> {
        self.entries
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.get())
            .filter(|text| *text != "null")
    }

    /// Whether the field is there and not `null`.
    pub(super) fn has(&self, field: &str) -> bool {
        self.raw(field).is_some()
    }

    /// Every field with the text of its value, `null` included.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.entries
            .iter()
            .map(|(name, value)| (name.as_str(), value.get()))
    }

    /// A value that must be there.
    pub(super) fn need<T>(&self, field: &str, value: Option<T>) -> Result<T, No> {
        value.ok_or_else(|| No::missing(&self.name(field)))
    }

    /// A string.
    pub(super) fn text(&self, field: &str) -> Result<Option<String>, No> {
        self.raw(field)
            .map(|raw| string(raw).ok_or_else(|| No::bad(&self.name(field), "字符串 (加双引号)")))
            .transpose()
    }

    /// A day.
    pub(super) fn day(&self, field: &str) -> Result<Option<Day>, No> {
        let bad = || No::bad(&self.name(field), "存在的日期 \"YYYY-MM-DD\"");
        self.raw(field)
            .map(|raw| string(raw).ok_or_else(bad)?.parse().map_err(|_| bad()))
            .transpose()
    }

    /// Yes or no.
    pub(super) fn flag(&self, field: &str) -> Result<Option<bool>, No> {
        self.raw(field)
            .map(|raw| flag(raw).ok_or_else(|| No::bad(&self.name(field), " true 或 false")))
            .transpose()
    }

    /// A whole number between two bounds.
    pub(super) fn count(&self, field: &str, least: u32, most: u32) -> Result<Option<u32>, No> {
        self.raw(field)
            .map(|raw| {
                count(raw)
                    .filter(|count| (least..=most).contains(count))
                    .ok_or_else(|| {
                        No::bad(
                            &self.name(field),
                            &format!("{least} 到 {most} 的整数 (不加引号)"),
                        )
                    })
            })
            .transpose()
    }

    /// An amount of money that is not negative: a decimal string with at most two decimals.
    pub(super) fn money(&self, field: &str) -> Result<Option<Fen>, No> {
        self.raw(field)
            .map(|raw| money(raw).map_err(|wanted| No::bad(&self.name(field), wanted)))
            .transpose()
    }

    /// A decimal string, e.g. an index or a multiple.
    pub(super) fn decimal(&self, field: &str) -> Result<Option<Rational>, No> {
        self.raw(field)
            .map(|raw| {
                string(raw)
                    .and_then(|text| Rational::parse(&text))
                    .ok_or_else(|| {
                        No::bad(&self.name(field), "小数字符串, 最多 9 位小数, 如 \"0.036\"")
                    })
            })
            .transpose()
    }

    /// An object inside this one.
    pub(super) fn inner(&self, field: &str) -> Result<Option<Fields<'a>>, No> {
        self.raw(field)
            .map(|raw| Fields::object(raw, &format!("{}.", self.name(field))))
            .transpose()
    }

    /// A list of objects inside this one, at most so many.
    pub(super) fn list(&self, field: &str, most: usize) -> Result<Option<Vec<Fields<'a>>>, No> {
        let Some(raw) = self.raw(field) else {
            return Ok(None);
        };
        let name = self.name(field);
        let items: Vec<&RawValue> =
            serde_json::from_str(raw).map_err(|_| No::bad(&name, "数组 [...]"))?;
        if items.len() > most {
            return Err(No::bad(&name, &format!("至多 {most} 项的数组")));
        }
        items
            .into_iter()
            .enumerate()
            .map(|(place, item)| Fields::object(item.get(), &format!("{name}[{place}].")))
            .collect::<Result<Vec<_>, No>>()
            .map(Some)
    }
}

/// A JSON string.
pub(super) fn string(raw: &str) -> Option<String> {
    serde_json::from_str(raw).ok()
}

/// A JSON truth value.
pub(super) fn flag(raw: &str) -> Option<bool> {
    serde_json::from_str(raw).ok()
}

/// A JSON number written as digits alone.
pub(super) fn count(raw: &str) -> Option<u32> {
    raw.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| raw.parse().ok())
        .flatten()
}

/// A JSON string that is a plain amount without separators and not negative; the error says what is wanted.
pub(super) fn money(raw: &str) -> Result<Fen, &'static str> {
    let wanted = "不小于 0 的金额字符串, 最多两位小数, 不带千分位, 如 \"722.00\"";
    let text = string(raw).ok_or(wanted)?;
    if text.contains(',') {
        return Err(wanted);
    }
    match text.parse::<Fen>() {
        Ok(amount) if !amount.is_negative() => Ok(amount),
        Ok(_) | Err(NotMoney::Form | NotMoney::Decimals) => Err(wanted),
        Err(NotMoney::Range) => Err("不超过 12 位整数的金额字符串"),
    }
}

//! How numbers are written in the locales the product knows: our own tables, so that every browser agrees.

use serde::{Deserialize, Serialize};

/// A way of writing numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // the tags say it
pub enum Locale {
    #[default]
    #[serde(rename = "en-GB")]
    EnGb,
    #[serde(rename = "en-US")]
    EnUs,
    #[serde(rename = "de-DE")]
    DeDe,
    #[serde(rename = "de-CH")]
    DeCh,
    #[serde(rename = "fr-FR")]
    FrFr,
    #[serde(rename = "es-ES")]
    EsEs,
    #[serde(rename = "it-IT")]
    ItIt,
    #[serde(rename = "en-IN")]
    EnIn,
}

impl Locale {
    /// All locales, in the order of the settings.
    pub const ALL: [Self; 8] =
        [Self::EnGb, Self::EnUs, Self::DeDe, Self::DeCh, Self::FrFr, Self::EsEs, Self::ItIt, Self::EnIn];

    /// Language tag of the locale.
    pub fn tag(self) -> &'static str {
        match self {
            Self::EnGb => "en-GB",
            Self::EnUs => "en-US",
            Self::DeDe => "de-DE",
            Self::DeCh => "de-CH",
            Self::FrFr => "fr-FR",
            Self::EsEs => "es-ES",
            Self::ItIt => "it-IT",
            Self::EnIn => "en-IN",
        }
    }

    /// The locale with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.tag() == tag)
    }

    /// Decimal separator of the locale.
    pub fn decimal(self) -> char {
        match self {
            Self::EnGb | Self::EnUs | Self::DeCh | Self::EnIn => '.',
            Self::DeDe | Self::FrFr | Self::EsEs | Self::ItIt => ',',
        }
    }

    /// Separator between groups of digits.
    pub fn group(self) -> char {
        match self {
            Self::EnGb | Self::EnUs | Self::EnIn => ',',
            Self::DeDe | Self::EsEs | Self::ItIt => '.',
            Self::DeCh => '’',
            Self::FrFr => '\u{202f}',
        }
    }

    /// Size of the groups above the first three digits.
    pub fn higher_group(self) -> usize {
        if self == Self::EnIn { 2 } else { 3 }
    }
}

/// Currencies with a sign of their own; any other code is written as it is.
const SIGNS: [(&str, &str); 5] = [("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("JPY", "¥"), ("INR", "₹")];

/// The sign of a currency, or its code and a space.
pub fn currency_sign(code: &str) -> String {
    SIGNS.iter().find(|(c, _)| *c == code).map_or_else(|| format!("{code}\u{a0}"), |(_, sign)| (*sign).to_owned())
}

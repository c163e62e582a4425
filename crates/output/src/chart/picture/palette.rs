//! The colours of the light theme for pictures that leave the page. They are read from the style sheet, which stays their
//! only source.

const TOKENS: &str = include_str!("../../../../../style/tokens.css");

/// Beginning and end of an attribute's value that is a variable.
const OPENING: &str = "=\"var(";
const CLOSING: &str = ")\"";

/// The colour of a CSS variable by day; `None` for a name that the style sheet does not know.
pub(super) fn by_day(variable: &str) -> Option<&'static str> {
    let (_, rest) = TOKENS.split_once(&format!(" {variable}:"))?;
    let value = rest.split(';').next()?.trim();
    match value.strip_prefix("light-dark(") {
        Some(both) => both.split(',').next().map(str::trim),
        None => Some(value),
    }
}

/// Puts colours in place of the variables. Only whole values of attributes are touched, and a picture has texts of the
/// user's between tags alone: there no quotation mark is left that could begin a value.
pub(super) fn resolve(svg: &str) -> String {
    let mut parts = svg.split(OPENING);
    let mut out = String::with_capacity(svg.len());
    out.extend(parts.next());
    for part in parts {
        match part.split_once(CLOSING).and_then(|(variable, rest)| Some((by_day(variable)?, rest))) {
            Some((colour, rest)) => out.extend(["=\"", colour, "\"", rest]),
            None => out.extend([OPENING, part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{by_day, resolve};

    #[test]
    fn a_colour_is_the_one_of_the_light_theme() {
        assert_eq!(by_day("--surface"), Some("#fff"));
        assert_eq!(by_day("--ink"), Some("#17212b"));
        assert_eq!(by_day("--series-4"), Some("#4a8d97"));
        assert_eq!(by_day("--nothing"), None);
    }

    #[test]
    fn a_text_that_looks_like_a_variable_stays() {
        let svg = r#"<text fill="var(--ink)">var(--ink) =&quot;var(--ink)</text>"#;
        let plain = r##"<text fill="#17212b">var(--ink) =&quot;var(--ink)</text>"##;
        assert_eq!(resolve(svg), plain);
    }
}

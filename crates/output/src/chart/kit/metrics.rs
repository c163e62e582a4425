//! Widths of text without a browser: a table of average advance widths of common sans-serif fonts, in thousandths of
//! the font size. A label that is a few percent narrower or wider than thought does no harm.

/// Estimated width of `text` at `size`, in the unit of the size.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(advance(c))).sum::<f64>() * size / 1000.0
}

fn advance(c: char) -> u16 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 260,
        ' ' | '\u{a0}' | '\u{202f}' | 'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 340,
        'm' | 'w' | 'M' | 'W' | '%' => 860,
        'A'..='Z' => 660,
        '0'..='9' | '+' | '−' | '€' | '$' | '£' => 560,
        c if is_wide(c) => 1000,
        _ => 550,
    }
}

/// Whether a sign is as wide as it is high: East Asian scripts, and pictures.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

//! Small helpers for sentences and labels.

use super::metrics::text_width;

/// Shortens `text` to `width` at `size`, with an ellipsis.
fn shorten(text: &str, width: f64, size: f64) -> String {
    let mut kept = text.to_owned();
    while !kept.is_empty() && text_width(&kept, size) + text_width("…", size) > width {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// Breaks `text` into at most three lines of `width` at `size`; what does not fit is shortened.
pub(super) fn wrap(text: &str, width: f64, size: f64) -> Vec<String> {
    const LINES: usize = 3;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == LINES;
        match lines.last_mut() {
            Some(line) if full || fits_behind(line, word, width, size) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| fit(line, width, size)).collect()
}

/// `text` as it is where it fits into `width` at `size`, otherwise shortened.
pub(super) fn fit(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width { text.to_owned() } else { shorten(text, width, size) }
}

/// Whether `word` still fits behind `line`.
fn fits_behind(line: &str, word: &str, width: f64, size: f64) -> bool {
    text_width(line, size) + text_width(word, size) + text_width(" ", size) <= width
}

/// Moves `places`, in rising order, apart until neighbours are `gap` from each other, none beyond `end` if there is room.
pub(super) fn spread(places: &mut [f64], gap: f64, end: f64) {
    let mut free = f64::NEG_INFINITY;
    for place in places.iter_mut() {
        *place = place.max(free);
        free = *place + gap;
    }
    let mut free = end;
    for place in places.iter_mut().rev() {
        *place = place.min(free);
        free = *place - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::{spread, text_width, wrap};

    #[test]
    fn labels_keep_their_distance_and_stay_inside() {
        let mut places = [10.0, 12.0, 95.0, 99.0];
        spread(&mut places, 10.0, 100.0);
        assert_eq!(places.map(|p| p.round() as i32), [10, 20, 90, 100]);
    }

    #[test]
    fn lines_stay_within_their_width() {
        for name in
            ["Support and billing", "Loyalty and advocacy", "Donaudampfschifffahrtsgesellschaft", "a b c d e f g h i"]
        {
            let lines = wrap(name, 64.0, 12.0);
            assert!(lines.len() <= 3 && lines.iter().all(|l| text_width(l, 12.0) <= 64.0), "{lines:?}");
        }
        assert_eq!(wrap("Support and billing", 64.0, 12.0), ["Support", "and billing"]);
    }
}

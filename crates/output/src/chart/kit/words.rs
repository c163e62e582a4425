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

/// Breaks `text` into at most three lines of `width` at `size`; text beyond them is shortened.
pub(crate) fn wrap(text: &str, width: f64, size: f64) -> Vec<String> {
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
pub(crate) fn fit(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width { text.to_owned() } else { shorten(text, width, size) }
}

/// Breaks `text` into as many lines of `width` as it needs, by the width that `measure` finds; nothing is left out. A word
/// that is wider than a line is broken where the line ends, and then the line has no space at its end.
pub(crate) fn flow(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0.0;
    for word in text.split_whitespace() {
        let space = if lines.is_empty() { 0.0 } else { measure(" ") };
        let own = measure(word);
        if let Some(line) = lines.last_mut().filter(|_| space + own <= room) {
            line.push(' ');
            line.push_str(word);
            room -= space + own;
            continue;
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
        }
        lines.push(String::new());
        room = width;
        for letter in word.chars() {
            let own = measure(letter.encode_utf8(&mut [0; 4]));
            let line_is_full = own > room && lines.last().is_some_and(|line| !line.is_empty());
            if line_is_full {
                lines.push(String::new());
                room = width;
            }
            if let Some(line) = lines.last_mut() {
                line.push(letter);
            }
            room -= own;
        }
    }
    lines
}

/// Whether `word` still fits behind `line`.
fn fits_behind(line: &str, word: &str, width: f64, size: f64) -> bool {
    text_width(line, size) + text_width(word, size) + text_width(" ", size) <= width
}

/// Moves `places`, in rising order, apart until neighbours are `gap` from each other, none beyond `end` if there is room.
pub(crate) fn spread(places: &mut [f64], gap: f64, end: f64) {
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
    use super::{flow, spread, text_width, wrap};

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
    #[test]
    fn a_text_flows_without_losing_a_letter() {
        let measure = |t: &str| text_width(t, 12.0);
        for text in
            ["Search, peer call, webinar", "Donaudampfschifffahrtsgesellschaft", "a  b\nc", "顧客体験の旅を描く", ""]
        {
            let lines = flow(text, 64.0, &measure);
            assert!(lines.iter().all(|l| measure(l.trim_end()) <= 64.0), "{lines:?}");
            assert_eq!(lines.concat(), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        // Even a column that is narrower than a letter gets them all.
        assert_eq!(flow("wide", 1.0, &measure).len(), 4);
    }
}

//! Small helpers for sentences.

/// Shortens `text` to `most` characters, with an ellipsis.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Breaks `text` into at most two lines of about `width` characters.
pub(super) fn two_lines(text: &str, width: usize) -> Vec<String> {
    if text.chars().count() <= width {
        return vec![text.to_owned()];
    }
    let (mut first, mut rest) = (String::new(), String::new());
    for word in text.split_whitespace() {
        let fits = first.chars().count() + word.chars().count() < width || first.is_empty();
        let line = if rest.is_empty() && fits { &mut first } else { &mut rest };
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let lines = [shorten(&first, width), shorten(&rest, width)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

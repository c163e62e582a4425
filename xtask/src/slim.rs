//! Scripts and style sheets without the parts that only their readers need.

/// A script without its lines of comment, and without the blanks before and behind the others.
pub fn slim_script(text: &str) -> String {
    slim(text, Language::Script)
}

/// A style sheet without its lines of comment, and without the blanks before and behind the others.
pub fn slim_style(text: &str) -> String {
    slim(text, Language::Style)
}

#[derive(Clone, Copy, PartialEq)]
enum Language {
    /// JavaScript: also comments to the end of a line, templates over several lines, and patterns between slashes.
    Script,
    /// CSS: comments between `/*` and `*/`.
    Style,
}

/// Kind of text in which a character stands.
#[derive(Clone, Copy, PartialEq)]
enum LexerState {
    Code,
    LineComment,
    BlockComment,
    /// Between two of these quotes.
    Text(char),
    /// Between the slashes of a pattern; whether in brackets, where a slash ends nothing.
    Pattern(bool),
}

/// Drops a line only where all of it is comment, and blanks only where a line begins or ends in code.
fn slim(text: &str, language: Language) -> String {
    let mut reader = Lexer { language, place: LexerState::Code, templates: Vec::new(), last: ' ', word: String::new() };
    let mut slim = String::with_capacity(text.len());
    // Whether the comment that runs on began on a line that is kept, so that its end must be kept too.
    let mut runs_on = false;
    for line in text.split_inclusive('\n') {
        let begins = reader.place;
        let Read { is_comment, comment_ends } = reader.read(line);
        let in_comment = begins == LexerState::BlockComment;
        let is_kept = !is_comment || (in_comment && runs_on);
        let line = if in_comment && !runs_on { line.get(comment_ends..).unwrap_or_default() } else { line };
        if !(in_comment && comment_ends == 0) {
            runs_on = is_kept;
        }
        let kept = match (begins, reader.place) {
            _ if !is_kept => continue,
            (LexerState::Text(_), LexerState::Text(_)) => line,
            (LexerState::Text(_), _) => line.trim_end(),
            (_, LexerState::Text(_)) => line.trim_start(),
            _ => line.trim(),
        };
        slim += kept;
        if !kept.is_empty() && !kept.ends_with('\n') {
            slim.push('\n');
        }
    }
    slim
}

/// Facts about a line.
struct Read {
    /// Whether the line is comment and nothing else.
    is_comment: bool,
    /// End of the comment in which the line begins; 0 if there is no such end.
    comment_ends: usize,
}

struct Lexer {
    language: Language,
    place: LexerState,
    /// Depth of the braces in every template that is interrupted by code.
    templates: Vec<usize>,
    /// The last character of code that is no blank, and the word it ends.
    last: char,
    word: String,
}

impl Lexer {
    fn read(&mut self, line: &str) -> Read {
        let begins_in_comment = self.place == LexerState::BlockComment;
        let (mut comment, mut other) = (begins_in_comment, matches!(self.place, LexerState::Text(_)));
        let mut comment_ends = 0;
        let mut characters = line.char_indices().peekable();
        while let Some((at, sign)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            match self.place {
                LexerState::LineComment if sign == '\n' => self.place = LexerState::Code,
                LexerState::BlockComment if sign == '*' && next == Some('/') => {
                    characters.next();
                    self.place = LexerState::Code;
                    if begins_in_comment && comment_ends == 0 {
                        comment_ends = at + 2;
                    }
                }
                LexerState::Code if sign == '/' && next == Some('*') => {
                    characters.next();
                    self.place = LexerState::BlockComment;
                    comment = true;
                }
                LexerState::Code if sign == '/' && next == Some('/') && self.language == Language::Script => {
                    self.place = LexerState::LineComment;
                    comment = true;
                }
                LexerState::Code => {
                    other |= !sign.is_whitespace();
                    self.code(sign);
                }
                LexerState::Text(_) | LexerState::Pattern(_) if sign == '\\' => _ = characters.next(),
                LexerState::Text('`') if sign == '$' && next == Some('{') => {
                    characters.next();
                    self.templates.push(0);
                    self.place = LexerState::Code;
                    self.remember('{');
                }
                LexerState::Text(quote) if sign == quote => {
                    self.place = LexerState::Code;
                    self.remember(quote);
                }
                LexerState::Pattern(false) if sign == '/' => {
                    self.place = LexerState::Code;
                    self.remember(')');
                }
                LexerState::Pattern(in_brackets) => {
                    self.place = LexerState::Pattern(sign == '[' || (in_brackets && sign != ']'));
                }
                LexerState::LineComment | LexerState::BlockComment | LexerState::Text(_) => {}
            }
        }
        Read { is_comment: comment && !other, comment_ends }
    }

    fn code(&mut self, sign: char) {
        let script = self.language == Language::Script;
        match sign {
            '"' | '\'' => self.place = LexerState::Text(sign),
            '`' if script => self.place = LexerState::Text(sign),
            '/' if script && self.begins_pattern() => self.place = LexerState::Pattern(false),
            '{' => self.templates.iter_mut().last().into_iter().for_each(|depth| *depth += 1),
            '}' => match self.templates.last_mut() {
                Some(0) => {
                    self.templates.pop();
                    self.place = LexerState::Text('`');
                }
                Some(depth) => *depth -= 1,
                None => {}
            },
            _ => {}
        }
        self.remember(sign);
    }

    /// A slash divides behind a value and begins a pattern elsewhere.
    fn begins_pattern(&self) -> bool {
        let behind_value = self.last.is_alphanumeric() || "_$)]}\"'`".contains(self.last);
        !behind_value || ["return", "typeof", "case", "in", "of"].contains(&self.word.as_str())
    }

    fn remember(&mut self, sign: char) {
        if sign.is_whitespace() {
            return;
        }
        if !(sign.is_alphanumeric() && self.last.is_alphanumeric()) {
            self.word.clear();
        }
        self.word.push(sign);
        self.last = sign;
    }
}

#[cfg(test)]
mod tests {
    use super::{slim_script, slim_style};

    #[test]
    fn comments_and_blanks_go() {
        let script =
            "// why\nfunction a() {\n    /**\n     * @returns {number}\n     */\n    return 2 * b; // stays\n\n}\n";
        assert_eq!(slim_script(script), "function a() {\nreturn 2 * b; // stays\n}\n");
        assert_eq!(slim_style("  /* a place */\n  .top { color: red; }\n"), ".top { color: red; }\n");
    }

    #[test]
    fn what_only_begins_like_a_comment_stays() {
        assert_eq!(slim_style("* { margin: 0; }\n* > b { top: 0; }\n"), "* { margin: 0; }\n* > b { top: 0; }\n");
        assert_eq!(slim_style("//a { top: 0; }\n"), "//a { top: 0; }\n");
        let script = "const a = b\n  * c;\nconst d = '/* no'\n  /* yes */ + e;\n";
        assert_eq!(slim_script(script), "const a = b\n* c;\nconst d = '/* no'\n/* yes */ + e;\n");
    }

    #[test]
    fn a_comment_that_begins_behind_code_keeps_its_end() {
        let script = "a(); /* first\n// last */\nb();\n";
        assert_eq!(slim_script(script), script);
        assert_eq!(slim_script("/* first\nlast */ b();\n"), "b();\n");
    }

    #[test]
    fn templates_keep_every_line_and_blank() {
        let script = "const a = `one\n  // two ${b({ c: `\n  * three` })}\n   \n/* four */`;\n// gone\n";
        assert_eq!(slim_script(script), script.replace("// gone\n", ""));
    }

    #[test]
    fn patterns_hold_no_comments_and_divisions_no_patterns() {
        let script = "const a = /[/*]\\/*'/;\n// gone\nconst b = c / d; // e / f\nconst g = [1] / 2; /* x */\nreturn /`/;\n// gone\n";
        assert_eq!(slim_script(script), script.replace("// gone\n", ""));
    }
}

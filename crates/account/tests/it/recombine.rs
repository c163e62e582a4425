//! An independent reader of calculation lines: it evaluates what stands before “=” or “≈” in intervals and compares it
//! with what stands behind. It shares nothing with the code that writes the lines.

use journey_plan::number::locale::Locale;

/// The ends between which a number lies.
type Interval = (f64, f64);

/// A number as it is shown. What a line cuts is documented: totals are given to the cent (below one unit to six
/// significant digits; beside a result below one unit in full), everything else, and every operand of a product, to
/// twelve significant digits.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    value: f64,
    money: bool,
    /// Digits behind the decimal sign.
    decimals: usize,
}

impl Shown {
    fn half(self, in_product: bool) -> f64 {
        let size = self.value.abs();
        let last =
            |digits: i32| if size > 0.0 { 0.5 * 10f64.powi(size.log10().floor() as i32 + 1 - digits) } else { 0.0 };
        if !self.money || in_product {
            last(12)
        } else if size > 0.0 && size < 1.0 {
            last(6).max(0.5e-6 * size)
        } else if self.decimals <= 2 {
            0.005
        } else {
            last(12)
        }
    }
}

/// Checks that `line` is true to the digits it shows, and returns 1 if it is more than a restated number.
pub fn line_holds(line: &str, locale: Locale) -> Result<usize, String> {
    let (_, rest) = line.rsplit_once(": ").ok_or_else(|| format!("no label in “{line}”"))?;
    let about = rest.contains(" ≈ ");
    let (left, right) =
        rest.split_once(" ≈ ").or_else(|| rest.split_once(" = ")).ok_or_else(|| format!("no sign in “{line}”"))?;
    if matches!(left, "κ" | "α" | "β" | "a" | "b" | "i" | "f" | "P10" | "P25" | "P50" | "P75" | "P90" | "mean") {
        // What a search or thousands of draws give has no expression of its own.
        return Ok(0);
    }
    let tokens = tokens(left, locale)?;
    let mut reader = Reader { tokens: &tokens, at: 0, about };
    let (low, high) = reader.sum()?;
    if reader.at != tokens.len() {
        return Err(format!("cannot read “{left}”"));
    }
    let (value, half) = last_number(right, locale);
    let half = if about { half } else { 0.0 };
    // What f64 itself loses.
    let noise = 3e-13 * low.abs().max(high.abs()).max(value.abs());
    if value + half + noise < low || value - half - noise > high {
        return Err(format!("“{line}”: the left side lies in {low}..{high}, the right one is {value}"));
    }
    if high - low > 1e-6 * value.abs().max(1.0) + 20.0 * half {
        return Err(format!("“{line}” is too rough: {low}..{high}"));
    }
    Ok(usize::from(tokens.len() > 1))
}

/// The number a line ends with, and half a unit in its last place.
pub fn last_number(line: &str, locale: Locale) -> (f64, f64) {
    let start = line.rfind("= ").or_else(|| line.rfind("≈ ")).map_or(0, |at| at + line[at..].find(' ').unwrap() + 1);
    let text = line[start..].trim_end_matches(" months").trim_end_matches(" years");
    match tokens(text, locale).unwrap().as_slice() {
        [Token::Sign('−'), Token::Number(shown)] => (-shown.value, shown.half(false)),
        [Token::Number(shown)] => (shown.value, shown.half(false)),
        _ => panic!("no number in “{text}”"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Number(Shown),
    Sign(char),
}

fn tokens(text: &str, locale: Locale) -> Result<Vec<Token>, String> {
    let (decimal, group) = (locale.decimal(), locale.group());
    let mut out = Vec::new();
    let mut chars = text.replace("CHF\u{a0}", "€").chars().collect::<Vec<_>>();
    chars.push(' ');
    let (mut at, mut money) = (0, false);
    while at < chars.len() {
        let c = chars[at];
        if c.is_ascii_digit() {
            let mut digits = String::new();
            let inside = |at: usize| chars[at] == decimal || chars[at] == group;
            while chars[at].is_ascii_digit() || (inside(at) && chars[at + 1].is_ascii_digit()) {
                if chars[at] == decimal {
                    digits.push('.');
                } else if chars[at] != group {
                    digits.push(chars[at]);
                }
                at += 1;
            }
            let mut value: f64 = digits.parse().map_err(|_| format!("“{digits}”"))?;
            if chars[at] == '\u{a0}' && chars[at + 1] == '%' {
                at += 2;
                value /= 100.0;
            }
            let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            out.push(Token::Number(Shown { value, money: std::mem::take(&mut money), decimals }));
            continue;
        }
        match c {
            ' ' => {}
            '€' | '$' => money = true,
            'e' => out.push(Token::Number(Shown { value: std::f64::consts::E, money: false, decimals: 0 })),
            '+' | '−' | '×' | '÷' | '(' | ')' | '^' => out.push(Token::Sign(c)),
            odd => return Err(format!("“{odd}” in “{text}”")),
        }
        at += 1;
    }
    Ok(out)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Whether digits may have been cut.
    about: bool,
}

impl Reader<'_> {
    fn take(&mut self, signs: &[char]) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(c)) if signs.contains(c) => {
                self.at += 1;
                Some(*c)
            }
            _ => None,
        }
    }

    /// Whether the operand at a position multiplies, divides or is raised, itself or a bracket around it.
    fn in_product(&self, at: usize) -> bool {
        let signs =
            |at: usize, signs: &[char]| matches!(self.tokens.get(at), Some(Token::Sign(c)) if signs.contains(c));
        let multiplies = |at: usize| signs(at, &['×', '÷', '^']);
        let (mut from, mut to) = (at, at);
        loop {
            if multiplies(to + 1) || from.checked_sub(1).is_some_and(multiplies) {
                return true;
            }
            // Outwards to the next bracket on either side.
            let mut depth = 0;
            let Some(open) = (0..from).rev().find(|i| {
                depth += i32::from(signs(*i, &[')'])) - i32::from(signs(*i, &['(']));
                depth < 0
            }) else {
                return false;
            };
            let mut depth = 0;
            let close = (to + 1..self.tokens.len()).find(|i| {
                depth += i32::from(signs(*i, &['('])) - i32::from(signs(*i, &[')']));
                depth < 0
            });
            (from, to) = (open, close.unwrap_or(self.tokens.len()));
        }
    }

    fn sum(&mut self) -> Result<Interval, String> {
        let mut sum = self.product()?;
        while let Some(sign) = self.take(&['+', '−']) {
            let (low, high) = self.product()?;
            sum = if sign == '+' { (sum.0 + low, sum.1 + high) } else { (sum.0 - high, sum.1 - low) };
        }
        Ok(sum)
    }

    fn product(&mut self) -> Result<Interval, String> {
        let mut product = self.factor()?;
        while let Some(sign) = self.take(&['×', '÷']) {
            let (low, high) = self.factor()?;
            let ends = if sign == '×' { [low, high] } else { [1.0 / low, 1.0 / high] };
            let all = [product.0 * ends[0], product.0 * ends[1], product.1 * ends[0], product.1 * ends[1]];
            product = (all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(f64::MIN, f64::max));
        }
        Ok(product)
    }

    fn factor(&mut self) -> Result<Interval, String> {
        let base = self.atom()?;
        if self.take(&['^']).is_some() {
            let (low, high) = self.atom()?;
            let power = f64::midpoint(low, high);
            let (a, b) = (base.0.powf(power), base.1.powf(power));
            return Ok((a.min(b), a.max(b)));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Interval, String> {
        if self.take(&['−']).is_some() {
            let (low, high) = self.atom()?;
            return Ok((-high, -low));
        }
        if self.take(&['(']).is_some() {
            let inner = self.sum()?;
            return self.take(&[')']).map(|_| inner).ok_or_else(|| "a bracket stays open".to_owned());
        }
        match self.tokens.get(self.at) {
            Some(Token::Number(shown)) => {
                let half = if self.about { shown.half(self.in_product(self.at)) } else { 0.0 };
                self.at += 1;
                Ok((shown.value - half, shown.value + half))
            }
            other => Err(format!("{other:?} where a number is needed")),
        }
    }
}

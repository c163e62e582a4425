//! The living file: the portable page with a plan in it, which opens anywhere and shows it.
//!
//! The plan stands in the page as the plan file's own text, in a block that is no script to the browser. Every `<` in
//! it is written as `\u003c`, which JSON reads as `<` and which cannot end the block.

use journey_plan::Date;
use std::ops::Range;
use thiserror::Error;

/// Text of a page without a plan that keeps the place of one.
const PLACE: &str = "<!-- the plan -->";
/// Beginning of the block with the plan.
const START: &str = "<script type=\"application/json\" id=\"journey-equity-plan\"";
const END: &str = "</script>";

/// What the reader of a living file may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Look at everything and change nothing.
    Reading,
    /// Change everything, in the reader's own browser.
    WhatIf,
}

impl Purpose {
    /// Key of the purpose in a page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reading => "read-only",
            Self::WhatIf => "what-if",
        }
    }

    /// The purpose behind a key; an unknown key is for reading.
    pub fn of_key(key: &str) -> Self {
        if key == Self::WhatIf.key() { Self::WhatIf } else { Self::Reading }
    }
}

/// Content that a page is to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried<'a> {
    /// Text of the plan file.
    pub plan: &'a str,
    /// A name that no other copy has: changes of the copy's readers are kept under it.
    pub copy: &'a str,
    /// Purpose: what the readers of the page may do.
    pub purpose: Purpose,
    /// Day on which the living file is made.
    pub saved: Option<Date>,
}

/// The page has no room for a plan: it is not the portable page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the page that the copy is made from is not whole; reload and try again")]
pub struct NotPortable;

/// The portable `page` with a plan in it, in the place of the one it may carry already.
///
/// # Errors
/// [`NotPortable`] for any other page.
pub fn carry(page: &str, carried: &Carried<'_>) -> Result<String, NotPortable> {
    let place = place(page).ok_or(NotPortable)?;
    let (before, after) = (page.get(..place.start), page.get(place.end..));
    let (before, after) = before.zip(after).ok_or(NotPortable)?;
    let Carried { plan, copy, purpose, saved } = carried;
    let copy: String = copy.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let saved = saved.map(|day| day.to_string()).unwrap_or_default();
    let plan = plan.trim_end().replace('<', "\\u003c");
    let attributes = format!("data-copy=\"{copy}\" data-mode=\"{}\" data-saved=\"{saved}\"", purpose.key());
    Ok(format!("{before}{START} {attributes}>\n{plan}\n{END}{after}"))
}

/// The plan file in a living file; `None` in a page without one, or one that breaks off.
pub fn plan_in(page: &str) -> Option<&str> {
    let (_, block) = page.split_once(START)?;
    let (_, content) = block.split_once('>')?;
    content.split_once(END).map(|(plan, _)| plan)
}

/// The place of a page's plan, filled or not.
fn place(page: &str) -> Option<Range<usize>> {
    if let Some(start) = page.find(PLACE) {
        return Some(start..start + PLACE.len());
    }
    let start = page.find(START)?;
    let length = page.get(start..)?.find(END)?;
    Some(start..start + length + END.len())
}

#[cfg(test)]
mod tests {
    use super::{Carried, NotPortable, Purpose, carry, plan_in};
    use crate::exchange::plan_file;
    use journey_plan::Date;
    use journey_plan::library::example;

    const PAGE: &str = "<head>\n    <!-- the plan -->\n    <script>1 < 2</script>\n</head>";

    fn carried(plan: &str) -> Carried<'_> {
        Carried { plan, copy: "a1-b2", purpose: Purpose::WhatIf, saved: Date::new(2026, 11, 26) }
    }

    #[test]
    fn a_plan_of_hostile_texts_cannot_end_its_block_and_comes_back_whole() {
        let mut plan = example::plan();
        plan.title =
            "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> \u{2028} \"quoted\"".to_owned();
        let text = plan_file::write(&plan).unwrap();
        let page = carry(PAGE, &carried(&text)).unwrap();
        let (before, rest) = page.split_once("data-saved=\"2026-11-26\">").unwrap();
        let (block, after) = rest.split_once("</script>").unwrap();
        assert!(before.ends_with("data-copy=\"a1-b2\" data-mode=\"what-if\" "), "{before}");
        assert_eq!(after, "\n    <script>1 < 2</script>\n</head>");
        assert!(!block.contains('<'));
        assert_eq!(plan_in(&page), Some(block));
        assert_eq!(plan_file::read(block.as_bytes()).unwrap().plan, plan);
    }

    #[test]
    fn a_page_saved_again_carries_the_new_plan_alone() {
        let first = carry(PAGE, &carried("{\"first\": 1}")).unwrap();
        let again = carry(&first, &Carried { copy: "c3\" onload=\"x", ..carried("{\"second\": 2}") }).unwrap();
        assert!(!again.contains("first") && again.contains("\"second\": 2"));
        assert_eq!(again.matches("journey-equity-plan").count(), 1);
        assert!(again.contains("data-copy=\"c3onloadx\""));
        assert_eq!(plan_in(&again), Some("\n{\"second\": 2}\n"));
        assert_eq!((plan_in(PAGE), plan_in(&again[..again.len() / 2])), (None, None));
        assert_eq!(carry("<p>another page</p>", &carried("{}")), Err(NotPortable));
    }
}

//! The text of any cell of the map, and reading a text back into it: shared by copying, pasting, searching and typing.

use crate::document::Plan;
use crate::ids::{RoleId, StageId};
use crate::journey::lane::{Lane, LaneKind};
use crate::journey::stage::{BudgetType, Role, RoleScore, Stage};
use crate::number::finite::Number;
use crate::number::locale::Locale;
use crate::number::text::{NumberUnit, parse_inert, write};
use crate::order::folded;
use crate::settings::scale::Scale;

/// A row of the map, as far as it holds texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapRow {
    /// The names of the stages.
    Name,
    /// A lane.
    Lane(Lane),
    /// The scores of one role, in the numbers view.
    Score(RoleId),
}

impl MapRow {
    /// Whether a text can be written into the cells of the row. Scores of all roles at once, budgets and figures
    /// cannot.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Name | Self::Score(_) => true,
            Self::Lane(lane) => matches!(lane.kind(), LaneKind::Text | LaneKind::Cards | LaneKind::Roles),
        }
    }

    /// Name of the row on the map of `plan`.
    pub fn label(self, plan: &Plan) -> String {
        match self {
            Self::Name => "Stage".to_owned(),
            Self::Lane(lane) => plan.lane_label(lane).to_owned(),
            Self::Score(_) => self.role(plan).map(|r| format!("Score: {}", r.name)).unwrap_or_default(),
        }
    }

    /// The role whose scores the row holds.
    pub fn role(self, plan: &Plan) -> Option<&Role> {
        if let Self::Score(id) = self { plan.role(id) } else { None }
    }

    /// The text of the row's cell at `stage`: one line per card, empty where nothing is entered.
    pub fn text(self, plan: &Plan, stage: &Stage) -> String {
        let settings = &plan.settings;
        match self {
            Self::Name => stage.name.clone(),
            Self::Score(role) => {
                stage.score(role).map(|s| score_text(s, settings.scale, settings.locale)).unwrap_or_default()
            }
            Self::Lane(lane) => match lane.kind() {
                LaneKind::Text => stage.text(lane).to_owned(),
                LaneKind::Cards => stage.cards_of(lane).map(|c| c.text.as_str()).collect::<Vec<_>>().join("\n"),
                LaneKind::Roles => active_roles(plan, stage).join("\n"),
                LaneKind::Experience => {
                    let scores = stage.scores.iter().filter_map(|s| {
                        let text = score_text(s, settings.scale, settings.locale);
                        let name = &plan.role(s.role)?.name;
                        (!text.is_empty()).then(|| format!("{name} {text}"))
                    });
                    scores.collect::<Vec<_>>().join("\n")
                }
                LaneKind::Budget => {
                    let parts = BudgetType::ALL.into_iter().filter_map(|kind| {
                        let amount = stage.budget.get(kind)?;
                        Some(format!("{} {}", kind.label(), write(amount.get(), settings.locale, NumberUnit::Plain)))
                    });
                    parts.collect::<Vec<_>>().join("\n")
                }
                LaneKind::Money | LaneKind::Rule => String::new(),
            },
        }
    }
}

/// The names of the roles active at `stage`, in the order of the plan's roles.
pub fn active_roles(plan: &Plan, stage: &Stage) -> Vec<String> {
    plan.roles.iter().filter(|r| stage.score(r.id).is_some()).map(|r| r.name.clone()).collect()
}

/// A role's scores as one text: `6.1 → 7`, `6.1`, `→ 7`, or nothing.
pub fn score_text(score: &RoleScore, scale: Scale, locale: Locale) -> String {
    let word = |score: Option<Number>| {
        score.map_or_else(String::new, |s| write(scale.from_ten(s.get()), locale, NumberUnit::Plain))
    };
    match score.target {
        Some(_) => format!("{} → {}", word(score.today), word(score.target)).trim_start().to_owned(),
        None => word(score.today),
    }
}

/// Reads a text that [`score_text`] writes, and `6.1 7`, `6.1 > 7`, `6.1; 7`: score today, target. The text may come
/// from elsewhere, so that nothing in it is calculated.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn parse_scores(text: &str, scale: Scale, locale: Locale) -> Result<[Option<Number>; 2], String> {
    let text = text.trim();
    let is_mark = |c: char| matches!(c, '→' | '>' | ';' | '|' | '\t');
    let (today, target) = match text.split_once(is_mark).or_else(|| text.split_once(char::is_whitespace)) {
        Some((today, target)) => (today.trim_end_matches(['-', '=']), target),
        None => (text, ""),
    };
    let read = |part: &str| -> Result<Option<Number>, String> {
        let number = parse_inert(part.trim(), locale, NumberUnit::Plain).map_err(|e| e.to_string())?;
        number.map(|n| scale.to_ten(n)).transpose()
    };
    Ok([read(today)?, read(target)?])
}

/// A line of a list without its mark; `None` for any other line.
pub fn list_item(line: &str) -> Option<&str> {
    ["- ", "* ", "• ", "– "].iter().find_map(|mark| line.trim_start().strip_prefix(mark))
}

/// Lines of a text as cards: marks of a list and empty lines fall away.
pub fn card_lines(text: &str) -> Vec<String> {
    text.lines().map(|line| list_item(line).unwrap_or(line).trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Whether `text` contains the words looked for, however they are capitalised; no words are in no text.
pub fn mentions(text: &str, words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && folded(text).contains(&folded(words))
}

/// A cell that is found by its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Row of the cell.
    pub row: MapRow,
    /// Stage of the cell.
    pub stage: StageId,
}

/// The cells of `rows` whose text contains `words`, stage by stage; nothing for an empty search.
pub fn search(plan: &Plan, rows: &[MapRow], words: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for stage in &plan.stages {
        for row in std::iter::once(MapRow::Name).chain(rows.iter().copied()) {
            if mentions(&row.text(plan, stage), words) {
                hits.push(Hit { row, stage: stage.id });
            }
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_as_people_write_them() {
        let read = |text| parse_scores(text, Scale::OneToTen, Locale::EnGb);
        let n = |v| Some(Number::new(v).unwrap());
        for text in ["6.1 → 7", "6.1->7", "6.1 > 7", "6.1 7", "6.1;7", "6.1\t7", " 6.1 =>  7 "] {
            assert_eq!(read(text), Ok([n(6.1), n(7.0)]), "{text}");
        }
        assert_eq!(read("6.1"), Ok([n(6.1), None]));
        assert_eq!(read("→ 7"), Ok([None, n(7.0)]));
        assert_eq!(read(""), Ok([None, None]));
        assert!(read("11").unwrap_err().contains("between 1 and 10"));
        assert!(read("good").is_err());
    }

    #[test]
    fn a_score_is_read_back_as_it_is_written() {
        use crate::ids::RoleId;
        for locale in Locale::ALL {
            for (today, target) in [(Some(6.1), Some(7.25)), (Some(3.0), None), (None, Some(10.0)), (None, None)] {
                let number = |v: Option<f64>| v.map(|v| Number::new(v).unwrap());
                let score = RoleScore { role: RoleId(1), today: number(today), target: number(target) };
                let text = score_text(&score, Scale::OneToTen, locale);
                assert_eq!(parse_scores(&text, Scale::OneToTen, locale), Ok([score.today, score.target]), "{text}");
            }
        }
    }

    #[test]
    fn pasted_lists_become_lines() {
        assert_eq!(
            card_lines("- Search\r\n\n * Peer call\n• Webinar \nDemo"),
            ["Search", "Peer call", "Webinar", "Demo"]
        );
    }
}

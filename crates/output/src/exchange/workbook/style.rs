//! How cells look: their units and the conventions of colour.

/// Unit of a cell's number, which decides its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CellUnit {
    /// No number.
    None,
    /// Currency, whole.
    Money,
    /// Currency with cents: what one customer pays or costs.
    Price,
    /// Customers.
    Customers,
    /// A share, in percent.
    Share,
    /// A score or points of it.
    Points,
    /// Years.
    Years,
    /// A calendar year, or a position in a list.
    Whole,
    /// A number without a unit.
    Ratio,
    /// A flag: 1 is yes, 0 is no.
    Flag,
    /// A check: 0 is fine, any other number is not.
    Check,
}

impl CellUnit {
    /// Every unit, so that each has its formats.
    pub(super) const ALL: [Self; 11] = [
        Self::None,
        Self::Money,
        Self::Price,
        Self::Customers,
        Self::Share,
        Self::Points,
        Self::Years,
        Self::Whole,
        Self::Ratio,
        Self::Flag,
        Self::Check,
    ];

    /// Name of the unit in the column of units; money takes the plan's currency when it is written.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Money => "currency",
            Self::Price => "currency each",
            Self::Customers => "customers",
            Self::Share => "%",
            Self::Points => "points",
            Self::Years => "years",
            Self::Whole => "number",
            Self::Ratio => "ratio",
            Self::Flag => "1 or 0",
            Self::Check => "check",
        }
    }

    /// Number format of the unit, read in the reader's own locale.
    pub(super) fn format(self) -> &'static str {
        match self {
            Self::None => "General",
            Self::Money => "#,##0;\u{2212}#,##0",
            Self::Price => "#,##0.00;\u{2212}#,##0.00",
            Self::Customers => "#,##0.##;\u{2212}#,##0.##",
            Self::Share => "0.0##\\ %;\u{2212}0.0##\\ %",
            Self::Points | Self::Years => "0.00;\u{2212}0.00",
            Self::Whole | Self::Flag => "0;\u{2212}0",
            Self::Ratio => "0.0#####;\u{2212}0.0#####",
            Self::Check => "[Red]\"outside\";[Red]\"outside\";\"ok\"",
        }
    }
}

/// Role of a cell, which decides its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CellStyle {
    Title,
    Heading,
    /// The head of a column.
    Head,
    /// The head of a column of figures.
    YearHead,
    Label,
    /// A sentence over the whole width.
    Sentence,
    /// A remark beside another cell.
    Remark,
    /// An input for the reader to change.
    Input,
    /// A formula that is calculated.
    Formula,
    /// A result.
    Result,
    /// A value written once, by no formula.
    Fixed,
    /// A place where nothing stands.
    Nothing,
}

impl CellStyle {
    /// Every look.
    pub(super) const ALL: [Self; 12] = [
        Self::Title,
        Self::Heading,
        Self::Head,
        Self::YearHead,
        Self::Label,
        Self::Sentence,
        Self::Remark,
        Self::Input,
        Self::Formula,
        Self::Result,
        Self::Fixed,
        Self::Nothing,
    ];
}

//! The words people use for the columns, in English and German.

use super::header::{normalise, without_brackets};
use super::target::Target;
use journey_plan::YearlyFigure::{
    self, AcquisitionCost, ChurnedCustomers, ExistingCustomers, NewCustomers, RevenuePerChurned, RevenuePerExisting,
    RevenuePerNew, ServicingCost,
};

/// Words that add nothing to the meaning of a header.
const FILLERS: [&str; 24] = [
    "number",
    "of",
    "no",
    "nr",
    "anzahl",
    "total",
    "gesamt",
    "avg",
    "average",
    "mean",
    "durchschnittlicher",
    "the",
    "der",
    "die",
    "das",
    "den",
    "dem",
    "a",
    "in",
    "eur",
    "usd",
    "gbp",
    "chf",
    "actual",
];

/// Words for the yearly figures: normalised headers without fillers, `per`, `pro` and `je` all as `per`.
const FIGURES: [(YearlyFigure, &[&str]); 8] = [
    (
        NewCustomers,
        &[
            "new customers",
            "customers new",
            "new clients",
            "customers won",
            "won customers",
            "acquired customers",
            "customers acquired",
            "acquisitions",
            "neukunden",
            "neue kunden",
            "gewonnene kunden",
            "kunden neu",
        ],
    ),
    (
        RevenuePerNew,
        &[
            "revenue per new customer",
            "revenue per new",
            "revenue new customer",
            "sales per new customer",
            "spend per new customer",
            "umsatz per neukunde",
            "umsatz per neukunden",
            "umsatz per neuem kunden",
            "erlos per neukunde",
            "ertrag per neukunde",
        ],
    ),
    (
        AcquisitionCost,
        &[
            "acquisition cost",
            "acquisition costs",
            "cost acquisition",
            "costs acquisition",
            "customer acquisition cost",
            "customer acquisition costs",
            "cac",
            "acquisition spend",
            "akquisitionskosten",
            "akquisekosten",
            "gewinnungskosten",
            "kosten neukundengewinnung",
            "kosten kundengewinnung",
            "kundengewinnungskosten",
        ],
    ),
    (
        ExistingCustomers,
        &[
            "existing customers",
            "customers existing",
            "existing clients",
            "opening customers",
            "customers at start",
            "customers at start year",
            "customers start year",
            "bestandskunden",
            "bestehende kunden",
            "vorhandene kunden",
            "kundenbestand",
            "kunden am jahresanfang",
            "kunden zu jahresbeginn",
        ],
    ),
    (
        RevenuePerExisting,
        &[
            "revenue per existing customer",
            "revenue per existing",
            "revenue existing customer",
            "sales per existing customer",
            "spend per existing customer",
            "umsatz per bestandskunde",
            "umsatz per bestandskunden",
            "umsatz per bestehendem kunden",
            "erlos per bestandskunde",
            "ertrag per bestandskunde",
        ],
    ),
    (
        ServicingCost,
        &[
            "servicing cost",
            "servicing costs",
            "service cost",
            "service costs",
            "cost to serve",
            "cost servicing",
            "costs servicing",
            "betreuungskosten",
            "servicekosten",
            "kosten betreuung",
            "kosten kundenbetreuung",
            "kundenbetreuungskosten",
        ],
    ),
    (
        ChurnedCustomers,
        &[
            "churned customers",
            "customers churned",
            "churned",
            "churn",
            "churned clients",
            "lost customers",
            "customers lost",
            "leavers",
            "cancelled customers",
            "verlorene kunden",
            "abgewanderte kunden",
            "kundenverluste",
            "abwanderung",
            "abgange",
            "kundenabgange",
            "gekundigte kunden",
            "kundigungen",
        ],
    ),
    (
        RevenuePerChurned,
        &[
            "revenue per churned customer",
            "revenue per churned",
            "revenue churned customer",
            "revenue per lost customer",
            "sales per churned customer",
            "umsatz per verlorenem kunden",
            "umsatz per verlorener kunde",
            "umsatz per abgewandertem kunden",
            "umsatz per abgang",
            "umsatz per gekundigtem kunden",
            "erlos per verlorenem kunden",
            "ertrag per verlorenem kunden",
        ],
    ),
];

/// Words for all targets but the figures.
const OTHERS: [(Target, &[&str]); 7] = [
    (
        Target::Year,
        &[
            "year",
            "yr",
            "fy",
            "fiscal year",
            "financial year",
            "calendar year",
            "jahr",
            "geschaftsjahr",
            "kalenderjahr",
        ],
    ),
    (
        Target::Segment,
        &[
            "segment",
            "segments",
            "segment name",
            "customer segment",
            "group",
            "customer group",
            "kundensegment",
            "kundengruppe",
            "gruppe",
        ],
    ),
    (
        Target::Cohort,
        &[
            "cohort",
            "cohorts",
            "cohort year",
            "acquisition year",
            "year acquisition",
            "year acquired",
            "start year",
            "signup year",
            "sign up year",
            "first purchase year",
            "kohorte",
            "kohorten",
            "akquisitionsjahr",
            "gewinnungsjahr",
            "startjahr",
            "jahrgang",
            "abschlussjahr",
        ],
    ),
    (
        Target::Age,
        &[
            "age",
            "cohort age",
            "tenure",
            "years since acquisition",
            "years since",
            "renewals",
            "renewals made",
            "alter",
            "kundenalter",
            "vertragsjahr",
            "jahre seit gewinnung",
            "jahre seit abschluss",
        ],
    ),
    (
        Target::Customers { percent: false },
        &[
            "customers",
            "survivors",
            "surviving customers",
            "active",
            "active customers",
            "remaining",
            "remaining customers",
            "retained",
            "retained customers",
            "customers left",
            "count",
            "kunden",
            "aktive kunden",
            "verbleibende kunden",
            "verbliebene kunden",
            "uberlebende",
        ],
    ),
    (
        Target::Customers { percent: true },
        &[
            "retention",
            "retention rate",
            "retention percent",
            "survival",
            "survival rate",
            "survival percent",
            "customers percent",
            "percent",
            "share",
            "kunden percent",
            "bindungsrate",
            "kundenbindung",
            "verbleibsquote",
            "halterate",
        ],
    ),
    (
        Target::FigureName,
        &[
            "figure",
            "figures",
            "kpi",
            "metric",
            "measure",
            "item",
            "line item",
            "description",
            "kennzahl",
            "kennzahlen",
            "position",
            "kenngrosse",
            "bezeichnung",
        ],
    ),
];

/// The most likely target of a column with this header, as far as words tell.
pub(super) fn meaning(header: &str) -> Option<Target> {
    known(header).or_else(|| known(&without_brackets(header)))
}

/// The yearly figure with this name.
pub(super) fn figure(name: &str) -> Option<YearlyFigure> {
    match meaning(name) {
        Some(Target::Figure(figure)) => Some(figure),
        _ => None,
    }
}

fn known(header: &str) -> Option<Target> {
    let normalised = normalise(header);
    let words: Vec<&str> = normalised
        .split(' ')
        .filter(|word| !FILLERS.contains(word))
        .map(|word| match word {
            "pro" | "je" => "per",
            "pct" | "prozent" => "percent",
            other => other,
        })
        .collect();
    let text = words.join(" ");
    let figure = FIGURES.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(f, _)| Target::Figure(*f));
    figure.or_else(|| OTHERS.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(target, _)| *target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_filler_hides_a_word_of_the_tables() {
        let figures = FIGURES.iter().flat_map(|(figure, names)| names.iter().map(|n| (Target::Figure(*figure), *n)));
        let others = OTHERS.iter().flat_map(|(target, names)| names.iter().map(|n| (*target, *n)));
        for (target, name) in figures.chain(others) {
            assert_eq!(meaning(name), Some(target), "{name}");
        }
    }

    #[test]
    fn the_labels_of_the_grid_are_known() {
        for figure in YearlyFigure::ALL {
            assert_eq!(meaning(figure.label()), Some(Target::Figure(figure)));
        }
    }
}

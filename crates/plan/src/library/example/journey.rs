//! The example's map: five stages as a workshop would have filled them, with a few gaps left for the readiness panel.

use super::n;
use crate::date::Date;
use crate::document::Plan;
use crate::ids::{CardId, RoleId, StageId, StepId};
use crate::journey::card::{Card, Channel, Detail, Insight, Metric, MetricLevel, Severity, TouchpointKind};
use crate::journey::lane::Lane;
use crate::journey::stage::{Budget, Role, RoleScore, Stage, Step};
use crate::note::Evidence;
use crate::number::finite::Number;
use std::sync::Arc;

const ROLES: [&str; 3] = ["Buyer", "Administrator", "User"];

/// A day: year, month, day.
type Day = (i32, u8, u8);

/// One stage of the example.
struct ExampleStage {
    name: &'static str,
    weight: f64,
    /// Scores per role, as (today, target); `None` where the role is not active.
    scores: [Option<(f64, f64)>; 3],
    steps: &'static [&'static str],
    /// The text of the card that lies in each of the steps.
    in_steps: &'static [&'static str],
    texts: &'static [(Lane, &'static str)],
    /// Cards without details: one per line.
    cards: &'static [(Lane, &'static str)],
    touchpoints: &'static [(&'static str, Channel, TouchpointKind)],
    pains: &'static [(&'static str, Severity)],
    /// Opportunities: text, impact, effort.
    opportunities: &'static [(&'static str, u8, u8)],
    /// Metrics: text, level, unit, [baseline, now, target], owner.
    metrics: &'static [(&'static str, MetricLevel, &'static str, [f64; 3], &'static str)],
    /// Insights: text, source, day, evidence.
    insights: &'static [(&'static str, &'static str, Day, Evidence)],
    /// Budget: acquisition, retention, expansion.
    budget: [Option<f64>; 3],
}

const STAGES: [ExampleStage; 5] = [
    ExampleStage {
        name: "First contact",
        weight: 0.10,
        scores: [Some((6.1, 6.6)), None, None],
        steps: &[],
        in_steps: &[],
        texts: &[
            (Lane::Goal, "Find out whether this is worth a meeting"),
            (Lane::Expected, "Understood, not chased"),
            (Lane::Owner, "Demand team\nInside sales"),
            (Lane::Success, "Asks for a demo"),
        ],
        cards: &[
            (Lane::Actions, "Asks peers\nCompares three vendors"),
            (Lane::Moments, "First answer from a person"),
            (Lane::Processes, "Nurture\nQualify and route"),
            (Lane::Technology, "CRM\nWeb analytics"),
            (Lane::SharedResources, "Customer stories"),
        ],
        touchpoints: &[
            ("Search", Channel::Web, TouchpointKind::Earned),
            ("Peer call", Channel::Phone, TouchpointKind::Earned),
            ("Webinar", Channel::Web, TouchpointKind::Owned),
        ],
        pains: &[("Three forms before a person answers", Severity::Minor)],
        opportunities: &[("One form, answered within a day", 2, 1)],
        metrics: &[
            ("Sales-qualified leads", MetricLevel::Outcome, "a month", [40.0, 46.0, 55.0], "Demand team"),
            ("Response rate", MetricLevel::Output, "%", [2.1, 2.4, 3.0], "Demand team"),
            ("Webinars held", MetricLevel::Activity, "a month", [1.0, 2.0, 2.0], "Demand team"),
        ],
        insights: &[("Peers are asked before any vendor", "Twelve buyer interviews", (2026, 3, 18), Evidence::Survey)],
        budget: [Some(1_900_000.0), None, None],
    },
    ExampleStage {
        name: "Consider and buy",
        weight: 0.15,
        scores: [Some((7.0, 7.4)), Some((6.6, 7.0)), None],
        steps: &[],
        in_steps: &[],
        texts: &[
            (Lane::Goal, "Be sure before signing"),
            (Lane::Expected, "Certain of the fit"),
            (Lane::Owner, "Sales\nSolution engineers\nLegal"),
            (Lane::Success, "Signs within 45 days"),
        ],
        cards: &[
            (Lane::Actions, "Tries it with real data\nAsks security and legal"),
            (Lane::Moments, "The trial works on the first day"),
            (Lane::Processes, "Proposal\nLegal review"),
            (Lane::Technology, "Configure-price-quote"),
            (Lane::SharedResources, "Solution engineers"),
        ],
        touchpoints: &[
            ("Demo", Channel::InPerson, TouchpointKind::Owned),
            ("Trial", Channel::App, TouchpointKind::Owned),
            ("Contract", Channel::Email, TouchpointKind::Owned),
        ],
        pains: &[("Security questions take two weeks", Severity::Serious)],
        opportunities: &[("Security answers ready to send", 2, 2)],
        metrics: &[("Win rate", MetricLevel::Outcome, "%", [22.0, 24.0, 28.0], "Sales")],
        insights: &[("Security decides more deals than price", "Lost-deal reviews", (2025, 6, 30), Evidence::Anecdote)],
        budget: [Some(2_600_000.0), None, None],
    },
    ExampleStage {
        name: "Deploy",
        weight: 0.30,
        scores: [None, Some((4.3, 7.2)), Some((3.5, 7.6))],
        steps: &["Start", "Migrate", "Train"],
        in_steps: &["Kick-off", "Data load", "Training"],
        texts: &[
            (Lane::Goal, "Get the first result with the own data"),
            (Lane::Expected, "Productive by day ten"),
            (Lane::Owner, "Customer success\nConsultants\nData engineers"),
            (Lane::Success, "First value in ten days"),
        ],
        cards: &[
            (Lane::Actions, "Delivers the data\nFrees people for training"),
            (Lane::Moments, "The first report with real figures"),
            (Lane::Processes, "Provision\nMigrate data\nTrain"),
            (Lane::Technology, "Migration tool"),
            (Lane::SharedResources, "Data engineers, also used by support"),
        ],
        touchpoints: &[
            ("Kick-off", Channel::InPerson, TouchpointKind::Owned),
            ("Data load", Channel::App, TouchpointKind::Owned),
            ("Training", Channel::Web, TouchpointKind::Partner),
        ],
        pains: &[
            ("Data arrives late and is loaded twice", Severity::Severe),
            ("Nobody knows who is next", Severity::Serious),
        ],
        opportunities: &[("Guided onboarding", 5, 4), ("Sample data on day one", 3, 1)],
        metrics: &[
            ("Time to first value", MetricLevel::Outcome, "days", [41.0, 34.0, 10.0], "Customer success"),
            ("Migrations without rework", MetricLevel::Output, "%", [48.0, 55.0, 85.0], "Data engineers"),
            ("Kick-offs within five days", MetricLevel::Activity, "%", [60.0, 72.0, 95.0], "Customer success"),
        ],
        insights: &[(
            "Late data, not the tool, delays most projects",
            "Project reviews",
            (2026, 5, 12),
            Evidence::Measured,
        )],
        budget: [None, Some(1_450_000.0), None],
    },
    ExampleStage {
        name: "Support and billing",
        weight: 0.25,
        scores: [Some((5.2, 6.4)), Some((4.4, 6.2)), Some((4.6, 6.0))],
        steps: &[],
        in_steps: &[],
        texts: &[
            (Lane::Goal, "Go on working; pay what was agreed"),
            (Lane::Expected, "Looked after"),
            (Lane::Owner, "Service"),
            (Lane::Success, "Solved at the first contact"),
        ],
        cards: &[
            (Lane::Actions, "Opens a ticket\nChecks the invoice"),
            (Lane::Processes, "Triage\nDunning\nCredit notes"),
            (Lane::Technology, "Ticketing\nBilling"),
            (Lane::SharedResources, "Data engineers"),
        ],
        touchpoints: &[
            ("Ticket", Channel::App, TouchpointKind::Owned),
            ("Chat", Channel::Chat, TouchpointKind::Owned),
            ("Invoice", Channel::Email, TouchpointKind::Owned),
        ],
        pains: &[("Invoices nobody can match to a contract", Severity::Severe)],
        opportunities: &[("Invoices people understand", 4, 2)],
        metrics: &[
            ("First-contact resolution", MetricLevel::Outcome, "%", [58.0, 61.0, 75.0], ""),
            ("Tickets answered within an hour", MetricLevel::Output, "%", [64.0, 70.0, 80.0], "Service"),
        ],
        insights: &[(
            "A wrong invoice costs more trust than a wrong answer",
            "Service team",
            (2026, 1, 20),
            Evidence::Anecdote,
        )],
        budget: [None, Some(2_150_000.0), None],
    },
    ExampleStage {
        name: "Loyalty and advocacy",
        weight: 0.20,
        scores: [Some((7.0, 7.8)), None, Some((7.4, 8.0))],
        steps: &[],
        in_steps: &[],
        texts: &[
            (Lane::Goal, "Look good for having chosen this"),
            (Lane::Expected, "Proud to be asked"),
            (Lane::Owner, "Customer marketing\nAccount managers"),
            (Lane::Success, "Refers one peer a year"),
        ],
        cards: &[
            (Lane::Actions, "Renews\nTalks to peers"),
            (Lane::Moments, "The renewal call"),
            (Lane::Processes, "Renewal review\nAdvisory board"),
            (Lane::Technology, "Community"),
        ],
        touchpoints: &[
            ("Review", Channel::Social, TouchpointKind::Earned),
            ("User group", Channel::Event, TouchpointKind::Owned),
            ("Renewal call", Channel::Phone, TouchpointKind::Owned),
        ],
        pains: &[("Asked for a reference before the first result", Severity::Minor)],
        opportunities: &[("Customer advisory board", 3, 3)],
        metrics: &[("Advisory board meetings", MetricLevel::Activity, "a year", [0.0, 1.0, 4.0], "Customer marketing")],
        insights: &[("Users recommend, buyers renew", "Renewal survey", (2026, 9, 1), Evidence::Survey)],
        budget: [None, Some(380_000.0), Some(520_000.0)],
    },
];

/// Adds the roles and the stages.
pub(super) fn fill(plan: &mut Plan) {
    for (name, colour) in ROLES.iter().zip(0..) {
        let id = RoleId(plan.take_id());
        plan.roles.push(Role { id, name: (*name).to_owned(), weight: Number::ONE, colour });
    }
    for row in &STAGES {
        let stage = stage(plan, row);
        plan.stages.push(Arc::new(stage));
    }
}

fn stage(plan: &mut Plan, row: &ExampleStage) -> Stage {
    let mut stage = Stage::named(StageId(plan.take_id()), row.name);
    stage.weight = Some(n(row.weight));
    for (role, score) in plan.roles.iter().zip(row.scores) {
        if let Some((today, target)) = score {
            stage.scores.push(RoleScore { role: role.id, today: Some(n(today)), target: Some(n(target)) });
        }
    }
    for (lane, text) in row.texts {
        stage.set_text(*lane, text);
    }
    for name in row.steps {
        stage.steps.push(Step { id: StepId(plan.take_id()), name: (*name).to_owned() });
    }
    for (lane, text, detail) in cards(row) {
        let mut card = Card::new(CardId(plan.take_id()), lane, text);
        if let Some(detail) = detail {
            card.detail = detail;
        }
        card.step = row.in_steps.iter().position(|t| *t == text).and_then(|i| stage.steps.get(i)).map(|s| s.id);
        stage.cards.push(card);
    }
    let [acquisition, retention, expansion] = row.budget.map(|amount| amount.map(n));
    stage.budget = Budget { acquisition, retention, expansion };
    stage
}

/// All cards of a row, lane by lane.
fn cards(row: &ExampleStage) -> Vec<(Lane, &'static str, Option<Detail>)> {
    let mut cards = Vec::new();
    for (lane, lines) in row.cards {
        cards.extend(lines.lines().map(|line| (*lane, line, None)));
    }
    for (text, channel, kind) in row.touchpoints {
        let detail = Detail::Touchpoint { channel: Some(*channel), kind: Some(*kind) };
        cards.push((Lane::Touchpoints, *text, Some(detail)));
    }
    for (text, severity) in row.pains {
        cards.push((Lane::Pains, *text, Some(Detail::Pain { severity: Some(*severity) })));
    }
    for (text, impact, effort) in row.opportunities {
        let detail = Detail::Opportunity { impact: Some(*impact), effort: Some(*effort), initiative: None };
        cards.push((Lane::Opportunities, *text, Some(detail)));
    }
    for (text, level, unit, [baseline, now, target], owner) in row.metrics {
        let metric = Metric {
            level: *level,
            unit: (*unit).to_owned(),
            baseline: Some(n(*baseline)),
            now: Some(n(*now)),
            target: Some(n(*target)),
            owner: (*owner).to_owned(),
        };
        cards.push((Lane::Metrics, *text, Some(Detail::Metric(metric))));
    }
    for (text, source, (year, month, day), evidence) in row.insights {
        let insight =
            Insight { source: (*source).to_owned(), date: Date::new(*year, *month, *day), evidence: *evidence };
        cards.push((Lane::Insights, *text, Some(Detail::Insight(insight))));
    }
    cards
}

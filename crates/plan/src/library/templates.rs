//! Starting points: stages and roles to begin with, and no numbers that are not the user's own.

use crate::customers::segment::{BusinessModel, Segment};
use crate::document::Plan;
use crate::ids::{RoleId, SegmentId, StageId};
use crate::journey::stage::{Role, RoleScore, Stage};
use crate::number::finite::Number;
use std::sync::Arc;

/// A template: names only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Name of the template.
    pub name: &'static str,
    /// Purpose of the template.
    pub purpose: &'static str,
    stages: &'static [&'static str],
    roles: &'static [&'static str],
    segment: &'static str,
    model: BusinessModel,
}

/// The templates on offer. The last has Patterson's five phases in her words.
pub const TEMPLATES: [Template; 4] = [
    Template {
        name: "B2B software subscription",
        purpose: "Yearly renewals, a buying group of three",
        stages: &["First contact", "Consider and buy", "Deploy", "Support and billing", "Loyalty and advocacy"],
        roles: &["Buyer", "Administrator", "User"],
        segment: "Subscribers",
        model: BusinessModel::Subscription,
    },
    Template {
        name: "Industrial B2B with service",
        purpose: "Machines, spare parts and service contracts",
        stages: &["Specify", "Quote and order", "Deliver and install", "Operate and maintain", "Replace or extend"],
        roles: &["Engineer", "Purchaser", "Operator"],
        segment: "Service customers",
        model: BusinessModel::Transaction,
    },
    Template {
        name: "Retail",
        purpose: "Repeat purchases, shop and online",
        stages: &["Discover", "Choose", "Pay and receive", "Use and return", "Come back"],
        roles: &["Shopper"],
        segment: "Shoppers",
        model: BusinessModel::Transaction,
    },
    Template {
        name: "Five phases",
        purpose: "L. Patterson’s phases of a customer’s life, a buying group of four",
        stages: &[
            "First contact",
            "Consideration to purchase",
            "Purchase and deployment",
            "Support, billing, problem resolution",
            "Loyalty, advice, advocacy",
        ],
        roles: &["Initiator", "Decision maker", "User", "Influencer"],
        segment: "Customers",
        model: BusinessModel::Subscription,
    },
];

impl Template {
    /// A plan with the template's stages, roles and one segment whose `years` are empty.
    pub fn plan(&self, years: std::ops::RangeInclusive<i32>) -> Plan {
        let mut plan = Plan::empty(self.name);
        for (name, colour) in self.roles.iter().zip(0..) {
            let id = RoleId(plan.take_id());
            plan.roles.push(Role { id, name: (*name).to_owned(), weight: Number::ONE, colour });
        }
        let active: Vec<RoleScore> =
            plan.roles.iter().map(|r| RoleScore { role: r.id, today: None, target: None }).collect();
        for name in self.stages {
            let mut stage = Stage::named(StageId(plan.take_id()), *name);
            stage.scores.clone_from(&active);
            plan.stages.push(Arc::new(stage));
        }
        let mut segment = Segment::empty(SegmentId(plan.take_id()), self.segment, years);
        segment.model = self.model;
        plan.segments.push(Arc::new(segment));
        plan
    }
}

/// A plan with one unnamed stage and one segment whose `years` are empty.
pub fn blank(years: std::ops::RangeInclusive<i32>) -> Plan {
    let mut plan = Plan::empty("Untitled plan");
    let customer = RoleId(plan.take_id());
    plan.roles.push(Role { id: customer, name: "Customer".to_owned(), weight: Number::ONE, colour: 0 });
    let mut stage = Stage::named(StageId(plan.take_id()), "Stage 1");
    stage.scores.push(RoleScore { role: customer, today: None, target: None });
    plan.stages.push(Arc::new(stage));
    let segment = Segment::empty(SegmentId(plan.take_id()), "Customers", years);
    plan.segments.push(Arc::new(segment));
    plan
}

//! Sources of figures, in words.

pub(super) const PATTERSON: &str = "L. Patterson, How Marketers Must Adapt to the New Era of Customer Engagement (VisionEdge \
                         Marketing): customer equity";
pub(super) const COHORTS: &str = "P. Fader, B. Hardie, Customer-Base Valuation in a Contractual Setting, Marketing Science 29 \
                       (2010): residual lifetime value, case 2";
pub(super) const CURVE: &str = "P. Fader, B. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007): \
                     the shifted-beta-geometric model";
pub(super) const STATES: &str =
    "SiriusDecisions/Forrester practice note: satisfied, loyal, advocate; a Markov chain of yearly moves";
pub(super) const SURVEY: &str = "Gleanster–Act-On survey of 750 B2B firms (2015)";
pub(super) const EFFECT: &str = "published end points (P. Kriss, The Value of Customer Experience, Quantified, HBR, 1 August 2014), the curve \
     between them ours";
pub(super) const LEVERS: &str =
    "ours: every lever alone, on the baseline's drivers; the tenth of the base that renews after C. Hidalgo";
pub(super) const CASE: &str = "standard definition, on the dates shown; your costs and the scenario’s gain";
pub(super) const PATH: &str =
    "ours: along the straight path that scales all points and the cost to serve together from 0 to 1";
pub(super) const DRAWS: &str = "your ranges, drawn independently of each other";
pub(super) const BRIDGE: &str = "ours: every product split evenly between its two factors, so that the bridge closes";

//! What today's base is worth by cohorts, beside what one pooled retention rate says.

use crate::app::format::money;
use crate::app::workspace::use_workspace;
use crate::plan::number_text::{percent, short};
use leptos::prelude::*;

/// A card per segment with cohorts.
#[component]
pub fn BaseValue() -> impl IntoView {
    let workspace = use_workspace();
    let cards = move || {
        let values = workspace.with_forecast(|f| f.base_values.clone()).unwrap_or_default();
        let card = |(id, value): (crate::plan::SegmentId, crate::engine::sbg::BaseValue)| {
            let name = workspace.with_plan(|p| p.segment(id).map(|s| s.name.clone()).unwrap_or_default());
            let locale = workspace.with_plan(|p| p.settings.locale);
            let write = |v| workspace.with_plan(|p| money(p, v));
            let shortfall = value.shortfall()?;
            let direction = if shortfall >= 0.0 { "too low" } else { "too high" };
            let infinite = (value.curve.alpha() <= 1.0)
                .then_some(" The mean lifetime is infinite (α ≤ 1), so only discounted life is shown.");
            Some(view! {
                <section class="card" aria-label=format!("Base value: {name}")>
                    <h2>{format!("One pooled rate values “{name}” {} {direction}", percent(shortfall.abs(), 2, locale))}</h2>
                    <table class="figures"><tbody>
                        <tr><th scope="row">"Cohort by cohort"</th><td>{write(value.cohort_value)}</td></tr>
                        <tr><th scope="row">{format!("Pooled at {}", percent(value.pooled_retention, 1, locale))}</th><td>{write(value.pooled_value)}</td></tr>
                    </tbody></table>
                    <p>{format!("{} customers over their whole remaining life, after margin and servicing; retention rises with tenure, and one rate hides it (Fader & Hardie 2010).", short(value.customers, locale))}{infinite}</p>
                </section>
            })
        };
        values.into_iter().filter_map(card).collect_view()
    };
    view! { {cards} }
}

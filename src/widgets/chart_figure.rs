//! A chart on screen: message, subtitle, picture or table, keys.

use super::figures_table::figures_table;
use super::menu::{MenuButton, MenuEntry};
use crate::state::order::{Order, PictureFormat};
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::frame::DrawnChart;
use journey_output::chart::kit::ink::Ink;
use journey_output::chart::{Chart, LegendEntry};
use leptos::prelude::*;

/// A way for a chart to leave the app: what the menu calls it, and what is then ordered.
type WayOut = (&'static str, fn(Chart) -> Order);

/// The entries of a chart's menu and what they order.
const WAYS_OUT: [WayOut; 4] = [
    ("SVG", |chart| Order::Chart(Box::new(chart), PictureFormat::Svg)),
    ("PNG", |chart| Order::Chart(Box::new(chart), PictureFormat::Png)),
    ("Copy picture", |chart| Order::Chart(Box::new(chart), PictureFormat::Copied)),
    ("Copy table", |chart| Order::Cells(chart.table)),
];

/// Shows a chart; `None` shows `missing` instead.
#[component]
pub fn ChartFigure(
    /// The chart.
    chart: DrawnChart,
    /// Why there is no chart.
    #[prop(into)]
    missing: Signal<String>,
    /// What the chart is of, where another one may have its title.
    #[prop(optional, into)]
    of: Signal<String>,
    /// Extra class.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let DrawnChart { frame, chart } = chart;
    let as_table = RwSignal::new(false);
    let title = move || chart.with(|c| c.as_ref().map(|c| c.title.clone()).unwrap_or_default());
    let name = memo(move || {
        let of = of.get();
        let title = title();
        if of.is_empty() || title.contains(&of) { title } else { format!("{title}, {of}") }
    });
    let subtitle = move || chart.with(|c| c.as_ref().map(|c| c.subtitle.clone()).unwrap_or_default());
    let picture = move || chart.with(|c| c.as_ref().map(|c| c.svg.clone()).unwrap_or_default());
    let workspace = use_workspace();
    let entries = Signal::derive(move || {
        let entry = |(label, order): (&'static str, fn(Chart) -> Order)| {
            MenuEntry::new(label, move || {
                if let Some(chart) = chart.get_untracked() {
                    workspace.export(order(chart));
                }
            })
        };
        WAYS_OUT.map(entry).to_vec()
    });
    let ruler = move || view! { <div class="ruler" node_ref=frame.ruler></div> };
    view! {
        <Show
            when=move || chart.with(Option::is_some)
            fallback=move || view! { <div class=format!("card chart missing {class}")>{ruler()}<p>{missing}</p></div> }
        >
            <figure class=format!("card chart {class}") aria-label=name>
                <figcaption>
                    <h2>{title}</h2>
                    <p>{subtitle}</p>
                </figcaption>
                <Show when=move || as_table.get() fallback=move || {
                    view! { <SvgPicture svg=Signal::derive(picture)/> }
                }>
                    {live(move || chart.with(|c| c.as_ref().map(|c| figures_table(&name.get(), &c.table, 0))))}
                </Show>
                <div class="keys">
                    {live(move || chart.with(|c| c.as_ref().filter(|_| !as_table.get()).map(|c| legend_keys(&c.legend))))}
                    <span class="ways">
                        <button class="link" aria-label=move || format!("Show as table: {}", name.get()) aria-pressed=says(move || as_table.get().to_string())
                            on:click=move |_| as_table.update(|t| *t = !*t)>"Show as table"</button>
                        <MenuButton label="Chart menu" name=Signal::derive(move || format!("Chart menu: {}", name.get())) entries=entries/>
                    </span>
                </div>
                {ruler()}
            </figure>
        </Show>
    }
}

/// The one place where markup is inserted: charts escape all text themselves.
#[component]
pub fn SvgPicture(
    /// The picture, as the chart layer wrote it.
    svg: Signal<String>,
) -> impl IntoView {
    view! { <div class="picture" inner_html=move || svg.get()></div> }
}

/// The legend of a chart: a key with its words for each of its inks.
pub fn legend_keys(legend: &[LegendEntry]) -> AnyView {
    let key = |key: &LegendEntry| {
        let text = key.text.clone();
        let Some(ink) = key.ink else { return view! { <span>{text}</span> }.into_any() };
        let kind = match ink {
            Ink::Published => "key ring",
            ink if ink.is_tick() => "key tick",
            ink if ink.is_hatched() => "key hatched",
            ink if ink.is_lined() => "key lined",
            ink if ink.is_dotted() => "key dashed dotted",
            ink if ink.dash().is_some() => "key dashed",
            _ => "key",
        };
        view! { <span class=kind style:--key=format!("var({})", ink.variable())>{text}</span> }.into_any()
    };
    legend.iter().map(key).collect_view().into_any()
}

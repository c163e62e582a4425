//! What a block would do to a grid, before it does.

use super::clipboard::{apply, prepare};
use super::state::GridState;
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, live, memo};
use journey_output::exchange::tsv;
use journey_output::sheet::Paste;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::{Noun, Pen};
use leptos::prelude::*;

/// The dialog before a block is pasted. Without a text it asks for one first.
#[component]
pub fn Preview(grid: GridState) -> impl IntoView {
    let text = RwSignal::new(grid.pasting.get_untracked().flatten());
    let numbers = RwSignal::new(None::<Locale>);
    let block = memo(move || text.with(|t| t.as_deref().map(tsv::read).unwrap_or_default()));
    let paste = memo(move || block.with(|block| prepare(grid, block, numbers.get())));
    let close = move || grid.close_dialogs();
    let go = move |_| {
        let paste = paste.get_untracked();
        close();
        apply(grid, &paste);
    };
    let asked = grid.pasting.with_untracked(|p| matches!(p, Some(None)));
    let fitting = move || paste.with(|p| p.writes.len());
    view! {
        <Modal title="Paste" close=Callback::new(move |()| close())>
            {asked.then(|| view! {
                <label class="field"><span>"Paste the cells here"</span>
                    <textarea rows="4" class="pasted" on:input=move |event| text.set(Some(event_target_value(&event)))></textarea>
                </label>
            })}
            <Show when=move || text.with(Option::is_some)>
                {live(move || paste.with(|paste| words(paste, grid.workspace.pen.get())).into_iter().map(|line| view! { <p>{line}</p> }).collect_view())}
                {live(move || paste.with(|p| p.undecided || numbers.get().is_some()).then(|| decimals(numbers)))}
                {live(move || paste.with(refusals))}
            </Show>
            <div class="buttons">
                <button class="primary" disabled=move || fitting() == 0 || paste.with(|p| p.undecided) on:click=go>
                    {live(move || format!("Paste {}", grid.workspace.pen.get().count(fitting(), Noun("cell", "cells"))))}
                </button>
                <button on:click=move |_| close()>"Cancel"</button>
            </div>
        </Modal>
    }
}

/// Sentences about what pasting would do.
fn words(paste: &Paste, pen: Pen) -> Vec<String> {
    let mut lines = vec![pen.count(paste.writes.len(), Noun("cell fits.", "cells fit."))];
    let mut say = |number: usize, one: &'static str, many: &'static str| {
        if number > 0 {
            lines.push(pen.count(number, Noun(one, many)));
        }
    };
    say(paste.emptied, "of them empties a number that is there now.", "of them empty numbers that are there now.");
    say(
        paste.small_shares,
        "is read as less than 1 %, because it has no percent sign: 0.55 is 0.55 %, not 55 %.",
        "are read as less than 1 %, because they have no percent sign: 0.55 is 0.55 %, not 55 %.",
    );
    say(paste.outside, "cell lies outside the grid and is left out.", "cells lie outside the grid and are left out.");
    say(
        paste.locked,
        "cell falls on a figure that is computed, and is left out.",
        "cells fall on figures that are computed, and are left out.",
    );
    say(paste.refused_count, "cell could not be read and is left out:", "cells could not be read and are left out:");
    match (paste.headers, paste.names) {
        (true, true) => lines.push("The headers and the row names are not pasted.".to_owned()),
        (true, false) => lines.push("The headers are not pasted.".to_owned()),
        (false, true) => lines.push("The row names are not pasted.".to_owned()),
        (false, false) => {}
    }
    lines
}

/// Asks what a dot or a comma means.
fn decimals(numbers: RwSignal<Option<Locale>>) -> AnyView {
    let choice = |label: &'static str, locale: Locale| {
        view! {
            <label class="check"><input type="radio" name="decimals" on:change=move |_| numbers.set(Some(locale))/>{label}</label>
        }
    };
    view! {
        <fieldset class="decimals">
            <legend>"These numbers can be read in two ways. How are they written?"</legend>
            {choice("1.234 is one point two three four", Locale::EnUs)}
            {choice("1.234 is one thousand two hundred and thirty-four", Locale::DeDe)}
        </fieldset>
    }
    .into_any()
}

/// The cells that could not be read.
fn refusals(paste: &Paste) -> Option<AnyView> {
    if paste.refused.is_empty() {
        return None;
    }
    let rows = paste.refused.iter().map(|r| {
        let place = format!("row {}, column {}", r.row, r.column);
        view! { <tr><th scope="row">{place}</th><td>{r.text.clone()}</td><td class="why">{r.why.clone()}</td></tr> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <div class="scroll listed" tabindex="0" role="region" aria-label="Cells that could not be read">
                <table class="figures"><tbody>{rows}</tbody></table>
            </div>
        }
        .into_any(),
    )
}

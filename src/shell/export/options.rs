//! The dialogs of the export: its options, and what to do when the browser does not let a picture be copied.

use crate::state::order::{Order, Picture, PictureFormat};
use crate::state::workspace::use_workspace;
use crate::storage::local::{self, ExportPreferences};
use crate::widgets::boxed::says;
use crate::widgets::{Choice, Modal};
use journey_output::exchange::csv::CsvTable;
use journey_output::exchange::living::Purpose;
use leptos::prelude::*;

/// A change of the export options.
type OptionSetter = Box<dyn FnOnce(&mut ExportPreferences)>;

/// The dialog with the export options; every export takes them as they were last.
#[component]
pub fn ExportOptions(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let view = use_workspace().view;
    let options = view.export;
    let change = move |change: OptionSetter| {
        options.update(change);
        local::change_preferences(|p| p.export = options.get_untracked());
    };
    let named = |names: Vec<(&'static str, &'static str)>| {
        Signal::derive(move || names.iter().map(|(k, n)| ((*k).to_owned(), (*n).to_owned())).collect::<Vec<_>>())
    };
    let tables = named(CsvTable::ALL.map(|table| (table.key(), table.label())).to_vec());
    let purposes =
        named(vec![(Purpose::WhatIf.key(), "to try things in"), (Purpose::Reading.key(), "for reading only")]);
    let check =
        move |label: &'static str, read: fn(&ExportPreferences) -> bool, set: fn(&mut ExportPreferences, bool)| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=says(move || options.with(read))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            change(Box::new(move |options| set(options, on)));
                        }/>
                    {label}
                </label>
            }
        };
    view! {
        <Modal title="Export options" close=close>
            <p class="quiet">"Every export takes these as they were last."</p>
            <div class="form">
                <label class="field">
                    <span>"Footer of pictures, reports and workbooks"</span>
                    <input type="text" maxlength="200" prop:value=says(move || options.with(|o| o.footer.clone()))
                        on:change=move |event| {
                            let footer = event_target_value(&event).trim().to_owned();
                            change(Box::new(move |options| options.footer = footer));
                        }/>
                </label>
                <Choice label="CSV table" of_view=true options=tables value=Signal::derive(move || options.with(|o| o.csv.clone()))
                    choose=Callback::new(move |key| change(Box::new(move |options| options.csv = key)))/>
                <Choice label="Living HTML" of_view=true options=purposes value=Signal::derive(move || options.with(|o| o.living.clone()))
                    choose=Callback::new(move |key| change(Box::new(move |options| options.living = key)))/>
            </div>
            {check("Money lanes on the picture of the map", |o| o.money, |o, on| o.money = on)}
            {check("Compact picture of the map: cards run together, without their details", |o| o.compact, |o, on| o.compact = on)}
            <hr/>
            <label class="check">
                <input type="checkbox" prop:checked=says(move || view.carry_plan.get())
                    on:change=move |event| view.carry_plan.set(event_target_checked(&event))/>
                "Carry the plan inside the next picture"
            </label>
            <p class="quiet">"Whoever gets that picture can open the whole plan from it, every number included. It holds for one SVG or PNG file and is off again after it."</p>
        </Modal>
    }
}

/// The dialog that offers a picture as a file where the clipboard did not take it.
#[component]
pub fn NotCopied(
    /// The picture.
    picture: Picture,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let download = move |_| {
        close.run(());
        workspace.export(Order::Drawn(picture.clone(), PictureFormat::Png));
    };
    view! {
        <Modal title="Not copied" close=close>
            <p>"This browser did not let the picture be copied. It can be downloaded as a file instead."</p>
            <div class="buttons"><button class="primary" on:click=download>"Download PNG"</button></div>
        </Modal>
    }
}

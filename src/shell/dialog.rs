//! The dialogs of the page by name.

use super::settings::SettingsDialog;
use super::templates::Templates;
use crate::screens::case::{ChangesDialog, PaperDialog, RangeDialog};
use crate::shell::assumptions::AssumptionsDialog;
use crate::shell::export::{ExportOptions, NotCopied, Report};
use crate::shell::import::ImportDialog;
use crate::shell::palette::Palette;
use crate::shell::plans::{DroppedDialog, ForgetDialog, PlansDialog, SnapshotsDialog};
use crate::shell::working::WorkingDialog;
use crate::state::actions::ACTIONS;
use crate::state::files::begin;
use crate::state::keys::{self, GRID_KEYS, MAP_KEYS};
use crate::state::shortcut::Shortcut;
use crate::state::view::Dialog;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::Modal;
use journey_plan::Plan;
use leptos::prelude::*;

/// A dialog, which `close` closes. Some are there without an open plan.
pub fn dialog(shown: &Dialog, close: Callback<()>) -> AnyView {
    match shown {
        Dialog::Plans => view! { <PlansDialog close=close/> }.into_any(),
        Dialog::Forget => view! { <ForgetDialog close=close/> }.into_any(),
        _ => of_plan(use_workspace(), shown, close),
    }
}

/// A dialog about the open plan.
fn of_plan(workspace: Workspace, shown: &Dialog, close: Callback<()>) -> AnyView {
    match *shown {
        Dialog::Plans | Dialog::Forget => ().into_any(),
        Dialog::Snapshots => view! { <SnapshotsDialog close=close/> }.into_any(),
        Dialog::Dropped { ref name, ref text } => {
            view! { <DroppedDialog name=name.clone() text=text.clone() close=close/> }.into_any()
        }
        Dialog::Templates => {
            let choose = Callback::new(move |plan: Plan| {
                close.run(());
                begin(workspace.stage, workspace.session, plan);
            });
            view! {
                <Modal title="Templates" close=close>
                    <p>"A template opens as a new plan; this one is saved before it is left."</p>
                    <Templates session=workspace.session choose=choose/>
                </Modal>
            }
            .into_any()
        }
        Dialog::Import => view! { <ImportDialog close=close/> }.into_any(),
        Dialog::Settings => view! { <Modal title="Settings" close=close><SettingsDialog/></Modal> }.into_any(),
        Dialog::Palette => view! { <Palette close=close/> }.into_any(),
        Dialog::Help => view! { <Modal title="Help and shortcuts" close=close>{help()}</Modal> }.into_any(),
        Dialog::Assumptions => view! { <AssumptionsDialog close=close/> }.into_any(),
        Dialog::Working(id) => view! { <WorkingDialog id=id close=close/> }.into_any(),
        Dialog::Range(id, amount) => view! { <RangeDialog id=id amount=amount close=close/> }.into_any(),
        Dialog::Report => view! { <Report close=close/> }.into_any(),
        Dialog::ExportOptions => view! { <ExportOptions close=close/> }.into_any(),
        Dialog::NotCopied(ref picture) => view! { <NotCopied picture=picture.clone() close=close/> }.into_any(),
        Dialog::Paper => view! { <PaperDialog close=close/> }.into_any(),
        Dialog::Changes(id) => view! { <ChangesDialog id=id close=close/> }.into_any(),
    }
}

fn help() -> impl IntoView {
    let everywhere = ACTIONS.iter().filter_map(|a| {
        let keys = a.shortcut.into_iter().chain(a.also).map(Shortcut::label).collect::<Vec<_>>();
        (!keys.is_empty()).then(|| (a.label, keys.join(" or ")))
    });
    let scopes = [
        ("Everywhere", everywhere.collect()),
        ("On the map", keys::help(&MAP_KEYS)),
        ("In a grid of numbers", keys::help(&GRID_KEYS)),
    ];
    let scope = |(name, lines): (&'static str, Vec<(&'static str, String)>)| {
        let line = |(label, keys)| view! { <tr><th scope="row">{label}</th><td>{keys}</td></tr> };
        view! {
            <h3>{name}</h3>
            <table class="figures" aria-label=name><tbody>{lines.into_iter().map(line).collect_view()}</tbody></table>
        }
    };
    view! {
        {scopes.map(scope).collect_view()}
        <p class="quiet">"Typing in a cell begins to edit it. While editing, Enter takes the text, Tab takes it and goes right; in a grid of numbers Esc puts the old one back."</p>
        <p class="quiet">"Numbers: 40m, 1.2k, 12 %, (1,200) and €1.200,50 are all understood."</p>
    }
}

//! A copy of the page with the plan in it.

use super::{DownloadOutcome, tell};
use crate::state::clock::today;
use crate::state::plan_download::file_name;
use crate::state::session::new_id;
use crate::state::workspace::Workspace;
use crate::storage::download::save_file;
use crate::storage::host;
use journey_output::exchange::living::{Carried, Purpose, carry};
use journey_output::exchange::plan_file;
use journey_plan::Plan;
use leptos::prelude::*;

/// Saves the portable page with the plan as it is now.
pub async fn save(workspace: Workspace) {
    let plan = workspace.plan_now();
    let name = file_name(&plan.title, "html");
    let purpose = workspace.view.export.with_untracked(|export| Purpose::of_key(&export.living));
    let outcome = match page(&plan, purpose).await {
        Ok(page) => DownloadOutcome::of(&save_file(&name, &page, "text/html")),
        Err(reason) => DownloadOutcome::Not(reason),
    };
    tell(workspace, outcome, &name, "");
}

async fn page(plan: &Plan, purpose: Purpose) -> Result<String, String> {
    let portable = host::portable_page().await.map_err(|error| error.to_string())?;
    let text = plan_file::write(plan).map_err(|error| error.to_string())?;
    let carried = Carried { plan: &text, copy: &new_id(), purpose, saved: today() };
    carry(&portable, &carried).map_err(|error| error.to_string())
}

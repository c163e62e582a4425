//! The release build in `dist/`, and the development server.

use crate::code;
use crate::files::write;
use crate::page;
use crate::portable;
use crate::run::{Outcome, command, root, run, step};
use crate::tools::{toolchain, trunk};
use std::ffi::OsString;
use std::path::PathBuf;

/// Where the release lies.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Installs what is missing and builds the release.
pub fn build() -> Outcome {
    let tools = toolchain()?;
    step("Building the release into dist/");
    let code = code::build(&tools)?;
    let frame = portable::frame(&code)?;
    let portable = portable::fill(&frame, &code)?;
    let mut files = page::build(&code, &frame)?;
    files.extend(code.files);
    files.sort();
    // What is kept for use without a network is the hosted page, without the portable one beside it.
    let worker = page::service_worker(&files)?;
    files.push((page::SERVICE_WORKER.to_owned(), worker.into_bytes()));
    files.push((portable::NAME.to_owned(), portable.into_bytes()));
    let folder = folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, bytes) in &files {
        write(&folder.join(name), bytes)?;
    }
    Ok(())
}

/// Serves a development build that reloads on every change; all of its code is in one file.
pub fn develop() -> Outcome {
    let tools = toolchain()?;
    let trunk = trunk()?;
    step("Development server on http://127.0.0.1:8080");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let bindgen = tools.wasm_bindgen.parent().map(PathBuf::from).unwrap_or_default();
    let path: OsString = std::env::join_paths(std::iter::once(bindgen).chain(std::env::split_paths(&path)))
        .map_err(|error| error.to_string())?;
    let mut trunk = command(trunk);
    trunk.env("PATH", path).env_remove("NO_COLOR").envs(tools.variables.iter().map(|(k, v)| (k, v)));
    run(trunk.args(["serve", "--port", "8080"]))
}

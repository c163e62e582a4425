//! The release build in `dist/`, and the development server.

use crate::code;
use crate::files::write;
use crate::page;
use crate::portable;
use crate::run::{TaskResult, command, root, run, step};
use crate::tools::{self, toolchain};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folder of the release.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Installs the tools that are missing and builds the release.
pub fn build() -> TaskResult {
    let tools = toolchain()?;
    step("Building the release into dist/");
    let code = code::build(&tools)?;
    let frame = portable::frame(&code)?;
    let portable = portable::fill(&frame, &code)?;
    let mut files = page::build(&code, &frame)?;
    files.extend(code.files);
    files.sort();
    // The files kept for use without a network are those of the hosted page, without the portable one beside it.
    let worker = page::service_worker(&files)?;
    files.push((page::SERVICE_WORKER.to_owned(), worker.into_bytes()));
    files.push((portable::NAME.to_owned(), portable.into_bytes()));
    let (folder, new) = (folder(), root().join("target").join("dist-new"));
    clear(&new)?;
    std::fs::create_dir_all(&new).map_err(|error| format!("{}: {error}", new.display()))?;
    for (name, bytes) in &files {
        write(&new.join(name), bytes)?;
    }
    exchange(&folder, &new)
}

/// Puts a whole new folder in the place of the old one, which stays until then.
fn exchange(folder: &Path, new: &Path) -> TaskResult {
    let old = new.with_extension("old");
    clear(&old)?;
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        std::fs::rename(folder, &old).map_err(failed)?;
    }
    std::fs::rename(new, folder).map_err(failed)?;
    clear(&old)
}

fn clear(folder: &Path) -> TaskResult {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(())
}

/// Serves a development build that reloads on every change; all of its code is in one file.
pub fn develop() -> TaskResult {
    let mut trunk = trunk()?;
    step("Development server on http://127.0.0.1:8080");
    run(trunk.args(["serve", "--port", "8080", "--dist", "target/dev"]))
}

/// Builds the release as Trunk does it, without cutting it into parts, and returns its folder.
pub fn unsplit() -> TaskResult<PathBuf> {
    let mut trunk = trunk()?;
    step("Building the release in one file with Trunk");
    let folder = root().join("target").join("unsplit");
    run(trunk.args(["build", "--release", "--dist"]).arg(&folder))?;
    Ok(folder)
}

/// Trunk, with wasm-bindgen where it looks for it.
fn trunk() -> TaskResult<Command> {
    let tools = toolchain()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let bindgen = tools.wasm_bindgen.parent().map(PathBuf::from).unwrap_or_default();
    let path: OsString = std::env::join_paths(std::iter::once(bindgen).chain(std::env::split_paths(&path)))
        .map_err(|error| error.to_string())?;
    let mut trunk = command(tools::trunk()?);
    trunk.env("PATH", path).env_remove("NO_COLOR").envs(tools.variables.iter().map(|(k, v)| (k, v)));
    Ok(trunk)
}

#[cfg(test)]
mod tests {
    use super::exchange;

    #[test]
    fn a_whole_new_folder_takes_the_place_of_the_old_one() {
        let at = std::env::temp_dir().join(format!("journey-equity-exchange-{}", std::process::id()));
        let (folder, new) = (at.join("dist"), at.join("new"));
        for (place, text) in [(&folder, "first"), (&new, "second")] {
            std::fs::create_dir_all(place).unwrap();
            std::fs::write(place.join("page"), text).unwrap();
        }
        std::fs::write(folder.join("left over"), "").unwrap();
        exchange(&folder, &new).unwrap();
        assert_eq!(std::fs::read_to_string(folder.join("page")).unwrap(), "second");
        assert_eq!(std::fs::read_dir(&at).unwrap().count(), 1);
        assert!(!folder.join("left over").exists());
        std::fs::remove_dir_all(&at).unwrap();
    }
}

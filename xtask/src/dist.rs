//! The release build in `dist/`, and the development server.

use crate::run::{Outcome, command, root, run, step};
use crate::tools::{Toolchain, toolchain};
use std::ffi::OsString;
use std::path::PathBuf;

/// Where the release lies.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// What the page may do: run its own files, and nothing else (engineering decision 0004).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// Features of WebAssembly every supported browser has.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Installs what is missing and builds the release.
pub fn build() -> Outcome {
    let tools = toolchain()?;
    step("Building the release into dist/");
    run(trunk(&tools)?.args(["build", "--release"]))?;
    optimise(&tools)?;
    let page = folder().join("index.html");
    let text = std::fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{POLICY}">"#);
    let strict = text.replacen("<!-- content security policy -->", &meta, 1);
    if strict == text {
        return Err("index.html has lost the place for its content security policy".to_owned());
    }
    std::fs::write(&page, strict).map_err(|error| format!("{}: {error}", page.display()))
}

/// Serves a development build that reloads on every change.
pub fn develop() -> Outcome {
    let tools = toolchain()?;
    step("Development server on http://127.0.0.1:8080");
    run(trunk(&tools)?.args(["serve", "--port", "8080"]))
}

fn trunk(tools: &Toolchain) -> Outcome<std::process::Command> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools.bindgen.clone()).chain(std::env::split_paths(&path));
    let path: OsString = std::env::join_paths(folders).map_err(|error| error.to_string())?;
    let mut trunk = command(&tools.trunk);
    trunk.env("PATH", path).env_remove("NO_COLOR").envs(tools.variables.iter().map(|(k, v)| (k, v)));
    Ok(trunk)
}

fn optimise(tools: &Toolchain) -> Outcome {
    let Some(wasm_opt) = &tools.wasm_opt else { return Ok(()) };
    for entry in std::fs::read_dir(folder()).map_err(|error| error.to_string())?.flatten() {
        let file = entry.path();
        if file.extension().is_some_and(|e| e == "wasm") {
            run(command("node").arg(wasm_opt).arg("-Os").args(WASM_FEATURES).arg(&file).arg("-o").arg(&file))?;
        }
    }
    Ok(())
}

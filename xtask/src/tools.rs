//! The tools a build needs, pinned, in a cache of the user's so that a second clone finds them.

use crate::run::{TaskResult, command, output, root, run, step};
use std::path::PathBuf;

const TRUNK: &str = "0.21.14";
/// Version of wasm-bindgen; must be that of the library in Cargo.lock.
const WASM_BINDGEN: &str = "0.2.126";
/// Version of wasm-split, which cuts the program by the marks of `wasm_split_helpers`, the library in Cargo.lock.
const WASM_SPLIT: &str = "0.2.4";
const MUTANTS: &str = "27.1.0";
const BINARYEN: &str = "132";
/// Target that the program is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Profile in which tools are built, because they need not be fast: the build takes a third of the time. The settings
/// stay with the installation.
const QUICK_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
];

/// Tools that the release build runs with.
pub struct Toolchain {
    pub wasm_split: PathBuf,
    pub wasm_bindgen: PathBuf,
    /// Path of wasm-opt; absent without Node.
    pub wasm_opt: Option<PathBuf>,
    /// Variables of the fallback toolchain, where rustup could not install the target.
    pub variables: Vec<(String, String)>,
}

/// Installs the tools that are missing and returns the paths of all.
pub fn toolchain() -> TaskResult<Toolchain> {
    Ok(Toolchain {
        variables: target()?,
        wasm_bindgen: cargo_tool("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, &[])?,
        wasm_split: cargo_tool(
            "wasm_split_cli_support",
            "wasm-split-cli",
            WASM_SPLIT,
            &["--features", "build-binary"],
        )?,
        wasm_opt: wasm_opt()?,
    })
}

/// cargo-mutants, which only a proof needs.
pub fn cargo_mutants() -> TaskResult<PathBuf> {
    cargo_tool("cargo-mutants", "cargo-mutants", MUTANTS, &[])
}

/// Trunk, which only the development server needs.
pub fn trunk() -> TaskResult<PathBuf> {
    cargo_tool("trunk", "trunk", TRUNK, &["--no-default-features"])
}

/// Installs a package of Debian's, as root, and returns whether that was possible.
pub fn debian_package(name: &str) -> TaskResult<bool> {
    let root = output("id", &["-u"]).as_deref() == Some("0") && output("apt-get", &["--version"]).is_some();
    if !root {
        return Ok(false);
    }
    step(&format!("Installing {name}"));
    run(command("apt-get").args(["update", "-qq"]))?;
    let install = ["install", "-y", "-qq", name];
    run(command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install))?;
    Ok(true)
}

/// The user's cache of tools.
fn cache() -> PathBuf {
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|h| h.join(".cache")))
        .unwrap_or_else(|| root().join("target"));
    base.join("journey-equity").join("tools")
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

fn cargo_tool(package: &str, program: &str, version: &str, features: &[&str]) -> TaskResult<PathBuf> {
    let folder = cache().join(format!("{package}-{version}"));
    let path = folder.join("bin").join(executable(program));
    if path.exists() {
        return Ok(path);
    }
    step(&format!("Installing {package} {version} (once, a few minutes)"));
    let mut install = command(env!("CARGO"));
    install.args(["install", "--locked", package, "--version", version, "--root"]).arg(&folder).args(features);
    run(install.envs(QUICK_PROFILE)).map_err(|error| {
        format!("{error}\nTo install it by hand: cargo install --locked {package} --version {version}")
    })?;
    Ok(path)
}

/// wasm-opt from the npm package binaryen; without Node the build is larger and says so.
fn wasm_opt() -> TaskResult<Option<PathBuf>> {
    let Some(node) = output("node", &["--version"]) else {
        println!("Node.js is not installed: the build works, but is about a fifth larger without wasm-opt.");
        return Ok(None);
    };
    let folder = cache().join(format!("binaryen-{BINARYEN}"));
    let path = folder.join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    if !path.exists() {
        step(&format!("Installing binaryen {BINARYEN} for wasm-opt (Node {node})"));
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let package = format!("binaryen@{BINARYEN}.0.0");
        run(npm()
            .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
            .arg(&folder)
            .arg(package))?;
    }
    Ok(Some(path))
}

/// The command of npm, as this system names it.
pub fn npm() -> std::process::Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Makes sure that Rust can compile for the browser; returns variables for cargo where a fallback is needed.
pub fn target() -> TaskResult<Vec<(String, String)>> {
    if has_target(None) {
        return Ok(Vec::new());
    }
    step(&format!("Installing the Rust target {TARGET}"));
    let added = command("rustup").args(["target", "add", TARGET]).status();
    if added.is_ok_and(|status| status.success()) && has_target(None) {
        return Ok(Vec::new());
    }
    fallback::install()
}

/// Whether the toolchain (the current one, or the one named) has the standard library of the target.
fn has_target(toolchain: Option<&str>) -> bool {
    let mut arguments: Vec<&str> = toolchain.into_iter().collect();
    arguments.extend(["--print", "sysroot"]);
    output("rustc", &arguments).is_some_and(|sysroot| {
        PathBuf::from(sysroot)
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .read_dir()
            .is_ok_and(|mut d| d.next().is_some())
    })
}

/// Debian's compiler with a standard library built from its sources, where rustup cannot fetch the target.
mod fallback {
    use super::{TARGET, TaskResult, command, has_target, output, run, step};
    use std::path::{Path, PathBuf};

    const TOOLCHAIN: &str = "debian";
    const BY_HAND: &str = "To install it by hand: rustup target add wasm32-unknown-unknown";

    pub(super) fn install() -> TaskResult<Vec<(String, String)>> {
        let root = output("id", &["-u"]).as_deref() == Some("0");
        if !root || output("apt-get", &["--version"]).is_none() {
            return Err(format!("rustup could not install the target {TARGET}. {BY_HAND}"));
        }
        if !has_target(Some("+debian")) {
            step("Building the target from Debian's Rust sources");
            run(command("apt-get").args(["update", "-qq"]))?;
            run(command("apt-get").args(["install", "-y", "-qq", "rustc-web", "cargo-web", "rust-web-src", "lld-22"]))?;
            run(command("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]))?;
            standard_library()?;
        }
        let linker = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";
        Ok(vec![("RUSTUP_TOOLCHAIN".to_owned(), TOOLCHAIN.to_owned()), (linker.to_owned(), "rust-lld".to_owned())])
    }

    /// Compiles an empty library with its standard library and copies the latter where the compiler looks.
    fn standard_library() -> TaskResult {
        let folder = std::env::temp_dir().join("journey-equity-std");
        let failed = |error: std::io::Error| format!("{}: {error}. {BY_HAND}", folder.display());
        std::fs::create_dir_all(folder.join("src")).map_err(failed)?;
        let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
        std::fs::write(folder.join("Cargo.toml"), manifest).map_err(failed)?;
        std::fs::write(folder.join("src/lib.rs"), "").map_err(failed)?;
        let mut build = command("cargo");
        build.current_dir(&folder).envs([("RUSTFLAGS", "-Cembed-bitcode=yes"), ("RUSTC_BOOTSTRAP", "1")]);
        run(build.args(["+debian", "build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET]))?;
        let from = folder.join("target").join(TARGET).join("release/deps");
        let to = PathBuf::from("/usr/lib/rustlib").join(TARGET).join("lib");
        std::fs::create_dir_all(&to).map_err(failed)?;
        for entry in std::fs::read_dir(from).map_err(failed)?.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|e| e == "rlib") {
                std::fs::copy(&path, to.join(path.file_name().unwrap_or(Path::new("").as_os_str()))).map_err(failed)?;
            }
        }
        Ok(())
    }
}

//! Everything that needs Node and a browser: end-to-end tests, screenshots, the edit-cost benchmark.

use crate::run::{TaskResult, command, output, root, run, run_and_read, step};
use crate::tools::{debian_package, npm};
use crate::{dist, door, serve};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Usual places of Chrome, Chromium or Edge.
const BROWSERS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

fn folder() -> PathBuf {
    root().join("tests").join("e2e")
}

/// Runs the Playwright suite over a build and returns how many tests passed.
pub fn end_to_end(build: &Path, arguments: &[String]) -> TaskResult<u32> {
    end_to_end_over(build, arguments, None)
}

/// Runs the Playwright suite over a build, with `plans` as the folder of the plans that it opens again.
pub fn end_to_end_over(build: &Path, arguments: &[String], plans: Option<&Path>) -> TaskResult<u32> {
    step("End-to-end tests in the browser");
    let browser = prepare()?;
    door::build()?;
    let server = serve::start(build, 0)?;
    let mut playwright = command("node");
    playwright.current_dir(folder()).args(["node_modules/@playwright/test/cli.js", "test"]).args(arguments);
    playwright.envs(plans.map(|plans| ("PLANS", plans)));
    let lines = run_and_read(playwright.env("BASE_URL", &server.address).env("BROWSER", browser))?;
    let passed = lines.iter().rev().find_map(|line| line.trim().split_once(" passed")?.0.trim().parse().ok());
    passed.ok_or_else(|| "the end-to-end tests did not say how many passed".to_owned())
}

/// Runs a short form of the suite over a build in which all code is one module.
pub fn short(unsplit: &Path) -> TaskResult<u32> {
    end_to_end(unsplit, &["--grep".to_owned(), "@unsplit".to_owned()])
}

/// Runs the cohort export on two databases and returns how many tests passed.
pub fn warehouse() -> TaskResult<u32> {
    require_node()?;
    install_packages(&warehouse_folder())?;
    step("The cohort export on SQLite and DuckDB");
    node_tests(&mut node_in(&warehouse_folder()))
}

/// Node in a folder.
pub fn node_in(folder: &Path) -> Command {
    let mut node = command("node");
    node.current_dir(folder);
    node
}

/// Runs the tests of Node's own runner and returns how many passed.
pub fn node_tests(node: &mut Command) -> TaskResult<u32> {
    let lines = run_and_read(node.args(["--test", "--test-reporter=tap"]))?;
    let passed = lines.iter().rev().find_map(|line| line.strip_prefix("# pass ")?.trim().parse().ok());
    passed.ok_or_else(|| "the tests did not say how many passed".to_owned())
}

fn warehouse_folder() -> PathBuf {
    root().join("tests").join("sql")
}

/// Runs one of the scripts beside the tests.
pub fn script(name: &str, arguments: &[String]) -> TaskResult {
    let browser = prepare()?;
    let server = serve::start(&dist::folder(), 0)?;
    step(&format!("tests/e2e/{name}"));
    let mut node = command("node");
    node.current_dir(folder()).arg(name).args(arguments);
    run(node.env("BASE_URL", &server.address).env("BROWSER", browser))
}

/// Installs npm packages and a browser where they are missing, and returns the browser.
fn prepare() -> TaskResult<String> {
    require_node()?;
    install_packages(&folder())?;
    // A test imports what the databases export.
    install_packages(&warehouse_folder())?;
    find_browser().map_or_else(install_browser, Ok)
}

pub fn require_node() -> TaskResult {
    if output("node", &["--version"]).is_none() {
        return Err("Node.js is missing: install version 20 or newer from https://nodejs.org".to_owned());
    }
    Ok(())
}

/// Installs the npm packages that a folder's lock file names, unless they are there.
pub fn install_packages(folder: &Path) -> TaskResult {
    let installed = folder.join("node_modules").join(".package-lock.json");
    if is_newer(&installed, &folder.join("package-lock.json")) {
        return Ok(());
    }
    step(&format!("Installing npm packages in {}", folder.strip_prefix(root()).unwrap_or(folder).display()));
    run(npm().current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|m| m.modified()).ok();
    modified(file).is_some_and(|a| modified(than).is_some_and(|b| a >= b))
}

fn find_browser() -> Option<String> {
    let chosen = std::env::var("BROWSER_PATH").ok().into_iter();
    let finder = if cfg!(windows) { "where" } else { "which" };
    chosen.chain(BROWSERS.iter().map(|b| (*b).to_owned())).find_map(|browser| {
        if Path::new(&browser).is_file() {
            return Some(browser);
        }
        output(finder, &[&browser]).and_then(|found| found.lines().next().map(str::to_owned))
    })
}

fn install_browser() -> TaskResult<String> {
    let missing = "No browser was found: install Chrome, Chromium or Edge, or set BROWSER_PATH to its program.";
    if !debian_package("chromium")? {
        return Err(missing.to_owned());
    }
    find_browser().ok_or_else(|| missing.to_owned())
}

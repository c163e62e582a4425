//! The workbook in another calculator: LibreOffice recalculates it after inputs were changed.

use crate::browser::{install_packages, node_in, node_tests, require_node};
use crate::run::{Outcome, command, output, root, run, step};
use crate::tools::debian_package;

/// Where LibreOffice usually is.
const OFFICES: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
];

/// Runs the recalculation suite and returns how many tests passed.
pub fn recalculated() -> Outcome<u32> {
    require_node()?;
    let folder = root().join("tests").join("workbook");
    install_packages(&folder)?;
    let office = office()?;
    let examples = ["build", "--quiet", "--no-default-features", "--example", "workbook", "--example", "evaluate"];
    run(command(env!("CARGO")).args(examples))?;
    step("The workbook, recalculated by LibreOffice");
    node_tests(node_in(&folder).env("SOFFICE", office))
}

/// LibreOffice Calc, installed where it is missing and can be.
fn office() -> Outcome<String> {
    let missing = "LibreOffice was not found: install LibreOffice Calc, or set SOFFICE to its program.";
    if let Some(found) = find_office() {
        return Ok(found);
    }
    if !debian_package("libreoffice-calc")? {
        return Err(missing.to_owned());
    }
    find_office().ok_or_else(|| missing.to_owned())
}

fn find_office() -> Option<String> {
    let chosen = std::env::var("SOFFICE").ok().into_iter();
    let candidates = chosen.chain(OFFICES.iter().map(|office| (*office).to_owned()));
    candidates.into_iter().find(|office| output(office, &["--version"]).is_some())
}

//! The workbook in another calculator: LibreOffice recalculates it after inputs were changed.

use crate::browser::{install_packages, node_in, node_tests, require_node};
use crate::door;
use crate::run::{TaskResult, output, root, step};
use crate::tools::debian_package;

/// Usual places of LibreOffice.
const OFFICES: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
];

/// Part of the suite that is run.
#[derive(Clone, Copy, PartialEq)]
pub enum Length {
    /// The tests that find a broken workbook.
    Short,
    /// The tests that change every kind of input.
    Long,
}

/// Runs the recalculation suite and returns how many tests passed.
pub fn recalculated(length: Length) -> TaskResult<u32> {
    require_node()?;
    let folder = root().join("tests").join("workbook");
    install_packages(&folder)?;
    let office = office()?;
    door::build()?;
    step("The workbook, recalculated by LibreOffice");
    let mut node = node_in(&folder);
    if length == Length::Short {
        node.arg("--test-name-pattern=^short: ");
    }
    node_tests(node.env("SOFFICE", office))
}

/// LibreOffice Calc, installed where it is missing and can be.
fn office() -> TaskResult<String> {
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

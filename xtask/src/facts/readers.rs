//! Code that reads the plan where what `resolve` made of it should be read.

use crate::floors::is_of_tests;
use syn::visit::{self, Visit};
use syn::{File, Item, ItemFn, ItemUse, Path};

/// The plan and its parts that hold numbers.
const PARTS: [&str; 10] = [
    "Plan",
    "Segment",
    "Stage",
    "Scenario",
    "Initiative",
    "Overrides",
    "Settings",
    "YearFigures",
    "Cohort",
    "Continuum",
];
/// The one function that takes a plan.
const DOOR: &str = "project";

/// Parts of the plan that a file of the projection names, without the function that takes the plan.
pub fn parts_of_the_plan(file: &File) -> Vec<String> {
    let mut readers = Readers::default();
    readers.visit_file(file);
    readers.found
}

#[derive(Default)]
struct Readers {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for Readers {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(item) {
            visit::visit_item(self, item);
        }
    }

    /// What is imported and never named is a warning of the compiler.
    fn visit_item_use(&mut self, _: &'ast ItemUse) {}

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if item.sig.ident != DOOR {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let named = path.segments.iter().map(|segment| segment.ident.to_string());
        self.found.extend(named.filter(|name| PARTS.contains(&name.as_str())));
        visit::visit_path(self, path);
    }
}

#[cfg(test)]
mod tests {
    use super::parts_of_the_plan;

    #[test]
    fn one_function_takes_the_plan() {
        let code = "use plan::Plan; fn project(p: &Plan) {} fn rows(p: &[&Stage], s: StageId) { plan::Plan::new(); } \
                    #[cfg(test)] mod tests { fn t(p: Plan) {} }";
        assert_eq!(parts_of_the_plan(&syn::parse_str(code).unwrap()), ["Stage", "Plan"]);
    }
}

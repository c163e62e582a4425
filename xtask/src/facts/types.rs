//! Types by their names.

use crate::floors::is_of_tests;
use std::collections::BTreeMap;
use syn::visit::{self, Visit};
use syn::{File, Ident, Item};

/// Places in which types of a name are defined.
#[derive(Default)]
pub struct TypeNames {
    file: String,
    found: BTreeMap<String, Vec<String>>,
}

impl TypeNames {
    /// Adds the types that a file defines.
    pub fn add(&mut self, name: String, file: &File) {
        self.file = name;
        self.visit_file(file);
    }

    /// Names that more than one type has.
    pub fn doubled(self) -> Vec<String> {
        let several = self.found.into_iter().filter(|(_, files)| files.len() > 1);
        several.map(|(name, files)| format!("{} are all called {name}", files.join(", "))).collect()
    }

    fn note(&mut self, name: &Ident) {
        self.found.entry(name.to_string()).or_default().push(self.file.clone());
    }
}

impl<'ast> Visit<'ast> for TypeNames {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_of_tests(item) {
            return;
        }
        match item {
            Item::Struct(item) => self.note(&item.ident),
            Item::Enum(item) => self.note(&item.ident),
            Item::Trait(item) => self.note(&item.ident),
            Item::Type(item) => self.note(&item.ident),
            // A component of the page is called like a type.
            Item::Fn(item) if item.attrs.iter().any(|a| a.path().is_ident("component")) => self.note(&item.sig.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::TypeNames;

    #[test]
    fn a_name_is_given_once() {
        let mut names = TypeNames::default();
        let parse = |code: &str| syn::parse_str(code).unwrap();
        names.add("a".to_owned(), &parse("struct Row; mod m { enum Column {} } impl T for Row { type Err = u8; }"));
        names.add(
            "b".to_owned(),
            &parse("type Row = u8; #[cfg(test)] mod tests { struct Column; } trait Err {} #[component] fn Column() {}"),
        );
        assert_eq!(names.doubled(), ["a, b are all called Column", "a, b are all called Row"]);
    }
}

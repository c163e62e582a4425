//! The texts in the code of a file, without its tests and its documentation.

use crate::floors::is_of_tests;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, Lit, LitStr, Macro};

/// Collects texts with their lines.
pub struct Literals(Vec<(usize, String)>);

impl Literals {
    /// The texts of a file.
    pub fn of(file: &File) -> Vec<(usize, String)> {
        let mut literals = Self(Vec::new());
        literals.visit_file(file);
        literals.0
    }

    fn add(&mut self, text: &LitStr) {
        self.0.push((text.span().start().line, text.value()));
    }

    fn add_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Lit::Str(text) = Lit::new(literal) {
                        self.add(&text);
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Literals {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.add(text);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.add_tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

#[cfg(test)]
mod tests {
    use super::Literals;

    #[test]
    fn texts_in_macros_are_seen_and_those_of_tests_are_not() {
        let file = syn::parse_str(
            "/// \"doc\"\nfn f() { g(\"one\");\n view! { <p title={h(\"two\")}>\"three\"</p> } }\n#[cfg(test)] mod t { const A: &str = \"four\"; }",
        );
        let texts: Vec<(usize, String)> = Literals::of(&file.unwrap());
        assert_eq!(texts, [(2, "one".to_owned()), (3, "two".to_owned()), (3, "three".to_owned())]);
    }
}

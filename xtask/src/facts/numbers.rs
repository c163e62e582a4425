//! Numbers that a sentence writes without the pen.
//!
//! A sentence is a text of `format!` or `write!` with a word in it, or the `#[error]` of a type. Its content is a
//! number where the syntax says so: a literal, a calculation, a cast, the length of something; a parameter, a local or
//! a field declared as a number; a call of a function that returns one everywhere. Years alone are `i32`: they are
//! written as they are.

use crate::floors::is_of_tests;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, Field, File, FnArg, Item, ItemFn, Lit, Local, Macro, Pat, ReturnType, Signature, Token, Type,
};

/// Types of numbers that people count or measure in.
const NUMBERS: [&str; 10] = ["f64", "f32", "usize", "u8", "u16", "u32", "u64", "u128", "i64", "isize"];
/// Calls that give a number whatever they are called on.
const MEASURES: [&str; 6] = ["len", "count", "abs", "round", "floor", "ceil"];
/// Macros whose text somebody may read.
const WRITERS: [&str; 3] = ["format", "write", "writeln"];

/// Declarations of a house: the names that are numbers wherever they are declared.
#[derive(Default)]
pub struct Declared {
    fields: BTreeMap<String, bool>,
    calls: BTreeMap<String, bool>,
}

impl Declared {
    /// Adds the declarations of a file.
    pub fn add(&mut self, file: &File) {
        self.visit_file(file);
    }

    fn note(map: &mut BTreeMap<String, bool>, name: String, is_number: bool) {
        map.entry(name).and_modify(|all| *all &= is_number).or_insert(is_number);
    }
}

impl<'ast> Visit<'ast> for Declared {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if let Some(name) = &field.ident {
            Self::note(&mut self.fields, name.to_string(), is_number(&field.ty));
        }
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        for field in &variant.fields {
            if let Some(name) = &field.ident {
                Self::note(&mut self.fields, format!("{}.{name}", variant.ident), is_number(&field.ty));
            }
        }
        visit::visit_variant(self, variant);
    }

    fn visit_signature(&mut self, signature: &'ast Signature) {
        let returns = matches!(&signature.output, ReturnType::Type(_, ty) if is_number(ty));
        Self::note(&mut self.calls, signature.ident.to_string(), returns);
    }
}

/// The numbers that sentences of a file write themselves, with their lines.
pub fn unpenned(declared: &Declared, file: &File) -> Vec<(usize, String)> {
    let mut finder = Finder { declared, locals: Vec::new(), found: Vec::new() };
    finder.visit_file(file);
    finder.found
}

struct Finder<'a> {
    declared: &'a Declared,
    /// Names of the function, the innermost last, and whether each is a number.
    locals: Vec<(String, bool)>,
    found: Vec<(usize, String)>,
}

impl Finder<'_> {
    fn is_number(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Lit(lit) => matches!(lit.lit, Lit::Int(_) | Lit::Float(_)),
            // A year stays one when another is added.
            Expr::Binary(binary) => {
                let counts = |side: &Expr| self.is_number(side) && !is_whole(side);
                is_arithmetic(&binary.op) && (counts(&binary.left) || counts(&binary.right))
            }
            Expr::Unary(unary) => self.is_number(&unary.expr),
            Expr::Paren(paren) => self.is_number(&paren.expr),
            Expr::Reference(reference) => self.is_number(&reference.expr),
            Expr::Cast(cast) => is_number(&cast.ty),
            Expr::Path(path) => path.path.get_ident().is_some_and(|name| self.is_local_number(&name.to_string())),
            Expr::Field(field) => match &field.member {
                syn::Member::Named(name) => self.declared.fields.get(&name.to_string()).copied().unwrap_or(false),
                syn::Member::Unnamed(_) => false,
            },
            Expr::MethodCall(call) => {
                let name = call.method.to_string();
                (call.args.is_empty() && MEASURES.contains(&name.as_str()))
                    || self.declared.calls.get(&name).copied().unwrap_or(false)
            }
            Expr::Call(call) => match &*call.func {
                Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
                    let name = last.ident.to_string();
                    let is_local = self.locals.iter().any(|(local, _)| *local == name);
                    !is_local && self.declared.calls.get(&name).copied().unwrap_or(false)
                }),
                _ => false,
            },
            _ => false,
        }
    }

    fn is_local_number(&self, name: &str) -> bool {
        self.locals.iter().rev().find(|(local, _)| local == name).is_some_and(|(_, number)| *number)
    }

    fn bind(&mut self, pattern: &Pat, number: bool) {
        match pattern {
            Pat::Ident(name) => self.locals.push((name.ident.to_string(), number)),
            Pat::Type(typed) => self.bind(&typed.pat, is_number(&typed.ty)),
            Pat::Tuple(tuple) => tuple.elems.iter().for_each(|part| self.bind(part, false)),
            Pat::Struct(parts) => {
                for part in &parts.fields {
                    if let syn::Member::Named(name) = &part.member {
                        let of_variant = parts.path.segments.last().map(|last| format!("{}.{name}", last.ident));
                        let declared = of_variant.and_then(|of_variant| self.declared.fields.get(&of_variant));
                        let declared = declared.or_else(|| self.declared.fields.get(&name.to_string()));
                        self.bind(&part.pat, declared.copied().unwrap_or(false));
                    }
                }
            }
            Pat::TupleStruct(parts) => parts.elems.iter().for_each(|part| self.bind(part, false)),
            Pat::Slice(slice) => slice.elems.iter().for_each(|part| self.bind(part, false)),
            Pat::Reference(reference) => self.bind(&reference.pat, number),
            _ => {}
        }
    }

    fn sentence(&mut self, text: &str, line: usize, arguments: &[Expr]) {
        if !is_sentence(text) {
            return;
        }
        let mut next = 0;
        for placeholder in placeholders(text) {
            let (name, form) = placeholder.split_once(':').unwrap_or((&placeholder, ""));
            let is_number = if name.is_empty() || name.chars().all(|c| c.is_ascii_digit()) {
                let index = name.parse().unwrap_or(next);
                next += usize::from(name.is_empty());
                let argument = arguments.get(index).map(|argument| match argument {
                    Expr::Assign(named) => &*named.right,
                    other => other,
                });
                argument.is_some_and(|argument| self.is_number(argument))
            } else {
                let named = arguments.iter().find_map(|argument| match argument {
                    Expr::Assign(assign) => match &*assign.left {
                        Expr::Path(path) if path.path.is_ident(name) => Some(&*assign.right),
                        _ => None,
                    },
                    _ => None,
                });
                named.map_or_else(|| self.is_local_number(name), |argument| self.is_number(argument))
            };
            if is_number || form.contains('.') || form.contains('+') {
                self.found.push((line, format!("{text}: {{{placeholder}}}")));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        let outer = self.locals.len();
        visit::visit_item_fn(self, function);
        self.locals.truncate(outer);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let outer = self.locals.len();
        visit::visit_impl_item_fn(self, function);
        self.locals.truncate(outer);
    }

    fn visit_fn_arg(&mut self, argument: &'ast FnArg) {
        if let FnArg::Typed(typed) = argument {
            self.bind(&typed.pat, is_number(&typed.ty));
        }
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        let outer = self.locals.len();
        closure.inputs.iter().for_each(|input| self.bind(input, false));
        visit::visit_expr_closure(self, closure);
        self.locals.truncate(outer);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let outer = self.locals.len();
        self.bind(&arm.pat, false);
        visit::visit_arm(self, arm);
        self.locals.truncate(outer);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        let number = local.init.as_ref().is_some_and(|init| self.is_number(&init.expr));
        self.bind(&local.pat, number);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let Ok(arguments) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(call.tokens.clone()) else {
            return self.macros_in(call.tokens.clone());
        };
        let arguments: Vec<Expr> = arguments.into_iter().collect();
        if WRITERS.contains(&name.as_str()) {
            let at = arguments
                .iter()
                .position(|argument| matches!(argument, Expr::Lit(lit) if matches!(lit.lit, Lit::Str(_))));
            if let Some(at) = at
                && let Expr::Lit(lit) = &arguments[at]
                && let Lit::Str(text) = &lit.lit
            {
                self.sentence(&text.value(), text.span().start().line, &arguments[at + 1..]);
            }
        }
        for argument in &arguments {
            self.visit_expr(argument);
        }
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.errors(&variant.attrs, variant.fields.iter());
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.errors(&item.attrs, item.fields.iter());
    }
}

impl Finder<'_> {
    /// The macros inside one that is not made of expressions, as a page is.
    fn macros_in(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = index.checked_sub(2).and_then(|at| tokens.get(at..index));
            if let Some([TokenTree::Ident(name), TokenTree::Punct(sign)]) = before
                && sign.as_char() == '!'
                && WRITERS.contains(&name.to_string().as_str())
                && let Ok(call) = syn::parse2::<Macro>(tokens[index - 2..=index].iter().cloned().collect())
            {
                self.visit_macro(&call);
            } else {
                self.macros_in(group.stream());
            }
        }
    }

    /// The sentence of an error, whose fields it may write.
    fn errors<'f>(&mut self, attributes: &[Attribute], fields: impl Iterator<Item = &'f Field>) {
        let outer = self.locals.len();
        for (index, field) in fields.enumerate() {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            self.locals.push((name, is_number(&field.ty)));
        }
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("error")) {
            let Ok(arguments) = attribute.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated) else {
                continue;
            };
            if let Some(Expr::Lit(lit)) = arguments.first()
                && let Lit::Str(text) = &lit.lit
            {
                let line = text.span().start().line;
                for placeholder in placeholders(&text.value()) {
                    if self.is_local_number(&placeholder) {
                        self.found.push((line, format!("{}: {{{placeholder}}}", text.value())));
                    }
                }
            }
        }
        self.locals.truncate(outer);
    }
}

fn is_number(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.get_ident().is_some_and(|name| NUMBERS.contains(&name.to_string().as_str())),
        Type::Reference(reference) => is_number(&reference.elem),
        _ => false,
    }
}

fn is_whole(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(lit) if matches!(lit.lit, Lit::Int(_)))
}

fn is_arithmetic(op: &syn::BinOp) -> bool {
    use syn::BinOp::{Add, Div, Mul, Rem, Sub};
    matches!(op, Add(_) | Sub(_) | Mul(_) | Div(_) | Rem(_))
}

/// Whether people may read a text: it has a word of letters, and is neither markup nor a name of something.
fn is_sentence(text: &str) -> bool {
    let outside: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let has_word = outside.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    let is_markup = text.contains('<') || text.contains("=\"") || text.contains("scale(") || text.contains("://");
    has_word && text.contains(' ') && !is_markup
}

/// Texts between the braces of a text.
fn placeholders(text: &str) -> BTreeSet<String> {
    let text = text.replace("{{", "").replace("}}", "");
    let mut found = BTreeSet::new();
    let mut unnamed = 0;
    for part in text.split('{').skip(1) {
        if let Some((inside, _)) = part.split_once('}') {
            // Each without a name is one of its own.
            if inside.is_empty() || inside.starts_with(':') {
                found.insert(format!("{unnamed}{inside}"));
                unnamed += 1;
            } else {
                found.insert(inside.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Declared, unpenned};

    fn found(code: &str) -> Vec<String> {
        let file = syn::parse_str(code).unwrap();
        let mut declared = Declared::default();
        declared.add(&file);
        unpenned(&declared, &file).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn numbers_in_sentences_are_seen() {
        for code in [
            "fn f(n: usize) -> String { format!(\"{n} cells fit\") }",
            "fn f(list: &[u8]) -> String { format!(\"{} cells fit\", list.len()) }",
            "fn f() -> String { let all = 2.0 + x; format!(\"all {all} segments\") }",
            "struct S { draws: u64 } fn f(s: &S) -> String { format!(\"{} draws\", s.draws) }",
            "fn rate() -> f64 { 0.5 } fn f() -> String { format!(\"a rate of {}\", rate()) }",
            "fn f(x: Share) -> String { format!(\"about {x:.1} of it\") }",
            "enum E { #[error(\"{churned} customers left\")] Churn { churned: f64 } }",
            "enum N { Back { draws: u64 } } fn f(n: &N) { match n { N::Back { draws } => format!(\"{draws} draws\") } }",
            "fn f(n: usize) { view(live(move || format!(\"{n} left\"))) }",
            "fn f(n: usize) { view! { <p class=\"quiet\">{format!(\"{n} left\")}</p> } }",
        ] {
            assert_eq!(found(code).len(), 1, "{code}");
        }
    }

    #[test]
    fn years_names_markup_and_what_the_pen_wrote_are_not() {
        for code in [
            "fn f(year: i32) -> String { format!(\"complete {year} first\") }",
            "fn f(n: usize) -> String { format!(\"segments.{n}.driver\") }",
            "fn f(x: f64) -> String { format!(\"<rect x={x} width=10/>\") }",
            "fn f(pen: Pen, n: usize) -> String { let n = pen.whole(n); format!(\"{n} cells\") }",
            "fn f(pen: Pen, n: usize) -> String { format!(\"{} fit\", pen.count(n, CELLS)) }",
            "fn f(name: &str) -> String { format!(\"{name} left\") }",
        ] {
            assert!(found(code).is_empty(), "{code}: {:?}", found(code));
        }
    }
}

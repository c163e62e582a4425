//! The files of a crate and their uses of each other.

use crate::files::{read_text, rust_files};
use crate::run::TaskResult;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// A module by its path in the crate; the crate itself is empty.
pub type Module = Vec<String>;

/// A path as it is written, by its names.
type UsePath = Vec<String>;

/// A crate, parsed.
pub struct ParsedCrate {
    files: BTreeMap<Module, File>,
}

/// Facts about a file.
struct File {
    /// Whether the file speaks for a folder: `mod.rs`, or a file beside a folder named like it.
    has_folder: bool,
    /// Imports of the file: paths, names, and whether the file re-exports them.
    imports: Vec<Import>,
    /// Paths in the file besides its imports.
    paths: Vec<UsePath>,
}

struct Import {
    path: UsePath,
    name: String,
    re_exported: bool,
}

/// A part of a folder: a folder in it, or one of its files.
pub struct FolderItem {
    pub name: String,
    pub is_folder: bool,
}

impl ParsedCrate {
    /// Parses all files below a folder.
    pub fn read(folder: &Path) -> TaskResult<Self> {
        let mut files = BTreeMap::new();
        for path in rust_files(folder) {
            let module = module_of(path.strip_prefix(folder).unwrap_or(&path));
            let parsed = syn::parse_file(&read_text(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
            let has_folder = path.ends_with("mod.rs") || path.with_extension("").is_dir();
            let mut reader =
                UseVisitor { inside: 0, file: File { has_folder, imports: Vec::new(), paths: Vec::new() } };
            reader.visit_file(&parsed);
            files.insert(module, reader.file);
        }
        Ok(Self { files })
    }

    /// All folders, the crate's own among them.
    pub fn folders(&self) -> Vec<Module> {
        let with_folder = self.files.iter().filter(|(module, file)| module.is_empty() || file.has_folder);
        with_folder.map(|(module, _)| module.clone()).collect()
    }

    /// The part of `folder` in which `module` lies.
    pub fn part_of(&self, folder: &Module, module: &Module) -> Option<FolderItem> {
        let inside = module.strip_prefix(&folder[..])?;
        let Some(name) = inside.first() else {
            return Some(FolderItem { name: "mod.rs".to_owned(), is_folder: false });
        };
        let child: Module = folder.iter().chain([name]).cloned().collect();
        let is_folder = self.files.get(&child).is_some_and(|file| file.has_folder);
        Some(FolderItem { name: name.clone(), is_folder })
    }

    /// Pairs of files of which the first uses the second.
    pub fn uses(&self) -> Vec<(Module, Module)> {
        let mut uses = Vec::new();
        for (module, file) in &self.files {
            let imports = file.imports.iter().filter(|import| !import.re_exported).map(|import| &import.path);
            for path in imports.chain(&file.paths) {
                uses.extend(self.resolve(module, path).filter(|to| to != module).map(|to| (module.clone(), to)));
            }
        }
        uses.sort();
        uses.dedup();
        uses
    }

    /// The file in which the target of `path` is to be found, if it is of this crate.
    fn resolve(&self, from: &Module, path: &UsePath) -> Option<Module> {
        self.follow(from, path, 0)
    }

    fn follow(&self, from: &Module, path: &UsePath, depth: usize) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut at = from.clone();
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => _ = at.pop()?,
            name => {
                at.push(name.to_owned());
                if !self.files.contains_key(&at) {
                    return None;
                }
            }
        }
        while let Some((name, behind)) = rest.split_first() {
            if name == "super" {
                at.pop()?;
            } else {
                at.push(name.clone());
                if !self.files.contains_key(&at) {
                    at.pop();
                    break;
                }
            }
            rest = behind;
        }
        // A name that the file only passes on stands where it comes from.
        let passed_on = rest.first().and_then(|name| {
            let import = self.files.get(&at)?.imports.iter().find(|import| import.name == *name)?;
            (depth < 8).then(|| self.follow(&at, &import.path, depth + 1)).flatten()
        });
        passed_on.or(Some(at))
    }
}

/// Collects the uses of a file.
struct UseVisitor {
    /// Depth of modules written inside the file: for them `super` is one less far away.
    inside: usize,
    file: File,
}

impl UseVisitor {
    fn add_path(&mut self, mut path: UsePath) {
        if self.inside == 0 || path.first().is_some_and(|first| first == "crate") {
            self.file.paths.push(path);
        } else if path.first().is_some_and(|first| first == "super") {
            let supers = path.iter().take_while(|name| *name == "super").count();
            path.drain(..supers.min(self.inside));
            path.insert(0, "self".to_owned());
            self.file.paths.push(path);
        }
    }

    fn add_tree(&mut self, before: &UsePath, tree: &UseTree, re_exported: bool) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<UsePath>();
        let (path, name) = match tree {
            UseTree::Path(path) => return self.add_tree(&with(path.ident.to_string()), &path.tree, re_exported),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.add_tree(before, item, re_exported));
            }
            UseTree::Glob(_) => (before.clone(), String::new()),
            UseTree::Name(name) if name.ident == "self" => (before.clone(), before.last().cloned().unwrap_or_default()),
            UseTree::Name(name) => (with(name.ident.to_string()), name.ident.to_string()),
            UseTree::Rename(renamed) => (with(renamed.ident.to_string()), renamed.rename.to_string()),
        };
        if self.inside == 0 {
            self.file.imports.push(Import { path, name, re_exported });
        } else {
            self.add_path(path);
        }
    }

    /// Paths in the words of a macro: names joined by colons.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path = UsePath::new();
        let mut joined = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == ':' && !path.is_empty() => joined += 1,
                TokenTree::Ident(name) if joined == 2 || path.is_empty() => {
                    path.push(name.to_string());
                    joined = 0;
                }
                other => {
                    self.end_path(&mut path);
                    joined = 0;
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.add_tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut UsePath) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.add_path(path);
        }
    }
}

impl<'ast> Visit<'ast> for UseVisitor {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.inside += 1;
        visit::visit_item_mod(self, module);
        self.inside -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let re_exported = !matches!(item.vis, Visibility::Inherited);
        self.add_tree(&Vec::new(), &item.tree, re_exported);
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: UsePath = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 {
            self.add_path(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// Whether an item is compiled for tests alone.
pub fn is_of_tests(item: &Item) -> bool {
    attributes(item).iter().any(is_test)
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
}

/// Module of a file: `account/line.rs` is `account::line`, `account/mod.rs` is `account`.
fn module_of(file: &Path) -> Module {
    let mut names: Module =
        file.with_extension("").components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
        names.pop();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{File, Module, ParsedCrate, UseVisitor};
    use std::collections::BTreeMap;
    use syn::visit::Visit;

    fn source(files: &[(&str, bool, &str)]) -> ParsedCrate {
        let mut parsed = BTreeMap::new();
        for (module, has_folder, text) in files {
            let module: Module = module.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
            let mut reader = UseVisitor {
                inside: 0,
                file: File { has_folder: *has_folder, imports: Vec::new(), paths: Vec::new() },
            };
            reader.visit_file(&syn::parse_file(text).unwrap());
            parsed.insert(module, reader.file);
        }
        ParsedCrate { files: parsed }
    }

    fn used(files: &[(&str, bool, &str)]) -> Vec<String> {
        source(files).uses().iter().map(|(from, to)| format!("{} > {}", from.join("::"), to.join("::"))).collect()
    }

    #[test]
    fn imports_expressions_types_and_macros_are_seen() {
        let files = [
            ("", true, "mod a; mod b; mod c; mod d; mod e;"),
            ("a", false, "use crate::b::{B, other::C};"),
            ("b", false, "fn f() -> super::c::C { crate::d::make() }"),
            ("c", false, "fn f() { assert_eq!(1, [crate::e::ONE, 2][0]); }"),
            ("d", false, ""),
            ("e", false, ""),
        ];
        assert_eq!(used(&files), ["a > b", "b > c", "b > d", "c > e"]);
    }

    #[test]
    fn a_re_export_leads_to_where_the_name_comes_from_and_is_no_use_itself() {
        let files = [
            ("", true, "mod a; mod b; pub use b::deep::Deep;"),
            ("a", false, "use crate::Deep;"),
            ("b", true, "pub mod deep;"),
            ("b::deep", false, ""),
        ];
        assert_eq!(used(&files), ["a > b::deep"]);
    }

    #[test]
    fn tests_and_comments_use_nothing() {
        let text =
            "// crate::b::B\n#[cfg(test)]\nmod tests { use crate::b::B; }\nmod inner { use super::super::c::C; }";
        let files = [("", true, ""), ("a", false, text), ("b", false, ""), ("c", false, "")];
        assert_eq!(used(&files), ["a > c"]);
    }
}

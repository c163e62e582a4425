//! The program's code for the browser: compiled, cut into parts, bound to JavaScript and made small.
//!
//! Cutting needs the relocations of the linker and must come before wasm-bindgen, which drops them (docs/decisions/0008).

use crate::files::{Files, hash, read, read_text, replace};
use crate::parallel;
use crate::run::{TaskResult, command, root, run, run_quietly};
use crate::slim::slim_script;
use crate::tools::{TARGET, Toolchain};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Name that the tools are told to give their files; it never reaches `dist/`.
const STEM: &str = "journey-equity";
const LOADER: &str = "__wasm_split.js";

/// Features of WebAssembly every supported browser has.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The files of the program, under their names in `dist/`.
pub struct Code {
    /// The JavaScript module that starts the program.
    pub script: String,
    /// The WebAssembly module that is loaded first.
    pub module: String,
    /// The loader of the parts, which the script imports.
    pub loader: String,
    /// Script and loader as one script that imports nothing, without the function `part`, which says where the bytes of a
    /// part come from.
    pub bundle: String,
    /// Every file with its bytes.
    pub files: Files,
}

/// A part cut from the program.
struct SplitModule {
    /// Name of the part's file, as the cutter gives it.
    file: String,
    /// Names of the parts that need this code, joined by hyphens: code that several need has a file of its own.
    name: String,
    bytes: Vec<u8>,
}

/// Builds all code.
pub fn build(tools: &Toolchain) -> TaskResult<Code> {
    let work = target_folder().join("parts");
    let (cut, bound) = (work.join("cut"), work.join("bound"));
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    }
    let program = compile(tools)?;
    run(command(&tools.wasm_split).args([&program, &cut]).args(["--target", "web", "--out-name", STEM]))?;
    run(command(&tools.wasm_bindgen)
        .arg(cut.join(format!("{STEM}.wasm")))
        // The parts use the table and the memory that the first module exports.
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--remove-name-section",
            "--keep-lld-exports",
            "--out-name",
            STEM,
            "--out-dir",
        ])
        .arg(&bound))?;
    let module = bound.join(format!("{STEM}_bg.wasm"));
    let loader = read_text(&cut.join(LOADER))?;
    let mut parts = parts(&cut, &loader)?;
    let files: Vec<PathBuf> = parts.iter().map(|part| cut.join(&part.file)).chain([module]).collect();
    let mut small = parallel::each(&files, |file| optimise(tools, file))?;
    let module = small.pop().unwrap_or_default();
    for (part, bytes) in parts.iter_mut().zip(small) {
        part.bytes = bytes;
    }
    assemble(&read_text(&bound.join(format!("{STEM}.js")))?, module, &loader, parts)
}

/// Folder in which cargo builds.
fn target_folder() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

fn compile(tools: &Toolchain) -> TaskResult<PathBuf> {
    let folder = target_folder();
    let mut cargo = command("cargo");
    cargo.args(["rustc", "--release", "--target", TARGET, "--bin", STEM, "--features", "split", "--target-dir"]);
    cargo.arg(&folder).args(["--", "-C", "link-arg=--emit-relocs"]);
    run(cargo.envs(tools.variables.iter().map(|(k, v)| (k, v))))?;
    Ok(folder.join(TARGET).join("release").join(format!("{STEM}.wasm")))
}

/// Makes a module small, where wasm-opt is there.
fn optimise(tools: &Toolchain, file: &Path) -> TaskResult<Vec<u8>> {
    if let Some(wasm_opt) = &tools.wasm_opt {
        // wasm-opt warns of a section of names that it then drops.
        run_quietly(command("node").arg(wasm_opt).arg("-Os").args(WASM_FEATURES).arg(file).arg("-o").arg(file))?;
    }
    read(file)
}

/// The parts that the cutter left beside its loader, without their bytes.
fn parts(cut: &Path, loader: &str) -> TaskResult<Vec<SplitModule>> {
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(cut).map_err(|error| format!("{}: {error}", cut.display()))?.flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if let Some(name) = part_name(&file, loader) {
            parts.push(SplitModule { file, name, bytes: Vec::new() });
        }
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(parts)
}

/// Name of a part by its file: `split_journey.wasm` is the part `journey`. Code that several parts need is a numbered
/// chunk, which the loader explains by a comment before it: `/* journey, screens */`.
fn part_name(file: &str, loader: &str) -> Option<String> {
    let stem = file.strip_suffix(".wasm")?;
    if let Some(part) = stem.strip_prefix("split_") {
        return Some(part.to_owned());
    }
    let before = loader.split_once(&source(file))?.0;
    let comment = before.rsplit_once("/* ")?.1.split_once(" */")?.0;
    Some(comment.replace(", ", "-"))
}

/// Expression by which the cutter's loader fetches a file.
fn source(file: &str) -> String {
    format!(r#"fetch(new URL("./{file}", import.meta.url))"#)
}

/// Gives every file a name that changes with the code, and lets the files know each other by it.
fn assemble(script: &str, module: Vec<u8>, loader: &str, parts: Vec<SplitModule>) -> TaskResult<Code> {
    let own_loader = crate::files::script("part.js")?;
    let texts = [script.as_bytes(), loader.as_bytes(), own_loader.as_bytes(), &module];
    let hash = hash(texts.into_iter().chain(parts.iter().map(|part| &part.bytes[..])));
    let names = Code {
        script: format!("{STEM}-{hash}.js"),
        module: format!("{STEM}-{hash}.wasm"),
        loader: format!("parts-{hash}.js"),
        bundle: String::new(),
        files: Vec::new(),
    };
    let script = replace(script, &format!(r#"from "./{LOADER}""#), &format!(r#"from "./{}""#, names.loader))?;
    let mut loader = replace(loader, &format!(r#""./{STEM}.js""#), &format!(r#""./{}""#, names.script))?;
    let mut files = Files::new();
    for part in parts {
        let name = format!("part-{}-{hash}.wasm", part.name);
        loader = replace(&loader, &source(&part.file), &format!(r#"part("{name}")"#))?;
        files.push((name, part.bytes));
    }
    let bundle = one_script(&script, &loader)?;
    files.push((names.script.clone(), slim_script(&script).into_bytes()));
    files.push((names.module.clone(), module));
    files.push((names.loader.clone(), slim_script(&format!("{own_loader}{loader}")).into_bytes()));
    Ok(Code { bundle, files, ..names })
}

/// The script of wasm-bindgen and the loader of the cutter import each other; in one script they need not.
fn one_script(script: &str, loader: &str) -> TaskResult<String> {
    let mut exported = Vec::new();
    let mut bundle = String::new();
    for line in loader.split_inclusive('\n') {
        if line.starts_with("import { initSync } from ") {
            bundle.push('\n');
        } else if let Some(constant) = line.strip_prefix("export const ") {
            exported.extend(constant.split(' ').next());
            bundle += line.trim_start_matches("export ");
        } else {
            bundle += line;
        }
    }
    // Writing to a String cannot fail.
    let _ = writeln!(bundle, "const parts = {{ {} }};", exported.join(", "));
    for line in script.split_inclusive('\n') {
        if let Some(import) = line.strip_prefix("import * as ").filter(|import| import.contains(" from \"./parts-")) {
            let _ = writeln!(bundle, "const {} = parts;", import.split(' ').next().unwrap_or_default());
        } else if line.starts_with("export { initSync, __wbg_init as default };") {
            bundle.push('\n');
        } else {
            bundle += line.strip_prefix("export ").filter(|rest| rest.starts_with("class ")).unwrap_or(line);
        }
    }
    let left = bundle.lines().find(|line| line.starts_with("import ") || line.starts_with("export "));
    left.map_or_else(
        || Ok(bundle.clone()),
        |line| Err(format!("the tools now write `{line}`, which has no place in one script")),
    )
}

#[cfg(test)]
mod tests {
    use super::{one_script, part_name};

    const LOADER: &str = r#"/* journey, screens */
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL("./chunk_2.wasm", import.meta.url));
}, []);
/* dialogs, screens */
const __chunk_3 = makeLoad(() => {
    const src = fetch(new URL("./chunk_3.wasm", import.meta.url));
}, []);"#;

    #[test]
    fn parts_are_named_after_what_they_are_for() {
        assert_eq!(part_name("split_journey.wasm", LOADER).as_deref(), Some("journey"));
        assert_eq!(part_name("chunk_2.wasm", LOADER).as_deref(), Some("journey-screens"));
        assert_eq!(part_name("chunk_3.wasm", LOADER).as_deref(), Some("dialogs-screens"));
        assert_eq!(part_name("journey-equity.wasm", LOADER), None);
        assert_eq!(part_name("__wasm_split.js", LOADER), None);
    }

    #[test]
    fn script_and_loader_become_one_script() {
        let script = "import * as import1 from \"./parts-1.js\"\nimport * as import2 from \"./parts-1.js\"\n\nexport class A {}\nexport { initSync, __wbg_init as default };\n";
        let loader = "import { initSync } from \"./journey-equity-1.js\";\nexport const load_a = 1;\n";
        let expected = "\nconst load_a = 1;\nconst parts = { load_a };\nconst import1 = parts;\nconst import2 = parts;\n\nclass A {}\n\n";
        assert_eq!(one_script(script, loader).as_deref(), Ok(expected));
        assert!(one_script("export default 1;\n", loader).is_err());
    }
}

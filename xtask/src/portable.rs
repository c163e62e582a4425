//! The portable page: the whole product in one file that opens from a folder, without a server and without a network.
//!
//! Script and style stand in the page and are known to its policy by their digests. The modules stand in blocks of
//! text, which are no scripts to the browser, packed and written in printable signs (src/js/portable.js takes them
//! out).

use crate::code::Code;
use crate::files::{read, replace, script};
use crate::page::{PageLine, lines, policy, styles};
use crate::parallel;
use crate::run::{TaskResult, root};
use crate::slim::slim_script;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Write as _;

/// Name of the portable page in `dist/`.
pub const NAME: &str = "journey-equity.html";

/// Place for a plan in the page (crates/output/src/exchange/living.rs).
const PLACE_OF_PLAN: &str = "    <!-- the plan -->\n";

/// Lines of index.html that name files beside the page, which this one has not.
const BESIDE: [&str; 2] = ["rel=\"manifest\"", "rel=\"apple-touch-icon\""];

/// The page without the modules: a block for each of them, named after its file, is empty. The hosted page fills it from
/// its own files when a copy is to be saved (src/js/hosted.js).
pub fn frame(code: &Code) -> TaskResult<String> {
    let (program, style) = (program(code)?, styles()?);
    if program.contains("</script") || style.contains("</style") {
        return Err("the program or its style would end its own element in the portable page".to_owned());
    }
    let rules = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        digest(&program),
        digest(&style)
    );
    let mut page = String::new();
    for line in lines()? {
        match line {
            PageLine::Text(text) if BESIDE.iter().any(|link| text.contains(link)) => {}
            PageLine::Text(text) => page += &text,
            PageLine::Policy => page += &policy(&rules),
            // Writing to a String cannot fail.
            PageLine::Style => _ = writeln!(page, "    <style>{style}</style>"),
            PageLine::Icon(href) => {
                let icon = STANDARD.encode(read(&root().join(href))?);
                let _ = writeln!(page, "    <link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">");
            }
            PageLine::File(_) => {}
            PageLine::Program => {
                page += PLACE_OF_PLAN;
                for (name, _) in modules(code) {
                    let _ = writeln!(page, "    <script type=\"text/plain\" id=\"{name}\"></script>");
                }
                let _ = writeln!(page, "    <script type=\"module\">{program}</script>");
            }
        }
    }
    Ok(page)
}

/// The whole page, from its frame.
pub fn fill(frame: &str, code: &Code) -> TaskResult<String> {
    let mut page = frame.to_owned();
    let modules: Vec<_> = modules(code).collect();
    for ((name, _), packed) in modules.iter().zip(parallel::each(&modules, |(_, bytes)| packed(bytes))?) {
        let filled = format!("id=\"{name}\" data-packing=\"lzma\">{}", signs(&packed));
        page = replace(&page, &format!("id=\"{name}\">"), &filled)?;
    }
    Ok(page)
}

/// Bytes packed as src/js/lzma.js unpacks them, with the header that tells their number.
fn packed(bytes: &[u8]) -> TaskResult<Vec<u8>> {
    let options = LzmaOptions { pb: 0, ..LzmaOptions::with_preset(9) };
    let failed = |error: std::io::Error| error.to_string();
    let mut packer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64)).map_err(failed)?;
    packer.write_all(bytes).map_err(failed)?;
    packer.finish().map_err(failed)
}

/// Bytes as text: how many they are, then 13 bits in two signs at a time (src/js/signs.js reads it).
fn signs(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('!'..='~').filter(|sign| !"&<>".contains(*sign)).collect();
    let mut text = format!("{} ", bytes.len());
    let (mut bits, mut held) = (0_usize, 0);
    let mut put = |bits: &mut usize| {
        let group = *bits & 0x1fff;
        text.extend([alphabet[group / alphabet.len()], alphabet[group % alphabet.len()]]);
        *bits >>= 13;
    };
    for byte in bytes {
        bits |= usize::from(*byte) << held;
        held += 8;
        if held >= 13 {
            put(&mut bits);
            held -= 13;
        }
    }
    if held > 0 {
        put(&mut bits);
    }
    text
}

/// Everything that runs, as one script.
fn program(code: &Code) -> TaskResult<String> {
    let boot = script("boot.js")?;
    let (before, rest) =
        boot.split_once("async function start() {\n").ok_or("boot.js has lost its function `start`")?;
    let (_, after) = rest.split_once("\n}\n").ok_or("the function `start` of boot.js has lost its end")?;
    let start = format!(
        "async function start() {{\n  await __wbg_init({{ module_or_path: part(\"{}\") }});\n}}\n",
        code.module
    );
    Ok(slim_script(
        &[&script("signs.js")?, &script("lzma.js")?, &script("portable.js")?, &code.bundle, before, &start, after]
            .concat(),
    ))
}

/// All modules with their files' names.
fn modules(code: &Code) -> impl Iterator<Item = &(String, Vec<u8>)> {
    code.files.iter().filter(|(name, _)| name.rsplit('.').next() == Some("wasm"))
}

/// Digest of a text, as a content security policy writes it.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::signs;

    #[test]
    fn bytes_become_signs_that_mean_nothing_to_html() {
        // By hand: 0x1fff = 8191 = 90 · 91 + 1, and then the 11 bits left, 0x7ff = 2047 = 22 · 91 + 45.
        assert_eq!(signs(&[0xff, 0xff, 0xff]), "3 ~\"8Q");
        assert_eq!(signs(&[]), "0 ");
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert!(!signs(&all).contains(['&', '<', '>', '\n']));
    }
}

//! The hosted page, made from index.html, where each file of the page is a `<link data-trunk …>` on a line of its own.
//! Trunk reads these lines for the development server, too.

use crate::code::Code;
use crate::files::{Files, hash, read, read_text, replace, script};
use crate::run::{TaskResult, root};
use crate::slim::{slim_script, slim_style};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Content security policy of the page: it runs its own files, and nothing else (docs/decisions/0004).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// The file that keeps all others for use without a network.
pub const SERVICE_WORKER: &str = "service-worker.js";

/// A line of index.html.
pub enum PageLine {
    /// Goes into the page as it is.
    Text(String),
    /// The place of the content security policy.
    Policy,
    /// The place of the style sheet, which is one for all.
    Style,
    /// The icon, a picture in SVG.
    Icon(String),
    /// A file that the page names in lines of text.
    File(String),
    /// The place of the program.
    Program,
}

/// The page and the files it names besides the code. `portable` is the frame from which it makes portable copies of itself.
pub fn build(code: &Code, portable: &str) -> TaskResult<Files> {
    let mut files = Files::new();
    let mut page = String::new();
    for line in lines()? {
        match line {
            PageLine::Text(text) => page += &text,
            PageLine::Policy => page += &policy(POLICY),
            PageLine::Style => {
                let name = add(&mut files, "style", "css", styles()?);
                let _ = writeln!(page, "    <link rel=\"stylesheet\" href=\"./{name}\">");
            }
            PageLine::Icon(href) => {
                let name = add(&mut files, "icon", "svg", read_text(&root().join(href))?);
                let _ = writeln!(page, "    <link rel=\"icon\" href=\"./{name}\">");
            }
            PageLine::File(href) => {
                let name = href.rsplit('/').next().unwrap_or(&href);
                files.push((name.to_owned(), read(&root().join(&href))?));
            }
            PageLine::Program => {
                let boot = add(
                    &mut files,
                    "boot",
                    "js",
                    slim_script(&(script("signs.js")? + &script("hosted.js")? + &script("boot.js")?)),
                );
                let portable = add(&mut files, "portable", "html", portable.to_owned());
                page += &start(code, &boot, &portable);
            }
        }
    }
    files.push(("index.html".to_owned(), page.into_bytes()));
    Ok(files)
}

/// The service worker, which keeps all `files` for use without a network; it knows each of them by its digest.
pub fn service_worker(files: &Files) -> TaskResult<String> {
    let mut list = String::from("{\n");
    for (name, bytes) in files {
        // A server may lead from the page's file to its folder.
        let name = if name == "index.html" { "./" } else { name };
        // Writing to a String cannot fail.
        let _ = writeln!(list, "  \"{name}\": \"{:x}\",", Sha256::digest(bytes));
    }
    list.push('}');
    let worker = script(SERVICE_WORKER)?;
    let version = hash([list.as_bytes(), worker.as_bytes()]);
    replace(&replace(&worker, "{version}", &version)?, "{files}", &list)
}

/// The lines of index.html.
pub fn lines() -> TaskResult<Vec<PageLine>> {
    let source = read_text(&root().join("index.html"))?;
    let mut lines: Vec<PageLine> = Vec::new();
    for line in source.lines() {
        let linked = line.contains("data-trunk").then(|| (attribute(line, "rel"), attribute(line, "href")));
        match linked {
            None if line.contains("<!-- content security policy -->") => lines.push(PageLine::Policy),
            None => lines.push(PageLine::Text(format!("{line}\n"))),
            Some((Some("css"), _)) if lines.iter().any(|line| matches!(line, PageLine::Style)) => {}
            Some((Some("css"), _)) => lines.push(PageLine::Style),
            Some((Some("icon"), Some(href))) => lines.push(PageLine::Icon(href.to_owned())),
            // The script boot.js stands where the program is started.
            Some((Some("copy-file"), Some(href))) if href.ends_with("/boot.js") => {}
            Some((Some("copy-file"), Some(href))) => lines.push(PageLine::File(href.to_owned())),
            Some((Some("rust"), _)) => lines.push(PageLine::Program),
            Some(_) => return Err(format!("index.html: the release build does not know `{}`", line.trim())),
        }
    }
    if lines.iter().any(|line| matches!(line, PageLine::Policy)) {
        Ok(lines)
    } else {
        Err("index.html has lost the place for its content security policy".to_owned())
    }
}

/// All style sheets that index.html names, in its order.
pub fn styles() -> TaskResult<String> {
    let page = read_text(&root().join("index.html"))?;
    let sheets = page.lines().filter(|line| attribute(line, "rel") == Some("css"));
    let read =
        |line| read_text(&root().join(attribute(line, "href").unwrap_or_default())).map(|sheet| slim_style(&sheet));
    sheets.map(read).collect()
}

/// The line with a content security policy.
pub fn policy(rules: &str) -> String {
    format!("    <meta http-equiv=\"Content-Security-Policy\" content=\"{rules}\">\n")
}

/// Adds a file whose name changes with its content, and returns the name.
fn add(files: &mut Files, stem: &str, extension: &str, content: String) -> String {
    let name = format!("{stem}-{}.{extension}", hash([content.as_bytes()]));
    files.push((name.clone(), content.into_bytes()));
    name
}

/// A page that starts its module from a file of its own needs neither hash nor nonce in its content security policy.
fn start(code: &Code, boot: &str, portable: &str) -> String {
    let Code { script, module, loader, .. } = code;
    [
        format!("    <link rel=\"modulepreload\" href=\"./{script}\">\n"),
        format!("    <link rel=\"modulepreload\" href=\"./{loader}\">\n"),
        format!("    <link rel=\"preload\" href=\"./{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\">\n"),
        format!("    <script type=\"module\" src=\"./{boot}\" data-js=\"./{script}\" data-wasm=\"./{module}\" data-portable=\"./{portable}\"></script>\n"),
    ]
    .concat()
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

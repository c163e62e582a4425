//! The page of the release, made from index.html, where each file of the page is a `<link data-trunk …>` on a line of
//! its own. Trunk reads the same lines for the development server.

use crate::code::Code;
use crate::files::{hash, read, read_text};
use crate::run::{Outcome, root};

/// What the page may do: run its own files, and nothing else (engineering decision 0004).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// The page and the files it names besides the code, all under their names in `dist/`.
pub fn build(code: &Code) -> Outcome<Vec<(String, Vec<u8>)>> {
    let source = read_text(&root().join("index.html"))?;
    let style = styles(&source)?;
    let style_name = format!("style-{}.css", hash([&style[..]]));
    let style_link = format!(r#"    <link rel="stylesheet" href="./{style_name}">"#);
    let policy = format!(r#"    <meta http-equiv="Content-Security-Policy" content="{POLICY}">"#);
    let mut files = vec![(style_name, style)];
    let mut page: Vec<String> = Vec::new();
    for line in source.lines() {
        let link = line.contains("data-trunk").then(|| (attribute(line, "rel"), attribute(line, "href")));
        match link {
            None if line.contains("<!-- content security policy -->") => page.push(policy.clone()),
            None => page.push(line.to_owned()),
            // All styles are in one file, in the place of the first.
            Some((Some("css"), _)) if page.contains(&style_link) => {}
            Some((Some("css"), _)) => page.push(style_link.clone()),
            Some((Some("icon"), Some(href))) => {
                let icon = read(&root().join(href))?;
                let name = format!("icon-{}.svg", hash([&icon[..]]));
                page.push(format!(r#"    <link rel="icon" href="./{name}">"#));
                files.push((name, icon));
            }
            Some((Some("copy-file"), Some(href))) => {
                let name = href.rsplit('/').next().unwrap_or(href);
                files.push((name.to_owned(), read(&root().join(href))?));
            }
            Some((Some("rust"), _)) => page.extend(start(code)),
            Some(_) => return Err(format!("index.html: the release build does not know `{}`", line.trim())),
        }
    }
    if !page.contains(&policy) {
        return Err("index.html has lost the place for its content security policy".to_owned());
    }
    files.push(("index.html".to_owned(), (page.join("\n") + "\n").into_bytes()));
    Ok(files)
}

/// The style sheets that the page names, in its order.
fn styles(page: &str) -> Outcome<Vec<u8>> {
    let mut style = Vec::new();
    for line in page.lines().filter(|line| attribute(line, "rel") == Some("css")) {
        style.extend(read(&root().join(attribute(line, "href").unwrap_or_default()))?);
    }
    Ok(style)
}

/// A page that starts its module from a file of its own needs neither hash nor nonce in its content security policy.
fn start(code: &Code) -> [String; 4] {
    let Code { script, module, loader, .. } = code;
    [
        format!(r#"    <link rel="modulepreload" href="./{script}">"#),
        format!(r#"    <link rel="modulepreload" href="./{loader}">"#),
        format!(
            r#"    <link rel="preload" href="./{module}" as="fetch" type="application/wasm" crossorigin="anonymous">"#
        ),
        format!(r#"    <script type="module" src="./boot.js" data-js="./{script}" data-wasm="./{module}"></script>"#),
    ]
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

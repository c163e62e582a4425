//! A file server for `dist/` on this machine only. What is not there is a 404, never the start page.

use crate::dist;
use crate::run::{Outcome, step};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use tiny_http::{Header, Method, Request, Response, Server};

/// A running server; it stops when dropped.
pub struct Running {
    server: Arc<Server>,
    thread: Option<std::thread::JoinHandle<()>>,
    /// Its address, with a slash at the end.
    pub address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves until interrupted.
pub fn forever(port: u16) -> Outcome {
    let mut running = start(port)?;
    step(&format!("Journey Equity runs on {} (Ctrl+C stops it)", running.address.trim_end_matches('/')));
    if let Some(thread) = running.thread.take() {
        let _ = thread.join();
    }
    Ok(())
}

/// Starts serving; port 0 takes any free one.
pub fn start(port: u16) -> Outcome<Running> {
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        format!("port {port} is taken ({error}): stop the other server, which may be an earlier `cargo xtask serve`")
    })?;
    let address = format!("http://{}/", server.server_addr());
    let server = Arc::new(server);
    let listener = Arc::clone(&server);
    let thread = std::thread::spawn(move || {
        for request in listener.incoming_requests() {
            // A thread each: a browser that is slow to read one file must not keep the others waiting.
            std::thread::spawn(move || answer(request));
        }
    });
    Ok(Running { server, thread: Some(thread), address })
}

fn answer(request: Request) {
    let file = matches!(request.method(), Method::Get | Method::Head).then(|| locate(request.url())).flatten();
    // A browser that goes away before the answer is its own business.
    let _ = match file.and_then(|path| Some((File::open(&path).ok()?, path))) {
        Some((file, path)) => {
            let mut response = Response::from_file(file);
            for (name, value) in [
                ("Content-Type", media_type(&path)),
                ("Cache-Control", "no-cache"),
                ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "frame-ancestors 'none'"),
            ] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("not found").with_status_code(404)),
    };
}

/// The file behind a URL; nothing outside `dist/`.
fn locate(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| dist::folder().join(path)).filter(|file| file.is_file())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

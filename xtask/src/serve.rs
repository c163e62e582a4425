//! A file server for a build, on this machine only. A missing file is a 404, never the start page.
//!
//! The server is our own, because the pool of `tiny_http` 0.12 can queue two connections for one idle thread: the
//! second then waits for as long as the first is kept alive, and a page never finishes loading.

use crate::run::{TaskResult, step};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Most bytes of a request that are read.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// How long a connection may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it stops when dropped.
pub struct Running {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
    at: SocketAddr,
    /// Address of the server, with a slash at the end.
    pub address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it should stop.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves a folder until interrupted.
pub fn forever(folder: &Path, port: u16) -> TaskResult {
    let mut running = start(folder, port)?;
    step(&format!("Journey Equity runs on {} (Ctrl+C stops it)", running.address.trim_end_matches('/')));
    if let Some(thread) = running.thread.take() {
        let _ = thread.join();
    }
    Ok(())
}

/// Starts serving a folder; port 0 takes any free one.
pub fn start(folder: &Path, port: u16) -> TaskResult<Running> {
    let taken = |error| {
        format!("port {port} is taken ({error}): stop the other server, which may be an earlier `cargo xtask serve`")
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(taken)?;
    let at = listener.local_addr().map_err(taken)?;
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let folder: Arc<Path> = folder.into();
    let thread = std::thread::spawn(move || {
        for connection in listener.incoming() {
            if stopped.load(Ordering::Relaxed) {
                break;
            }
            // A browser that goes away before the answer is its own business.
            let folder = Arc::clone(&folder);
            std::thread::spawn(move || connection.and_then(|connection| answer(&folder, &connection)));
        }
    });
    Ok(Running { stop, thread: Some(thread), at, address: format!("http://{at}/") })
}

/// Answers the one request of a connection and closes it.
fn answer(folder: &Path, mut connection: &TcpStream) -> std::io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(connection.take(LONGEST_REQUEST)).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    // The headers say nothing that matters here, but must be read before the connection is closed.
    while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let mut words = request.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = matches!(method, "GET" | "HEAD").then(|| locate(folder, url)).flatten();
    let (status, media_type, body) = match path.and_then(|path| Some((std::fs::read(&path).ok()?, path))) {
        Some((body, path)) => ("200 OK", media_type(&path), body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: frame-ancestors 'none'\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        connection.write_all(&body)?;
    }
    Ok(())
}

/// The file behind a URL; nothing outside the folder.
fn locate(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(path)).filter(|file| file.is_file())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

//! A small HTTP server for one page and one user. It listens on the loopback interface alone, answers only requests that were
//! sent to it by that name, so that no page of the web can reach it through a name of its own (DNS rebinding), reads no
//! file, and changes nothing.

use super::preview::Desk;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// No request is longer, in bytes, as far as it is read.
const LONGEST_REQUEST: usize = 8 << 10;
/// Requests that are answered at the same time.
const MOST_REQUESTS: usize = 64;
/// How long a browser may take to send a request or to take an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a browser that waits for news is told that there are none, so that one that is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(5);

const HTML: &str = include_str!("page/page.html");
const CSS: &str = include_str!("page/page.css");
const JS: &str = include_str!("page/page.js");

/// What is sent with every answer: nothing may be loaded from elsewhere, guessed, kept or put into another page.
const HEADERS: &str = "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n\
    X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
    Cache-Control: no-store\r\nConnection: close\r\n";

/// A server that is ready.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    desk: Desk,
}

impl Server {
    /// Listens on 127.0.0.1; port 0 is any that is free.
    pub(super) fn bind(desk: Desk, port: u16) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind((Ipv4Addr::LOCALHOST, port))?, desk })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers, each request in a thread of its own, for as long as the process lives.
    pub fn run(self) {
        let Ok(port) = self.address().map(|address| address.port()) else { return };
        let open = Arc::new(AtomicUsize::new(0));
        for stream in self.listener.incoming().flatten() {
            let (desk, open) = (self.desk.clone(), Arc::clone(&open));
            let is_free = open.fetch_add(1, Ordering::SeqCst) < MOST_REQUESTS;
            let answer = move || {
                // A browser that goes away in the middle needs no answer.
                let _ = answer(stream, &desk, port, is_free);
                open.fetch_sub(1, Ordering::SeqCst);
            };
            // Where no thread can be had, the browser asks again.
            let _ = std::thread::Builder::new().spawn(answer);
        }
    }
}

/// What is answered.
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, body: body.into() }
    }

    fn refusal(status: &'static str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: format!("{status}\n").into_bytes() }
    }
}

/// What is asked for.
struct Request {
    method: String,
    path: String,
    query: String,
    host: Option<String>,
}

fn answer(mut stream: TcpStream, desk: &Desk, port: u16, is_free: bool) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let request = read(&mut stream)?;
    let answer = match &request {
        _ if !is_free => Answer::refusal("503 Service Unavailable"),
        None => Answer::refusal("400 Bad Request"),
        Some(request) if !is_own(request, port) => Answer::refusal("403 Forbidden"),
        Some(request) if !["GET", "HEAD"].contains(&request.method.as_str()) => {
            Answer::refusal("405 Method Not Allowed")
        }
        Some(request) if request.path == "/events" && request.method == "GET" => {
            return news(&mut stream, desk);
        }
        Some(request) => find(request, desk).unwrap_or_else(|| Answer::refusal("404 Not Found")),
    };
    let (status, kind, length) = (answer.status, answer.kind, answer.body.len());
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{HEADERS}\r\n")?;
    if request.is_none_or(|request| request.method != "HEAD") {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

/// Reads the head of a request; there is nothing to be read of a body. `None` where it is none, or too long.
fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut piece)?;
        if read == 0 || head.len() + read > LONGEST_REQUEST {
            return Ok(None);
        }
        head.extend_from_slice(&piece[..read]);
    }
    Ok(std::str::from_utf8(&head).ok().and_then(parse))
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return None;
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut hosts = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim().to_owned());
    let host = hosts.next();
    if hosts.next().is_some() {
        return None;
    }
    Some(Request { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), host })
}

/// Whether the request was sent to this server by a name that can only mean this machine.
fn is_own(request: &Request, port: u16) -> bool {
    let names = ["127.0.0.1", "localhost"];
    request.host.as_deref().is_some_and(|host| names.iter().any(|name| host == format!("{name}:{port}")))
}

fn find(request: &Request, desk: &Desk) -> Option<Answer> {
    let parts: Vec<&str> = request.path.strip_prefix('/')?.split('/').collect();
    match parts[..] {
        [""] => Some(Answer::new("text/html; charset=utf-8", HTML)),
        ["page.css"] => Some(Answer::new("text/css; charset=utf-8", CSS)),
        ["page.js"] => Some(Answer::new("text/javascript; charset=utf-8", JS)),
        ["state"] => Some(Answer::new("application/json", desk.state())),
        ["source"] => {
            let text = desk.source(&decoded(request.query.strip_prefix("file=")?)?)?;
            Some(Answer::new("text/plain; charset=utf-8", text))
        }
        ["pages", key, name] => {
            let number = name.strip_suffix(".svg")?.parse().ok()?;
            Some(Answer::new("image/svg+xml", desk.page(key, number)?))
        }
        ["pages", key, "images", name] => {
            let number = name.strip_suffix(".png")?.parse().ok()?;
            Some(Answer::new("image/png", desk.image(key, number)?))
        }
        _ => None,
    }
}

/// What stands for bytes in hexadecimal digits in an address.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Tells a browser of everything that is shown, by its number, until the browser goes away (Server-Sent Events).
fn news(stream: &mut TcpStream, desk: &Desk) -> io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{HEADERS}\r\nretry: 500\n\n")?;
    let mut told = 0;
    loop {
        let shown = desk.board.wait(told, HEARTBEAT);
        if shown == told {
            stream.write_all(b": still here\n\n")?;
        } else {
            write!(stream, "data: {shown}\n\n")?;
        }
        stream.flush()?;
        told = shown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_strictly() {
        let host = |head: &str| parse(head).and_then(|request| request.host);
        assert_eq!(host("GET / HTTP/1.1\r\nhost: localhost:1 \r\n\r\n").as_deref(), Some("localhost:1"));
        assert!(parse("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").is_none());
        assert!(parse("GET http://localhost/ HTTP/1.1\r\n\r\n").is_none());
        assert!(parse("GET / x HTTP/1.1\r\n\r\n").is_none());
        assert_eq!(decoded("en%2Fa%20b.md").as_deref(), Some("en/a b.md"));
        assert_eq!(decoded("%f"), None);
        assert_eq!(decoded("%ff"), None);
    }
}

//! A small HTTP server for one page and one user. It listens on the loopback interface alone, answers only requests that were
//! sent to it by that name, so that no page of the web can reach it through a name of its own (DNS rebinding), reads no
//! file, and changes nothing.

use super::preview::Desk;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// No request is longer, in bytes, as far as it is read.
const LONGEST_REQUEST: usize = 8 << 10;
/// Connections that are open at the same time.
const MOST_CONNECTIONS: usize = 64;
/// How long a browser may take to send a request, from its first byte to its last.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take to take the whole of an answer.
const ANSWER_PATIENCE: Duration = Duration::from_secs(60);
/// How long nothing is taken from those who ask, where the system has nothing to take them with.
const PAUSE: Duration = Duration::from_millis(50);
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
        let seats = Seats::new(MOST_CONNECTIONS);
        for stream in self.listener.incoming() {
            let Ok(stream) = stream else {
                std::thread::sleep(PAUSE);
                continue;
            };
            let Some(seat) = seats.take() else {
                // Nobody waits for a browser that finds no seat, and a browser that goes away needs no answer.
                let _ = turn_away(stream);
                continue;
            };
            let desk = self.desk.clone();
            let answer = move || {
                let _seat = seat;
                let _ = answer(stream, &desk, port);
            };
            // Where no thread can be had, the seat is free again, and the browser asks once more.
            let _ = std::thread::Builder::new().spawn(answer);
        }
    }
}

/// How many connections may be open at the same time, and how many are.
#[derive(Clone, Debug)]
struct Seats {
    open: Arc<AtomicUsize>,
    most: usize,
}

impl Seats {
    fn new(most: usize) -> Self {
        Self { open: Arc::new(AtomicUsize::new(0)), most }
    }

    /// A seat, where one is free.
    fn take(&self) -> Option<Seat> {
        let more = |open: usize| (open < self.most).then_some(open + 1);
        self.open.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).ok()?;
        Some(Seat(Arc::clone(&self.open)))
    }
}

/// The place of one connection; it is free again when this is dropped, in whatever way its thread ends.
#[derive(Debug)]
struct Seat(Arc<AtomicUsize>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
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

/// Says that there is no seat, without reading what is asked for, and without waiting.
fn turn_away(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nonblocking(true)?;
    let Answer { status, kind, body } = Answer::refusal("503 Service Unavailable");
    let mut whole = head(status, kind, body.len());
    whole.extend_from_slice(&body);
    stream.write_all(&whole)?;
    stream.shutdown(Shutdown::Write)?;
    // A connection that is closed with something unread in it is torn down, and with it the answer.
    let mut unread = [0; LONGEST_REQUEST];
    let _ = stream.read(&mut unread);
    Ok(())
}

fn answer(mut stream: TcpStream, desk: &Desk, port: u16) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let request = read(&mut stream, Instant::now() + PATIENCE)?;
    let answer = match &request {
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
    let mut whole = head(answer.status, answer.kind, answer.body.len());
    if request.is_none_or(|request| request.method != "HEAD") {
        whole.extend_from_slice(&answer.body);
    }
    send(&mut stream, &whole, Instant::now() + ANSWER_PATIENCE)
}

fn head(status: &str, kind: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{HEADERS}\r\n")
        .into_bytes()
}

/// The time that is left, or why none is.
fn left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Writes all of it, or as much as is taken until then.
fn send(stream: &mut TcpStream, mut bytes: &[u8], deadline: Instant) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.set_write_timeout(Some(left(deadline)?))?;
        match stream.write(bytes)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => bytes = bytes.get(written..).unwrap_or_default(),
        }
    }
    stream.flush()
}

/// Reads the head of a request; there is nothing to be read of a body. `None` where it is none, or too long. All of it has to be
/// there in time, or whoever sends a byte now and then would keep a seat for hours.
fn read(stream: &mut TcpStream, deadline: Instant) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        stream.set_read_timeout(Some(left(deadline)?))?;
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
    stream.set_write_timeout(Some(PATIENCE))?;
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

    /// Two ends of a connection.
    fn connected() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
        (client, listener.accept().expect("a connection").0)
    }

    #[test]
    fn seats_are_given_back() {
        let seats = Seats::new(2);
        let (one, two) = (seats.take(), seats.take());
        assert!(one.is_some() && two.is_some() && seats.take().is_none() && seats.take().is_none());
        drop(one);
        let thread = std::thread::spawn({
            let seat = seats.take().expect("a free seat");
            move || {
                let _seat = seat;
                std::panic::resume_unwind(Box::new("the end"));
            }
        });
        assert!(thread.join().is_err());
        assert!(seats.take().is_some());
        assert_eq!(seats.open.load(Ordering::SeqCst), 1, "that of the second");
    }

    #[test]
    fn a_request_has_to_be_there_in_time() {
        let (mut client, mut server) = connected();
        let slow = std::thread::spawn(move || {
            // Until the other end has enough of it.
            while client.write_all(b"G").is_ok() {
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let begin = Instant::now();
        assert!(read(&mut server, begin + Duration::from_millis(200)).is_err());
        assert!(begin.elapsed() < Duration::from_secs(20));
        drop(server);
        slow.join().expect("the slow one");
    }

    #[test]
    fn an_answer_has_to_be_taken_in_time() {
        let (client, mut server) = connected();
        let begin = Instant::now();
        let bytes = vec![0; 64 << 20];
        assert!(send(&mut server, &bytes, begin + Duration::from_millis(200)).is_err());
        assert!(begin.elapsed() < Duration::from_secs(20));
        drop(client);
    }

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

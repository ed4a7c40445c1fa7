//! `concord watch`: what it shows, what it refuses, and how it follows what is saved; over HTTP, and in a browser.

mod browser;

use crate::caching::{ENGLISH, FRENCH, Place, files};
use crate::command::concord;
use crate::tools::Tool;
use crate::{Check, checks};
use concord::settings::SourceSettings;
use concord::watch::{Preview, Settings};
use libtest_mimic::Trial;
use roxmltree::Document;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let all: [(&str, Check); 9] = [
        ("pages", pages),
        ("follows", follows),
        ("last-good-pages", last_good_pages),
        ("findings-have-places", findings_have_places),
        ("news", news),
        ("refuses", refuses),
        ("full", full),
        ("pages-and-pictures-of-the-sample", sample),
        ("program", program),
    ];
    let mut trials = checks("watching", &all);
    trials
        .push(Trial::ignorable_test("watching/chromium", || Tool::Chromium.trial(browser::keeps_its_place)));
    trials
}

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

const EDITOR: &str = "editor://{path}:{line}:{column}";

/// A preview that is driven by hand, and its server.
struct Shown {
    preview: Preview,
    address: SocketAddr,
}

impl Shown {
    fn new(folder: &Path) -> Result<Self, String> {
        let source = SourceSettings { folder: folder.to_owned(), templates: None };
        let preview = Preview::open(Settings { source, editor: EDITOR.to_owned() }).map_err(text)?;
        let server = preview.server(0).map_err(text)?;
        let address = server.address().map_err(text)?;
        // Ends with the suite.
        std::thread::spawn(move || server.run());
        Ok(Self { preview, address })
    }

    fn get(&self, path: &str) -> Result<Answer, String> {
        let host = self.address;
        Answer::to(self.address, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    fn state(&self) -> Result<Value, String> {
        serde_json::from_slice(&self.get("/state")?.body).map_err(text)
    }
}

/// What a server answers.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn to(address: SocketAddr, request: &str) -> Result<Self, String> {
        let mut stream = TcpStream::connect(address).map_err(text)?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).map_err(text)?;
        // A request that is refused early may not be taken to its end.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n");
        let end = end.ok_or_else(|| format!("no answer to {request:?}: {read:?}"))?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        Ok(Self { status, head, body: bytes.split_off(end + 4) })
    }
}

fn editions(state: &Value) -> Vec<(&str, &str, bool)> {
    state["editions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| Some((it["file"].as_str()?, it["key"].as_str()?, it["former"].as_bool()?)))
        .collect()
}

/// Pages are drawn with the outlines of their glyphs, at the size of the page.
fn pages() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    let html = shown.get("/")?;
    expect(html.status == 200 && html.head.contains("frame-ancestors 'none'"), &html.head)?;
    for path in ["/page.js", "/page.css"] {
        expect(shown.get(path)?.status == 200, path)?;
    }
    let state = shown.state()?;
    let made = editions(&state);
    expect(made.iter().map(|it| it.0).eq(["case-en.pdf", "case-fr.pdf"]), format!("{made:?}"))?;
    expect(state["editions"][0]["pages"][0] == serde_json::json!([260.0, 180.0]), state.to_string())?;
    let page = shown.get(&format!("/pages/{}/1.svg", made[0].1))?;
    let svg = String::from_utf8(page.body).map_err(text)?;
    let parsed = Document::parse(&svg).map_err(text)?;
    let letters = ENGLISH.chars().filter(|sign| sign.is_alphabetic()).count() - "bridges".len();
    // One for each letter, and for full stops, bullets and the folio.
    let drawn = parsed.descendants().filter(|node| node.tag_name().name() == "use").count();
    expect(drawn >= letters && drawn < letters + 20, format!("{drawn} glyphs for {letters} letters"))?;
    let ids: Vec<_> = parsed.descendants().filter_map(|node| node.attribute("id")).collect();
    let known = |node: &roxmltree::Node| {
        node.attribute("href").and_then(|href| href.strip_prefix('#')).is_some_and(|id| ids.contains(&id))
    };
    let strange =
        parsed.descendants().filter(|node| node.tag_name().name() == "use").find(|node| !known(node));
    expect(strange.is_none(), "a glyph without outline")
}

/// Only what a saved file touches is made anew.
fn follows() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    let before = shown.state()?;
    let stamps = shown.preview.stamps();
    expect(stamps == shown.preview.stamps(), "stamps change by themselves")?;
    place.write("en/text.md", &ENGLISH.replace("people", "many people"))?;
    expect(stamps != shown.preview.stamps(), "a saved file is not noticed")?;
    shown.preview.refresh();
    let after = shown.state()?;
    expect(before["version"] == 1 && after["version"].as_u64() > Some(1), "the number does not grow")?;
    let (before, after) = (editions(&before), editions(&after));
    expect(before[0].1 != after[0].1 && before[1] == after[1], format!("{before:?}\n{after:?}"))?;
    expect(shown.get(&format!("/pages/{}/1.svg", after[0].1))?.status == 200, "no page")?;
    expect(shown.get(&format!("/pages/{}/1.svg", before[0].1))?.status == 404, "a page of before is shown")?;
    expect(shown.get(&format!("/pages/{}/99.svg", after[0].1))?.status == 404, "a page that is not there")?;
    let theme = place.path().join("templates/case/theme.toml");
    let stamps = shown.preview.stamps();
    let words = std::fs::read_to_string(&theme).map_err(text)?;
    std::fs::write(&theme, words + "\n# a theme that was saved\n").map_err(text)?;
    expect(stamps != shown.preview.stamps(), "a saved theme is not noticed")
}

/// A text with errors leaves its last good pages, and the findings say why; a broken publication leaves all of them.
fn last_good_pages() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    let good = shown.state()?;
    place.write("en/text.md", "{{count \"bridges\"}}\n")?;
    shown.preview.refresh();
    let state = shown.state()?;
    let (before, now) = (editions(&good), editions(&state));
    expect(now[0] == (before[0].0, before[0].1, true) && now[1] == before[1], format!("{now:?}"))?;
    let codes = |state: &Value| state["findings"].as_array().map_or(0, Vec::len);
    expect(codes(&state) > 0 && state["summary"] != "", state.to_string())?;
    expect(shown.get(&format!("/pages/{}/1.svg", now[0].1))?.status == 200, "no last good page")?;
    let publication = std::fs::read_to_string(place.publication.join("publication.toml")).map_err(text)?;
    for broken in ["id = \"case\n", "", "template = \"no-such-template\"\n"] {
        place.write("publication.toml", broken)?;
        shown.preview.refresh();
        let state = shown.state()?;
        expect(editions(&state).len() == 2, format!("{broken:?} takes pages away: {state}"))?;
        expect(codes(&state) > 0 || state["trouble"].is_string(), format!("{broken:?} has no findings"))?;
    }
    let aside = place.path().join("aside");
    std::fs::rename(&place.publication, &aside).map_err(text)?;
    shown.preview.refresh();
    let state = shown.state()?;
    expect(editions(&state).len() == 2 && state["trouble"].is_string(), state.to_string())?;
    std::fs::rename(&aside, &place.publication).map_err(text)?;
    place.write("publication.toml", &publication)?;
    place.write("en/text.md", ENGLISH)?;
    shown.preview.refresh();
    let state = shown.state()?;
    expect(editions(&state) == before && state["trouble"].is_null(), state.to_string())?;
    expect(state["findings"] == good["findings"], "other findings than before")
}

fn findings_have_places() -> Result<(), String> {
    let place = Place::new()?;
    place.write("en/text.md", &format!("{ENGLISH}\nMore than {{{{count \"bridges\"}}}}.\n"))?;
    let shown = Shown::new(&place.publication)?;
    let state = shown.state()?;
    let finding = state["findings"].as_array().into_iter().flatten().find(|it| it["code"] == "C201");
    let spot = &finding.ok_or_else(|| state.to_string())?["place"];
    let line = ENGLISH.lines().count() + 2;
    expect(spot["file"] == "en/text.md" && spot["line"] == line && spot["column"] == 11, spot.to_string())?;
    let folder = place.publication.canonicalize().map_err(text)?;
    let folder = folder.to_string_lossy();
    let link = EDITOR.replace(
        "{path}:{line}:{column}",
        &format!("{}/en/text.md:{line}:11", folder.trim_start_matches('/')),
    );
    expect(spot["link"] == link.as_str(), format!("{} is not {link}", spot["link"]))?;
    let source = shown.get("/source?file=en%2Ftext.md")?;
    expect(source.body.starts_with(ENGLISH.as_bytes()), "another text")
}

/// Whoever listens is told of what is new, at last of the newest. Pages are shown before all findings are there, and whoever is
/// slow to listen is told of both at once.
fn news() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    let mut stream = TcpStream::connect(shown.address).map_err(text)?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).map_err(text)?;
    write!(stream, "GET /events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", shown.address.port())
        .map_err(text)?;
    let mut lines = BufReader::new(stream).lines();
    let mut next = || loop {
        let line = lines.next().ok_or("the news end")?.map_err(text)?;
        if let Some(number) = line.strip_prefix("data: ") {
            return number.parse::<u64>().map_err(text);
        }
    };
    expect(next()? == 1, "the first number")?;
    place.write("fr/text.md", &FRENCH.replace("bois", "fer"))?;
    shown.preview.refresh();
    let newest = shown.preview.board().version();
    let mut told = 1;
    while told != newest {
        let number = next()?;
        expect(told < number && number <= newest, format!("{number} comes after {told} of {newest}"))?;
        told = number;
    }
    Ok(())
}

/// Only requests to this machine by its own names, to read, of what is there to be read.
fn refuses() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    expect(shown.address.ip().is_loopback(), "not on the loopback interface")?;
    let port = shown.address.port();
    let send = |request: &str| Answer::to(shown.address, request).map(|answer| answer.status);
    let with = |line: &str, host: &str| send(&format!("{line} HTTP/1.1\r\n{host}\r\n\r\n"));
    let own = format!("Host: 127.0.0.1:{port}");
    let evil =
        ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1".to_owned(), String::new()];
    for host in evil {
        let status = with("GET /state", &format!("Host: {host}"))?;
        expect(status == 403, format!("`{host}` is answered with {status}"))?;
    }
    expect(with("GET /state", "Accept: */*")? == 403, "a request without a host")?;
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        expect(with(&format!("{method} /state"), &own)? == 405, method)?;
    }
    let outside = [
        "/../publication.toml",
        "/%2e%2e/etc/passwd",
        "/source?file=../../etc/passwd",
        "/source?file=%2Fetc%2Fpasswd",
        "/source?file=..%2Ftemplates%2Fcase%2Ftheme.toml",
        "/source",
        "/pages/x/1.svg",
        "/pages/../1.svg",
        "//",
        "/publication.toml",
    ];
    for path in outside {
        expect(with(&format!("GET {path}"), &own)? == 404, path)?;
    }
    expect(with("GET http://127.0.0.1/state", &own)? == 400, "an absolute address")?;
    expect(send("GET / HTTP/1.1 GET\r\n\r\n")? == 400, "no request")?;
    let long = format!("GET /{} HTTP/1.1\r\n{own}\r\n\r\n", "a".repeat(7_000));
    expect(send(&long)? == 404, "a long request")?;
    let head = Answer::to(shown.address, &format!("HEAD /state HTTP/1.1\r\n{own}\r\n\r\n"))?;
    expect(head.status == 200 && head.body.is_empty(), "HEAD has a body")?;
    expect(with("GET /state", &own)? == 200, "the own request")
}

/// Whoever comes when all seats are taken is told so at once, without having asked anything; seats are free again when those
/// who sat there have gone.
fn full() -> Result<(), String> {
    let place = Place::new()?;
    let shown = Shown::new(&place.publication)?;
    let connect = || TcpStream::connect(shown.address).map_err(text);
    let silent = (0..64).map(|_| connect()).collect::<Result<Vec<_>, _>>()?;
    for _ in 0..3 {
        let answer = Answer::to(shown.address, "")?;
        expect(answer.status == 503 && answer.body == b"503 Service Unavailable\n", answer.head)?;
    }
    drop(silent);
    let begin = Instant::now();
    while shown.get("/state").map_or(503, |answer| answer.status) == 503 {
        expect(begin.elapsed() < Duration::from_secs(30), "the seats stay taken")?;
        std::thread::sleep(Duration::from_millis(5));
    }
    expect(shown.get("/state")?.status == 200, "it does not answer any more")
}

/// Every page of the sample's first edition, with the pictures that they name.
fn sample() -> Result<(), String> {
    let shown = Shown::new(&crate::sample::fixture())?;
    let state = shown.state()?;
    let made = editions(&state);
    expect(made.len() == 6 && made.iter().all(|it| !it.2), format!("{made:?}"))?;
    expect(state["findings"] == serde_json::json!([]), state["findings"].to_string())?;
    let mut links = 0;
    for (edition, (_, key, _)) in state["editions"].as_array().into_iter().flatten().zip(&made).take(2) {
        for number in 1..=edition["pages"].as_array().map_or(0, Vec::len) {
            let svg =
                String::from_utf8(shown.get(&format!("/pages/{key}/{number}.svg"))?.body).map_err(text)?;
            let parsed = Document::parse(&svg).map_err(|error| format!("page {number}: {error}"))?;
            links += parsed.descendants().filter(|node| node.tag_name().name() == "a").count();
            for image in parsed.descendants().filter(|node| node.tag_name().name() == "image") {
                let picture = shown.get(image.attribute("href").unwrap_or_default())?;
                expect(picture.body.starts_with(b"\x89PNG"), format!("page {number} has no picture"))?;
            }
        }
    }
    expect(links > 20, format!("{links} links"))
}

/// The real program, until it is told to end.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn new(publication: &Path, scratch: &Path) -> Result<Self, String> {
        let mut command = concord([OsStr::new("watch"), publication.as_os_str()]);
        command.args(["--port", "0"]).current_dir(scratch).env("TMPDIR", scratch).env("HOME", scratch);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(text)?;
        let mut line = String::new();
        let out = child.stdout.take().ok_or("no standard output")?;
        BufReader::new(out).read_line(&mut line).map_err(text)?;
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        let address = address.map_err(|error| format!("`{line}` is no address: {error}"))?;
        Ok(Self { child, address })
    }

    /// What Ctrl-C does: the program ends of the signal, which shells show as 130.
    pub(crate) fn interrupt(&mut self) -> Result<(), String> {
        use std::os::unix::process::ExitStatusExt;
        let id = self.child.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().map_err(text)?;
        let status = self.child.wait().map_err(text)?;
        expect(status.signal() == Some(2), format!("it ends with {status}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Saves a text as many programs do: it is empty for a moment.
pub(crate) fn save_in_steps(path: &Path, words: &str) -> Result<(), String> {
    let mut file = std::fs::File::create(path).map_err(text)?;
    std::thread::sleep(Duration::from_millis(150));
    file.write_all(words.as_bytes()).map_err(text)
}

fn program() -> Result<(), String> {
    let place = Place::new()?;
    let scratch = tempfile::tempdir().map_err(text)?;
    let mut running = Running::new(&place.publication, scratch.path())?;
    let state = || {
        let host = running.address;
        let answer = Answer::to(host, &format!("GET /state HTTP/1.1\r\nHost: {host}\r\n\r\n"))?;
        serde_json::from_slice::<Value>(&answer.body).map_err(text)
    };
    let key = |state: &Value| state["editions"][0]["key"].clone();
    let before = key(&state()?);
    let text_path = place.publication.join("en/text.md");
    save_in_steps(&text_path, &ENGLISH.replace("stone", "granite"))?;
    let begin = Instant::now();
    while key(&state()?) == before {
        expect(begin.elapsed() < Duration::from_secs(30), "what is saved is not shown")?;
        std::thread::sleep(Duration::from_millis(5));
    }
    let first = key(&state()?);
    std::thread::sleep(Duration::from_millis(300));
    expect(key(&state()?) == first, "a text that was emptied to be saved is shown without its words")?;
    let written = files(place.path())?;
    running.interrupt()?;
    expect(files(place.path())? == written, "something is written when it ends")?;
    expect(files(scratch.path())?.is_empty(), "something is left behind")
}

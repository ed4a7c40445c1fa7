//! The preview in headless Chromium, driven over the DevTools protocol through two pipes.

use super::{Running, expect, text};
use crate::command::run;
use crate::folder::{read_all, write_all};
use crate::root;
use crate::tools::Program;
use concord_manuscript::Files;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take in a browser that was just begun, on a machine with other work.
const PATIENCE: Duration = Duration::from_secs(60);

struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    number: u64,
    session: Option<String>,
    _folder: tempfile::TempDir,
}

impl Browser {
    fn new(program: &Program) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(text)?;
        let (input, output) = (folder.path().join("in"), folder.path().join("out"));
        run(Command::new("mkfifo").args([&input, &output]))?;
        let script = "exec \"$0\" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
            --window-size=1200,900 --remote-debugging-pipe --user-data-dir=\"$1/profile\" about:blank 3<\"$1/in\" 4>\"$1/out\"";
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(program.path()).arg(folder.path()).env("HOME", folder.path());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(text)?;
        // Each waits until the other side is there.
        let to = File::options().write(true).open(&input).map_err(text)?;
        let from = BufReader::new(File::open(&output).map_err(text)?);
        let mut browser = Self { child, to, from, number: 0, session: None, _folder: folder };
        let targets = browser.ask("Target.getTargets", json!({}))?;
        let pages = targets["targetInfos"].as_array().into_iter().flatten();
        let page = pages.into_iter().find(|it| it["type"] == "page").ok_or("the browser has no page")?;
        let attach = json!({ "targetId": page["targetId"], "flatten": true });
        let attached = browser.ask("Target.attachToTarget", attach)?;
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        Ok(browser)
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).map_err(text)?;
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).map_err(text)?;
            bytes.pop().ok_or("the browser has ended")?;
            let answer: Value = serde_json::from_slice(&bytes).map_err(text)?;
            if answer["id"] == self.number {
                return match answer.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
    }

    /// The value of an expression in the page.
    fn value(&mut self, expression: &str) -> Result<Value, String> {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", asked)?;
        match answer.get("exceptionDetails") {
            Some(fault) => Err(format!("{expression}: {fault}")),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until an expression is true. A page that is just being loaded has not everything that it is about, and may be gone
    /// before it can answer.
    fn until(&mut self, expression: &str) -> Result<(), String> {
        let begin = Instant::now();
        loop {
            let value = self.value(expression);
            if value == Ok(json!(true)) {
                return Ok(());
            }
            if begin.elapsed() >= PATIENCE {
                let page = self.value(CONDITION);
                return Err(format!("`{expression}` does not come true: {value:?}; the page: {page:?}"));
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.ask("Browser.close", json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sample(parent: &Path) -> Result<std::path::PathBuf, String> {
    for name in ["fixtures/building-bridges", "templates"] {
        let mut files = Files::new();
        read_all(&root().join(name), "", &mut files).map_err(text)?;
        write_all(&parent.join(name), &files)?;
    }
    Ok(parent.join("fixtures/building-bridges"))
}

const PLACE: &str = "JSON.stringify([document.getElementById('edition').value, place().page, \
    Math.round(place().above * 1000), Math.round(document.getElementById('pages').scrollTop)])";

/// Whether the page has everything, and shows something.
const LOADED: &str = "document.readyState === 'complete' && document.documentElement.dataset.shown >= 1";

/// Whether a page of the edition is drawn as the edition is now.
fn drawn(page: usize) -> String {
    let of_page = |rest: &str| format!("document.querySelector('#page-{page}{rest}')");
    format!("!!{} && {}.dataset.key === edition.key", of_page(" svg path"), of_page(""))
}

/// What is told of a page that does not come to what is waited for.
const CONDITION: &str = "JSON.stringify([state.version, edition.file, edition.key, place(), pages.children.length, \
    document.querySelectorAll('.waits').length, document.getElementById('summary').textContent])";

/// The sample: a page deep in the French edition stays in view while its text is changed, broken and mended, and when the page
/// itself is loaded anew.
pub(super) fn keeps_its_place(program: &Program) -> Result<(), String> {
    let parent = tempfile::tempdir().map_err(text)?;
    let scratch = tempfile::tempdir().map_err(text)?;
    let publication = sample(parent.path())?;
    let running = Running::new(&publication, scratch.path())?;
    let mut browser = Browser::new(program)?;
    browser.ask("Page.navigate", json!({ "url": format!("http://{}/", running.address) }))?;
    browser.until(LOADED)?;
    // News come at the same time, and are taken first.
    browser.value(
        "{ inTurn(take); const list = document.getElementById('edition'); list.value = 'building-bridges-fr.pdf'; \
        list.dispatchEvent(new Event('change')); }",
    )?;
    // The page chooses when it has taken what it was told before; until then it shows another edition.
    browser.until(&format!("edition.file === 'building-bridges-fr.pdf' && {}", drawn(1)))?;
    // Whoever goes elsewhere while news are read stays there.
    browser.value(
        "(() => { const json = Response.prototype.json; Response.prototype.json = async function () { \
        Response.prototype.json = json; const read = await json.call(this); go({ page: 9, above: 0.25 }); return read; }; \
        return inTurn(take).then(() => true); })()",
    )?;
    browser.until(&drawn(10))?;
    let boxes = "['svg', 'svg use'].map((name) => document.querySelector('#page-10 ' + name).getBoundingClientRect()) \
        .every((box) => box.width > 0 && box.height > 0)";
    expect(browser.value(boxes)? == true, "the page is empty")?;
    let before = browser.value(PLACE)?;

    let (path, words) = text_of_page(&mut browser, &publication)?;
    let changed = words.replacen(". ", ", et voilà. ", 1);
    let key = browser.value("edition.key")?;
    let saved = Instant::now();
    super::save_in_steps(&path, &changed)?;
    browser.until(&format!("edition.key !== {key} && {}", drawn(10)))?;
    println!("watching/chromium: {} ms from save to shown", saved.elapsed().as_millis());
    let after = browser.value(PLACE)?;
    expect(before == after, format!("the place moves from {before} to {after}"))?;

    std::fs::write(&path, format!("{changed}\n{{{{count \"no-such-fact\"}}}}\n")).map_err(text)?;
    browser.until(
        "!document.getElementById('notice').hidden && !!document.querySelector('#findings .error button')",
    )?;
    expect(browser.value(PLACE)? == before, "the place moves with an error")?;
    browser.value("document.querySelector('#findings .error button').click()")?;
    browser.until("!document.getElementById('text').hidden && document.querySelector('#lines .here').textContent.includes('no-such-fact')")?;
    let link = browser.value("document.getElementById('editor').href")?;
    let line = changed.lines().count() + 2;
    let is_right = link
        .as_str()
        .is_some_and(|link| link.starts_with("vscode://file/") && link.contains(&format!(".md:{line}:")));
    expect(is_right, format!("the editor's link is {link}"))?;

    std::fs::write(&path, &words).map_err(text)?;
    browser
        .until("document.getElementById('notice').hidden && !document.querySelector('#findings .error')")?;
    // What is asked at once may still be answered by the page that is about to go.
    browser.value("{ window.isFormer = true; }")?;
    browser.ask("Page.reload", json!({}))?;
    browser.until(&format!("window.isFormer === undefined && {LOADED} && {}", drawn(10)))?;
    let again = browser.value(PLACE)?;
    expect(before == again, format!("the place moves from {before} to {again} when the page is loaded anew"))
}

/// A text of the French edition, and its words.
fn text_of_page(browser: &mut Browser, publication: &Path) -> Result<(std::path::PathBuf, String), String> {
    let errors = browser.value("document.querySelectorAll('#findings .error').length")?;
    expect(errors == 0, format!("{errors} errors in the sample"))?;
    let folder = publication.join("fr");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).map_err(text)?.flatten().map(|entry| entry.path()).collect();
    names.sort();
    let is_text = |path: &&std::path::PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let path = names.iter().filter(is_text).nth(1).ok_or("the sample has no French text")?.clone();
    let words = std::fs::read_to_string(&path).map_err(text)?;
    Ok((path, words))
}

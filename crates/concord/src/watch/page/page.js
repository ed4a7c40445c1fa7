"use strict";
// The pages of one edition, the findings, and the text of a finding. News come as numbers; what they mean is asked for, and
// only pages that can be seen are drawn.

const at = (id) => document.getElementById(id);
const pages = at("pages");
let state = { version: 0, editions: [], findings: [] };
let edition = null;
let shownText = null;

/// An element with words in it. Words from texts are never read as markup.
function make(name, words, kind) {
  const element = document.createElement(name);
  if (words) element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

/// What is remembered when the page itself is loaded anew.
function remember(place) {
  sessionStorage.setItem("edition", edition ? edition.file : "");
  sessionStorage.setItem("place", JSON.stringify(place));
}

/// The page at the top of the view, and how much of it is above.
function place() {
  const top = pages.getBoundingClientRect().top;
  for (const [index, page] of [...pages.children].entries()) {
    const box = page.getBoundingClientRect();
    if (box.bottom > top) return { page: index, above: (top - box.top) / box.height };
  }
  return { page: 0, above: 0 };
}

function go(to) {
  const page = pages.children[Math.min(to.page, pages.children.length - 1)];
  if (!page) return;
  const from = pages.getBoundingClientRect().top;
  const box = page.getBoundingClientRect();
  pages.scrollTop += box.top - from + to.above * box.height;
  // A window in the background gets no word of scrolling.
  redraw();
}

/// Draws a page that can be seen, unless it is drawn as it is now.
async function draw(page) {
  const key = edition.key;
  const number = page.dataset.number;
  if (page.dataset.key === key || page.dataset.asked === key) return;
  page.dataset.asked = key;
  let svg = null;
  try {
    const answer = await fetch(`/pages/${key}/${number}.svg`);
    // Where there is no such page, something newer is shown already, and the news of it are on their way.
    if (!answer.ok && answer.status !== 404) throw new Error(`page ${number}: ${answer.status}`);
    if (answer.ok) svg = await answer.text();
  } finally {
    if (svg === null && page.dataset.asked === key) page.dataset.asked = "";
  }
  if (svg === null || page.dataset.asked !== key) return;
  const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  page.replaceChildren(document.importNode(drawn, true));
  page.dataset.key = key;
  page.classList.remove("waits");
}

function visible(page) {
  const view = pages.getBoundingClientRect();
  const box = page.getBoundingClientRect();
  return box.bottom > view.top - 300 && box.top < view.bottom + 300;
}

async function drawVisible() {
  await Promise.all([...pages.children].filter(visible).map(draw));
}

/// Does something once more a little later where it failed, as when the server has too much to do. Where the server is gone, its
/// return is news.
async function untilDone(work) {
  try {
    await work();
  } catch (error) {
    console.warn(error);
    if (news.readyState === EventSource.OPEN) setTimeout(() => untilDone(work), 500);
  }
}
const redraw = () => untilDone(drawVisible);

/// Puts the pages of an edition in their places, those that are there already included.
function lay() {
  const width = at("width").value;
  const wanted = edition ? edition.pages : [];
  while (pages.children.length > wanted.length) pages.lastChild.remove();
  wanted.forEach(([across, down], index) => {
    let page = pages.children[index];
    if (!page) {
      page = make("div", "", "page");
      page.dataset.number = index + 1;
      page.id = `page-${index + 1}`;
      pages.append(page);
    }
    page.style.width = `${width}%`;
    page.style.aspectRatio = `${across} / ${down}`;
    if (page.dataset.key !== edition.key) page.classList.add("waits");
  });
  at("count").textContent = `of ${wanted.length}`;
  at("number").max = wanted.length;
}

function choose(file) {
  const list = at("edition");
  list.replaceChildren(...state.editions.map((one) => {
    const option = make("option", `${one.locale} · ${one.title} (${one.file})${one.former ? " – last good pages" : ""}`);
    option.value = one.file;
    return option;
  }));
  const before = edition && edition.file;
  edition = state.editions.find((one) => one.file === file) || state.editions[0] || null;
  if (edition) list.value = edition.file;
  if (edition && before !== edition.file) pages.replaceChildren();
}

function placeLine(spot) {
  const line = make("p");
  const button = make("button", `${spot.file}:${spot.line}:${spot.column}`);
  button.type = "button";
  button.addEventListener("click", () => showText(spot, true));
  line.append(button);
  if (spot.message) line.append(` ${spot.message}`);
  return line;
}

function listFindings() {
  at("findings").replaceChildren(...state.findings.map((finding) => {
    const item = make("li", "", finding.severity);
    const what = make("p", `${finding.severity} ${finding.code}: ${finding.message}`, "what");
    what.title = finding.page;
    item.append(what);
    for (const spot of [finding.place, ...finding.others]) if (spot) item.append(placeLine(spot));
    for (const note of finding.notes) item.append(make("p", note, "more"));
    if (finding.help) item.append(make("p", finding.help, "more"));
    return item;
  }));
}

/// Shows a text beside the pages, with the words that a finding is about.
async function showText(spot, jumps) {
  const answer = await fetch(`/source?file=${encodeURIComponent(spot.file)}`);
  if (!answer.ok) return;
  shownText = spot;
  const editor = at("editor");
  editor.textContent = `${spot.file}:${spot.line}`;
  if (spot.link) editor.href = spot.link; else editor.removeAttribute("href");
  editor.title = spot.link ? "open in your editor" : "";
  const lines = (await answer.text()).split("\n").map((line, index) => {
    const here = index + 1 >= spot.line && index + 1 <= Math.max(spot.line, spot.end[0]);
    return make("span", line || " ", here ? "here" : "");
  });
  at("lines").replaceChildren(...lines);
  at("text").hidden = false;
  const here = at("lines").querySelector(".here");
  if (jumps && here) here.scrollIntoView({ block: "center" });
}

function showNotice() {
  const words = [];
  if (state.trouble) words.push(state.trouble);
  if (edition && edition.former) words.push("This edition cannot be made now: these are its last good pages. The findings say why.");
  at("notice").textContent = words.join(" ");
  at("notice").hidden = words.length === 0;
  at("summary").textContent = state.summary || "no findings";
}

/// Takes what is shown now, and stays where it was.
async function take() {
  const answer = await fetch("/state");
  if (!answer.ok) throw new Error(`the state: ${answer.status}`);
  state = await answer.json();
  // Nothing is waited for from here until the pages are laid: whoever scrolls meanwhile would be taken back.
  const kept = edition ? place() : JSON.parse(sessionStorage.getItem("place") || "null");
  choose(edition ? edition.file : sessionStorage.getItem("edition"));
  lay();
  if (kept) go(kept);
  showNotice();
  listFindings();
  if (shownText) await showText(shownText, false);
  await drawVisible();
  // For whoever measures how long it took.
  document.documentElement.dataset.shown = state.version;
}

// One after the other, so that an older answer never comes after a newer one.
let turn = Promise.resolve();
function inTurn(work) {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

pages.addEventListener("scroll", () => {
  const now = place();
  at("number").value = now.page + 1;
  remember(now);
  if (edition) redraw();
});
pages.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  if (address.startsWith("#page-")) go({ page: Number(address.slice(6)) - 1, above: 0 });
  else window.open(address, "_blank", "noopener,noreferrer");
});
at("number").addEventListener("change", (event) => go({ page: Number(event.target.value) - 1, above: 0 }));
at("edition").addEventListener("change", (event) => {
  // News that are taken before its turn comes put the list back to what is shown.
  const file = event.target.value;
  inTurn(async () => {
    const kept = place();
    choose(file);
    lay();
    go({ page: kept.page, above: 0 });
    remember(place());
    showNotice();
    await redraw();
  });
});
at("width").addEventListener("change", () => {
  const kept = place();
  lay();
  go(kept);
});
window.addEventListener("resize", () => edition && redraw());

const news = new EventSource("/events");
news.addEventListener("message", () => untilDone(() => inTurn(take)));
news.addEventListener("error", () => { at("summary").textContent = "concord watch has ended"; });

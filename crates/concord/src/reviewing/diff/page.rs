//! Differences as a page for a browser.

use super::{Change, Compared, FactChange, Report, TagChange, text};
use crate::reviewing::html::{compared, escaped, language, page as whole};

const STYLE: &str = "\
article { margin: .75rem 0; padding: .25rem .9rem .6rem; border: 1px solid #8a96a3; border-inline-start: 6px solid #1b4f86; }
article h4 { margin: .3rem 0; font-size: .95rem; }
article p { margin: .3rem 0; }
@media print { article { break-inside: avoid; } }
";

/// The page.
pub(super) fn page(report: &Report) -> String {
    let mut body = format!(
        "<header>\n<h1>What changed</h1>\n<p>{}.</p>\n</header>\n{}<main id=\"main\">\n{}",
        escaped(&text::summary(report)),
        contents(report),
        alone(report)
    );
    for (number, edition) in report.editions.iter().enumerate() {
        body.push_str(&self::edition(number, edition));
    }
    body.push_str("</main>\n");
    whole("What changed", STYLE, &body)
}

fn contents(report: &Report) -> String {
    let item = |(number, edition): (usize, &Compared)| {
        let state = if edition.same { "nothing differs".to_owned() } else { in_short(edition) };
        format!("<li><a href=\"#e{number}\">{}</a>: {state}</li>\n", escaped(&text::title(edition)))
    };
    let items: String = report.editions.iter().enumerate().map(item).collect();
    format!("<nav aria-label=\"Editions\">\n<ul>\n{items}</ul>\n</nav>\n")
}

fn in_short(edition: &Compared) -> String {
    format!(
        "facts that differ: {}; blocks that differ: {}; {}",
        edition.facts.len(),
        edition.blocks.len(),
        text::pages(edition.pages_before, edition.pages_now)
    )
}

/// Files without a counterpart.
fn alone(report: &Report) -> String {
    let list = |names: &[String], when: &str| {
        let items: String = names.iter().map(|name| format!("<li>{}</li>\n", escaped(name))).collect();
        if items.is_empty() { items } else { format!("<h2>Only {when}</h2>\n<ul>\n{items}</ul>\n") }
    };
    list(&report.only_before, "before") + &list(&report.only_now, "now")
}

fn edition(number: usize, edition: &Compared) -> String {
    let title = escaped(&text::title(edition));
    let mut out = format!("<section aria-labelledby=\"e{number}\">\n<h2 id=\"e{number}\">{title}</h2>\n");
    let pages = text::pages(edition.pages_before, edition.pages_now);
    out.push_str(&match edition.on_other_pages {
        0 => format!("<p>{pages}.</p>\n"),
        count => format!("<p>{pages}; blocks that are the same on another page: {count}.</p>\n"),
    });
    if let Some(reason) = &edition.facts_not_compared {
        out.push_str(&format!("<p class=\"note\">Facts were not compared: {}.</p>\n", escaped(reason)));
    }
    out.push_str(&facts(edition));
    if !edition.metadata.is_empty() {
        out.push_str(&format!("<h3>Metadata</h3>\n{}", properties(&edition.metadata)));
    }
    if !edition.blocks.is_empty() {
        out.push_str("<h3>Text and tags, in reading order</h3>\n");
    }
    for change in &edition.blocks {
        out.push_str(&block(change));
    }
    out + "</section>\n"
}

fn facts(edition: &Compared) -> String {
    if edition.facts.is_empty() {
        return String::new();
    }
    let cell = |value: &Option<String>, words: &[String]| match value {
        None => "<td>not stated</td>".to_owned(),
        Some(value) => {
            let words: Vec<String> = words
                .iter()
                .map(|it| format!("<span{}>{}</span>", language(edition.language.as_deref()), escaped(it)))
                .collect();
            format!("<td><strong>{}</strong><br />in the text: {}</td>", escaped(value), words.join(" · "))
        }
    };
    let row = |fact: &FactChange| {
        format!(
            "<tr><th scope=\"row\">{}</th>{}{}</tr>\n",
            escaped(&fact.id),
            cell(&fact.before, &fact.words_before),
            cell(&fact.now, &fact.words_now)
        )
    };
    let rows: String = edition.facts.iter().map(row).collect();
    format!(
        "<h3>Facts</h3>\n<table>\n<thead><tr><th scope=\"col\">Fact</th><th scope=\"col\">Before</th>\
        <th scope=\"col\">Now</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn properties(changes: &[TagChange]) -> String {
    let item = |change: &TagChange| {
        let values = text::change_of(&change.before, &change.after).replace(" -> ", " → ");
        format!("<li>{}: <span dir=\"auto\">{}</span></li>\n", escaped(&change.what), escaped(&values))
    };
    format!("<ul>\n{}</ul>\n", changes.iter().map(item).collect::<String>())
}

fn block(change: &Change) -> String {
    let tags = if change.tags.is_empty() { String::new() } else { properties(&change.tags) };
    format!(
        "<article>\n<h4>{}</h4>\n<p{}>{}</p>\n{tags}</article>\n",
        escaped(&text::heading(change)),
        language(change.language.as_deref()),
        compared(&change.words)
    )
}

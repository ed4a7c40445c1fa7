//! Pages for a browser: whole by themselves, for eyes and voices, in every direction of script.

use super::words::{Kind, Part};

/// The look that pages share. Every pair of colours has a contrast of 7 to 1 or more.
const STYLE: &str = "\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: #fff; color: #1f2937; font: 1rem/1.55 \"Noto Sans\", \"Segoe UI\", Arial, sans-serif; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; color: #0e2a4c; }
h2 { margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 3px solid #1b4f86; font-size: 1.4rem; line-height: 1.25; color: #0e2a4c; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.1rem; }
a { color: #143f6d; }
a:focus-visible { outline: 3px solid #143f6d; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
caption { padding: .25rem 0; text-align: start; font-weight: 700; }
th, td { padding: .4rem .6rem; border: 1px solid #8a96a3; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { background: #edf2f8; }
del { background: #fde8ea; color: #7a0012; text-decoration: line-through; }
ins { background: #e1f5e6; color: #00401a; text-decoration: underline; }
.note { color: #3d4856; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -100vw; padding: .5rem 1rem; background: #fff; }
.skip:focus { inset-inline-start: 0; top: 0; }
@media print { body { padding: 0; max-width: none; font-size: 9.5pt; } .skip, nav { display: none; } h2, h3 { break-after: avoid; } }
";

/// Text as it stands in HTML, in attributes too. Characters that no page may have are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A language and the direction that its script asks for, as attributes.
pub(super) fn language(tag: Option<&str>) -> String {
    match tag {
        Some(tag) if !tag.is_empty() => format!(" lang=\"{}\" dir=\"auto\"", escaped(tag)),
        _ => " dir=\"auto\"".to_owned(),
    }
}

/// Words that only a voice says, in the page's language.
pub(super) fn unseen(words: &str) -> String {
    format!("<span class=\"unseen\" lang=\"en\" dir=\"ltr\">{}</span>", escaped(words))
}

/// Compared words. What is removed and added is told in words too, as not every voice tells of the elements.
pub(super) fn compared(parts: &[Part]) -> String {
    let mut out = String::new();
    for Part { kind, text } in parts {
        let (element, begins, ends) = match kind {
            Kind::Same => {
                out.push_str(&escaped(text));
                continue;
            }
            Kind::Removed => ("del", "[removed: ", " end]"),
            Kind::Added => ("ins", "[added: ", " end]"),
        };
        out.push_str(&format!("<{element}>{}{}{}</{element}>", unseen(begins), escaped(text), unseen(ends)));
    }
    out
}

/// A whole page in English. It is XHTML and HTML at once. `style` is what it has beyond the look that pages share.
pub(super) fn page(title: &str, style: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>{title}</title>\n\
        <style>\n{STYLE}{style}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n\
        {body}</body>\n</html>\n"
    )
}

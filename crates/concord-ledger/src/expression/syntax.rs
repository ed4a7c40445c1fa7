//! What `cel` says of a text that is not an expression, in words for people who have not seen a grammar.

use super::Fault;
use cel::ParseErrors;
use std::ops::Range;

/// The first of the errors.
pub(super) fn fault(text: &str, errors: &ParseErrors) -> Fault {
    let Some(error) = errors.errors.first() else { return ending(text) };
    let at = offset(text, error.pos);
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return ending(text) };
    let sign = at..at + first.len_utf8();
    if error.msg.contains("token recognition error") {
        return unknown_sign(text, sign, first);
    }
    if error.msg.contains("literal") {
        return no_number(sign.start..at + word(rest).len(), word(rest));
    }
    // What may follow a value; where one must stand, its beginnings are listed instead.
    let follows_value = error.msg.contains("'=='") || error.msg.ends_with("expecting <EOF>");
    if follows_value && first == ')' {
        return Fault::new(sign, "a closing bracket has no opening one", "closes nothing");
    }
    let range = at..at + word(rest).len().max(first.len_utf8());
    let written = &text[range.clone()];
    if follows_value {
        let message = format!("an operator such as `+` or `<=` is missing before `{written}`");
        return match written {
            "and" => joined(range, written, "&&"),
            "or" => joined(range, written, "||"),
            _ => Fault::new(range, message, "expected an operator"),
        };
    }
    let message = format!("`{written}` stands where a value is expected");
    Fault::new(range, message, "expected a value").helped(VALUE_HELP)
}

const VALUE_HELP: &str = "write a number, a date in quotation marks, or a fact such as `count('countries')`";

/// Lines and columns count characters, from 1.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let before = |number: isize| usize::try_from(number - 1).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(before(line)).map(str::len).sum();
    let line = &text[start..];
    line.char_indices().nth(before(column)).map_or(text.len(), |(at, _)| start + at)
}

/// A number or a name at the beginning, or nothing.
fn word(text: &str) -> &str {
    let belongs = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

pub(super) fn no_number(range: Range<usize>, written: &str) -> Fault {
    Fault::new(range, format!("`{written}` is not a number"), "not a number")
        .helped("write digits and a point alone, 18 digits at most: 46, 4.5, 1500")
}

fn joined(range: Range<usize>, written: &str, sign: &str) -> Fault {
    Fault::new(range, format!("`{written}` joins nothing"), "not an operator")
        .helped(format!("write `{sign}`"))
}

fn unknown_sign(text: &str, range: Range<usize>, sign: char) -> Fault {
    match sign {
        '\'' | '"' if text[range.end..].contains(sign) => {
            Fault::new(range, "what stands in the quotation marks cannot be read", "this text")
                .helped("write the id or the date alone, without a backslash")
        }
        '\'' | '"' => Fault::new(range, "a quotation mark is not closed", "not closed"),
        '=' => Fault::new(range, "`=` compares nothing", "one sign is missing").helped("write `==`"),
        '&' => joined(range, "&", "&&"),
        '|' => joined(range, "|", "||"),
        '‘' | '’' | '“' | '”' | '«' | '»' => {
            let message = format!("`{sign}` is not a quotation mark of expressions");
            Fault::new(range, message, "a typographic mark").helped("write `'`")
        }
        _ => {
            let message = format!("`{}` means nothing in an expression", sign.escape_debug());
            Fault::new(range, message, "this character")
        }
    }
}

/// It ends too soon.
fn ending(text: &str) -> Fault {
    let mut open = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '{' => open.push(at),
            ')' | ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    let end = text.trim_end().len();
    match open.pop() {
        Some(at) => Fault::new(at..at + 1, "a bracket is not closed", "not closed"),
        None => {
            Fault::new(end..end, "it ends where a value is expected", "expected a value").helped(VALUE_HELP)
        }
    }
}

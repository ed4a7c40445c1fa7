//! How expressions are read, and what is refused.

use super::*;
use concord_diagnostics::SourceId;

fn read(text: &str) -> Result<Expression, Fault> {
    parse(text, Span::new(SourceId(0), 0..text.len() + 2), Some(1))
}

/// With every operation in brackets.
fn shown(node: &Node) -> String {
    match &node.kind {
        NodeKind::Number(number) => number.to_string(),
        NodeKind::Date(date) => format!("'{date}'"),
        NodeKind::Fact { function, id } => format!("{function:?}[{}]", id.value),
        NodeKind::Between { months, dates } => {
            format!(
                "{}[{}, {}]",
                if *months { "months" } else { "years" },
                shown(&dates[0]),
                shown(&dates[1])
            )
        }
        NodeKind::Not(inner) => format!("!{}", shown(inner)),
        NodeKind::Negative(inner) => format!("-{}", shown(inner)),
        NodeKind::Binary(operator, parts) => {
            format!("({} {operator:?} {})", shown(&parts[0]), shown(&parts[1]))
        }
    }
}

#[test]
fn operators_bind_as_in_other_languages() {
    for (text, expected) in [
        ("1 + 2 * 3 == 7", "((1 Plus (2 Times 3)) Equal 7)"),
        ("1 - 2 - 3 < 0", "(((1 Minus 2) Minus 3) Less 0)"),
        ("(1+2)*3>=9", "(((1 Plus 2) Times 3) AtLeast 9)"),
        ("1 < 2 && 3 != 4 || 5 > 6", "(((1 Less 2) And (3 NotEqual 4)) Or (5 Greater 6))"),
        ("!(1 < 2)", "!(1 Less 2)"),
        ("-1 + 2 <= 1", "((-1 Plus 2) AtMost 1)"),
        ("12 / 3 / 2 == 2.0", "(((12 Over 3) Over 2) Equal 2.0)"),
        (" count('a-b') <= count( \"c\" ) ", "(Count[a-b] AtMost Count[c])"),
        ("years_between(date('a'), '2019-03') == 10", "(years[Date[a], '2019-03'] Equal 10)"),
    ] {
        assert_eq!(read(text).map(|read| shown(&read.root)), Ok(expected.to_owned()), "{text}");
    }
}

#[test]
fn faults_are_where_they_are() {
    for (text, underlined, message) in [
        ("count('a') <= ", "", "it ends where a value is expected"),
        ("", "", "it ends where a value is expected"),
        ("count('a') <= * 2", "*", "`*` stands where a value is expected"),
        ("cuont('a') < 1", "cuont", "there is no function `cuont`"),
        ("count('a) < 1", "'", "a quotation mark is not closed"),
        ("count(a) < 1", "a", "`count` needs the id of a fact in quotation marks"),
        ("count < 1", "count", "`count` needs brackets"),
        ("(1 < 2", "(", "a bracket is not closed"),
        ("1 < 2)", ")", "a closing bracket has no opening one"),
        ("1 = 2", "=", "`=` compares nothing"),
        ("1 < 2 3", "3", "an operator such as `+` or `<=` is missing"),
        ("1.5.2 < 2", "1.5.2", "`1.5.2` is not a number"),
        ("'men' < 2", "'men'", "'men' stands alone and is not a date"),
        (
            "years_between('2009') == 1",
            "years_between",
            "`years_between` needs two dates with a comma between them",
        ),
        ("1 < é", "é", "there is no function `é`"),
        ("1 < €", "€", "`€` stands where a value is expected"),
    ] {
        let fault = read(text).expect_err(text);
        assert_eq!((&text[fault.range.clone()], fault.message.as_str()), (underlined, message), "{text}");
    }
}

#[test]
fn places_are_those_of_the_file() {
    let expression = read("count('a') < 1").expect("can be read");
    let facts = expression.facts();
    assert_eq!(expression.place(facts[0].range).range(), 7..10);
    assert_eq!(expression.written(facts[0].call), "count('a')");
}

#[test]
fn hostile_expressions_are_refused_and_not_followed() {
    let bad = [
        "(".repeat(999),
        "!".repeat(999),
        format!("{}1{}", "(".repeat(400), ")".repeat(400)),
        "-".repeat(500) + "1",
        "1+".repeat(499),
        "count(".repeat(160),
        "years_between(".repeat(70),
        "9".repeat(1000),
        "1".repeat(1001),
        "\u{0}".to_owned(),
        "'".to_owned(),
        "((1 < 2)".to_owned(),
        "1 < 2; 3".to_owned(),
        "[1, 2].all(x, x > 0)".to_owned(),
        "! - ! - ! - 1".to_owned(),
    ];
    for text in bad {
        let fault = read(&text).expect_err(&text);
        assert!(text.get(fault.range.clone()).is_some(), "{text}: {:?}", fault.range);
    }
    assert!(read(&format!("{}1 < 2", "1+".repeat(490))).is_ok());
    assert!(read(&format!("{}1{} < 2", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH))).is_ok());
}

/// Every sequence of a few tokens is read or refused at a place inside it.
#[test]
fn no_sequence_of_tokens_panics() {
    let tokens = ["1", "(", ")", "!", "-", "<", "==", "&&", "count", "'a'", ",", " ", "é", "date('a')", "\""];
    for a in tokens {
        for b in tokens {
            for c in tokens {
                for d in tokens {
                    let text = [a, b, c, d].concat();
                    if let Err(fault) = read(&text) {
                        assert!(text.get(fault.range).is_some(), "{text}");
                    }
                }
            }
        }
    }
}

//! How expressions are read, and what is refused.

use super::*;
use cel::common::ast::Expr;
use concord_diagnostics::SourceId;

fn read(text: &str) -> Result<Expression, Fault> {
    parse(text, Span::new(SourceId(0), 0..text.len() + 2), Some(1))
}

/// With every operation before its operands, in brackets.
fn shown(part: &IdedExpr) -> String {
    match &part.expr {
        Expr::Ident(name) => name.clone(),
        Expr::Call(call) => {
            let operands: Vec<String> = call.args.iter().map(shown).collect();
            format!("({} {})", call.func_name.trim_matches('_'), operands.join(" "))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn operators_bind_as_in_other_languages() {
    for (text, expected) in [
        ("1 + 2 * 3 == 7", "(equal (+ 1 (* 2 3)) 7)"),
        ("1 - 2 - 3 < 0", "(less (- (- 1 2) 3) 0)"),
        ("(1+2)*3>=9", "(at_least (* (+ 1 2) 3) 9)"),
        ("1 < 2 && 3 != 4 || 5 > 6", "(|| (&& (less 1 2) (not_equal 3 4)) (greater 5 6))"),
        ("!(1 < 2)", "(! (less 1 2))"),
        ("- 1 + 2 <= 1", "(at_most (+ - 1 2) 1)"),
        (" count('a-b') <= count( \"c\" ) ", "(at_most count('a-b') count( \"c\" ))"),
        ("years_between(date('a'), '2019-03') == 10", "(equal (years_between date('a') '2019-03') 10)"),
        ("1 < 2 ? 3 < 4 : 5 < 6", "(?_: (less 1 2) (less 3 4) (less 5 6))"),
    ] {
        assert_eq!(read(text).map(|read| shown(&read.program)), Ok(expected.to_owned()), "{text}");
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
        ("count('\\w') < 1", "'", "what stands in the quotation marks cannot be read"),
        ("count(‘a’) < 1", "‘", "`‘` is not a quotation mark of expressions"),
        ("count(a) < 1", "count", "`count` needs the id of a fact in quotation marks, and nothing else"),
        ("count < 1", "count", "`count` stands alone"),
        ("men < 1", "men", "`men` stands alone"),
        ("(1 < 2", "(", "a bracket is not closed"),
        ("1 < 2)", ")", "a closing bracket has no opening one"),
        ("1 = 2", "=", "`=` compares nothing"),
        ("1 < 2 & 2 < 3", "&", "`&` joins nothing"),
        ("1 < 2 and 2 < 3", "and", "`and` joins nothing"),
        ("1 < 2 3", "3", "an operator such as `+` or `<=` is missing before `3`"),
        ("1.5.2 < 2", ".2", "an operator such as `+` or `<=` is missing before `.2`"),
        ("1 < 99999999999999999999", "99999999999999999999", "`99999999999999999999` is not a number"),
        ("1 < 1e3", "1e3", "`1e3` is not a number"),
        ("'men' < 2", "'men'", "'men' stands alone and is not a date"),
        (
            "years_between('2009') == 1",
            "years_between",
            "`years_between` needs two dates with a comma between them",
        ),
        ("1 < é", "é", "`é` means nothing in an expression"),
        ("1 <\n'é' + €", "€", "`€` means nothing in an expression"),
        ("count('a') * 2", "count('a') * 2", "it gives a number, not true or false"),
        ("(1 + 2) * years_in('p')", "(1 + 2) * years_in('p')", "it gives a number, not true or false"),
        ("start('p')", "start('p')", "it gives a date, not true or false"),
        ("count('a') < date('b')", "date('b')", "a number is needed here, and this is a date"),
        ("count('a') && 1 < 2", "count('a')", "a comparison is needed here, and this is a number"),
        ("1 < 2 < 3", "1 < 2", "a number or a date is needed here, and this is true or false"),
        ("1 < 2 || -(1 + 2)", "-(1 + 2)", "a comparison is needed here, and this is a number"),
        ("1 + (1 < 2) == 2", "1 < 2", "a number is needed here, and this is true or false"),
        ("[1, 2].all(x, x > 0)", "(", UNAVAILABLE),
        ("size('a') == 1", "size", "there is no function `size`"),
        ("'a'.size() == 1", "(", UNAVAILABLE),
        ("1 % 2 == 1", "%", UNAVAILABLE),
        ("1 in [1]", "in", UNAVAILABLE),
        ("{1: 2}[1] == 2", "[", UNAVAILABLE),
        ("count['a'] == 1", "[", UNAVAILABLE),
        ("1u == 1", "1u", UNAVAILABLE),
        ("null == 1", "null", UNAVAILABLE),
    ] {
        let fault = read(text).expect_err(text);
        assert_eq!((&text[fault.range.clone()], fault.message.as_str()), (underlined, message), "{text}");
    }
}

const UNAVAILABLE: &str = "this part of CEL is not available here";

#[test]
fn places_are_those_of_the_file() {
    let expression = read("2 * (count('a') + -1) < share('é')").expect("can be read");
    let facts: Vec<_> = expression.facts().collect();
    assert_eq!(expression.place(facts[0].range).range(), 12..15);
    assert_eq!(expression.written(facts[0].call), "count('a')");
    let written: Vec<&str> = expression.leaves.iter().map(|leaf| expression.written(&leaf.range)).collect();
    assert_eq!(written, ["2", "count('a')", "-1", "share('é')"]);
    let Expr::Call(call) = &expression.program.expr else { panic!("a comparison") };
    assert_eq!(expression.written(&expression.range(&call.args[0])), "2 * (count('a') + -1)");
}

#[test]
fn hostile_expressions_are_refused_and_not_followed() {
    let bad = [
        "(".repeat(999),
        "!".repeat(999),
        format!("{}1{}", "(".repeat(400), ")".repeat(400)),
        "-".repeat(500) + "1",
        "1+".repeat(499),
        format!("{}1 < 2", "1+".repeat(490)),
        "1 < ".repeat(240) + "1",
        "a".to_owned() + &".b".repeat(490),
        "a".to_owned() + &".b()".repeat(240),
        "a?b:".repeat(240) + "c",
        "a?".repeat(400),
        "[0]".repeat(300),
        "{".repeat(500),
        "[[[1,2].map(x,x)].map(x,x)].map(y,[1,2].map(x,x))".to_owned(),
        "count(".repeat(160),
        "years_between(".repeat(70),
        "9".repeat(1000),
        "1".repeat(1001),
        "'".repeat(999),
        "€".repeat(300),
        "\u{0}".repeat(900),
        "((1 < 2)".to_owned(),
        "1 < 2; 3".to_owned(),
        "1e400 < 1".to_owned(),
        "// nothing".to_owned(),
    ];
    for text in bad {
        let fault = read(&text).expect_err(&text);
        assert!(text.get(fault.range.clone()).is_some(), "{text}: {:?}", fault.range);
    }
    assert!(read(&format!("{}1 < 2", "1+".repeat(90))).is_ok());
    assert!(read(&format!("{}1 < 2", "1<2&&".repeat(190))).is_ok());
    assert!(read(&format!("{}(1 < 2)", "!".repeat(900))).is_ok());
    assert!(read(&format!("{}1{} < 2", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH))).is_ok());
}

/// Every sequence of a few tokens is read or refused at a place inside it.
#[test]
fn no_sequence_of_tokens_panics() {
    let tokens = [
        "1",
        "(",
        ")",
        "!",
        "-",
        "<",
        "==",
        "&&",
        "count",
        "'a'",
        ",",
        " ",
        "é",
        "date('a')",
        "\"",
        "[",
        "]",
        ".",
        "?",
        ":",
        "{",
        "\n",
        "has",
        "\\",
        "b'",
        "0x",
        "in",
        "`",
        "//",
    ];
    for a in tokens {
        for b in tokens {
            for c in tokens {
                let text = [a, b, c].concat();
                if let Err(fault) = read(&text) {
                    assert!(text.get(fault.range).is_some(), "{text}");
                }
            }
        }
    }
}

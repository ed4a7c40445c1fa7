//! Tables: groups, geometry, headers.

use super::pdf::{NONE, Pdf, with};

#[test]
fn tables_nest() {
    assert_eq!(with("Table(Caption THead(TR(TH{Scope=Column})) TBody(TR(TD)) TFoot(TR(TD)))"), NONE);
    assert_eq!(with("Table(P)"), ["7.2-3"]);
    assert_eq!(with("TR"), ["7.2-4"]);
    assert_eq!(with("THead"), ["7.2-5"]);
    assert_eq!(with("TBody"), ["7.2-6"]);
    assert_eq!(with("TFoot"), ["7.2-7"]);
    assert_eq!(with("TH"), ["7.2-8"]);
    assert_eq!(with("TD"), ["7.2-9"]);
    assert_eq!(with("Table(TR(P))"), ["7.2-10"]);
    assert_eq!(with("Table(THead THead TBody)"), ["7.2-11"]);
    assert_eq!(with("Table(TFoot TFoot TBody)"), ["7.2-12"]);
    assert_eq!(with("Table(TFoot)"), ["7.2-13"]);
    assert_eq!(with("Table(THead)"), ["7.2-14"]);
    assert_eq!(with("Table(TR(TD) Caption TR(TD))"), ["7.2-16"]);
    assert_eq!(with("Table(Caption TR(TD) Caption)"), ["7.2-39"]);
    assert_eq!(with("Table(THead(P) TBody(P) TFoot(P))"), ["7.2-36", "7.2-37", "7.2-38"]);
}

#[test]
fn cells_fit_into_the_grid() {
    assert_eq!(with("Table(TR(TD{RowSpan=2} TD) TR(TD))"), NONE);
    assert_eq!(with("Table(TR(TD{RowSpan=3} TD{RowSpan=3}))"), NONE, "the first cells count the rows");
    assert_eq!(with("Table(TR(TD TD{RowSpan=2} TD) TR(TD TD{ColSpan=2}))"), ["7.2-42"]);
    assert_eq!(with("Table(TR(TD TD{RowSpan=2}) TR(TD{ColSpan=2}))"), ["7.2-15"]);
    assert_eq!(with("Table(TR(TD TD) TR(TD TD{RowSpan=3}))"), ["7.2-41"]);
    assert_eq!(with("Table(TR(TD TD) TR(TD{ColSpan=3}))"), ["7.2-42"]);
    assert_eq!(with("Table(TR(TD TD) TR(TD))"), ["7.2-43"]);
    assert_eq!(with("Table(TR(TD) TR)"), ["7.2-43"]);
}

#[test]
fn cells_are_connected_with_their_headers() {
    assert_eq!(with("Table(TR(TH TH{Scope=Column}) TR(TD TD))"), ["7.5-1"]);
    assert_eq!(with("Table(TR(TD TH{Scope=Column}) TR(TH{Scope=Row} TD))"), NONE);
    assert_eq!(with("Table(TR(TH{ID=a} TH{ID=b}) TR(TD{Headers=a} TD{Headers=a+b}))"), NONE);
    assert_eq!(with("Table(TR(TH{ID=a} TH{ID=b}) TR(TD{Headers=a} TD{Headers=b+c}))"), ["7.5-2"]);
    assert_eq!(with("Table(TR(TD TD) TR(TD TD))"), NONE, "a table without headers has none to name");
}

#[test]
fn a_span_of_millions_is_not_laid_out() {
    let mut pdf = Pdf::new();
    pdf.elements("Table(TR(TD{ColSpan=100000000}))");
    assert_eq!(pdf.judgement().unread.len(), 1);
    assert_eq!(with("Table(TR(TD{RowSpan=9000000000000000000}))"), NONE);
}

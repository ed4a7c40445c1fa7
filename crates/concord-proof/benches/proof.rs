//! How long reading back takes, by pages of running text.

#[path = "../../concord-press/src/tests/sample.rs"]
mod sample;

use concord_press::{Settings, press};
use concord_proof::{Limits, read};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 10, 130])]
fn pages(bencher: Bencher, pages: usize) {
    let bytes = press(&sample::report(pages), &Settings::default()).expect("a file");
    bencher.bench(|| read(black_box(&bytes), &Limits::default()).expect("a transcript").elements.len());
}

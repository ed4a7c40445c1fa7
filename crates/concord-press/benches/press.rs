//! How long pressing takes, by pages of running text.

#[path = "../src/tests/sample.rs"]
mod sample;

use concord_press::{Settings, press};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 10, 130])]
fn pages(bencher: Bencher, pages: usize) {
    let document = sample::report(pages);
    let settings = Settings::default();
    bencher.bench(|| press(black_box(&document), &settings).expect("a file").len());
}

//! What people see while the program works, on the standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;

/// Shows how far the work is.
#[derive(Clone, Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
}

impl Progress {
    /// A moving bar; for terminals.
    pub fn bar() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        Self { bar: Some(bar), lines: false }
    }

    /// One plain line for each step.
    pub fn lines() -> Self {
        Self { bar: None, lines: true }
    }

    /// Nothing.
    pub fn silent() -> Self {
        Self { bar: None, lines: false }
    }

    /// A step of the whole begins.
    pub fn step(&self, words: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(words.to_owned());
            bar.tick();
        }
        self.line(words);
    }

    /// Editions are about to be made.
    pub fn editions(&self, count: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(count as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
        }
    }

    /// An edition is finished.
    pub fn edition(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
        self.line(name);
    }

    /// The work is over; a bar is taken away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn line(&self, words: &str) {
        if self.lines {
            // Nobody reads what cannot be written.
            let _ = writeln!(std::io::stderr(), "{words}");
        }
    }
}

//! Numbers as a PDF writes them.
//!
//! A thousandth of a point is a third of a micrometre: nothing finer is written, which keeps files small and hides
//! the last bits of floating-point sums.

/// A length in whole thousandths of a point.
pub(crate) fn thousandths(value: f32) -> i64 {
    (f64::from(value) * 1000.0).round() as i64
}

/// A length rounded to a thousandth.
pub(crate) fn rounded(value: f32) -> f32 {
    thousandths(value) as f32 / 1000.0
}

/// Writes a number with at most three decimals.
pub(crate) fn push(out: &mut String, value: f32) {
    use std::fmt::Write;
    let all = thousandths(value);
    if all < 0 {
        out.push('-');
    }
    let (whole, mut rest) = (all.unsigned_abs() / 1000, all.unsigned_abs() % 1000);
    let _ = write!(out, "{whole}");
    let mut divisor = 100;
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        out.push(char::from(b'0' + (rest / divisor) as u8));
        rest %= divisor;
        divisor /= 10;
    }
}

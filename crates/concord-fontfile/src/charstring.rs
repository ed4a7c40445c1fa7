//! The width that opens a Type 2 charstring (Adobe Technical Note 5177, 4.1).
//!
//! It stands before the operands of the first operator that takes its operands off the stack. Nothing after that is
//! read, and no charstring takes more than a fixed number of steps.

use read_fonts::ps::cff::index::Index;

/// How deep subroutines call each other (the limit of the format).
const DEPTH: usize = 10;

/// How many numbers and calls come before the first operator. The stack of the format holds 48 numbers.
const STEPS: usize = 10_000;

/// How many numbers are kept.
const STACK: usize = 513;

/// The operand that states a width, without the nominal width; none if the charstring states none.
pub(crate) fn width_operand(charstring: &[u8], local: &Index<'_>, global: &Index<'_>) -> Option<f64> {
    let mut numbers: Vec<f64> = Vec::new();
    let mut open: Vec<&[u8]> = vec![charstring];
    for _ in 0..STEPS {
        let bytes = open.last_mut()?;
        let Some(first) = take(bytes) else {
            open.pop();
            continue;
        };
        match first {
            10 | 29 => {
                let from = if first == 10 { local } else { global };
                let called = numbers.pop().and_then(|number| subroutine(from, number));
                if let Some(called) = called {
                    if open.len() > DEPTH {
                        return None;
                    }
                    open.push(called);
                }
            }
            11 => {
                open.pop();
            }
            28 | 32.. => {
                let number = number(first, bytes)?;
                if numbers.len() < STACK {
                    numbers.push(number);
                }
            }
            operator => {
                return has_width(operator, numbers.len()).then(|| numbers.first().copied()).flatten();
            }
        }
    }
    None
}

/// Whether an operator has one operand more than it needs.
fn has_width(operator: u8, operands: usize) -> bool {
    match operator {
        // hstem, vstem, hstemhm, vstemhm, hintmask, cntrmask take pairs.
        1 | 3 | 18 | 23 | 19 | 20 => operands % 2 == 1,
        // vmoveto, hmoveto, rmoveto.
        4 | 22 => operands > 1,
        21 => operands > 2,
        // endchar takes none, or four to compose an accented letter.
        14 => operands != 0 && operands != 4,
        _ => false,
    }
}

fn subroutine<'a>(index: &Index<'a>, number: f64) -> Option<&'a [u8]> {
    let place = f64::from(index.subr_bias()) + number.trunc();
    if !(0.0..65_536.0).contains(&place) {
        return None;
    }
    // In range, and whole.
    index.get(place as usize)
}

fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn number(first: u8, bytes: &mut &[u8]) -> Option<f64> {
    let value = f64::from(first);
    Some(match first {
        28 => f64::from(i16::from_be_bytes([take(bytes)?, take(bytes)?])),
        32..=246 => value - 139.0,
        247..=250 => (value - 247.0) * 256.0 + f64::from(take(bytes)?) + 108.0,
        251..=254 => -(value - 251.0) * 256.0 - f64::from(take(bytes)?) - 108.0,
        _ => {
            let parts = [take(bytes)?, take(bytes)?, take(bytes)?, take(bytes)?];
            f64::from(i32::from_be_bytes(parts)) / 65_536.0
        }
    })
}

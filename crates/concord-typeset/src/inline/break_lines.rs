//! Where lines end: the total-fit method of Knuth and Plass ("Breaking Paragraphs into Lines", 1981) over a whole
//! paragraph, with up to four passes: without hyphens, with hyphens, and then looser. A pass that leaves a last line too
//! short, or a ladder, gives way to the next one where that does better.

use crate::inline::margins::StandsOut;
use crate::inline::measure::{Atom, Measured};
use crate::setter::Tie;
use crate::theme::Align;

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Breakpoint {
    /// The word that ends the line, or in which it ends.
    pub(crate) atom: usize,
    /// The byte in the paragraph's text before which a word is divided.
    pub(crate) division: Option<Division>,
    /// Whether the paragraph or the author ends the line here.
    forced: bool,
    penalty: f32,
    /// Whether the line ends in a hyphen, the word's own or that of a division.
    hyphen: bool,
    /// How far the line's last sign stands out of it, in points.
    end_out: f32,
    /// How far the next line's first sign stands out of it, in points.
    next_out: f32,
    /// Sums over everything before the break that is within the line.
    end: Sums,
    /// Sums over everything before the next line's start.
    next: Sums,
}

impl Breakpoint {
    /// Whether the paragraph or the author ends the line here.
    pub(crate) fn is_forced(&self) -> bool {
        self.forced
    }

    /// Whether the line ends in a hyphen, the word's own or that of a division.
    pub(crate) fn ends_in_hyphen(&self) -> bool {
        self.hyphen
    }
}

/// A division inside a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Division {
    /// The byte in the paragraph's text before which the next line starts.
    pub(crate) byte: usize,
    /// The width of the word's part before it, with the hyphen.
    pub(crate) before: f32,
    /// The width of the part before it, without the hyphen.
    pub(crate) consumed: f32,
    /// Whether a hyphen is shown: not at the emergency breaks of an address.
    pub(crate) hyphen: bool,
    /// Whether it leaves no more than two letters on a line.
    pub(crate) short: bool,
    /// How far the hyphen stands out of the line, in points.
    pub(crate) end_out: f32,
    /// How far the rest stands out of the next line, in points.
    pub(crate) next_out: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    width: f32,
    space: f32,
}

/// A line: from the break before to the break at its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineBreaks {
    /// The first word.
    pub(crate) first: usize,
    /// The byte at which the first word goes on, where it was divided.
    pub(crate) first_byte: Option<usize>,
    /// The break at the end.
    pub(crate) end: Breakpoint,
    /// By how much of its stretch (positive) or shrink (negative) each space changes.
    pub(crate) ratio: f32,
    /// How far its first and last sign stand out of it, in points.
    pub(crate) out: [f32; 2],
}

/// How lines are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// The width of the lines.
    pub(crate) width: f32,
    /// Taken from the first line, such as a number that hangs in it.
    pub(crate) first_indent: f32,
    pub(crate) align: Align,
    /// What may stand out of the lines.
    pub(crate) stands_out: StandsOut,
}

impl Measure {
    /// Lines of which nothing stands out.
    pub(crate) fn plain(width: f32, align: Align) -> Self {
        Self { width, first_indent: 0.0, align, stands_out: StandsOut::Nothing }
    }
}

/// The most that a space stretches, as a part of its width, at a ratio of 1.
pub(crate) const STRETCH: f32 = 0.5;
/// The most that a space shrinks, as a part of its width.
pub(crate) const SHRINK: f32 = 0.3;

/// A last line of fewer em looks like a mistake.
const SHORTEST_LAST_LINE: f32 = 2.0;
/// One of fewer em is short still.
const SHORT_LAST_LINE: f32 = 3.2;
/// As bad as a line whose spaces are nearly twice as wide as they should be.
const SHORTEST_LAST: f64 = 180_000.0;
const SHORT_LAST: f64 = 24_000.0;
const LINE_PENALTY: f64 = 10.0;
/// Chosen by measure (`tests/compare/setting.py`): with less, many more lines end in hyphens and spaces are hardly more even.
const HYPHEN_PENALTY: f32 = 200.0;
/// A division that leaves two letters on a line is the last way out.
const SHORT_DIVISION_PENALTY: f32 = 400.0;
/// What it costs to part what is tied loosely, closely and tightly, in justified text: as much as a line of which the
/// spaces are wider by 0.6, 0.9 and 1.1 of what they are in the font.
const TIES: [f32; 3] = [200.0, 600.0, 1_200.0];
/// The same in ragged text, where a short line is no hole, but should not be half empty: as much as a line of which a
/// third, nearly half and more than half stay empty.
const RAGGED_TIES: [f32; 3] = [300.0, 1_000.0, 2_200.0];
const NEVER: f32 = 3_000.0;
const TWO_HYPHENS: f64 = 8_000.0;
/// Three hyphens in a row make a ladder: only where there is no other way.
const LADDER: f64 = 3.0e7;
const LADDER_LINES: u8 = 3;
/// A line that is wider than the measure.
const OVERFULL: f64 = 1.0e12;
/// The last line begins with the rest of a word.
const LAST_WORD_DIVIDED: f64 = 60_000.0;
/// The last line is the rest of a word and nothing else: only where there is no other way.
const LAST_REST: f64 = 1.0e7;
/// Neighbours whose spaces differ by two classes; by three, twice as much.
const UNLIKE_NEIGHBOURS: f64 = 8_000.0;
/// Ratios that a pass accepts. The last one, for which there is none, accepts all.
const TOLERANCES: [f32; 3] = [1.1, 2.2, 5.0];

/// What lines are wished to be besides good.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wish {
    /// So many lines more than are best (less, where it is below 0), if a paragraph can have them and all its lines are good.
    pub(crate) looseness: i8,
    /// A line end that there shall not be: after an atom, or inside of it.
    pub(crate) avoid: Option<(usize, bool)>,
}

impl Wish {
    /// Whether a line may end there.
    fn allows(self, point: &Breakpoint) -> bool {
        point.forced || self.avoid != Some((point.atom, point.division.is_some()))
    }
}

/// The lines of a paragraph. `divisions` gives the places at which a word may be divided.
pub(crate) fn break_lines(
    measured: &Measured,
    measure: Measure,
    hyphenate: bool,
    wish: Wish,
    mut divisions: impl FnMut(usize) -> Vec<Division>,
) -> Vec<LineBreaks> {
    if measured.atoms.is_empty() {
        return Vec::new();
    }
    let best = best_lines(measured, measure, hyphenate, wish, &mut divisions);
    let more = wish.looseness;
    let Some(wanted) = best.len().checked_add_signed(more.into()).filter(|_| more != 0) else {
        return best;
    };
    let is_ragged = measure.align != Align::Justify;
    let points =
        breakpoints(
            &measured.atoms,
            is_ragged,
            true,
            |atom| {
                if hyphenate { divisions(atom) } else { Vec::new() }
            },
        );
    let pass =
        Pass { tolerance: TOLERANCES[0], wanted: Some(wanted), ..Pass::new(measured, measure, &points) };
    let other = pass.fit().filter(|other| !other.is_flawed() && !other.ends_short);
    other.map_or(best, |other| other.lines)
}

/// The lines that are best by themselves.
fn best_lines(
    measured: &Measured,
    measure: Measure,
    hyphenate: bool,
    wish: Wish,
    mut divisions: impl FnMut(usize) -> Vec<Division>,
) -> Vec<LineBreaks> {
    let is_ragged = measure.align != Align::Justify;
    let pass =
        |points: &[Breakpoint], tolerance| Pass { tolerance, ..Pass::new(measured, measure, points) }.fit();
    let mut plain = breakpoints(&measured.atoms, is_ragged, true, |_| Vec::new());
    plain.retain(|point| wish.allows(point));
    let first = pass(&plain, TOLERANCES[0]);
    if first.as_ref().is_some_and(|first| !first.ends_short && !first.parts_what_is_tied()) {
        return first.map(|first| first.lines).unwrap_or_default();
    }
    let too_wide = |atom: usize| measured.atoms[atom].width > measure.width;
    let mut divided = |keeps_all| {
        let mut points = breakpoints(&measured.atoms, is_ragged, keeps_all, |atom| {
            if hyphenate || too_wide(atom) { divisions(atom) } else { Vec::new() }
        });
        points.retain(|point| wish.allows(point));
        points
    };
    let points = divided(true);
    let second = pass(&points, TOLERANCES[1]);
    let least = |fits: [Option<Fitted>; 2]| {
        fits.into_iter().flatten().min_by(|a, b| a.demerits.total_cmp(&b.demerits))
    };
    // The second pass knows every way of the first and more.
    let mut chosen = least([first, second]);
    if chosen.as_ref().is_none_or(Fitted::is_flawed) {
        // A short line in a ragged text is no hole in it, so any is better than a ladder.
        let tolerance = if is_ragged && chosen.is_some() { f32::INFINITY } else { TOLERANCES[2] };
        chosen = least([chosen, pass(&points, tolerance)]);
    }
    let chosen = chosen.or_else(|| pass(&divided(false), f32::INFINITY));
    chosen.map(|chosen| chosen.lines).unwrap_or_default()
}

/// The places where a line may end; where `keeps_all`, not where it never should.
fn breakpoints(
    atoms: &[Atom],
    is_ragged: bool,
    keeps_all: bool,
    mut divisions: impl FnMut(usize) -> Vec<Division>,
) -> Vec<Breakpoint> {
    let mut out = Vec::with_capacity(atoms.len());
    let mut before = Sums::default();
    for (index, atom) in atoms.iter().enumerate() {
        for division in divisions(index) {
            let penalty = match division {
                Division { hyphen: false, .. } => HYPHEN_PENALTY * 4.0,
                Division { short: true, .. } => SHORT_DIVISION_PENALTY,
                _ => HYPHEN_PENALTY,
            };
            let end = Sums { width: before.width + division.before - division.end_out, ..before };
            let next = Sums { width: before.width + division.consumed + division.next_out, ..before };
            out.push(Breakpoint {
                atom: index,
                division: Some(division),
                forced: false,
                penalty,
                hyphen: division.hyphen,
                end_out: division.end_out,
                next_out: division.next_out,
                end,
                next,
            });
        }
        let end = Sums { width: before.width + atom.width, space: before.space + atom.inner_space };
        before = Sums { width: end.width + atom.space_width, space: end.space + atom.space_width };
        let forced = atom.forced || index + 1 == atoms.len();
        if atom.tie == Tie::Never && keeps_all && !forced {
            continue;
        }
        let penalty = if forced { 0.0 } else { penalty_of(atom.tie, is_ragged) };
        let next_out = atoms.get(index + 1).map_or(0.0, |next| next.start_out);
        out.push(Breakpoint {
            atom: index,
            division: None,
            forced,
            penalty,
            hyphen: atom.hyphen,
            end_out: atom.end_out,
            next_out,
            end: Sums { width: end.width - atom.end_out, ..end },
            next: Sums { width: before.width + next_out, ..before },
        });
    }
    out
}

fn penalty_of(tie: Tie, is_ragged: bool) -> f32 {
    let [loose, close, tight] = if is_ragged { RAGGED_TIES } else { TIES };
    match tie {
        Tie::Free => 0.0,
        Tie::Loose => loose,
        Tie::Close => close,
        Tie::Tight => tight,
        Tie::Never => NEVER,
    }
}

#[derive(Clone, Copy)]
struct Active {
    /// The breakpoint that ends the line before; `None` at the paragraph's start.
    at: Option<usize>,
    /// The node in the list of all nodes, to walk back.
    node: usize,
    line: usize,
    demerits: f64,
    fitness: i8,
    /// How many lines in a row up to here end in a hyphen.
    hyphens: u8,
    /// Whether there is a ladder up to here.
    has_ladder: bool,
}

#[derive(Clone, Copy)]
struct Node {
    at: Option<usize>,
    previous: usize,
}

/// What a pass chose.
struct Fitted {
    lines: Vec<LineBreaks>,
    demerits: f64,
    /// Whether the last line is so short that it looks like a mistake.
    ends_short: bool,
    /// Whether three lines in a row end in hyphens.
    has_ladder: bool,
    /// Whether the last line is the rest of a word alone.
    ends_in_rest: bool,
}

impl Fitted {
    /// Whether there is something that is worse than a loose line.
    fn is_flawed(&self) -> bool {
        self.has_ladder || self.ends_in_rest
    }

    /// Whether a line ends inside what should stand on one.
    fn parts_what_is_tied(&self) -> bool {
        self.lines.iter().any(|line| line.end.penalty > 0.0)
    }
}

/// One pass over the places where lines may end.
struct Pass<'p> {
    points: &'p [Breakpoint],
    /// How far the first sign of all stands out.
    first_out: f32,
    measure: Measure,
    /// The size of the text, in points.
    em: f32,
    /// The greatest ratio of a line; where it is infinite, a line may run over too.
    tolerance: f32,
    /// How many lines there shall be; as many as are best without.
    wanted: Option<usize>,
}

impl<'p> Pass<'p> {
    /// A pass that accepts all lines.
    fn new(measured: &Measured, measure: Measure, points: &'p [Breakpoint]) -> Self {
        // A number that hangs in the first line is its edge.
        let first = measured.atoms.first().filter(|_| measure.first_indent == 0.0);
        Self {
            points,
            first_out: first.map_or(0.0, |atom| atom.start_out),
            measure,
            em: measured.pieces.first().map_or(0.0, |piece| piece.style.size),
            tolerance: f32::INFINITY,
            wanted: None,
        }
    }

    /// The breaks with the least demerits, or nothing where no line up to some place is within the tolerance.
    fn fit(&self) -> Option<Fitted> {
        let mut nodes = vec![Node { at: None, previous: 0 }];
        let start =
            Active { at: None, node: 0, line: 0, demerits: 0.0, fitness: 1, hyphens: 0, has_ladder: false };
        let mut active = vec![start];
        // The best ways to a place: one for every fitness, and where their number matters, for every number of lines.
        let mut best: Vec<Active> = Vec::new();
        for (index, point) in self.points.iter().enumerate() {
            let mut kept = Vec::with_capacity(active.len());
            let mut widest: Option<Active> = None;
            for candidate in &active {
                let ratio = self.ratio(candidate.at, point, candidate.line);
                let too_tight = ratio < -1.0;
                if !too_tight && !point.forced {
                    kept.push(*candidate);
                }
                if too_tight && widest.is_none_or(|other: Active| candidate.node > other.node) {
                    widest = Some(*candidate);
                }
                if too_tight || (ratio > self.tolerance && !(point.forced && ratio.is_finite())) {
                    continue;
                }
                let next = self.line_to(candidate, index, point, ratio);
                let alike = |other: &&mut Active| {
                    other.fitness == next.fitness && (self.wanted.is_none() || other.line == next.line)
                };
                match best.iter_mut().find(alike) {
                    Some(other) if next.demerits < other.demerits => *other = next,
                    Some(_) => {}
                    None => best.push(next),
                }
            }
            if best.is_empty() && kept.is_empty() {
                // Nothing fits: a last pass lets the line run over, the passes before it give up.
                if self.tolerance.is_finite() {
                    return None;
                }
                let from = widest?;
                let demerits = from.demerits + OVERFULL;
                best.push(Active { at: Some(index), line: from.line + 1, demerits, ..from });
            }
            for chosen in best.drain(..) {
                nodes.push(Node { at: chosen.at, previous: chosen.node });
                kept.push(Active { node: nodes.len() - 1, ..chosen });
            }
            active = kept;
        }
        let wanted = active.iter().filter(|way| self.wanted.is_none_or(|wanted| way.line == wanted));
        let best = wanted.min_by(|a, b| a.demerits.total_cmp(&b.demerits))?;
        Some(self.fitted(&nodes, best))
    }

    /// What a line from a break to a place leads to.
    fn line_to(&self, from: &Active, index: usize, to: &Breakpoint, ratio: f32) -> Active {
        let fitness = fitness(ratio);
        let hyphens = if to.hyphen { from.hyphens.saturating_add(1) } else { 0 };
        Active {
            at: Some(index),
            node: from.node,
            line: from.line + 1,
            demerits: from.demerits + self.demerits(from, to, ratio, hyphens),
            fitness,
            hyphens,
            has_ladder: from.has_ladder || hyphens >= LADDER_LINES,
        }
    }

    fn fitted(&self, nodes: &[Node], last: &Active) -> Fitted {
        let before = nodes[last.node].previous;
        let from = nodes[before].at;
        let ends_short = from.is_some()
            && self
                .points
                .last()
                .is_some_and(|end| self.last_width(from, end) < SHORTEST_LAST_LINE * self.em);
        let lines = self.walk_back(nodes, last.node);
        let ends_in_rest = match (from, self.points.last()) {
            (Some(from), Some(end)) => self.is_rest(from, end),
            _ => false,
        };
        Fitted { lines, demerits: last.demerits, ends_short, has_ladder: last.has_ladder, ends_in_rest }
    }

    fn walk_back(&self, nodes: &[Node], last: usize) -> Vec<LineBreaks> {
        let mut ends = Vec::new();
        let mut node = last;
        while let Some(at) = nodes[node].at {
            ends.push(at);
            node = nodes[node].previous;
        }
        ends.reverse();
        let mut lines = Vec::with_capacity(ends.len());
        let mut from: Option<usize> = None;
        for (number, end) in ends.into_iter().enumerate() {
            let start = from.map(|at| self.points[at]);
            let (first, first_byte) = match start {
                None => (0, None),
                Some(Breakpoint { atom, division: Some(division), .. }) => (atom, Some(division.byte)),
                Some(Breakpoint { atom, .. }) => (atom + 1, None),
            };
            let start_out = start.map_or(self.first_out, |start| start.next_out);
            let end_point = self.points[end];
            let ratio = self.ratio(from, &end_point, number);
            let out = [start_out, end_point.end_out];
            lines.push(LineBreaks { first, first_byte, end: end_point, ratio, out });
            from = Some(end);
        }
        lines
    }

    /// Sums over everything before a line that begins after a break.
    fn before(&self, from: Option<usize>) -> Sums {
        from.map_or(Sums { width: self.first_out, space: 0.0 }, |at| self.points[at].next)
    }

    fn ratio(&self, from: Option<usize>, to: &Breakpoint, line: usize) -> f32 {
        let start = self.before(from);
        let measure = self.measure;
        let indent = if line == 0 { measure.first_indent } else { 0.0 };
        let slack = measure.width - indent - (to.end.width - start.width);
        let space = to.end.space - start.space;
        let justified = measure.align == Align::Justify;
        if slack >= 0.0 {
            let stretch = if justified { space * STRETCH } else { measure.width * 0.22 };
            match () {
                () if to.forced => 0.0,
                () if stretch > 0.0 => slack / stretch,
                () => f32::INFINITY,
            }
        } else if justified && space > 0.0 {
            // The last line may be a little over for rounding's sake.
            slack / (space * SHRINK)
        } else if slack > -0.01 {
            0.0
        } else {
            f32::NEG_INFINITY
        }
    }

    /// The width of a line from a break to the text's end.
    fn last_width(&self, from: Option<usize>, end: &Breakpoint) -> f32 {
        end.end.width - self.before(from).width
    }

    /// Whether the line between two breaks is the rest of a word and nothing else.
    fn is_rest(&self, from: usize, end: &Breakpoint) -> bool {
        let from = &self.points[from];
        from.hyphen && from.atom + usize::from(from.division.is_none()) == end.atom
    }

    /// The demerits of a line; `hyphens` lines in a row end in hyphens with it.
    fn demerits(&self, from: &Active, to: &Breakpoint, ratio: f32, hyphens: u8) -> f64 {
        let badness = 100.0 * f64::from(ratio.abs().min(1e3)).powi(3);
        let mut demerits = (LINE_PENALTY + badness).powi(2) + f64::from(to.penalty * to.penalty);
        demerits += match hyphens {
            0 | 1 => 0.0,
            2 => TWO_HYPHENS,
            _ => LADDER,
        };
        // A hyphen at the end of the last line but one.
        if to.forced
            && let Some(at) = from.at
        {
            demerits += match () {
                () if self.is_rest(at, to) => LAST_REST,
                () if self.points[at].division.is_some() => LAST_WORD_DIVIDED,
                () => 0.0,
            };
        }
        // A last line of one short word looks like a mistake.
        if to.forced && from.at.is_some() {
            let width = self.last_width(from.at, to);
            if width < SHORTEST_LAST_LINE * self.em {
                demerits += SHORTEST_LAST;
            } else if width < SHORT_LAST_LINE * self.em {
                demerits += SHORT_LAST;
            }
        }
        if from.at.is_some() {
            demerits += UNLIKE_NEIGHBOURS * f64::from(((fitness(ratio) - from.fitness).abs() - 1).max(0));
        }
        demerits
    }
}

fn fitness(ratio: f32) -> i8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

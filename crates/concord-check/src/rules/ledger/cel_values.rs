//! What CEL reckons with: the numbers and dates of the ledger as types of its own, and what compares them.
//!
//! A number is an [`Interval`], so that a count of more than 120 stays one and decimals stay exact; a date is known to the
//! year, the month or the day. A comparison that some of what they may stand for makes true and some makes false fails
//! with [`UNCERTAIN`]. CEL's `&&` and `||` pass a failure over where the other side decides, which is just how what is
//! not certain has to be joined.

use crate::rules::ledger::interval::Interval;
use crate::rules::ledger::spans;
use cel::common::functions::Function;
use cel::common::traits::{Adder, Divider, Multiplier, Negator, Subtractor};
use cel::common::types::{CelBool, DYN_TYPE, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use cel::{DeclarationError, Env, ExecutionError};
use concord_ledger::expression::{BETWEEN, COMPARISONS};
use concord_ledger::{PartialDate, SpanUnit};
use std::any::Any;
use std::cmp::Ordering;

/// What a comparison fails with that is neither certainly true nor certainly false.
pub(crate) const UNCERTAIN: &str = "it is not certain";
/// What a division by zero fails with.
pub(crate) const BY_ZERO: &str = "it divides by zero";
/// What fails where an exact number would take more than 127 bits.
pub(crate) const TOO_LARGE: &str = "the numbers grow too large to be reckoned exactly";
/// What a span of time fails with that ends before it starts.
pub(crate) const REVERSED: &str = "the second date lies before the first";

/// A number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quantity(pub(crate) Interval);

/// A date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    pub(crate) on: PartialDate,
    /// Whether it is the end of a period, which belongs to the period.
    pub(crate) is_end: bool,
}

static QUANTITY: Type = Type::new_unspecified_type("quantity");
static DAY: Type = Type::new_unspecified_type("date");

type Result<T> = std::result::Result<T, ExecutionError>;

fn fault(function: &str, message: &str) -> ExecutionError {
    ExecutionError::function_error(function, message)
}

/// Makes a type of the ledger a type of CEL.
macro_rules! value {
    ($rust:ident, $cel:ident { $($capability:tt)* }) => {
        impl Val for $rust {
            fn get_type(&self) -> &Type {
                &$cel
            }

            fn cel_type() -> &'static Type {
                &$cel
            }

            fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v> {
                Box::new(*self)
            }

            fn as_any(&self) -> Option<&dyn Any> {
                Some(self)
            }

            $($capability)*
        }

        impl StaticVal for $rust {}
    };
}

/// What a type can do, as CEL asks for it.
macro_rules! operators {
    ($($ask:ident: $capability:ident,)*) => {
        $(fn $ask<'b, 'v>(&'b self) -> Option<&'b (dyn $capability + 'v)>
        where
            Self: 'v,
        {
            Some(self)
        })*
    };
}

value!(Day, DAY {});
value!(Quantity, QUANTITY {
    operators! {
        as_adder: Adder,
        as_subtractor: Subtractor,
        as_multiplier: Multiplier,
        as_divider: Divider,
        as_negator: Negator,
    }
});

impl Quantity {
    fn with(
        self,
        other: &dyn Val,
        sign: &str,
        reckon: impl Fn(Interval, Interval) -> Option<Interval>,
    ) -> Result<Self> {
        let other = other.downcast_ref::<Self>().ok_or_else(|| unlike(&self, other))?;
        reckon(self.0, other.0).map(Self).ok_or_else(|| fault(sign, TOO_LARGE))
    }
}

/// An operation of two numbers.
macro_rules! operation {
    ($capability:ident, $method:ident, $sign:literal, $reckon:expr) => {
        impl $capability for Quantity {
            fn $method<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>>
            where
                Self: 'v,
            {
                self.with(other, $sign, $reckon).map(CowVal::owned)
            }
        }
    };
}

operation!(Adder, add, "+", Interval::plus);
operation!(Subtractor, sub, "-", Interval::minus);
operation!(Multiplier, mul, "*", Interval::times);

impl Divider for Quantity {
    fn div<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>>
    where
        Self: 'v,
    {
        let is_zero = other.downcast_ref::<Self>().is_some_and(|other| self.0.over(other.0) == Some(None));
        if is_zero {
            return Err(fault("/", BY_ZERO));
        }
        self.with(other, "/", |a, b| a.over(b).flatten()).map(CowVal::owned)
    }
}

impl Negator for Quantity {
    fn negate<'v>(&self) -> Result<Box<dyn Val + 'v>>
    where
        Self: 'v,
    {
        let negative = self.0.negative().ok_or_else(|| fault("-", TOO_LARGE))?;
        Ok(Box::new(Self(negative)))
    }
}

/// How two values lie to each other, where that is certain.
struct Order {
    less: Option<bool>,
    equal: Option<bool>,
    greater: Option<bool>,
}

fn order(left: &dyn Val, right: &dyn Val) -> Option<Order> {
    if let (Some(Quantity(a)), Some(Quantity(b))) = (left.downcast_ref(), right.downcast_ref()) {
        return Some(Order { less: a.less(*b), equal: a.equal(*b), greater: b.less(*a) });
    }
    let (left, right) = (left.downcast_ref::<Day>()?, right.downcast_ref::<Day>()?);
    let order = left.on.certain_order(right.on);
    let is = |wanted: Ordering| order.map(|order| order == wanted);
    Some(Order { less: is(Ordering::Less), equal: is(Ordering::Equal), greater: is(Ordering::Greater) })
}

/// What an [`Order`] says to a comparison.
type Answer = fn(&Order) -> Option<bool>;

fn compared<'b, 'v>(args: &[CowVal<'b, 'v>], answer: Answer) -> Result<CowVal<'b, 'v>> {
    let [left, right] = two(args)?;
    let order = order(left, right).ok_or_else(|| unlike(left, right))?;
    let answer = answer(&order).ok_or_else(|| fault("comparison", UNCERTAIN))?;
    Ok(CowVal::owned(CelBool::from(answer)))
}

fn elapsed<'b, 'v>(args: &[CowVal<'b, 'v>], unit: SpanUnit) -> Result<CowVal<'b, 'v>> {
    let [from, to] = two(args)?;
    let (Some(from), Some(to)) = (from.downcast_ref::<Day>(), to.downcast_ref::<Day>()) else {
        return Err(unlike(from, to));
    };
    let elapsed = spans::elapsed(from.on, to.on, to.is_end, unit).ok_or_else(|| fault("span", REVERSED))?;
    Ok(CowVal::owned(Quantity(Interval::whole(elapsed))))
}

fn two<'a, 'v>(args: &'a [CowVal<'_, 'v>]) -> Result<[&'a (dyn Val + 'v); 2]> {
    match args {
        [left, right] => Ok([left.as_ref(), right.as_ref()]),
        _ => Err(ExecutionError::invalid_argument_count(2, args.len())),
    }
}

/// The ledger looks at the kinds of an expression's parts when it reads it, so this is never met.
fn unlike(left: &dyn Val, right: &dyn Val) -> ExecutionError {
    let types = [left, right].map(|value| value.get_type().name().to_owned());
    ExecutionError::no_such_overload("comparison", types.to_vec())
}

/// What the programs of invariants can call: comparisons and spans of time, and nothing else.
pub(crate) fn environment() -> std::result::Result<Env, DeclarationError> {
    fn not(truth: Option<bool>) -> Option<bool> {
        truth.map(|truth| !truth)
    }
    let comparisons: [Function; 6] = [
        |args| compared(&args, |order| order.equal),
        |args| compared(&args, |order| not(order.equal)),
        |args| compared(&args, |order| order.less),
        |args| compared(&args, |order| not(order.greater)),
        |args| compared(&args, |order| order.greater),
        |args| compared(&args, |order| not(order.less)),
    ];
    let spans: [Function; 2] =
        [|args| elapsed(&args, SpanUnit::Years), |args| elapsed(&args, SpanUnit::Months)];
    let mut environment = Env::default();
    let names = COMPARISONS.iter().map(|(_, name)| *name).chain(BETWEEN);
    for (name, function) in names.zip(comparisons.into_iter().chain(spans)) {
        environment.add_overload(name, name, vec![DYN_TYPE.to_owned(), DYN_TYPE.to_owned()], function)?;
    }
    Ok(environment)
}

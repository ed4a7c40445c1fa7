//! Dates.

use crate::{Language, Locale, NO_BREAK_SPACE};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{M, MD, Y, YM, YMD};
use icu_datetime::options::YearStyle;

type Formatter<FieldSet> = FixedCalendarDateTimeFormatter<Gregorian, FieldSet>;

/// A date of the Gregorian calendar, known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

impl Date {
    /// A date known to the year.
    pub fn of_year(year: u16) -> Self {
        Self { year, month: None, day: None }
    }

    /// A date known to the month.
    pub fn of_month(year: u16, month: u8) -> Self {
        Self { year, month: Some(month), day: None }
    }

    /// A date known to the day.
    pub fn of_day(year: u16, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }

    /// The same in ISO 8601, which stands where no calendar has the date.
    fn iso(self) -> String {
        let rest: String =
            [self.month, self.day].into_iter().flatten().map(|part| format!("-{part:02}")).collect();
        format!("{:04}{rest}", self.year)
    }

    fn in_calendar(self) -> Option<icu_calendar::Date<Gregorian>> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        icu_calendar::Date::try_new_gregorian(i32::from(self.year), month, day).ok()
    }
}

/// CLDR's patterns and names.
#[derive(Debug)]
pub(crate) struct Calendar {
    year_month_day: Formatter<YMD>,
    year_month: Formatter<YM>,
    month_day: Formatter<MD>,
    year: Formatter<Y>,
    /// The months as they stand without a day, January first.
    pub(crate) months: Vec<String>,
}

impl Calendar {
    pub(crate) fn new(locale: &icu_locale::Locale) -> Option<Self> {
        let year_style = YearStyle::Full;
        let month: Formatter<M> = Formatter::try_new(locale.into(), M::long()).ok()?;
        let months = (1..=12)
            .filter_map(|number| Date::of_month(2009, number).in_calendar())
            .map(|date| month.format(&date).to_string())
            .collect();
        Some(Self {
            year_month_day: Formatter::try_new(locale.into(), YMD::long().with_year_style(year_style))
                .ok()?,
            year_month: Formatter::try_new(
                (&year_month_locale(locale)).into(),
                YM::long().with_year_style(year_style),
            )
            .ok()?,
            month_day: Formatter::try_new(locale.into(), MD::long()).ok()?,
            year: Formatter::try_new(locale.into(), Y::long().with_year_style(year_style)).ok()?,
            months,
        })
    }
}

/// ICU4X 2.4 loads no digits for the Brazilian pattern of year and month, and debug builds fail on it. European
/// Portuguese writes it alike.
fn year_month_locale(locale: &icu_locale::Locale) -> icu_locale::Locale {
    if locale.id.language.as_str() == "pt" { icu_locale::locale!("pt-PT") } else { locale.clone() }
}

impl Locale {
    /// A date at its precision: `15 December 2020`, `December 2020`, `2020`; `1er septembre 2003`.
    pub fn date(&self, date: Date) -> String {
        let Some(inner) = date.in_calendar() else { return date.iso() };
        match (date.month, date.day) {
            (Some(_), Some(_)) => {
                self.with_day(date, self.calendar.year_month_day.format(&inner).to_string())
            }
            (Some(_), None) => self.calendar.year_month.format(&inner).to_string(),
            (None, _) => self.calendar.year.format(&inner).to_string(),
        }
    }

    /// A date without its year: `15 December`, `December`.
    pub(crate) fn date_without_year(&self, date: Date) -> String {
        let Some(inner) = date.in_calendar() else { return date.iso() };
        match date.day {
            Some(_) => self.with_day(date, self.calendar.month_day.format(&inner).to_string()),
            None => self.month_name(date),
        }
    }

    pub(crate) fn month_name(&self, date: Date) -> String {
        let index = usize::from(date.month.unwrap_or(1).max(1)) - 1;
        self.calendar.months.get(index).cloned().unwrap_or_default()
    }

    /// The day alone, as it begins a date: `2`, `1er`.
    pub(crate) fn day_number(&self, date: Date) -> String {
        let day = date.day.unwrap_or(1);
        let first = day == 1 && self.language == Language::French && self.conventions.typographic_dates;
        if first { "1er".to_owned() } else { day.to_string() }
    }

    /// Whether a full date begins with the day, as most do, or with the month.
    pub(crate) fn day_comes_first(&self) -> bool {
        self.date(Date::of_day(2009, 9, 9)).starts_with('9')
    }

    /// CLDR's date with the day as it is set, and no line break between day and month.
    fn with_day(&self, date: Date, text: String) -> String {
        if !self.conventions.typographic_dates {
            return text;
        }
        let day = date.day.unwrap_or(1).to_string();
        if let Some(rest) = text.strip_prefix(&format!("{day} ")) {
            return format!("{}{NO_BREAK_SPACE}{rest}", self.day_number(date));
        }
        text.replacen(&format!(" {day}"), &format!("{NO_BREAK_SPACE}{day}"), 1)
    }
}

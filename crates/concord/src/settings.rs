//! The command line and the environment, resolved once and passed on.

use crate::Failure;
use crate::args::{Colour, Denied, FormArgs, MessageFormat, PublishArgs, Source, StandardName, VerifyArgs};
use crate::manifest::{Manifest, Variant, tool};
use crate::merge::MergeArgs;
use crate::shares::{Part, Share};
use clap::ValueEnum;
use concord_diagnostics::{Diagnostic, Severity};
use concord_document::LanguageTag;
use concord_press::{Effort, Standard};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What the program takes from its surroundings, read in one place.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty (no-color.org).
    pub no_color: bool,
    /// `SOURCE_DATE_EPOCH`: seconds since 1970 (reproducible-builds.org).
    pub source_date_epoch: Option<String>,
    /// The standard error is a terminal.
    pub is_terminal: bool,
    /// The working directory; empty where there is none any more.
    pub folder: PathBuf,
    /// Where finished editions are kept: `concord` in `XDG_CACHE_HOME` (basedir-spec), in `.cache` of `HOME`, or in
    /// `LOCALAPPDATA`.
    pub cache: Option<PathBuf>,
}

impl Environment {
    /// The surroundings of this process.
    pub fn of_process() -> Self {
        use std::io::IsTerminal;
        Self {
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH").ok(),
            is_terminal: std::io::stderr().is_terminal(),
            folder: std::env::current_dir().unwrap_or_default(),
            cache: usual_cache(&|name| std::env::var_os(name).map(PathBuf::from)),
        }
    }

    /// Whether colour is to be used.
    pub fn colour(&self, wish: Colour) -> bool {
        match wish {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => self.is_terminal && !self.no_color,
        }
    }
}

/// The usual folder of the cache. A path that is not absolute is as if it were not there, as the specification asks.
fn usual_cache(variable: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).filter(|path| path.is_absolute());
    let home = || folder("HOME").map(|home| home.join(".cache"));
    let folder = folder("XDG_CACHE_HOME").or_else(home).or_else(|| folder("LOCALAPPDATA"));
    folder.map(|folder| folder.join("concord"))
}

/// A publication and its templates.
#[derive(Clone, Debug)]
pub struct SourceSettings {
    /// The publication folder.
    pub folder: PathBuf,
    /// The folder of template folders, where the command line names it.
    pub templates: Option<PathBuf>,
}

impl SourceSettings {
    /// Resolves the arguments.
    pub fn new(source: &Source) -> Self {
        Self { folder: source.dir.clone(), templates: source.templates.clone() }
    }

    /// Where the template folder `name` is: in the folder given, or else in `templates` beside the publication or in
    /// the nearest folder above it.
    pub fn template_folder(&self, name: &str) -> Result<PathBuf, Failure> {
        if let Some(templates) = &self.templates {
            let folder = templates.join(name);
            return if folder.is_dir() { Ok(folder) } else { Err(no_template(name, &folder)) };
        }
        let start = self.folder.canonicalize();
        let start = start.map_err(|cause| Failure::io("open", &self.folder, cause))?;
        let folders = start.ancestors().map(|folder| folder.join("templates").join(name));
        let found = folders.into_iter().find(|folder| folder.is_dir());
        found.ok_or_else(|| no_template(name, &start.join("templates").join(name)))
    }
}

fn no_template(name: &str, folder: &Path) -> Failure {
    Failure::new(format!(
        "there is no template folder `{name}`: looked for `{}`; name the folder of templates with --templates",
        folder.display()
    ))
}

/// How much findings weigh in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// As much as their codes say.
    #[default]
    AsStated,
    /// Warnings count as errors.
    DenyWarnings,
}

impl Strictness {
    /// Resolves the arguments.
    pub fn new(source: &Source) -> Self {
        match source.deny {
            Some(Denied::Warnings) => Self::DenyWarnings,
            None => Self::AsStated,
        }
    }

    /// Makes warnings errors, where they are denied, and says so in each.
    pub fn weigh(self, findings: &mut [Diagnostic]) {
        if self == Self::AsStated {
            return;
        }
        for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Warning) {
            finding.severity = Severity::Error;
            finding.notes.push("a warning, which --deny warnings makes an error".to_owned());
        }
    }
}

/// Which editions are to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The languages; all where empty.
    pub locales: Vec<LanguageTag>,
    /// The documents; all where empty.
    pub documents: Vec<String>,
}

impl Selection {
    /// Whether everything is to be made.
    pub fn is_all(&self) -> bool {
        self.locales.is_empty() && self.documents.is_empty()
    }

    /// Whether an edition is to be made.
    pub fn takes(&self, locale: &LanguageTag, document: &str) -> bool {
        let locale = self.locales.is_empty() || self.locales.contains(locale);
        locale && (self.documents.is_empty() || self.documents.iter().any(|wanted| wanted == document))
    }
}

/// Everything that `publish` depends on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The publication.
    pub source: SourceSettings,
    /// Which editions.
    pub selection: Selection,
    /// The folder to write.
    pub output: PathBuf,
    /// How many editions are made at the same time.
    pub jobs: NonZeroUsize,
    /// The date of the documents in ISO 8601, where the environment decides it.
    pub date: Option<String>,
    /// Whether the pages are measured for a report.
    pub measures_layout: bool,
    /// What the files are made to be, and whether all of it is asked for.
    pub press: concord_press::Settings,
    /// In what they differ from the editions that the publication states.
    pub variant: Variant,
    /// Which share of the editions is made, where not all are.
    pub part: Option<Part>,
    /// Where finished editions are kept; `None` where every one is made.
    pub cache: Option<PathBuf>,
}

/// The languages that the command line names.
pub fn languages(tags: &[String]) -> Result<Vec<LanguageTag>, Failure> {
    let parsed = tags.iter().map(|tag| LanguageTag::parse(tag));
    parsed.collect::<Result<_, _>>().map_err(|error| Failure::new(error.to_string()))
}

impl Settings {
    /// Resolves the arguments and the environment.
    pub fn new(args: &PublishArgs, environment: &Environment) -> Result<Self, Failure> {
        let locales = languages(&args.locale)?;
        let date = environment.source_date_epoch.as_deref().map(date_of_epoch).transpose()?;
        if args.form.passport && args.partition.is_some() {
            return Err(Failure::new(
                "a passport says what the checks of all editions found, and a share has some of them: publish with --passport in one run",
            ));
        }
        Ok(Self {
            source: SourceSettings::new(&args.source),
            selection: Selection { locales, documents: args.document.clone() },
            output: args.output.clone(),
            jobs: jobs(args.jobs)?,
            date,
            measures_layout: args.report.is_some(),
            press: press_settings(args.form.standard, args.form.best_effort),
            variant: variant(&args.form),
            part: args.partition,
            cache: args.cache.folder(environment.cache.as_deref()),
        })
    }
}

impl Settings {
    /// The same publication once more, into another folder, in the variant that its manifest records.
    pub fn for_verification(
        args: &VerifyArgs,
        manifest: &Manifest,
        output: &Path,
        environment: &Environment,
    ) -> Result<Self, Failure> {
        let date = environment.source_date_epoch.as_deref().map(date_of_epoch).transpose()?;
        // The usual standard is not recorded, and neither was any by earlier versions.
        let recorded = manifest.variant.standard.as_deref();
        let recorded = recorded.map(|name| known_standard(name, "the files are")).transpose()?;
        let standard = match recorded {
            Some(recorded) if ![recorded, standard_name(Standard::default())].contains(&args.standard) => {
                let (made, asked) = (named(recorded), named(args.standard));
                return Err(Failure::new(format!("the files were made to {made}, not to {asked}")));
            }
            Some(recorded) => recorded,
            None => args.standard,
        };
        Ok(Self {
            source: SourceSettings { folder: args.publication.clone(), templates: args.templates.clone() },
            selection: Selection::default(),
            output: output.to_owned(),
            jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            date,
            measures_layout: false,
            press: press_settings(standard, args.best_effort),
            variant: manifest.variant.clone(),
            part: None,
            cache: None,
        })
    }
}

impl Settings {
    /// The whole of which there are shares, in the form that they were made in.
    pub fn for_merging(args: &MergeArgs, record: &Manifest, share: &Share) -> Result<Self, Failure> {
        let standard = known_standard(&share.options.standard, "the shares are")?;
        Ok(Self {
            source: SourceSettings { folder: args.publication.clone(), templates: args.templates.clone() },
            selection: Selection::default(),
            output: args.output.clone(),
            jobs: jobs(args.jobs)?,
            date: share.options.date.clone(),
            measures_layout: false,
            press: press_settings(standard, share.options.best_effort),
            variant: record.variant.clone(),
            part: None,
            cache: None,
        })
    }
}

/// A standard that a manifest names; `what` is made to it.
fn known_standard(name: &str, what: &str) -> Result<StandardName, Failure> {
    let unknown = |_| Failure::new(format!("{what} made to `{name}`, which is not known"));
    StandardName::from_str(name, false).map_err(unknown)
}

fn jobs(wanted: Option<usize>) -> Result<NonZeroUsize, Failure> {
    match wanted {
        Some(jobs) => NonZeroUsize::new(jobs).ok_or_else(|| Failure::new("--jobs must be above zero")),
        None => Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    }
}

pub(crate) fn variant(args: &FormArgs) -> Variant {
    let page_size = args.page_size.and_then(|sheet| Some(sheet.to_possible_value()?.get_name().to_owned()));
    let standard = (args.standard != standard_name(Standard::default())).then(|| named(args.standard));
    Variant { pseudo: args.pseudo, page_size, print: args.print, passport: args.passport, standard }
}

pub(crate) fn press_settings(standard: StandardName, is_best_effort: bool) -> concord_press::Settings {
    let standard = match standard {
        StandardName::Ua1A2a => Standard::Ua1A2a,
        StandardName::Ua1A2aClassic => Standard::Ua1A2aClassic,
        StandardName::Ua2A4 => Standard::Ua2A4,
    };
    let effort = if is_best_effort { Effort::Best } else { Effort::Whole };
    concord_press::Settings { creator_tool: tool(), standard, effort }
}

/// The name of a standard on the command line.
pub(crate) fn named(standard: StandardName) -> String {
    standard.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// A standard as the command line says it.
pub(crate) fn standard_name(standard: Standard) -> StandardName {
    match standard {
        Standard::Ua1A2a => StandardName::Ua1A2a,
        Standard::Ua1A2aClassic => StandardName::Ua1A2aClassic,
        Standard::Ua2A4 => StandardName::Ua2A4,
    }
}

/// How results and findings are shown.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// How findings are shown.
    pub format: MessageFormat,
    /// Whether in colour.
    pub colour: bool,
    /// The publication folder as it was named.
    pub publication: PathBuf,
    /// The working directory.
    pub folder: PathBuf,
}

impl Presentation {
    /// Resolves the arguments and the environment.
    pub fn new(source: &Source, colour: Colour, environment: &Environment) -> Self {
        Self {
            format: source.message_format,
            colour: environment.colour(colour),
            publication: source.dir.clone(),
            folder: environment.folder.clone(),
        }
    }

    /// Whether findings are talk for people, not a result for programs.
    pub fn is_human(&self) -> bool {
        self.format == MessageFormat::Human
    }

    /// A folder as seen from the working directory where it is below it, and as it was named where not.
    fn seen(&self, folder: &Path) -> PathBuf {
        let below = || {
            let (folder, working) = (folder.canonicalize().ok()?, self.folder.canonicalize().ok()?);
            Some(folder.strip_prefix(working).ok()?.to_owned())
        };
        below().unwrap_or_else(|| folder.to_owned())
    }

    /// The path of a source's file from the working directory, with `/`. `templates` is the template folder, where one
    /// was read. `None` for a text that is in no file.
    pub fn path(&self, name: &str, templates: Option<&Path>) -> Option<String> {
        if name.starts_with('<') {
            return None;
        }
        let template = name.strip_prefix("templates/").zip(templates);
        let path = match template {
            Some((name, folder)) => self.seen(folder).join(name),
            None => self.seen(&self.publication).join(name),
        };
        Some(path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }
}

/// The day of a number of seconds since 1 January 1970 in UTC.
pub(crate) fn date_of_epoch(seconds: &str) -> Result<String, Failure> {
    let invalid = || Failure::new(format!("SOURCE_DATE_EPOCH is `{seconds}`, which is no number of seconds"));
    let seconds: i64 = seconds.trim().parse().map_err(|_| invalid())?;
    // Years of four digits, as in XMP and in PDF's dates.
    if !(0..253_402_300_800).contains(&seconds) {
        return Err(invalid());
    }
    let (year, month, day) = civil_date(seconds / 86_400);
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

/// The Gregorian date of a day number; day 0 is 1 January 1970. Years are counted from March, so that the leap day is
/// the last of a year (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil_date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_is_a_day() {
        let date = |seconds: &str| date_of_epoch(seconds).ok();
        assert_eq!(date("0").as_deref(), Some("1970-01-01"));
        assert_eq!(date("951782400").as_deref(), Some("2000-02-29"));
        assert_eq!(date("1608076799").as_deref(), Some("2020-12-15"));
        assert_eq!(date("1608076800").as_deref(), Some("2020-12-16"));
        assert_eq!(date("253402300799").as_deref(), Some("9999-12-31"));
        assert_eq!(date("-1"), None);
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn the_cache_has_a_folder() {
        let cache = |known: &[(&str, &str)]| {
            let find = |name: &str| known.iter().find(|(known, _)| *known == name);
            usual_cache(&|name| find(name).map(|(_, value)| PathBuf::from(value)))
        };
        assert_eq!(cache(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/h")]), Some(PathBuf::from("/c/concord")));
        assert_eq!(
            cache(&[("XDG_CACHE_HOME", "c"), ("HOME", "/h")]),
            Some(PathBuf::from("/h/.cache/concord"))
        );
        assert_eq!(cache(&[("HOME", "")]), None);
    }

    #[test]
    fn no_color_is_kept() {
        let mut environment = Environment { is_terminal: true, ..Environment::default() };
        assert!(environment.colour(Colour::Auto));
        environment.no_color = true;
        assert!(!environment.colour(Colour::Auto));
        assert!(environment.colour(Colour::Always));
    }
}

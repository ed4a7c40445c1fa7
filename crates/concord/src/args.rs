//! The command line as it is typed.

use crate::init::InitArgs;
use crate::jobs::PlanArgs;
use crate::merge::MergeArgs;
use crate::schema::SchemaArgs;
use crate::shares::Part;
use crate::shell::{CompletionsArgs, ManArgs};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// One ledger of facts, texts in many languages, and PDFs that agree with each other.
#[derive(Clone, Debug, Parser)]
#[command(name = "concord", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour; NO_COLOR in the environment turns it off.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Make every PDF in every language, read it back and compare it with its text, and put it into the output folder.
    Publish(PublishArgs),
    /// Find what is wrong with a publication, without making anything.
    Check(CheckArgs),
    /// Print what a screen reader finds in a PDF, and check it against the rules for accessible PDF (PDF/UA).
    Proof(ProofArgs),
    /// Make everything again in a scratch folder, and compare it with what was published, byte by byte.
    Verify(VerifyArgs),
    /// List every fact, its value and sources, and where and in which words each finished edition has it.
    Concordance(ConcordanceArgs),
    /// Show everything that a fact changes: every sentence, cell, chart and alternative text, in every language.
    Impact(ImpactArgs),
    /// Print what there is to make, as jobs for several machines.
    Plan(PlanArgs),
    /// Join the shares that several machines made with `publish --partition`.
    Merge(MergeArgs),
    /// Begin translations and keep track of them.
    Locale(LocaleArgs),
    /// Write the texts to be translated, or to be looked at again, into a file for a translator's tool.
    Export(ExportArgs),
    /// Take translations in from files that came back from a translator's tool.
    Import(ImportArgs),
    /// Say how much of each translation is done, out of date or wrong, and whether it will be published.
    Status(StatusArgs),
    /// Make a release of published files: checksums, a statement of where they come from, and notes on which facts changed.
    Release(crate::release::ReleaseArgs),
    /// Compare two published PDFs, or two folders of them: facts, words, tags, pages and metadata.
    Diff(crate::reviewing::diff::DiffArgs),
    /// Make a page for a reviewer: source and translation side by side, with the findings beside the blocks.
    Review(crate::reviewing::review::ReviewArgs),
    /// Plant single faults into copies of a publication and say which of them the checks find.
    Selftest(SelftestArgs),
    /// Make the folder of a new publication: small, valid, explained in comments.
    Init(InitArgs),
    /// Print the JSON Schema of a file, for editors.
    Schema(SchemaArgs),
    /// Print the script with which a shell completes commands and options.
    Completions(CompletionsArgs),
    /// Write the manual pages, one a command.
    Man(ManArgs),
    /// Say what a finding's code means and how to mend it; without a code, list all of them.
    Explain(ExplainArgs),
    /// Show the pages in a browser while texts are written: what is saved shows at once, with the findings beside it.
    Watch(crate::watch::WatchArgs),
    /// Say how much the cache of finished editions holds, or empty it.
    Cache(crate::cache::CacheArgs),
}

/// A publication and its templates.
#[derive(Clone, Debug, Args)]
pub struct Source {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// The form in which findings are shown.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,
    /// Treat warnings as errors too: nothing is published while one is left.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Denied>,
}

/// Arguments of `publish`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 everything was published; 1 errors were found, and what the output folder held is as it was; 2 wrong usage, or \
files that cannot be read or written.

Examples:
  concord publish book                                   every document in every language, into dist/
  concord publish book --locale fr --document factsheet  one of them; the others in dist/ stay
  concord publish book --message-format github           findings as annotations in GitHub Actions
  concord publish book --partition 2/5 --output share-2  the second of five shares; see `concord merge`
  concord publish book --print --output print            for a press: bleed, crop marks, mirrored margins")]
pub struct PublishArgs {
    /// The publication.
    #[command(flatten)]
    pub source: Source,
    /// Only these languages.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Only these documents.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub document: Vec<String>,
    /// The folder to write; what it held is replaced at once or not at all.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub output: PathBuf,
    /// How many editions are made at the same time [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Also measure every page, paragraph and line, and write the report to the standard output in place of the list of
    /// files; findings then go to the standard error.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub report: Option<ReportKind>,
    /// In what form.
    #[command(flatten)]
    pub form: FormArgs,
    /// The cache.
    #[command(flatten)]
    pub cache: crate::cache::CacheChoice,
    /// Only a share of the editions: `2/5` is the second of five. A share goes into a folder of its own, without a landing page
    /// and list of facts; `concord merge` joins all shares.
    #[arg(long, value_name = "K/N", conflicts_with_all = ["locale", "document", "report"])]
    pub partition: Option<Part>,
}

/// In what form files are made.
#[derive(Clone, Debug, Args)]
pub struct FormArgs {
    /// What the files are made to be.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = StandardName::Ua1A2a)]
    pub standard: StandardName,
    /// Make files too that cannot be all that the standard asks: they do not claim what they are not, and warnings say so.
    #[arg(long)]
    pub best_effort: bool,
    /// Also make an edition to try the design with, beside the others: the source's texts with accents, a third longer and
    /// in brackets, so that cut text shows. Its language is the source's with the region XA; `--locale en-XA` makes it
    /// alone. Its wording is compared with nothing; its structure and facts are.
    #[arg(long)]
    pub pseudo: bool,
    /// Make the pages of another sheet than the theme states, to try the design on it: margins, columns, pictures and
    /// titles are made anew for it.
    #[arg(long, value_enum, ignore_case = true, value_name = "SHEET")]
    pub page_size: Option<SheetName>,
    /// Make files for a printing press: with bleed, crop marks, and margins that mirror each other on facing pages. They
    /// replace the others in the output folder, so name one of their own with --output.
    #[arg(long)]
    pub print: bool,
    /// Put into every PDF what it takes to check it by itself later: the ledger, where each fact stands, digests of everything
    /// that it was made of, and what the checks said. The files are then PDF/A-3a; `concord verify FILE.pdf` reads them.
    #[arg(long)]
    pub passport: bool,
}

/// A sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SheetName {
    /// 210 mm × 297 mm.
    A4,
    /// 8.5 in × 11 in.
    Letter,
    /// 148 mm × 210 mm.
    A5,
    /// 210 mm × 210 mm.
    Square,
}

/// What is measured of what was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportKind {
    /// Pages, columns, paragraphs and lines.
    Layout,
}

/// What files are made to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StandardName {
    /// PDF 1.7: PDF/UA-1 and PDF/A-2a.
    #[value(name = "ua1+a2a")]
    Ua1A2a,
    /// The same without object streams and cross-reference streams, for old readers.
    #[value(name = "ua1+a2a-classic")]
    Ua1A2aClassic,
    /// PDF 2.0: PDF/UA-2 and PDF/A-4.
    #[value(name = "ua2+a4")]
    Ua2A4,
}

/// Arguments of `check`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 no errors; 1 errors (or warnings, with --deny warnings); 2 wrong usage, or files that cannot be read.

Examples:
  concord check book                                     all findings, the files with the worst first
  concord check book --message-format sarif              for code scanning services and editors
  concord check book --fix --dry-run                     what could be mended without a change of words
  concord check book --coverage                          how many figures, dates and names are held by something

`concord explain CODE` says more of a finding.")]
pub struct CheckArgs {
    /// The publication.
    #[command(flatten)]
    pub source: Source,
    /// Instead: say how many figures, dates and names of each language are held by the ledger or by the other languages,
    /// and list the rest.
    #[arg(long)]
    pub coverage: bool,
    /// Only what is in this language, in its source or in the ledger; can be given several times.
    #[arg(long, value_name = "TAG")]
    pub locale: Vec<String>,
    /// Mend what can be mended without a change of words, figures or facts, then report what remains.
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the changes, and write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
}

/// Arguments of `selftest`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 every fault was found; 1 some were not; 2 wrong usage.

Examples:
  concord selftest book
  concord selftest book --only name --per-kind 10        only faults in names, more of them")]
pub struct SelftestArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Another number plants the faults in other places.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How many faults of each kind are planted in each language at most.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub per_kind: usize,
    /// Plant only kinds of faults whose names have these words in them, such as "name".
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    pub only: String,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub message_format: ReportFormat,
    /// Also write units.json there: every text beside its translation, clean and with each fault, for other tools.
    #[arg(long, value_name = "DIR")]
    pub write: Option<PathBuf>,
}

/// How a result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Arguments of `proof`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 nothing is wrong; 1 a file is not as it should be; 2 wrong usage.

Examples:
  concord proof dist/*.pdf --findings --publication book   compare files with their texts, and judge them
  concord proof --transcript report.pdf                    what a screen reader meets; works with any PDF")]
pub struct ProofArgs {
    /// The files.
    #[arg(required_unless_present = "rules", value_name = "FILE.pdf")]
    pub files: Vec<PathBuf>,
    /// Write instead what a screen reader meets, stop by stop.
    #[arg(long, conflicts_with = "findings")]
    pub transcript: bool,
    /// Only what is not as it should be, and the verdict.
    #[arg(long)]
    pub findings: bool,
    /// Compare the files with the documents of this publication folder, element by element.
    #[arg(long, value_name = "DIR")]
    pub publication: Option<PathBuf>,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR", requires = "publication")]
    pub templates: Option<PathBuf>,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub message_format: ReportFormat,
    /// List the rules that files are judged by, with their numbers in the Matterhorn Protocol and ISO 14289-1.
    #[arg(long, exclusive = true)]
    pub rules: bool,
}

/// Arguments of `verify`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 everything comes out byte for byte the same; 1 something does not; 2 wrong usage.

Examples:
  concord verify dist --publication book
  concord verify dist --publication book --best-effort
  concord verify dist/book-fr.pdf                        a file with a passport, against what is inside it")]
pub struct VerifyArgs {
    /// The folder with what was published; or one PDF that was made with --passport, which is compared with its own passport.
    #[arg(value_name = "DIST|FILE.pdf")]
    pub dist: PathBuf,
    /// The publication folder: the one that holds publication.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub publication: PathBuf,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// What the files were made to be. Their manifest says it too, except that of the earliest versions.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = StandardName::Ua1A2a)]
    pub standard: StandardName,
    /// Whether they were made with --best-effort.
    #[arg(long)]
    pub best_effort: bool,
}

/// Arguments of `concordance`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord concordance                                    every fact of dist/
  concord concordance dist --fact countries              one of them: its pages and words in every edition")]
pub struct ConcordanceArgs {
    /// The folder with what was published.
    #[arg(value_name = "DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// Only this fact, by its id in the ledger.
    #[arg(long, value_name = "ID")]
    pub fact: Option<String>,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub message_format: ReportFormat,
}

/// Arguments of `impact`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord impact countries book                             where it stands
  concord impact countries book --value \"more-than 130\"   what would change, and what has to be rewritten by hand")]
pub struct ImpactArgs {
    /// The fact's id in the ledger, such as `countries`.
    #[arg(value_name = "FACT")]
    pub fact: String,
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Another value: a number (with a qualifier: "more-than 130"), a date, a period such as 2012-01/2016-01. Each place is
    /// then shown as it is and as it would be.
    #[arg(long, value_name = "NEW")]
    pub value: Option<String>,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Arguments of `locale`.
#[derive(Clone, Debug, Args)]
pub struct LocaleArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: LocaleCommand,
}

/// What to do with translations.
#[derive(Clone, Debug, Subcommand)]
pub enum LocaleCommand {
    /// Make the folder of a new language, with the source's texts in place and a page for whoever translates them.
    New(LocaleNewArgs),
    /// Note which source text each block was translated from, so that `check` tells when the source changes.
    Record(RecordArgs),
    /// Bring translations beside their source: move what moved, put in what is new, mark what changed.
    Sync(SyncArgs),
}

/// Arguments of `locale new`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Every text is a copy of the source's, to be overwritten, and translation.lock knows that it waits: `check` is silent about it, \
and `status` counts it. README.md in the folder is for whoever translates. The publication can be made at once, with \
the hyphens, quotation marks, numbers and dates of the new language.

Examples:
  concord locale new my-publication pt
  concord locale new . sr-Latn")]
pub struct LocaleNewArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(value_name = "PUBLICATION")]
    pub dir: PathBuf,
    /// The language by its BCP 47 tag, such as pt, pt-BR or sr-Latn.
    #[arg(value_name = "TAG")]
    pub tag: String,
}

/// Arguments of `locale sync`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Blocks follow their source's order. A block whose source changed gets a line above it that shows the change word by word:

  <!-- sync: the source changed: For [-ten-] {+eleven+} years … -->

The next run takes the line away, once the block has been translated and recorded with `concord locale record`. What the source \
no longer has is moved to translation.kept.txt. No word that a translator wrote is lost, and a second run changes nothing.

Examples:
  concord locale sync book --dry-run                     what would change, as a unified diff
  concord locale sync book --locale pt")]
pub struct SyncArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Only these languages.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Show the changes as a unified diff, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `status`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Words are those of the source. A text is untranslated where it is missing, or a copy of the source's that waits; failing where \
an error stands in it; stale where its source changed after it was recorded. Beneath the table stands what becomes of \
each language when the publication is made ([coverage] translated and below in publication.toml).

Examples:
  concord status book
  concord status book --locale pt --places               every place that waits or is out of date
  concord status book --format json")]
pub struct StatusArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Only these languages.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Also list every file, and every place that is not translated or up to date.
    #[arg(long)]
    pub places: bool,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
}

/// Arguments of `locale record`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
A text that has its source's very words and was never recorded is taken for one that nobody translated yet: it is recorded as \
waiting, unless it is kept or accepted as it is.

Examples:
  concord locale record book
  concord locale record book --locale fr --accept        the source changed, and the French text is right as it is
  concord locale record book --keep fr/factsheet.md:12   a name, which stays as it is")]
pub struct RecordArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Only these languages.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Also record as translated blocks whose source changed while their translation stayed as it is, and texts that have
    /// their source's very words and were never recorded.
    #[arg(long)]
    pub accept: bool,
    /// Also record the copy of a source text that begins there, as it needs no translation (a name, say): file and line,
    /// such as factsheet.md:12.
    #[arg(long, value_name = "FILE:LINE", value_delimiter = ',')]
    pub keep: Vec<String>,
}

/// Arguments of `explain`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord explain L101
  concord explain phases-overlap
  concord explain                                        all codes")]
pub struct ExplainArgs {
    /// A code, such as L101, or its name, such as phases-overlap.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Findings that can be counted as errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Denied {
    /// All warnings.
    Warnings,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people.
    Human,
    /// For programs: an object with every finding.
    Json,
    /// For code scanning services and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: workflow commands that become annotations.
    Github,
    /// For CI servers: JUnit's XML.
    Junit,
}

/// Arguments of `export`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Every paragraph, heading, list item, table cell, caption, message and term is a unit with a name that stays. \
What stands in {{double braces}}, links, notes and emphasis are placeholders that the tool protects; notes say where a text \
stands and what its facts read in both languages. Translations that stand already are in the file too.

Examples:
  concord export --format xliff --locale fr --output exchange   for OmegaT, memoQ, Trados and other tools that read XLIFF 2
  concord export --format po --locale pt --output exchange      for Poedit, Weblate, Lokalize; a language need not be there yet

docs/exchange.md is the guide for translators and for whoever sends them files.")]
pub struct ExportArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The form of the file.
    #[arg(long, value_enum, value_name = "FORM")]
    pub format: ExchangeFormat,
    /// Only these languages; one that the publication has not yet can be named too.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// The folder to write into, or with one language the file, which then ends in `.xlf` or `.po`.
    #[arg(long, value_name = "FOLDER-OR-FILE", default_value = "exchange")]
    pub output: PathBuf,
}

/// Forms of files for translators' tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExchangeFormat {
    /// XLIFF 2.1.
    Xliff,
    /// PO of GNU gettext.
    Po,
}

/// Arguments of `import`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Only units whose translation changed are written, and nothing around them changes. A file that is broken, of another \
publication, or whose source texts changed in the meantime is refused, with the unit named; so is a translation that lost a \
placeholder. Either everything is written or nothing. `translation.lock` then notes what was translated from what.

Examples:
  concord import publication exchange/publication-en-fr.xlf
  concord import publication exchange/*.po --partial --dry-run

`concord explain X005` says more of a finding; docs/exchange.md is the guide.")]
pub struct ImportArgs {
    /// The publication folder: the one that holds publication.toml.
    pub dir: PathBuf,
    /// The files, XLIFF or PO.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Refuse files of any other language.
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// Take in what can be taken, and only warn of the rest.
    #[arg(long)]
    pub partial: bool,
    /// Say what would be taken in, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The form in which findings are shown.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,
}

//! `concord export` and `concord import`: texts to translators' tools and back.
//!
//! What a file that came back says is laid beside the publication as it is now; what is new is made in the bytes in memory,
//! these are read again, and only what reads back as the translator wrote it is written, all files together. Bytes outside
//! the changed texts stay as they are.

mod edits;
mod findings;
mod gather;

use crate::args::{ExchangeFormat, ExportArgs, ImportArgs};
use crate::files::{self, Change, Folder};
use crate::publish::{Opened, Outcome, open_folder};
use crate::{Failure, locale, report};
use concord_check::Context;
use concord_check::staleness::record;
use concord_diagnostics::{Code, Diagnostic, Severity, SourceId, Sources, Span, has_errors};
use concord_document::{BlockKind, LanguageTag};
use concord_exchange::take::{Verdict, take};
use concord_exchange::{Received, Segment, po, xliff};
use concord_manuscript::{Files, parse_markdown};
use concord_publication::{LOCK_FILE, Publication};
use edits::Wanted;
use gather::{Gathered, gather};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// No file from a tool is larger, in bytes.
const LIMIT: u64 = 64 << 20;
/// How often what does not read back is left out, and the rest tried again.
const ROUNDS: usize = 8;

/// Reads Markdown as one piece of running text. Notes that it calls are looked for elsewhere, so they are given here.
pub(crate) fn read_text(text: &str) -> Option<Segment> {
    let mut whole = text.to_owned();
    let mut labels = BTreeSet::new();
    for part in text.split("[^").skip(1) {
        if let Some((label, _)) = part.split_once(']')
            && labels.insert(label)
        {
            whole.push_str(&format!("\n\n[^{label}]: note"));
        }
    }
    let mut content = parse_markdown(SourceId(0), &whole).value;
    let block = content.blocks.pop().filter(|_| content.blocks.is_empty())?;
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    Some(Segment::of_inlines(inlines, &whole))
}

/// Writes the units of a publication for each of the languages. Gives what is to be said.
pub fn export(args: &ExportArgs) -> Result<String, Failure> {
    let folder = files::read_publication(&args.dir)?;
    let Opened { sources, publication, .. } = open_folder(folder);
    let publication = publication.ok_or_else(unreadable)?;
    let wanted: Vec<LanguageTag> = if args.locale.is_empty() {
        publication.translations().map(|translation| translation.language.clone()).collect()
    } else {
        args.locale.iter().map(|tag| tag_of(tag)).collect::<Result<_, _>>()?
    };
    if let Some(tag) = wanted.iter().find(|tag| **tag == publication.config.source_locale.value) {
        return Err(Failure::new(format!(
            "`{tag}` is the language that is translated from; name another with --locale"
        )));
    }
    if wanted.is_empty() {
        return Err(Failure::new(
            "the publication has no translation yet; name its language with --locale, such as `--locale pt`",
        ));
    }
    let context = Context::new(&publication, &sources);
    let documents = gather::documents(&publication, &args.dir, &sources);
    let mut said = String::new();
    let extension = match args.format {
        ExchangeFormat::Xliff => "xlf",
        ExchangeFormat::Po => "po",
    };
    let is_file = args.output.extension().is_some_and(|known| known == extension);
    if is_file && wanted.len() > 1 {
        return Err(Failure::new(
            "--output names one file, and there are several languages; name a folder, or one --locale",
        ));
    }
    for tag in &wanted {
        let gathered = gather(&context, tag, &documents)?;
        let text = match args.format {
            ExchangeFormat::Xliff => xliff::write(&gathered.package)
                .map_err(|error| Failure::new(format!("the XLIFF file cannot be made: {error}")))?,
            ExchangeFormat::Po => po::write(&gathered.package, &read_text),
        };
        let path = if is_file {
            args.output.clone()
        } else {
            let source = &publication.config.source_locale.value;
            args.output.join(format!("{}-{source}-{tag}.{extension}", publication.config.id))
        };
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|cause| Failure::io("make", parent, cause))?;
        }
        files::replace_file(&path, text.as_bytes())?;
        said.push_str(&gathered.summary(tag, &path));
    }
    Ok(said)
}

fn unreadable() -> Failure {
    Failure::new("the publication cannot be read; see `concord check`")
}

fn tag_of(text: &str) -> Result<LanguageTag, Failure> {
    LanguageTag::parse(text).map_err(|error| Failure::new(error.to_string()))
}

/// What an import found and did.
#[derive(Debug)]
pub struct Imported {
    /// The findings.
    pub outcome: Outcome,
    /// What is to be said of the units that were taken, a line a language.
    pub summary: String,
}

/// Takes files from translators' tools in.
pub fn import(args: &ImportArgs) -> Result<Imported, Failure> {
    let folder = files::read_publication(&args.dir)?;
    let mut opened = open_folder(Folder { files: folder.files.clone(), diagnostics: folder.diagnostics });
    let publication = opened.publication.take().ok_or_else(unreadable)?;
    let expected = args.locale.as_deref().map(tag_of).transpose()?;
    let mut importer = Importer {
        sources: opened.sources,
        diagnostics: Vec::new(),
        severity: if args.partial { Severity::Warning } else { Severity::Error },
        taken: BTreeMap::new(),
    };
    for path in &args.files {
        if let Some((source, tag, received)) = importer.open(path, &publication, expected.as_ref())? {
            importer.taken.entry(tag).or_default().push((source, received));
        }
    }
    let mut summary = String::new();
    let taken = std::mem::take(&mut importer.taken);
    let base = with_new_languages(&folder.files, &publication, taken.keys())?;
    let opened = open_folder(Folder { files: base.clone(), diagnostics: Vec::new() });
    let begun = opened.publication.as_ref().ok_or_else(unreadable)?;
    let context = Context::new(begun, &opened.sources);
    let mut wanted = Vec::new();
    for (tag, received) in taken {
        let gathered = gather(&context, &tag, &BTreeMap::new())?;
        let (new, tally) = importer.compare(&gathered, &received);
        let is_new = !publication.manuscripts.contains_key(&tag);
        wanted.push(Wanted { tag, is_new, gathered, new, tally });
    }
    if !has_errors(&importer.diagnostics) {
        let files = Base { old: &folder.files, new: &base, errors: errors(&opened.diagnostics) };
        let changes = importer.changes(&files, &mut wanted, args)?;
        if !has_errors(&importer.diagnostics) {
            if !args.dry_run {
                files::change_all(&args.dir, &changes)?;
            }
            wanted.iter().for_each(|wanted| summary.push_str(&wanted.in_words(args.dry_run)));
        }
    }
    Ok(importer.finish(summary))
}

/// The files of a publication, with those of languages that it does not have yet.
fn with_new_languages<'t>(
    files: &Files,
    publication: &Publication,
    tags: impl Iterator<Item = &'t LanguageTag>,
) -> Result<Files, Failure> {
    let mut all = files.clone();
    for tag in tags.filter(|tag| !publication.manuscripts.contains_key(*tag)) {
        for (path, bytes) in locale::new_files(files, tag)? {
            all.entry(path).or_insert(bytes);
        }
    }
    Ok(all)
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// How many units of a language came back how.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    same: usize,
    untranslated: usize,
    unsure: usize,
    confirmed: usize,
    refused: usize,
}

impl Wanted {
    fn in_words(&self, is_dry_run: bool) -> String {
        let Self { tag, is_new, gathered, new, tally } = self;
        let verb = if is_dry_run { "would be taken in" } else { "taken in" };
        let mut words = format!("{tag}: {} of {} units {verb}", new.len(), gathered.package.units.len());
        let counts = [
            (tally.same, "as they were"),
            (tally.untranslated, "not translated"),
            (tally.unsure, "left, as they are marked fuzzy"),
            (tally.refused, "refused"),
        ];
        for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
            words.push_str(&format!(", {count} {what}"));
        }
        words.push('\n');
        if *is_new && !new.is_empty() {
            words.push_str(&format!(
                "  `{tag}/` {}; what is not translated waits there as the source's text (`concord status`)\n",
                if is_dry_run { "would be made" } else { "was made" }
            ));
        }
        if tally.confirmed > 0 {
            words.push_str(&format!(
                "  {} came back approved without a change although their source changed; if that is right, \
                 `concord locale record --accept --locale {tag}` notes it\n",
                tally.confirmed
            ));
        }
        words
    }
}

/// What a publication is before translations are taken in.
struct Base<'f> {
    /// Its files.
    old: &'f Files,
    /// The same with the files of languages that it does not have yet.
    new: &'f Files,
    /// How many errors are found in these when they are read.
    errors: usize,
}

struct Importer {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    /// How much a unit weighs that cannot be taken.
    severity: Severity,
    taken: BTreeMap<LanguageTag, Vec<(SourceId, Received)>>,
}

impl Importer {
    fn find(&mut self, mut finding: Diagnostic) {
        finding.severity = self.severity;
        self.diagnostics.push(finding);
    }

    /// Reads a file, and sees whether it belongs here.
    fn open(
        &mut self,
        path: &Path,
        publication: &Publication,
        expected: Option<&LanguageTag>,
    ) -> Result<Option<(SourceId, LanguageTag, Received)>, Failure> {
        let name = path.display().to_string();
        let size = std::fs::metadata(path).map_err(|cause| Failure::io("read", path, cause))?.len();
        if size > LIMIT {
            let message = format!("`{name}` has {} MB; the limit is {} MB", size >> 20, LIMIT >> 20);
            self.find(Diagnostic::new(Code::UNREADABLE_EXCHANGE, message));
            return Ok(None);
        }
        let bytes = files::read_file(path)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let finding =
                Diagnostic::new(Code::UNREADABLE_EXCHANGE, format!("`{name}` is not saved as UTF-8"));
            self.find(finding.help("let the tool save it as UTF-8"));
            return Ok(None);
        };
        // Whole, as findings show the paths of sources from the publication.
        let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let source = self.sources.add(place.display().to_string(), text);
        let received = if text.trim_start().starts_with('<') { xliff::read(text) } else { po::read(text) };
        let received = match received {
            Ok(received) => received,
            Err(fault) => {
                let message = format!("`{name}` cannot be read: {}", fault.message);
                let finding = Diagnostic::new(Code::UNREADABLE_EXCHANGE, message);
                self.find(finding.at(Span::new(source, fault.range), "here").help(findings::EXPORT_AGAIN));
                return Ok(None);
            }
        };
        match findings::belongs(&received, publication, expected) {
            Ok(tag) => Ok(Some((source, tag, received))),
            Err(message) => {
                let finding = Diagnostic::new(Code::FOREIGN_EXCHANGE, format!("`{name}` {message}"));
                self.find(finding.at(Span::new(source, 0..0), ""));
                Ok(None)
            }
        }
    }

    /// Lays what came back beside the publication: the new translations by unit, and where they stand in their files.
    fn compare(
        &mut self,
        gathered: &Gathered,
        received: &[(SourceId, Received)],
    ) -> (BTreeMap<String, (Segment, Span)>, Tally) {
        let mut new: BTreeMap<String, (Segment, Span)> = BTreeMap::new();
        let mut disputed: BTreeSet<String> = BTreeSet::new();
        let mut tally = Tally::default();
        for (source, file) in received {
            for unit in &file.units {
                let span = Span::new(*source, unit.range.clone());
                let shown = findings::shown(&self.sources, span);
                match take(&gathered.package, unit, &read_text) {
                    Ok((_, Verdict::Untranslated)) => tally.untranslated += 1,
                    Ok((_, Verdict::Unsure)) => tally.unsure += 1,
                    Ok((known, Verdict::Same { is_confirmed })) => {
                        tally.same += 1;
                        let is_due = known.state == concord_exchange::State::NeedsReview;
                        tally.confirmed += usize::from(is_confirmed && is_due);
                    }
                    // Where two differ, none is taken, whatever a third says.
                    Ok((known, Verdict::New(_))) if disputed.contains(&known.id) => {
                        self.find(findings::twice(&known.id, shown));
                    }
                    Ok((known, Verdict::New(segment))) => {
                        let other = new.insert(known.id.clone(), (segment.clone(), span));
                        if other.is_some_and(|(other, _)| !other.is_same(&segment)) {
                            tally.refused += 1;
                            new.remove(&known.id);
                            disputed.insert(known.id.clone());
                            self.find(findings::twice(&known.id, shown));
                        }
                    }
                    Err(fault) => {
                        tally.refused += 1;
                        self.find(findings::refused(&fault, &unit.id, shown));
                    }
                }
            }
        }
        (new, tally)
    }

    /// The files as they are to be. What does not read back as it was written is refused; the rest is tried again.
    fn changes(
        &mut self,
        base: &Base<'_>,
        wanted: &mut [Wanted],
        args: &ImportArgs,
    ) -> Result<Vec<Change>, Failure> {
        for _ in 0..ROUNDS {
            let mut files = base.new.clone();
            let mut refused: Vec<(usize, String, Code)> = Vec::new();
            for (number, wanted) in wanted.iter().enumerate() {
                let failed = edits::make(wanted, base.new, &mut files);
                refused.extend(failed.into_iter().map(|(unit, code)| (number, unit, code)));
            }
            if refused.is_empty() {
                let opened = open_folder(Folder { files: files.clone(), diagnostics: Vec::new() });
                let Some(publication) = opened.publication.as_ref() else {
                    return Err(Failure::new("what was taken in cannot be read back"));
                };
                let context = Context::new(publication, &opened.sources);
                let mut read = Vec::new();
                for (number, wanted) in wanted.iter().enumerate() {
                    let now = gather(&context, &wanted.tag, &BTreeMap::new())?;
                    let failed = edits::unlike(wanted, &now);
                    refused.extend(failed.into_iter().map(|unit| (number, unit, Code::UNWRITABLE_UNIT)));
                    read.push(now);
                }
                if refused.is_empty() && errors(&opened.diagnostics) > base.errors {
                    return self.broken(&opened);
                }
                if refused.is_empty() {
                    return Ok(changed(base, wanted, &read, &context, files));
                }
            }
            for (number, unit, code) in refused {
                let Some((_, span)) = wanted[number].new.remove(&unit) else { continue };
                wanted[number].tally.refused += 1;
                let shown = findings::shown(&self.sources, span);
                self.find(findings::unwritable(code, &unit, shown));
            }
            if !args.partial {
                return Ok(Vec::new());
            }
        }
        Err(Failure::new("what was taken in does not read back as it was written; nothing was written"))
    }

    /// Nothing is written that makes a publication worse to read.
    fn broken(&mut self, opened: &Opened) -> Result<Vec<Change>, Failure> {
        let first = opened.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
        let message = first.map_or("it cannot be read", |finding| finding.message.as_str());
        let message = format!("with these translations the publication could not be read: {message}");
        self.diagnostics.push(Diagnostic::new(Code::UNWRITABLE_UNIT, message));
        Ok(Vec::new())
    }

    fn finish(mut self, summary: String) -> Imported {
        concord_diagnostics::sort(&mut self.diagnostics);
        let outcome = Outcome {
            sources: self.sources,
            diagnostics: self.diagnostics,
            outputs: Vec::new(),
            templates: None,
            layouts: Vec::new(),
            translations: BTreeMap::new(),
            drafts: BTreeMap::new(),
        };
        if !has_errors(&outcome.diagnostics) {
            return Imported { outcome, summary };
        }
        let refusal = report::refusal(&outcome);
        Imported {
            outcome,
            summary: format!("nothing was taken in: {refusal}; the publication is as it was\n"),
        }
    }
}

/// The files that are to be written, with what was translated from what.
fn changed(
    base: &Base<'_>,
    wanted: &[Wanted],
    read: &[Gathered],
    context: &Context<'_>,
    mut files: Files,
) -> Vec<Change> {
    for (wanted, now) in wanted.iter().zip(read) {
        let tag = &wanted.tag;
        if !wanted.new.is_empty() {
            let recorded = record(context, tag, &wanted.accepts(now));
            files.insert(format!("{tag}/{LOCK_FILE}"), recorded.lock.to_text().into_bytes());
        } else if wanted.is_new {
            // A language is begun by its first translation.
            files.retain(|name, _| base.old.contains_key(name) || !name.starts_with(&format!("{tag}/")));
        }
    }
    edits::changed(base.old, files)
}

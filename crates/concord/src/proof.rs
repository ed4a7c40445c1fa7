//! `concord proof`: what finished files say, and whether they say it to everybody.
//!
//! Any PDF is read back and judged by the conditions of the Matterhorn Protocol that a machine can decide. A file that a
//! manifest beside it lists is compared with what the manifest says of it, and, where the publication is named, with the
//! document that is composed of its texts.

use crate::args::{ProofArgs, ReportFormat};
use crate::manifest::{MANIFEST, Manifest, Output, sha256};
use crate::settings::{Selection, SourceSettings};
use crate::{Failure, claims, files, impact, page_numbers, plan, publish};
use concord_compose::{Edition, compose, compose_shorter};
use concord_diagnostics::{Diagnostic, Severity, Sources, has_errors};
use concord_document::Document;
use concord_judge::{Finding, Judgement, Level, Rule, Verdict, rules};
use concord_press::Standard;
use concord_proof::{Limits, LinkTarget, Objects, Promises, Transcript};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// What is told of files.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    /// The result, in the format that was asked for.
    pub text: String,
    /// Files that could not be read, and why.
    pub unreadable: Vec<String>,
    /// Whether a file is not as it should be, or could not be read.
    pub is_irregular: bool,
}

/// A file with everything that was found out about it.
struct Proof<'a> {
    path: &'a Path,
    transcript: Result<Transcript, String>,
    judgement: Option<Judgement>,
    /// How it differs from its manifest.
    manifest: Vec<String>,
    /// How it differs from the document that it was to be.
    source: Vec<Diagnostic>,
    /// The document, where it was compared with one.
    is_compared: bool,
}

/// Reads files back.
pub fn proof(args: &ProofArgs) -> Result<Proofs, Failure> {
    if args.rules {
        return Ok(Proofs { text: listed_rules(), ..Proofs::default() });
    }
    let compared = args.publication.as_ref().map(|folder| Composed::new(folder, args)).transpose()?;
    let mut proofs = Proofs::default();
    let mut objects = Vec::new();
    for path in &args.files {
        let bytes = files::read_file(path)?;
        let proof = one(path, &bytes, compared.as_ref())?;
        proofs.is_irregular |= proof.is_irregular();
        let reason = proof.transcript.as_ref().err();
        proofs.unreadable.extend(reason.map(|reason| format!("{}: {reason}", path.display())));
        match args.message_format {
            ReportFormat::Json => objects.push(proof.to_json(args)),
            ReportFormat::Human => proof.write(args, &mut proofs.text, compared.as_ref()),
        }
    }
    if args.message_format == ReportFormat::Json {
        let all = json!({ "format": 1, "files": objects });
        proofs.text = serde_json::to_string_pretty(&all).unwrap_or_default() + "\n";
    }
    Ok(proofs)
}

fn one<'a>(path: &'a Path, bytes: &[u8], composed: Option<&Composed>) -> Result<Proof<'a>, Failure> {
    let (transcript, judgement) = read(bytes);
    let listed = listed(path)?;
    let mut proof =
        Proof { path, transcript, judgement, manifest: Vec::new(), source: Vec::new(), is_compared: false };
    let Ok(transcript) = &proof.transcript else { return Ok(proof) };
    if let Some(output) = &listed {
        proof.manifest = compare(output, bytes, transcript);
    }
    let documents = composed.map(|composed| composed.documents(path, listed.as_ref())).unwrap_or_default();
    let promises = promises(transcript, listed.as_ref());
    let found = documents.into_iter().map(|document| {
        let mut document = document.clone();
        let outline = transcript.outline.iter().filter_map(|item| Some((item.title.as_str(), item.page?)));
        page_numbers::fill(&mut document, outline);
        concord_proof::prove_promises(transcript, &document, &promises).diagnostics
    });
    // A document that had to keep its number of pages may be in its shorter words.
    if let Some(found) = found.min_by_key(Vec::len) {
        proof.source = found;
        proof.is_compared = true;
    }
    Ok(proof)
}

/// What a file says, or why it cannot be read, and its judgement as far as there can be one.
fn read(bytes: &[u8]) -> (Result<Transcript, String>, Option<Judgement>) {
    let limits = Limits::default();
    let objects = match Objects::open(bytes, &limits) {
        Ok(objects) => objects,
        Err(unreadable) => return (Err(unreadable.to_string()), None),
    };
    let transcript = concord_proof::transcribe(&objects).map_err(|unreadable| unreadable.to_string());
    match (transcript, concord_judge::judge_loaded(&objects)) {
        (Err(reason), judgement) => (Err(reason), judgement.ok()),
        (transcript, Ok(judgement)) => (transcript, Some(judgement)),
        (_, Err(unreadable)) => (Err(unreadable.to_string()), None),
    }
}

/// What a file is to be: by its manifest, or else by what it says itself. That it is anything at all is asked of it either
/// way.
fn promises(transcript: &Transcript, listed: Option<&Output>) -> Promises {
    let standard = if claims_second(transcript) { Standard::Ua2A4 } else { Standard::Ua1A2a };
    let stated = listed.and_then(|output| output.standards.as_ref());
    let claims = standard.claims_with(claims_attachments(transcript)).into_iter();
    let claims =
        claims.filter(|claim| stated.is_none_or(|stated| stated.iter().any(|name| name == claim.name())));
    claims::promises(standard, &claims.collect::<Vec<_>>())
}

/// Whether a file says that it may hold others: PDF/A-3, or PDF/A-4f.
fn claims_attachments(transcript: &Transcript) -> bool {
    let value = |property| transcript.xmp.value(property).unwrap_or_default();
    value("pdfaid:part") == "3" || (value("pdfaid:part") == "4" && value("pdfaid:conformance") == "F")
}

/// Whether a file says that it is PDF/UA-2, which has other rules than those that files are judged by here.
fn claims_second(transcript: &Transcript) -> bool {
    transcript.xmp.value("pdfuaid:part").as_deref() == Some("2")
}

/// What the manifest beside a file says of it.
fn listed(path: &Path) -> Result<Option<Output>, Failure> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Ok(None);
    };
    if !folder.join(MANIFEST).is_file() {
        return Ok(None);
    }
    // A file of this name that is another program's is nobody's manifest.
    let manifest = files::read_file(&folder.join(MANIFEST))?;
    let manifest = Manifest::of_json(&manifest).ok();
    Ok(manifest.and_then(|manifest| manifest.outputs.into_iter().find(|output| output.file == name)))
}

fn compare(output: &Output, bytes: &[u8], transcript: &Transcript) -> Vec<String> {
    let mut differences = Vec::new();
    if sha256(bytes) != output.sha256 {
        differences.push("it was changed since it was made: its digest is not the manifest's".to_owned());
    }
    let mut differs = |what: &str, found: String, stated: Option<String>| {
        if let Some(stated) = stated.filter(|stated| *stated != found) {
            differences.push(format!("its {what} is `{found}`, and `{stated}` in the manifest"));
        }
    };
    differs(
        "number of pages",
        transcript.pages.len().to_string(),
        output.pages.map(|pages| pages.to_string()),
    );
    differs("language", transcript.language.clone().unwrap_or_default(), output.locale.clone());
    differs("title", transcript.title().unwrap_or_default(), Some(output.title.clone()));
    differences
}

/// The documents of a publication as they are composed now.
struct Composed {
    sources: Sources,
    /// With the name of the file that each is made into.
    documents: Vec<(String, Document)>,
}

impl Composed {
    fn new(folder: &Path, args: &ProofArgs) -> Result<Self, Failure> {
        let settings = SourceSettings { folder: folder.to_owned(), templates: args.templates.clone() };
        let mut opened = publish::open(&settings)?;
        let unreadable = || Failure::new("the publication cannot be read; `concord check` says why");
        let publication = opened.publication.take().ok_or_else(unreadable)?;
        let templates = publish::Templates::open(&settings, &publication, &mut opened)?;
        let mut sources = opened.sources;
        let locales = plan::locales(&publication)?;
        let (all, mut ignored) = (Selection::default(), Vec::new());
        let planned = plan::plan(&publication, &locales, &all, &templates.ids, &mut sources, &mut ignored)?;
        let documents = planned.into_iter().map(|planned| {
            let file = planned.file();
            let plan::Planned { manuscript, document, locale, skeleton } = planned;
            let edition = Edition { publication: &publication, manuscript, locale, document };
            let shorter = compose_shorter(skeleton.clone(), &edition).map(|shorter| shorter.value);
            let all = std::iter::once(compose(skeleton, &edition).value).chain(shorter);
            all.map(|document| (file.clone(), document)).collect::<Vec<_>>()
        });
        Ok(Self { documents: documents.flatten().collect(), sources })
    }

    /// The document of a file, by its name, or by what the manifest says of it; and the same in shorter words.
    fn documents(&self, path: &Path, listed: Option<&Output>) -> Vec<&Document> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_it = |(file, document): &&(String, Document)| {
            let is_listed = listed.is_some_and(|output| {
                output.document.as_deref() == Some(document.id.as_str())
                    && output.locale.as_deref() == Some(document.language.as_str())
            });
            file == name || is_listed
        };
        self.documents.iter().filter(is_it).map(|(_, document)| document).collect()
    }
}

impl Proof<'_> {
    fn is_irregular(&self) -> bool {
        let is_sound = self.transcript.as_ref().is_ok_and(|transcript| transcript.irregularities.is_empty());
        let is_judged = self.judgement.as_ref().is_some_and(|judgement| judgement.verdict() == Verdict::Pass)
            || self.is_second();
        !is_sound || !is_judged || !self.manifest.is_empty() || has_errors(&self.source)
    }

    /// Whether the file follows rules that it is not judged by.
    fn is_second(&self) -> bool {
        self.transcript.as_ref().is_ok_and(claims_second)
    }

    fn write(&self, args: &ProofArgs, out: &mut String, composed: Option<&Composed>) {
        if args.files.len() > 1 {
            let _ = writeln!(out, "== {}", self.path.display());
        }
        // What cannot be read is told as an error.
        let transcript = self.transcript.as_ref().ok();
        if args.transcript {
            out.extend(transcript.map(Transcript::to_speech));
            return;
        }
        if let Some(transcript) = transcript.filter(|_| !args.findings) {
            out.push_str(&transcript.to_text());
            write_links(transcript, out);
            write_metadata(transcript, out);
        }
        self.write_findings(out, composed);
    }

    fn write_findings(&self, out: &mut String, composed: Option<&Composed>) {
        for difference in &self.manifest {
            let _ = writeln!(out, "error[manifest] {difference}");
        }
        for finding in &self.source {
            let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
            let place = finding.primary.as_ref().zip(composed);
            let place = place.map(|(label, composed)| impact::place(&composed.sources, label.span));
            let place = place.map_or(String::new(), |place| format!(" ({place})"));
            let _ = writeln!(out, "{severity}[{}] {}{place}", finding.code.id(), finding.message);
        }
        if self.is_compared && self.source.is_empty() {
            out.push_str("it says what its document says, element by element\n");
        }
        if self.is_second() {
            out.push_str("PDF/UA-2: the file says so; its rules are not judged here\n");
            return;
        }
        let Some(judgement) = &self.judgement else { return };
        for finding in &judgement.findings {
            let _ = writeln!(out, "{}", line(finding));
        }
        for (rule, more) in &judgement.more {
            let _ = writeln!(out, "  and {more} more of {}", number(rule, rule.condition));
        }
        for unread in &judgement.unread {
            let _ = writeln!(out, "not read: {unread}");
        }
        let _ = writeln!(out, "{}", verdict(judgement));
    }

    fn to_json(&self, args: &ProofArgs) -> Value {
        let transcript = self.transcript.as_ref().ok();
        let judgement = self.judgement.as_ref().filter(|_| !self.is_second());
        let findings = judgement.into_iter().flat_map(|judgement| &judgement.findings);
        let findings: Vec<Value> = findings
            .map(|finding| {
                json!({
                    "clause": finding.rule.clause, "test": finding.rule.test, "matterhorn": finding.condition,
                    "level": level(finding.rule), "message": finding.message, "count": finding.count,
                    "page": finding.place.page, "structure": finding.place.structure,
                    "object": finding.place.object.map(|(number, _)| number),
                })
            })
            .collect();
        let source = self
            .source
            .iter()
            .map(|finding| json!({ "code": finding.code.id(), "message": finding.message }));
        json!({
            "file": self.path.display().to_string(),
            "title": transcript.and_then(Transcript::title),
            "language": transcript.and_then(|transcript| transcript.language.clone()),
            "pages": transcript.map(|transcript| transcript.pages.len()),
            "transcript": transcript.filter(|_| args.transcript).map(Transcript::to_speech),
            "unreadable": self.transcript.as_ref().err(),
            "verdict": judgement.map(|judgement| match judgement.verdict() {
                Verdict::Pass => "pass",
                Verdict::Fail => "fail",
                Verdict::Undecided => "undecided",
            }),
            "irregularities": transcript.map(|transcript| &transcript.irregularities),
            "manifest": self.manifest,
            "source": source.collect::<Vec<_>>(),
            "findings": findings,
            "unread": judgement.map(|judgement| &judgement.unread),
        })
    }
}

fn write_links(transcript: &Transcript, out: &mut String) {
    if !transcript.links.is_empty() {
        out.push_str("links\n");
    }
    for link in &transcript.links {
        let target = match &link.target {
            LinkTarget::Address(address) => address.clone(),
            LinkTarget::Page(page) => format!("page {}", page + 1),
            LinkTarget::Nowhere => "nowhere".to_owned(),
        };
        let _ = writeln!(out, "  {}: {} → {target}", link.page + 1, link.description);
    }
}

/// The properties of the XMP packet that catalogues read.
fn write_metadata(transcript: &Transcript, out: &mut String) {
    let properties = [
        "dc:title",
        "dc:description",
        "dc:creator",
        "dc:publisher",
        "dc:language",
        "dc:subject",
        "dc:date",
        "xmp:CreateDate",
        "xmp:ModifyDate",
        "pdfuaid:part",
        "pdfaid:part",
        "pdfaid:conformance",
    ];
    let known: Vec<(&str, Vec<String>)> = properties
        .iter()
        .map(|property| (*property, transcript.xmp.values(property)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    if !known.is_empty() {
        out.push_str("metadata\n");
    }
    for (property, values) in known {
        let _ = writeln!(out, "  {property}: {}", values.join("; "));
    }
}

fn level(rule: &Rule) -> &'static str {
    match rule.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// The condition of the Matterhorn Protocol and the clause of the standard, or the clause alone.
fn number(rule: &Rule, condition: Option<&str>) -> String {
    match condition {
        Some(condition) => format!("{condition}, ISO 14289-1 {}", rule.clause),
        None => format!("ISO 14289-1 {}", rule.clause),
    }
}

fn line(finding: &Finding) -> String {
    let times = if finding.count > 1 { format!(" ({} times)", finding.count) } else { String::new() };
    let number = number(finding.rule, finding.condition);
    format!("{}[{number}] {}: {}{times}", level(finding.rule), finding.place, finding.message)
}

fn verdict(judgement: &Judgement) -> String {
    let errors = judgement.findings.iter().filter(|finding| finding.rule.level == Level::Error).count();
    match judgement.verdict() {
        Verdict::Pass => "PDF/UA-1: as every condition has it that a machine can decide".to_owned(),
        Verdict::Fail if errors == 1 => "PDF/UA-1: not as it must be, 1 error".to_owned(),
        Verdict::Fail => format!("PDF/UA-1: not as it must be, {errors} errors"),
        Verdict::Undecided => "PDF/UA-1: not decided, as not everything could be read".to_owned(),
    }
}

/// Every rule, for those who want to know what is looked at.
fn listed_rules() -> String {
    let mut out = String::new();
    for rule in rules::ALL {
        let condition = rule.condition.unwrap_or("      ");
        let test = rule.to_string();
        let _ = writeln!(out, "{condition:<8}{test:<12}{:<9}{}", level(rule), rule.title);
    }
    out
}

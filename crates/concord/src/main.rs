//! The command `concord`.

use clap::Parser;
use concord::args::{
    CheckArgs, Cli, Command, ImportArgs, LocaleCommand, MessageFormat, ProofArgs, PublishArgs, ReportFormat,
    SelftestArgs, Source, VerifyArgs,
};
use concord::merge::MergeArgs;
use concord::progress::Progress;
use concord::publish::Outcome;
use concord::reviewing::diff::{self, DiffArgs};
use concord::reviewing::review;
use concord::selftest::{self, Choice};
use concord::settings::{Environment, Presentation, Settings, SourceSettings, Strictness, languages};
use concord::{
    Failure, cache, check, concordance, coverage, exchange, explain, files, fix, impact, init, jobs, layout,
    locale, merge, passport, proof, publish, release, report, schema, shell, status, verify, watch,
};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// A run makes and drops millions of small pieces of text; the system allocator takes a quarter of its time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let environment = Environment::of_process();
    let done = match &cli.command {
        Command::Publish(args) => run_publish(args, &cli, &environment),
        Command::Check(args) if args.coverage => run_coverage(&args.source),
        Command::Check(args) if args.fix => run_fix(args, &cli, &environment),
        Command::Check(args) => run_check(args, &cli, &environment),
        Command::Proof(args) => run_proof(args),
        Command::Verify(args) => run_verify(args, &environment),
        Command::Concordance(args) => {
            concordance::report(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Impact(args) => {
            impact::report(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Plan(args) => {
            jobs::plan(args, &environment).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Merge(args) => run_merge(args, &cli, &environment),
        Command::Locale(args) => run_locale(&args.command),
        Command::Export(args) => {
            exchange::export(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Import(args) => run_import(args, &cli, &environment),
        Command::Status(args) => {
            status::report(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Release(args) => {
            release::release(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Init(args) => init::init(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS),
        Command::Schema(args) => tell(&schema::text(args)).map(|()| ExitCode::SUCCESS),
        Command::Completions(args) => tell(&shell::completions(args)).map(|()| ExitCode::SUCCESS),
        Command::Man(args) => shell::man(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS),
        Command::Diff(args) => run_diff(args),
        Command::Review(args) => {
            review::review(args).and_then(|text| tell(&text)).map(|()| ExitCode::SUCCESS)
        }
        Command::Selftest(args) => run_selftest(args),
        Command::Explain(args) => run_explain(args.code.as_deref()),
        Command::Watch(args) => watch::watch(args, &mut tell, &mut say).map(|()| ExitCode::SUCCESS),
        Command::Cache(args) => cache::report(args, environment.cache.as_deref())
            .and_then(|text| tell(&text))
            .map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            say(&format!("error: {failure}\n"));
            ExitCode::from(2)
        }
    }
}

fn run_publish(args: &PublishArgs, cli: &Cli, environment: &Environment) -> Result<ExitCode, Failure> {
    let settings = Settings::new(args, environment)?;
    let form = args.report.map(|_| layout::form(args.source.message_format)).transpose()?;
    let presentation = Presentation::new(&args.source, cli.color, environment);
    let progress = progress(&presentation, environment);
    let outcome = publish::publish_strictly(&settings, Strictness::new(&args.source), &progress);
    progress.finish();
    let outcome = outcome?;
    match form {
        Some(form) => {
            say(&report::render(&outcome, &presentation));
            tell(&layout::report(&outcome.layouts, form))?;
        }
        None => show(&outcome, &presentation)?,
    }
    if outcome.has_errors() {
        let (errors, output) = (report::refusal(&outcome), settings.output.display());
        say(&format!("nothing was published: {errors}; `{output}` is as it was\n"));
        return Ok(ExitCode::from(1));
    }
    if presentation.is_human() && form.is_none() {
        tell(&list(&outcome, &settings.output))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn progress(presentation: &Presentation, environment: &Environment) -> Progress {
    match (presentation.is_human(), environment.is_terminal) {
        (false, _) => Progress::silent(),
        (true, true) => Progress::bar(),
        (true, false) => Progress::lines(),
    }
}

/// The files that were made, for people.
fn list(outcome: &Outcome, folder: &Path) -> String {
    let mut list = String::new();
    for output in &outcome.outputs {
        let path = folder.join(&output.file);
        let pages = output.pages.map_or(String::new(), |pages| format!("{pages} pages"));
        list.push_str(&format!("{}\t{pages}\t{} bytes\n", path.display(), output.bytes));
    }
    list
}

fn run_merge(args: &MergeArgs, cli: &Cli, environment: &Environment) -> Result<ExitCode, Failure> {
    let source = Source {
        dir: args.publication.clone(),
        templates: args.templates.clone(),
        message_format: args.message_format,
        deny: args.deny,
    };
    let presentation = Presentation::new(&source, cli.color, environment);
    let progress = progress(&presentation, environment);
    let merged = merge::merge(args, Strictness::new(&source), &progress);
    progress.finish();
    let merged = merged?;
    for fault in &merged.faults {
        say(&format!("error: {fault}\n"));
    }
    let output = args.output.display();
    let Some(outcome) = merged.outcome else {
        say(&format!("nothing was merged; `{output}` is as it was\n"));
        return Ok(ExitCode::from(1));
    };
    show(&outcome, &presentation)?;
    if outcome.has_errors() {
        say(&format!("nothing was merged: {}; `{output}` is as it was\n", report::refusal(&outcome)));
        return Ok(ExitCode::from(1));
    }
    if presentation.is_human() {
        tell(&list(&outcome, &args.output))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn run_check(args: &CheckArgs, cli: &Cli, environment: &Environment) -> Result<ExitCode, Failure> {
    let source = &args.source;
    let languages = languages(&args.locale)?;
    let outcome = check::check_languages(&SourceSettings::new(source), Strictness::new(source), &languages)?;
    let presentation = Presentation::new(source, cli.color, environment);
    show(&outcome, &presentation)?;
    if presentation.is_human() && outcome.diagnostics.is_empty() {
        say(&format!("no findings in {}\n", report::read(&outcome)));
    }
    Ok(if outcome.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn run_coverage(source: &Source) -> Result<ExitCode, Failure> {
    tell(&coverage::report(&SourceSettings::new(source), source.message_format)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Mends, or shows what would be mended, and reports what remains.
fn run_fix(args: &CheckArgs, cli: &Cli, environment: &Environment) -> Result<ExitCode, Failure> {
    let presentation = Presentation::new(&args.source, cli.color, environment);
    let settings = SourceSettings::new(&args.source);
    let mended = fix::mend(&settings, Strictness::new(&args.source))?;
    if args.dry_run {
        if presentation.is_human() {
            tell(&mended.difference())?;
        } else {
            // The standard output is the list of findings.
            say(&mended.difference());
        }
    } else {
        mended.write(&settings)?;
    }
    say(&mended.summary(args.dry_run));
    show(&mended.outcome, &presentation)?;
    Ok(if mended.outcome.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn run_proof(args: &ProofArgs) -> Result<ExitCode, Failure> {
    let proofs = proof::proof(args)?;
    tell(&proofs.text)?;
    for reason in &proofs.unreadable {
        say(&format!("error: {reason}\n"));
    }
    Ok(if proofs.is_irregular { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn run_verify(args: &VerifyArgs, environment: &Environment) -> Result<ExitCode, Failure> {
    if args.dist.is_file() {
        let bytes = files::read_file(&args.dist)?;
        return tell_examination(&args.dist, &passport::examine(&bytes));
    }
    let verification = verify::verify(args, environment)?;
    if let Some(outcome) = &verification.outcome {
        let presentation = Presentation {
            format: MessageFormat::Human,
            colour: false,
            publication: args.publication.clone(),
            folder: environment.folder.clone(),
        };
        say(&report::render(outcome, &presentation));
    }
    for fault in &verification.faults {
        say(&format!("error: {fault}\n"));
    }
    if !verification.faults.is_empty() {
        return Ok(ExitCode::from(1));
    }
    let count = verification.files;
    tell(&format!("all {count} files of `{}` come out byte for byte the same\n", args.dist.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn tell_examination(path: &Path, examination: &passport::Examination) -> Result<ExitCode, Failure> {
    for fault in &examination.faults {
        say(&format!("error: {fault}\n"));
    }
    for kept in &examination.kept {
        tell(&format!("{kept}\n"))?;
    }
    if examination.faults.is_empty() {
        tell(&format!("`{}` is as its passport says\n", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}

fn run_locale(command: &LocaleCommand) -> Result<ExitCode, Failure> {
    match command {
        LocaleCommand::New(args) => tell(&locale::new_locale(args)?)?,
        LocaleCommand::Record(args) => tell(&locale::record_all(args)?)?,
        LocaleCommand::Sync(args) => tell(&locale::sync_all(args)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn run_import(args: &ImportArgs, cli: &Cli, environment: &Environment) -> Result<ExitCode, Failure> {
    let imported = exchange::import(args)?;
    let source =
        Source { dir: args.dir.clone(), templates: None, message_format: args.message_format, deny: None };
    let presentation = Presentation::new(&source, cli.color, environment);
    show(&imported.outcome, &presentation)?;
    if presentation.is_human() && !imported.outcome.has_errors() {
        tell(&imported.summary)?;
    } else {
        say(&imported.summary);
    }
    Ok(if imported.outcome.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// As `diff` does, it gives 1 where something differs.
fn run_diff(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let outcome = diff::diff(args)?;
    tell(&outcome.text)?;
    Ok(if outcome.is_same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn run_selftest(args: &SelftestArgs) -> Result<ExitCode, Failure> {
    let settings = SourceSettings { folder: args.dir.clone(), templates: None };
    let choice = Choice { seed: args.seed, per_kind: args.per_kind, only: args.only.clone() };
    let report = selftest::selftest(&settings, &choice, args.write.as_deref())?;
    match args.message_format {
        ReportFormat::Human => tell(&report.to_text())?,
        ReportFormat::Json => tell(&report.to_json())?,
    }
    let total = report.total();
    Ok(if total.found == total.planted { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn run_explain(code: Option<&str>) -> Result<ExitCode, Failure> {
    match code {
        Some(code) => tell(explain::page(code)?)?,
        None => tell(&explain::list())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Findings for people are talk; for programs they are the result.
fn show(outcome: &Outcome, presentation: &Presentation) -> Result<(), Failure> {
    let text = report::render(outcome, presentation);
    if !presentation.is_human() {
        return tell(&text);
    }
    say(&text);
    if let Some(summary) = report::summary(outcome) {
        say(&format!("{summary}\n"));
    }
    Ok(())
}

/// Results. Whoever stops reading them has read enough.
fn tell(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write the results: {cause}")))
        }
        _ => Ok(()),
    }
}

/// Talk. Where it cannot be said, there is nobody to say so to.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

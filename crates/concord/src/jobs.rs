//! `concord plan`: what there is to make, as jobs that machines can share.

use crate::args::FormArgs;
use crate::manifest::{Input, sha256};
use crate::plan::EditionName;
use crate::publish::{Opened, Templates, open};
use crate::settings::{self, Environment, Selection, SourceSettings};
use crate::shares::{self, MOST, Options, Part, assign};
use crate::{Failure, translations};
use clap::{Args, ValueEnum};
use concord_compose::with_pseudo;
use concord_diagnostics::has_errors;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Arguments of `plan`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
A job is a command `concord publish DIR --partition K/N`. Without --shares every edition is a job of its own. The digest of a \
publication changes with everything that its files are made of: texts, templates, options and the version of this program; \
that of a job also with the partition.

Examples:
  concord plan books/*                                   what there is to make, as JSON
  concord plan books/* --shares 4 --format github        a matrix: echo \"matrix=$(concord plan ...)\" >> \"$GITHUB_OUTPUT\"

docs/runners.md shows whole workflows.")]
pub struct PlanArgs {
    /// The publication folders.
    #[arg(required = true, value_name = "PUBLICATION")]
    pub publications: Vec<PathBuf>,
    /// The folder of template folders [default: `templates` beside each publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Into how many shares each publication is divided [default: as many as it has editions].
    #[arg(long, value_name = "N")]
    pub shares: Option<usize>,
    /// The form of the list.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = PlanFormat::Json)]
    pub format: PlanFormat,
    /// In what form.
    #[command(flatten)]
    pub form: FormArgs,
}

/// Forms of the list of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// An object with publications, editions and jobs.
    Json,
    /// A matrix for GitHub Actions on one line, with one entry a job.
    Github,
}

/// A matrix of GitHub Actions has no more jobs.
const GITHUB_JOBS: usize = 256;

#[derive(Serialize)]
struct Plan {
    version: u32,
    publications: Vec<PublicationPlan>,
    jobs: Vec<Job>,
}

#[derive(Serialize)]
struct PublicationPlan {
    publication: String,
    dir: String,
    digest: String,
    shares: usize,
    editions: Vec<PlannedEdition>,
}

#[derive(Serialize)]
struct PlannedEdition {
    id: String,
    #[serde(flatten)]
    name: EditionName,
    partition: String,
}

/// What one machine makes.
#[derive(Serialize)]
struct Job {
    /// Names a job, a folder or an artefact.
    id: String,
    publication: String,
    dir: String,
    partition: String,
    /// The files, with spaces between them.
    files: String,
    /// The documents and languages that are in it, with spaces between them.
    documents: String,
    locales: String,
    /// The digest of the publication, which the manifests of all its shares have too.
    whole: String,
    /// The digest of all that the job depends on: the publication, whose checks look at the whole of it, and the partition.
    digest: String,
}

/// The jobs of some publications.
pub fn plan(args: &PlanArgs, environment: &Environment) -> Result<String, Failure> {
    if args.shares.is_some_and(|shares| !(1..=MOST).contains(&shares)) {
        return Err(Failure::new(format!("--shares must be from 1 to {MOST}")));
    }
    let mut publications: BTreeMap<String, PublicationPlan> = BTreeMap::new();
    for dir in &args.publications {
        let planned = publication(dir, args, environment)?;
        if let Some(other) = publications.get(&planned.publication) {
            let (id, one, two) = (&planned.publication, &other.dir, &planned.dir);
            return Err(Failure::new(format!("`{one}` and `{two}` are both called `{id}`; ids must differ")));
        }
        publications.insert(planned.publication.clone(), planned);
    }
    let publications: Vec<PublicationPlan> = publications.into_values().collect();
    let jobs: Vec<Job> = publications.iter().flat_map(jobs).collect();
    let failure = |error: serde_json::Error| Failure::new(error.to_string());
    match args.format {
        PlanFormat::Json => {
            let plan = Plan { version: 1, publications, jobs };
            Ok(format!("{}\n", serde_json::to_string_pretty(&plan).map_err(failure)?))
        }
        PlanFormat::Github if jobs.len() > GITHUB_JOBS => Err(Failure::new(format!(
            "{} jobs are more than the {GITHUB_JOBS} that a matrix may have; divide with --shares",
            jobs.len()
        ))),
        PlanFormat::Github => Ok(format!(
            "{}\n",
            serde_json::json!({ "include": serde_json::to_value(&jobs).map_err(failure)? })
        )),
    }
}

fn publication(dir: &Path, args: &PlanArgs, environment: &Environment) -> Result<PublicationPlan, Failure> {
    let source = SourceSettings { folder: dir.to_owned(), templates: args.templates.clone() };
    let mut opened = open(&source)?;
    let unreadable =
        || Failure::new(format!("the publication `{}` cannot be read; see `concord check`", dir.display()));
    let mut publication = opened.publication.take().ok_or_else(unreadable)?;
    let selection = Selection::default();
    translations::decide(&mut publication, &opened.sources, &selection, &mut opened.diagnostics);
    let templates = Templates::open(&source, &publication, &mut opened)?;
    let Opened { folder, diagnostics, .. } = opened;
    if has_errors(&diagnostics) {
        return Err(unreadable());
    }
    let variant = settings::variant(&args.form);
    let extended = if variant.pseudo { with_pseudo(&publication) } else { publication };
    let names = EditionName::of_all(&extended);
    let press = settings::press_settings(args.form.standard, args.form.best_effort);
    let date = environment.source_date_epoch.as_deref().map(settings::date_of_epoch).transpose()?;
    let options = Options::new(&press, date);
    let id = extended.config.id;
    let digest = shares::digest(&id, &variant, &options, &Input::of_all(&folder.files, templates.files()));
    let count = args.shares.unwrap_or(names.len()).max(1);
    let numbers = assign(&names, count);
    let editions = names.into_iter().zip(numbers).map(|(name, number)| PlannedEdition {
        id: format!("{id}/{}/{}", name.document, name.locale),
        partition: Part { number, of: count }.to_string(),
        name,
    });
    let dir = dir.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    Ok(PublicationPlan { digest, dir, shares: count, editions: editions.collect(), publication: id })
}

/// The jobs of a publication: its shares that have editions, in order.
fn jobs(plan: &PublicationPlan) -> Vec<Job> {
    let shares = (1..=plan.shares).map(|number| Part { number, of: plan.shares });
    let job = |part: Part| {
        let partition = part.to_string();
        let own: Vec<&EditionName> = plan
            .editions
            .iter()
            .filter(|edition| edition.partition == partition)
            .map(|edition| &edition.name)
            .collect();
        let listed = |of: &dyn Fn(&EditionName) -> &str| {
            let mut words: Vec<&str> = own.iter().map(|name| of(name)).collect();
            words.sort_unstable();
            words.dedup();
            words.join(" ")
        };
        (!own.is_empty()).then(|| Job {
            id: format!("{}-{}-of-{}", plan.publication, part.number, part.of),
            publication: plan.publication.clone(),
            dir: plan.dir.clone(),
            files: listed(&|name| &name.file),
            documents: listed(&|name| &name.document),
            locales: listed(&|name| &name.locale),
            whole: plan.digest.clone(),
            digest: sha256(format!("{} {partition}", plan.digest).as_bytes()),
            partition,
        })
    };
    shares.filter_map(job).collect()
}

//! `concord review`: a translation beside its source, block by block, with what the checks find beside the block that they
//! are about.

mod findings;
mod inline;
mod page;
mod rows;

use super::diff::beside_here;
use crate::publish::open_folder;
use crate::settings::{SourceSettings, Strictness};
use crate::{Failure, check, files, plan};
use clap::Args;
use concord_check::Context;
use concord_document::LanguageTag;
use findings::Findings;
use std::path::PathBuf;

/// Arguments of `review`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
The page shows every block of the source once, with its translation beside it and, in a third column, whether it is translated, what \
changed in the source since (words [-removed-]{+added+}), and each finding of `concord check` with its code; the words that a finding is \
about are underlined and numbered. Facts stand as readers see them, with their ids. Every block has its file and line, and an address of \
its own to send to somebody.

The page needs no other file and no network. Printed from a browser it is A4, landscape; that is also how to make a PDF of it.

Examples:
  concord review --locale fr
  concord review my-publication --locale es --output to-lucia.html

docs/reviewing.md is the guide.")]
pub struct ReviewArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(value_name = "PUBLICATION", default_value = ".")]
    pub dir: PathBuf,
    /// The language of the translation.
    #[arg(long, value_name = "TAG")]
    pub locale: String,
    /// The page to write [default: review-TAG.html].
    #[arg(long, value_name = "FILE.html")]
    pub output: Option<PathBuf>,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Writes the page, and says in a line what is on it.
pub fn review(args: &ReviewArgs) -> Result<String, Failure> {
    let tag = LanguageTag::parse(&args.locale).map_err(|error| Failure::new(error.to_string()))?;
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("review-{tag}.html")));
    let is_page = output.extension().is_some_and(|it| it.eq_ignore_ascii_case("html"));
    if !is_page {
        return Err(Failure::new(format!(
            "`{}` is no name of a page: it ends in .html; for a PDF, print the page from a browser",
            output.display()
        )));
    }
    let settings = SourceSettings { folder: args.dir.clone(), templates: args.templates.clone() };
    let folder = files::read_publication(&settings.folder)?;
    let outcome = check::check_folder(&settings, Strictness::AsStated, folder.clone(), &[])?;
    // The same files have the same numbers as in the check, which read what templates make behind them.
    let opened = open_folder(folder);
    let publication = opened
        .publication
        .ok_or_else(|| Failure::new("the publication cannot be read; see `concord check`"))?;
    if !publication.translations().any(|translation| translation.language == tag) {
        return Err(Failure::new(format!("the publication has no translation `{tag}`")));
    }
    let locales = plan::locales(&publication)?;
    let context = Context::new(&publication, &opened.sources);
    let sections = rows::sections(&context, &tag)?;
    let findings = Findings::place(&outcome, &publication, &tag, &sections);
    let (page, summary) = page::page(&publication, &tag, sections, &findings, &outcome.sources, &locales);
    files::replace_file(&beside_here(&output), page.as_bytes())?;
    Ok(format!("{}\t{summary}\n", output.display()))
}

//! `concord init`: a new publication that can be checked and published at once, explained in its own comments.

use crate::{Failure, files};
use clap::Args;
use concord_manuscript::Files;
use std::path::{Path, PathBuf};

/// Arguments of `init`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
The folder has one document in English and French, a ledger with a source, a glossary, and the templates. Its README says \
what to do first. It must not be there yet, or be empty.

Examples:
  concord init book
  concord check book
  concord publish book --output dist")]
pub struct InitArgs {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// The id of the publication as it is embedded.
const ID: &str = "my-publication";

/// The embedded files, by path.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("../starter/README.md")),
    (".gitignore", "/dist/\n/.schemas/\n"),
    ("publication.toml", include_str!("../starter/publication.toml")),
    ("ledger.toml", include_str!("../starter/ledger.toml")),
    ("glossary.toml", include_str!("../starter/glossary.toml")),
    ("en/messages.toml", include_str!("../starter/en/messages.toml")),
    ("en/factsheet.md", include_str!("../starter/en/factsheet.md")),
    ("fr/messages.toml", include_str!("../starter/fr/messages.toml")),
    ("fr/translation.lock", include_str!("../starter/fr/translation.lock")),
    ("fr/factsheet.md", include_str!("../starter/fr/factsheet.md")),
    ("templates/report/theme.toml", include_str!("../../../templates/report/theme.toml")),
    ("templates/report/factsheet.md.hbs", include_str!("../../../templates/report/factsheet.md.hbs")),
    ("templates/report/publication.md.hbs", include_str!("../../../templates/report/publication.md.hbs")),
    ("templates/report/landing.html.hbs", include_str!("../../../templates/report/landing.html.hbs")),
    ("templates/report/concordance.html.hbs", include_str!("../../../templates/report/concordance.html.hbs")),
];

/// Makes the folder; says what to do with it.
pub fn init(args: &InitArgs) -> Result<String, Failure> {
    let dir = &args.dir;
    let shown = dir.display();
    if !dir.exists() {
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(|cause| Failure::io("make", parent, cause))?;
    }
    // `.` and `..` have the name of the folder that they stand for.
    let named = dir.canonicalize().unwrap_or_else(|_| dir.clone());
    files::make_folder(dir, &starter(&named))?;
    Ok(format!(
        "`{shown}` is a publication in English and French; its README.md says what to do first\n\
         concord check {shown}\nconcord publish {shown}\n"
    ))
}

/// The files of a new publication, which is called as its folder is where that can be an id.
pub fn starter(dir: &Path) -> Files {
    let name = dir.file_name().map(|name| name.to_string_lossy().to_lowercase().replace([' ', '_'], "-"));
    let is_plain = |name: &String| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let id = name.filter(is_plain).unwrap_or_else(|| ID.to_owned());
    let file = |(path, text): &(&str, &str)| {
        let text = if *path == "publication.toml" { text.replace(ID, &id) } else { (*text).to_owned() };
        ((*path).to_owned(), text.into_bytes())
    };
    FILES.iter().map(file).collect()
}

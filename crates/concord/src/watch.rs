//! `concord watch`: the pages as they would be published, in a browser, while texts are written.
//!
//! A file that is saved is noticed by its time and length; what it touches is made anew ([`Preview`]), and the browser takes the
//! new pages without losing its place. Pages are drawn as SVG from the very set pages that the press draws, so they are those of
//! the PDF; only the press itself, and the reading back of its file, are left to `publish`. Everything is held in memory: no
//! file is written, so there is nothing to clear away when the process ends.

mod build;
mod preview;
mod server;
mod svg;

pub use preview::{Board, Preview, Settings, Stamps};
pub use server::Server;

use crate::Failure;
use crate::settings::SourceSettings;
use clap::Args;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often files are looked at.
const INTERVAL: Duration = Duration::from_millis(50);
/// Files are read when nothing changed for so long: a program that saves may write in several steps.
const QUIET: Duration = Duration::from_millis(20);
/// Files that never come to rest, or stay emptied or away, are read all the same after so many looks.
const MOST_LOOKS: usize = 50;

/// Arguments of `watch`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Open the address that is printed. The pages are those that the PDFs will have, all languages included; beside them stand the \
findings, each with its place: a click shows the text, and from there opens the editor. What is saved shows at once, at the \
place where you were. A text with errors leaves its last good pages standing, marked as such.

Only this machine can reach the address, nothing is written, and Ctrl-C ends it. `concord publish` makes the files.

Examples:
  concord watch my-publication
  concord watch . --port 8000 --editor 'idea://open?file={path}&line={line}&column={column}'

docs/watch.md says more.")]
pub struct WatchArgs {
    /// The publication folder: the one that holds publication.toml.
    #[arg(value_name = "PUBLICATION", default_value = ".")]
    pub dir: PathBuf,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 takes one that is free.
    #[arg(long, value_name = "N", default_value_t = 4400)]
    pub port: u16,
    /// The address that opens your editor at a place.
    #[arg(long, value_name = "ADDRESS", default_value = "vscode://file/{path}:{line}:{column}")]
    pub editor: String,
}

impl Preview {
    /// A server that shows it on 127.0.0.1.
    pub fn server(&self, port: u16) -> Result<Server, Failure> {
        let words = || format!("cannot listen on port {port} of 127.0.0.1; name another with --port");
        Server::bind(self.desk(), port).map_err(|cause| Failure::new(format!("{}: {cause}", words())))
    }
}

/// Follows a publication until the process is ended. `tell` takes the address, `say` what happens.
pub fn watch(
    args: &WatchArgs,
    tell: &mut dyn FnMut(&str) -> Result<(), Failure>,
    say: &mut dyn FnMut(&str),
) -> Result<(), Failure> {
    let source = SourceSettings { folder: args.dir.clone(), templates: args.templates.clone() };
    let preview = Preview::open(Settings { source, editor: args.editor.clone() })?;
    // Taken before the server is there, so that no change after the first look of a browser is missed.
    let mut seen = preview.stamps();
    let server = preview.server(args.port)?;
    let address =
        server.address().map_err(|cause| Failure::new(format!("the server has no address: {cause}")))?;
    std::thread::spawn(move || server.run());
    tell(&format!("http://{address}/\n"))?;
    say(&format!("{}; Ctrl-C ends it\n", preview.board().summary()));
    // What was saved while the publication was made for the first time.
    seen = settled(&preview, &seen, seen.clone());
    preview.refresh();
    loop {
        std::thread::sleep(INTERVAL);
        let now = preview.stamps();
        if now == seen {
            continue;
        }
        seen = settled(&preview, &seen, now);
        let begin = Instant::now();
        preview.refresh();
        say(&format!("{} ms: {}\n", begin.elapsed().as_millis(), preview.board().summary()));
    }
}

/// Waits until files rest. One that is empty now, or gone, and was not before is usually just being saved: programs empty a
/// file before they write it, or put another into its place. Its pages would go, and with them the place of whoever looks at them.
fn settled(preview: &Preview, before: &Stamps, mut seen: Stamps) -> Stamps {
    for _ in 0..MOST_LOOKS {
        std::thread::sleep(QUIET);
        let now = preview.stamps();
        if now == seen && !now.is_halfway(before) {
            break;
        }
        seen = now;
    }
    seen
}

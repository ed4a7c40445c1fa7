//! The real program, in surroundings that do not change what it says.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// What the program said.
pub(crate) struct Said {
    /// Its exit status.
    pub(crate) status: Option<i32>,
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) error: String,
}

/// The program, ready to be told what to do.
pub(crate) fn concord(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
    command
}

/// Publishes a folder. Every edition is made: what another run kept would prove nothing.
pub(crate) fn publish(publication: &Path, output: &Path) -> Command {
    let mut command = publish_as_usual(publication, output);
    command.arg("--no-cache");
    command
}

/// Publishes a folder, with the cache that is asked for.
pub(crate) fn publish_as_usual(publication: &Path, output: &Path) -> Command {
    concord([OsStr::new("publish"), publication.as_os_str(), OsStr::new("--output"), output.as_os_str()])
}

/// Runs a command.
pub(crate) fn run(command: &mut Command) -> Result<Said, String> {
    let Output { status, stdout, stderr } =
        command.output().map_err(|error| format!("the program cannot be run: {error}"))?;
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes).map_err(|_| "the program said what is not UTF-8".to_owned())
    };
    Ok(Said { status: status.code(), out: text(stdout)?, error: text(stderr)? })
}

/// Runs a command, which must exit with a status.
pub(crate) fn exits(command: &mut Command, status: i32) -> Result<Said, String> {
    let said = run(command)?;
    if said.status == Some(status) {
        return Ok(said);
    }
    let Said { status: seen, out, error } = said;
    Err(format!("exit status {seen:?} instead of {status}\n{error}{out}"))
}

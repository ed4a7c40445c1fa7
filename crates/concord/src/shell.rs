//! What a shell and its reader of manual pages know of the program: `concord completions` and `concord man`.

use crate::args::Cli;
use crate::{Failure, files};
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::{Shell, generate};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Arguments of `completions`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord completions bash > ~/.local/share/bash-completion/completions/concord
  concord completions zsh > \"${fpath[1]}/_concord\"
  concord completions fish > ~/.config/fish/completions/concord.fish
  concord completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: ShellName,
}

/// Shells that complete commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShellName {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// fish.
    Fish,
    /// PowerShell.
    #[value(name = "powershell")]
    PowerShell,
    /// Elvish.
    Elvish,
}

/// The script that completes commands and options in a shell.
pub fn completions(args: &CompletionsArgs) -> String {
    let shell = match args.shell {
        ShellName::Bash => Shell::Bash,
        ShellName::Zsh => Shell::Zsh,
        ShellName::Fish => Shell::Fish,
        ShellName::PowerShell => Shell::PowerShell,
        ShellName::Elvish => Shell::Elvish,
    };
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "concord", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Arguments of `man`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord man --output man1 && man -l man1/concord-publish.1
  concord man --output ~/.local/share/man/man1 && man concord")]
pub struct ManArgs {
    /// The folder to write them into; it is made, and other files in it stay.
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
}

/// Writes the manual pages; gives their names.
pub fn man(args: &ManArgs) -> Result<String, Failure> {
    std::fs::create_dir_all(&args.output).map_err(|cause| Failure::io("make", &args.output, cause))?;
    let mut list = String::new();
    for (name, page) in pages()? {
        let path = args.output.join(&name);
        files::replace_file(&path, &page)?;
        list.push_str(&format!("{}\n", path.display()));
    }
    Ok(list)
}

/// The manual pages, one a command, by file name.
pub fn pages() -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut pages = BTreeMap::new();
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands().filter(|command| !command.is_hide_set()).cloned());
        let page = clap_mangen::Man::new(command).manual("Concord").source(crate::manifest::tool());
        let mut bytes = Vec::new();
        page.render(&mut bytes)
            .map_err(|error| Failure::new(format!("a manual page cannot be written: {error}")))?;
        pages.insert(page.get_filename(), readable(&String::from_utf8_lossy(&bytes)).into_bytes());
    }
    Ok(pages)
}

/// A page with its examples line by line, not filled as paragraphs are, and with signs beyond ASCII by their numbers, as not
/// every reader of manual pages knows how the file is encoded (groff_char(7)).
fn readable(page: &str) -> String {
    let mut out = String::new();
    let mut is_example = false;
    for line in page.lines() {
        let begins = line.starts_with("  ");
        if begins != is_example {
            out.push_str(if begins { ".nf\n" } else { ".fi\n" });
            is_example = begins;
        }
        for sign in if line == ".SH EXTRA" { ".SH NOTES" } else { line }.chars() {
            if sign.is_ascii() {
                out.push(sign);
            } else {
                out.push_str(&format!("\\[u{:04X}]", u32::from(sign)));
            }
        }
        out.push('\n');
    }
    out
}

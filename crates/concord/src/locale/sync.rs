//! `concord locale sync`: a translation's files brought beside their source.

use super::carrying::{Carried, carry};
use super::segments::Pieces;
use super::{Opening, messages};
use crate::Failure;
use crate::report::counted;
use concord_check::Context;
use concord_check::staleness::{MESSAGES, aligned_units, copies};
use concord_diagnostics::{SourceId, Sources, Span};
use concord_document::{LanguageTag, walk};
use concord_locale::Locale;
use concord_manuscript::Files;
use concord_publication::{LOCK_FILE, Lock, Manuscript, Record, Text};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Where texts are kept whose source is not there any more. No text of the publication.
pub(super) const KEPT: &str = "translation.kept.txt";

const KEPT_HEADING: &str = "What translators wrote for texts that the source no longer has. Kept by `concord locale sync`, which adds to it and\n\
    takes nothing away; whoever needs none of it may delete the file.\n";

/// What a run changes in a language.
#[derive(Debug, Default)]
pub(super) struct Synced {
    /// The files that change, as they are to be, by path in the publication folder.
    pub files: Files,
    /// The lock with everything that it held and will hold, to be written before any text: a run that is killed between two
    /// files has then lost no record.
    pub interim: Option<(String, Vec<u8>)>,
    /// What is to be said.
    pub said: String,
}

/// Brings a language's files beside the source's. `kept` is what was kept before.
pub(super) fn sync(opening: &Opening, language: &LanguageTag, kept: &str) -> Result<Synced, Failure> {
    let publication = &opening.publication;
    let context = Context::new(publication, &opening.sources);
    let (Some(source), Some(translation)) = (publication.source(), publication.manuscripts.get(language))
    else {
        return Err(Failure::new(format!("the publication has no translation `{language}`")));
    };
    let mut run = Run {
        lock: translation.lock.clone(),
        files: Files::new(),
        inserted: BTreeMap::new(),
        kept: kept.to_owned(),
        said: String::new(),
    };
    for (path, text) in &source.texts {
        let own_path = format!("{language}/{path}");
        match translation.texts.get(path) {
            Some(translated) => {
                let aligned = aligned_units(&context, language, path);
                run.text(&opening.sources, path, &own_path, (text, translated), &aligned)?;
            }
            None => run.new_text(&opening.sources, &own_path, text),
        }
    }
    for path in translation.texts.keys().filter(|path| !source.texts.contains_key(*path)) {
        let _ = writeln!(run.said, "  {language}/{path}: not in the source any more; left as it is");
    }
    run.messages(opening, source, translation)?;
    run.finish(opening, language)
}

struct Run {
    lock: Lock,
    files: Files,
    /// Where copies of the source were put into texts, by path in the publication folder.
    inserted: BTreeMap<String, Vec<Range<usize>>>,
    kept: String,
    said: String,
}

impl Run {
    fn text(
        &mut self,
        sources: &Sources,
        path: &str,
        own_path: &str,
        (text, translated): (&Text, &Text),
        aligned: &[(Span, Span)],
    ) -> Result<(), Failure> {
        let (written, own) = (written(sources, text.source), written(sources, translated.source));
        let pieces = Pieces::of(written, &text.content).zip(Pieces::of(own, &translated.content));
        let Some((source, translation)) = pieces else {
            let message = format!("`{own_path}` cannot be cut into blocks; see `concord check`");
            return Err(Failure::new(message));
        };
        let aligned = places(&source, &translation, aligned);
        let carried = carry(&source, &translation, path, &mut self.lock, &aligned);
        for (words, left) in &carried.left {
            self.keep(path, words, left);
        }
        if carried.text != own {
            self.say(own_path, &carried);
            self.inserted.insert(own_path.to_owned(), carried.inserted);
            self.files.insert(own_path.to_owned(), carried.text.into_bytes());
        }
        Ok(())
    }

    fn say(&mut self, path: &str, carried: &Carried) {
        let counts = [
            (carried.inserted.len(), "put in to be translated"),
            (carried.marked, "marked, as the source changed"),
            (carried.moved, "moved"),
            (carried.left.len(), "moved to translation.kept.txt, as the source no longer has it"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> =
            counts.map(|(count, what)| format!("{} {what}", counted(*count, "block"))).collect();
        let counts = if counts.is_empty() { "marks taken away".to_owned() } else { counts.join(", ") };
        let _ = writeln!(self.said, "  {path}: {counts}");
    }

    /// A text that the translation has not yet: the source's.
    fn new_text(&mut self, sources: &Sources, own_path: &str, text: &Text) {
        let own = written(sources, text.source);
        self.inserted.insert(own_path.to_owned(), std::iter::once(0..own.len()).collect());
        self.files.insert(own_path.to_owned(), own.as_bytes().to_vec());
        let mut count = 0;
        walk::blocks(&text.content.blocks, &mut |_| count += 1);
        let _ = writeln!(self.said, "  {own_path}: new, {} to be translated", counted(count, "block"));
    }

    fn messages(
        &mut self,
        opening: &Opening,
        source: &Manuscript,
        translation: &Manuscript,
    ) -> Result<(), Failure> {
        let tag = translation.language.as_str();
        let locale = Locale::new(tag, None).map_err(|error| Failure::new(error.to_string()))?;
        let own = written(&opening.sources, translation.messages.source);
        let (from, to) = (source.language.as_str(), &translation.messages);
        let synced = messages::sync(
            (&source.messages, &opening.publication.glossary, from),
            to,
            own,
            &locale,
            &mut self.lock,
        );
        if synced.text != own {
            let path = format!("{tag}/{MESSAGES}");
            let _ = writeln!(
                self.said,
                "  {path}: {} put in to be translated, {} marked, as the source changed",
                counted(synced.inserted, "message"),
                synced.marked
            );
            // What was put in is in the lock already; of the rest nothing is known that was not before.
            self.files.insert(path, synced.text.into_bytes());
        }
        Ok(())
    }

    /// Keeps a text whose source is gone, unless it is kept already.
    fn keep(&mut self, path: &str, words: &str, left: &str) {
        let words = if words.is_empty() { "not recorded" } else { words };
        let entry = format!("\n=== {path} · source: {words}\n{left}\n");
        if !self.kept.contains(&entry) {
            if self.kept.is_empty() {
                self.kept.push_str(KEPT_HEADING);
            }
            self.kept.push_str(&entry);
        }
    }

    /// Records what was put in, as what the new files say is known only when they have been read.
    fn finish(mut self, opening: &Opening, language: &LanguageTag) -> Result<Synced, Failure> {
        let mut all = opening.files.clone();
        all.extend(self.files.clone());
        let reopened = Opening::of(all)?;
        let context = Context::new(&reopened.publication, &reopened.sources);
        let is_inserted = |_: &str, span: Span| {
            let name = reopened.sources.get(span.source).map(|source| source.name()).unwrap_or_default();
            let start = span.start as usize;
            let mut ranges = self.inserted.get(name).into_iter().flatten();
            ranges.any(|range| range.start <= start && start <= range.end)
        };
        let new = copies(&context, language, &is_inserted);
        let mut lock = self.lock;
        for (place, records) in new.iter() {
            for record in records {
                if !has(&lock, place, record) {
                    lock.add(place, record.clone());
                }
            }
        }
        let path = format!("{language}/{LOCK_FILE}");
        let text = lock.to_text().into_bytes();
        let mut interim = None;
        let known = opening.files.get(&path);
        if known != Some(&text) && (known.is_some() || !lock.is_empty()) {
            let old =
                opening.publication.manuscripts.get(language).map(|it| it.lock.clone()).unwrap_or_default();
            for (place, records) in old.iter() {
                let gone = records.iter().filter(|record| !has(&lock, place, record)).cloned();
                gone.collect::<Vec<_>>().into_iter().for_each(|record| lock.add(place, record));
            }
            interim = Some((path.clone(), lock.to_text().into_bytes()));
            self.files.insert(path, text);
        }
        if !self.kept.is_empty() {
            self.files.insert(format!("{language}/{KEPT}"), self.kept.into_bytes());
        }
        Ok(Synced { files: self.files, interim, said: self.said })
    }
}

/// Whether a lock has a record of the same two texts.
fn has(lock: &Lock, place: &str, record: &Record) -> bool {
    let is_it = |known: &Record| known.source == record.source && known.translation == record.translation;
    lock.of(place).iter().any(is_it)
}

fn written(sources: &Sources, id: SourceId) -> &str {
    sources.get(id).map(|source| source.text().as_ref()).unwrap_or_default()
}

/// The numbers of pieces that begin where aligned blocks do.
fn places(source: &Pieces<'_>, translation: &Pieces<'_>, aligned: &[(Span, Span)]) -> Vec<(usize, usize)> {
    let place = |pieces: &Pieces<'_>, span: Span| {
        pieces.list.iter().position(|piece| piece.range.contains(&(span.start as usize)))
    };
    aligned
        .iter()
        .filter_map(|(one, other)| Some((place(source, *one)?, place(translation, *other)?)))
        .collect()
}

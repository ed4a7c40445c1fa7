"""The generated publication as a Concord folder (docs/publication-folder.md)."""

import re
import shutil
from pathlib import Path

from .facts import LANGUAGES
from .model import Container, Definitions, Figures, File, Heading, List, Paragraph, Publication, SourceList, Table, Text

STYLES = {"en": "eu", "fr": "imprimerie-nationale", "es": "rae"}
FILE = "generated"


# Sentences are put together at random, each language for itself: what they say in words need not agree. The rules look
# all the same; only their findings are left out.
INVENTED = [
    "value-differs", "contradicts-ledger", "literal-fact", "nearly-a-fact", "not-in-ledger", "term-differs", "name-differs",
    "length-differs", "unbalanced-quotation", "missing-opening-mark", "elision", "lost-word", "exchanged-letters",
]


def write(publication: Publication, folder: Path, sample: Path) -> None:
    put(folder / "publication.toml", config(publication))
    put(folder / "ledger.toml", ledger(publication))
    shutil.copyfile(sample / "glossary.toml", folder / "glossary.toml")
    for language in LANGUAGES:
        put(folder / language / "messages.toml", tables("", publication.messages[language]))
        for name, file in publication.files.items():
            put(folder / language / f"{name}.md", markdown(file, language))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


# TOML.


def config(publication: Publication) -> str:
    top = {
        "id": "generated", "source-locale": "en", "template": "report", "actions": publication.cases,
        "creator": "Generated", "publisher": "Generated", "date": "launch",
    }
    document = {"id": "publication", "file": FILE, "title": "title", "description": "description"}
    levels = "\n".join(f'{code} = "off"' for code in INVENTED)
    return f"{pairs(top)}\n[[documents]]\n{pairs(document)}\n[styles]\n{pairs(STYLES)}\n[levels]\n{levels}\n"


def ledger(publication: Publication) -> str:
    facts = publication.ledger
    kinds = ("sources", "phases", "dates", "counts", "shares", "amounts", "actions")
    parts = [tables("", {kind: getattr(facts, kind)}) for kind in kinds]
    parts += [f"[[invariants]]\n{pairs(invariant)}" for invariant in facts.invariants]
    return "\n".join(parts)


def tables(path: str, values: dict) -> str:
    """A table and the tables in it, each under its own heading."""
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    inner = {key: value for key, value in values.items() if isinstance(value, dict)}
    heading = f"[{path}]\n" if path and (plain or not inner) else ""
    parts = [heading + pairs(plain)] if heading or plain else []
    parts += [tables(f"{path}.{key}" if path else key, value) for key, value in inner.items()]
    return "\n".join(parts)


def pairs(values: dict) -> str:
    return "".join(f"{key} = {value_of(value)}\n" for key, value in values.items())


def value_of(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(value_of, value))}]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


# Markdown.


def markdown(file: File, language: str) -> str:
    blocks = [block_of(block, language) for block in file.blocks]
    notes = [f"[^{label}]: {inlines(text, language)}" for label, text in file.notes.items()]
    return "\n\n".join(blocks) + "\n" + ("\n" + "\n".join(notes) + "\n" if notes else "")


def block_of(block, language: str) -> str:
    match block:
        case Heading(level, id, text):
            return f"{'#' * level} {inlines(text, language)}{f' {{#{id}}}' if id else ''}"
        case Paragraph(text):
            return inlines(text, language)
        case List():
            return list_of(block, language)
        case Table():
            return table_of(block, language)
        case Definitions(items):
            return "\n\n".join(f"{inlines(term, language)}\n: {inlines(text, language)}" for term, text in items)
        case Container(name, blocks):
            return f"::: {name}\n" + "\n\n".join(block_of(inner, language) for inner in blocks) + "\n:::"
        case Figures(facts):
            return f'::: figures {{facts="{" ".join(facts)}"}} :::'
        case SourceList():
            return "::: sources :::"
    raise TypeError(block)


def list_of(block: List, language: str) -> str:
    lines = []
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        lines.append(mark + inlines(item, language))
        lines += [" " * len(mark) + "- " + inlines(inner, language) for inner in block.inner.get(number - 1, [])]
    return "\n".join(lines)


def table_of(block: Table, language: str) -> str:
    rows = [row_of(block.head, language)]
    rows.append("|" + "|".join(":---" if alignment == "l" else "---:" for alignment in block.alignments) + "|")
    return "\n".join(rows + [row_of(row, language) for row in block.rows])


def row_of(row: list[Text], language: str) -> str:
    return "| " + " | ".join(inlines(cell, language) for cell in row) + " |"


def inlines(text: Text, language: str) -> str:
    return "".join(inline_of(inline) for inline in text[language])


def inline_of(inline: tuple) -> str:
    match inline:
        case ("text", text):
            return escape(text)
        case ("foreign", text, language):
            return f'[{escape(text)}]{{lang="{language}"}}'
        case ("link", id, text):
            return f"[{escape(text)}](#{id})"
        case ("note", label):
            return f"[^{label}]"
        case ("fact", helper, key, options):
            written = "".join(f' {name}="{value}"' for name, value in options.items())
            return f'{{{{{helper} "{key}"{written}}}}}'
    raise TypeError(inline)


def escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|{}#])", r"\\\1", text)

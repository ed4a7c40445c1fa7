"""Blocks that all languages share, with their texts in each language: structure is parallel because there is only one."""

from dataclasses import dataclass, field

from .facts import LANGUAGES

#: An inline is a tuple: ("text", s), ("strong", s), ("em", s), ("foreign", s, language), ("link", id, s), ("note", id) or
#: ("fact", helper, key, options).
Inline = tuple
#: A text holds its inlines by language.
Text = dict[str, list[Inline]]


def same(*inlines: Inline) -> Text:
    """Inlines that all languages share, such as a fact alone."""
    return {language: list(inlines) for language in LANGUAGES}


def words(triple: tuple[str, str, str]) -> Text:
    """Plain words in each language."""
    return {language: [("text", text)] for language, text in zip(LANGUAGES, triple)}


def fact(helper: str, key: str, **options: str) -> Inline:
    return ("fact", helper, key, options)


@dataclass
class Heading:
    level: int
    id: str
    text: Text


@dataclass
class Paragraph:
    text: Text


@dataclass
class List:
    ordered: bool
    items: list[Text]
    #: Items inside an item, by its index.
    inner: dict[int, list[Text]] = field(default_factory=dict)


@dataclass
class Table:
    #: `l` or `r` for each column.
    alignments: str
    head: list[Text]
    rows: list[list[Text]]


@dataclass
class Definitions:
    items: list[tuple[Text, Text]]


@dataclass
class Container:
    """`lead`, `box`, `pull` or `note`; a box begins with its title."""

    name: str
    blocks: list


@dataclass
class Figures:
    """Key figures: counts, large, over their labels."""

    facts: list[str]


@dataclass
class SourceList:
    """The ledger's sources."""


@dataclass
class File:
    """One Markdown file."""

    blocks: list = field(default_factory=list)
    notes: dict[str, Text] = field(default_factory=dict)


@dataclass
class Publication:
    """Everything that the writers need."""

    ledger: object
    messages: dict[str, dict]
    terms: dict
    #: Files by name without `.md`, cases under `actions/`.
    files: dict[str, File]
    cases: list[str]
    #: The parts' files, in order.
    parts: tuple[str, ...] = ("01-features", "02-context", "03-action", "04-lessons", "05-outlook")

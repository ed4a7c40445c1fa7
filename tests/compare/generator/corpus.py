"""Sentences in three languages, by a Markov chain over the texts of the sample publication.

The chain's state is two words, so that inflection, agreement within a phrase and punctuation are those of the language.
The sample has few different words for a text of this length, and programs that keep the words they have shaped would find
nearly all of them again. So a part of the long words is blended: the beginning of one and the end of another, which the
language could have and mostly does not. The number of different words is then that of a real text of the same length.
What the sentences say means nothing.
"""

import re
import tomllib
from pathlib import Path

from .facts import MONTHS

#: How many of the long words are blended.
BLENDED = 0.5
#: Figures, Roman numerals after a name, and numbers in words beyond ten.
NUMBERS = re.compile(
    r"\d|\b[IVX]+\b|\b(?:eleven|twelve|\w+teen|twent\w+|thirt\w+|fort\w+|fift\w+|sixt\w+|sevent\w+|eight\w+|ninet\w+|hundred"
    r"|thousand|[mb]illions?|milliards?|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?"
    r"|mille|once|doce|trece|catorce|quince|dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien\w*"
    r"|mil|mill[oó]n(?:es)?|per ?cent|pour cent|por ciento)\b",
    re.IGNORECASE,
)
#: Opening marks and the marks that must close them in a sentence.
PAIRS = {"(": ")", "“": "”", "«": "»", "‘": None}


class Corpus:
    """One language's chain."""

    def __init__(self, sample: Path, language: str):
        self.language = language
        self.forbidden = forbidden_forms(sample, language)
        self.starts: list[tuple[str, str]] = []
        self.after: dict[tuple[str, str], list[str | None]] = {}
        self.verbatim: set[str] = set()
        for text in plain_paragraphs(sample, language):
            for sentence in split_sentences(text):
                self._learn(sentence)
        if len(self.starts) < 100:
            raise SystemExit(f"error: {sample / language} holds too little text to build sentences from")
        words = sorted({word for pair in self.after for word in pair if is_long(word)})
        self.beginnings, self.ends = map(sorted, zip(*filter(None, map(halves, words))))

    def _learn(self, sentence: str) -> None:
        # The languages' sentences have nothing to do with each other, so their numbers and dates could not agree.
        if NUMBERS.search(sentence):
            return
        words = sentence.split(" ")
        if len(words) < 4 or not words[0][0].isalpha() or not words[0][0].isupper():
            return
        self.verbatim.add(sentence)
        self.starts.append((words[0], words[1]))
        for first, second, third in zip(words, words[1:], [*words[2:], None]):
            self.after.setdefault((first, second), []).append(third)

    def sentence(self, random, least: int = 7, most: int = 30) -> str:
        """A sentence of so many words; one that is not in the sample, where the chain finds one soon."""
        fallback = None
        for attempt in range(400):
            words = list(random.choice(self.starts))
            while len(words) <= most:
                word = random.choice(self.after[words[-2], words[-1]])
                if word is None:
                    break
                words.append(word)
            if not least <= len(words) <= most or not self._is_whole(words):
                continue
            text = " ".join(words)
            if text not in self.verbatim:
                return " ".join(self._blend(random, word) for word in words)
            fallback = fallback or text
            if attempt > 40:
                break
        if fallback is None:
            raise SystemExit(f"error: no sentence of {least} to {most} words in `{self.language}`")
        return fallback

    def _blend(self, random, word: str) -> str:
        if not is_long(word) or random.random() >= BLENDED:
            return word
        blend = random.choice(self.beginnings) + random.choice(self.ends)
        return word if any(blend in form for form in self.forbidden) else blend

    def sentences(self, random, words: int) -> list[str]:
        """Sentences of about so many words together."""
        out, count = [], 0
        while count < words:
            out.append(self.sentence(random))
            count += out[-1].count(" ") + 1
        return out

    def _is_whole(self, words: list[str]) -> bool:
        text = " ".join(words)
        if text[-1] not in ".?!" or any(form in text.lower() for form in self.forbidden):
            return False
        return all(close is None or text.count(open) == text.count(close) for open, close in PAIRS.items())


def is_long(word: str) -> bool:
    """Whether a word is long, and nothing but small letters."""
    return len(word) >= 6 and word.isalpha() and word.islower()


def halves(word: str) -> tuple[str, str] | None:
    """A word parted before a consonant and a vowel near its middle; `None` where there is no such place."""
    vowels = "aeiouyáàâéèêëíîïóôúùûœ"
    places = [at for at in range(2, len(word) - 2) if word[at] not in vowels and word[at + 1] in vowels]
    if not places:
        return None
    at = min(places, key=lambda place: abs(place - len(word) / 2))
    return word[:at], word[at:]


def forbidden_forms(sample: Path, language: str) -> list[str]:
    """What the sample's glossary forbids, and what other languages' spellings would make of it."""
    forms = []
    for term in read_toml(sample / "glossary.toml").get("terms", {}).values():
        forms += term.get("forbidden", {}).get(language, [])
    forms = [form.lower() for form in forms]
    return forms + [form.replace("’", "'") for form in forms]


def plain_paragraphs(sample: Path, language: str):
    """The sample's running text: no headings, tables or containers, facts and terms as plain words."""
    folder = sample / language
    files = sorted([*folder.glob("*.md"), *folder.glob("actions/*.md")])
    if not files:
        raise SystemExit(f"error: no texts in {folder}")
    resolver = Resolver(sample, language)
    for file in files:
        if file.name in ("acronyms.md", "imprint.md", "sources.md"):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            line = re.sub(r"^\[\^[\w-]+\]:\s*", "", line.strip())
            line = re.sub(r"^(?:[-*]|\d+\.)\s+", "", line)
            if not line or line[0] in "#|:>" or line.startswith("!["):
                continue
            yield resolver.plain(line)


def split_sentences(text: str) -> list[str]:
    """Sentences of a paragraph. A list item that is no sentence is dropped."""
    parts = re.split(r"(?<=[.?!])\s+(?=[A-ZÀ-ÖØ-ÞŒ¿¡])", text)
    return [part.strip() for part in parts if re.search(r"[.?!]$", part.strip())]


class Resolver:
    """Expressions and inline marks of the sample as plain words; no more exact than a word supply needs."""

    def __init__(self, sample: Path, language: str):
        self.language = language
        self.ledger = read_toml(sample / "ledger.toml")
        self.terms = read_toml(sample / "glossary.toml").get("terms", {})
        self.messages = read_toml(sample / language / "messages.toml")

    def plain(self, text: str) -> str:
        text = re.sub(r"\{\{(.*?)\}\}", lambda match: self._expression(match[1]), text)
        text = re.sub(r"\[\^[\w-]+\]", "", text)
        text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", text)
        text = re.sub(r"[*`\\]", "", text)
        return re.sub(r"\s+", " ", text)

    def _expression(self, expression: str) -> str:
        helper, _, rest = expression.strip().partition(" ")
        key = re.search(r'"([^"]*)"', rest)
        key = key[1] if key else ""
        if helper in ("count", "number", "ordinal"):
            fact = self.ledger["counts"].get(key, {})
            number = str(fact.get("value", 7))
            noun = self.messages.get("nouns", {}).get(fact.get("unit"), {}).get("other", "")
            return f"{number} {noun}".strip() if helper == "count" else number
        if helper == "share":
            return f"{self.ledger['shares'].get(key, {}).get('value', 40)} %"
        if helper == "amount":
            return f"{self.ledger['amounts'].get(key, {}).get('value', 4)} EUR"
        if helper == "date":
            return self._date(str(self.ledger["dates"].get(key, {}).get("on", "2015")))
        if helper == "period":
            fact = self.ledger["actions"].get(key) or self.ledger["phases"].get(key) or {}
            return f"{str(fact.get('start', '2009'))[:4]}–{str(fact.get('end', '2011'))[:4]}"
        if helper == "phase":
            names = self.messages.get("names", {})
            return names.get(key) or self.ledger["phases"].get(key, {}).get("name", key)
        if helper == "term":
            return self.terms.get(key, {}).get(self.language, key)
        if helper == "country":
            return self.messages.get("countries", {}).get(key, key)
        return self.messages.get("text", {}).get(key, key)

    def _date(self, on: str) -> str:
        year, _, rest = on.partition("-")
        if not rest:
            return year
        month, _, day = rest.partition("-")
        name = MONTHS[self.language][int(month) - 1]
        of = " de " if self.language == "es" else " "
        return f"{int(day)}{of}{name}{of}{year}" if day else f"{name}{of}{year}"


def read_toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit(f"error: {path} is missing; --sample names the folder of a publication") from None
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"error: {path}: {error}") from None

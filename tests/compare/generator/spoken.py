"""Texts as the sources that are not Concord's need them: facts as words, hard spaces set."""

import re

from .facts import NARROW, NBSP, Words
from .model import Publication, Text


class Edition:
    """One language of the publication."""

    def __init__(self, publication: Publication, language: str):
        self.publication, self.language = publication, language
        self.messages = publication.messages[language]
        self.words = Words(publication.ledger, language, self.messages, publication.terms)

    def inlines(self, text: Text) -> list[tuple]:
        """Inlines without facts: each is a text by now."""
        out = []
        for inline in text[self.language]:
            if inline[0] == "fact":
                inline = ("text", self.words.fact(*inline[1:]))
            if inline[0] == "text":
                inline = ("text", self.spaces(inline[1]))
            elif inline[0] == "link":
                inline = ("link", inline[1], self.spaces(inline[2]))
            out.append(inline)
        return out

    def plain(self, text: Text) -> str:
        return "".join(inline[2] if inline[0] == "link" else inline[1] for inline in self.inlines(text)
                       if inline[0] != "note")

    def spaces(self, text: str) -> str:
        """The hard spaces that Concord's house styles set."""
        if self.language == "fr":
            text = re.sub(r" ([;!?])", NARROW + r"\1", text).replace(" :", NBSP + ":")
            text = text.replace("« ", "«" + NBSP).replace(" »", NBSP + "»")
        return re.sub(r"(\d) (%|[a-zà-ÿ]+ \d{4}\b)", "\\1" + NBSP + r"\2", text)

    def message(self, key: str) -> str:
        return self.spaces(self.messages["text"][key])

    def panel(self, case: str) -> list[tuple[str, str]]:
        """A case study's facts: labels and what they say."""
        action, messages = self.publication.ledger.actions[case], self.messages
        rows = [
            ("country" if len(action["countries"]) == 1 else "countries-label", self.countries(action["countries"])),
            ("region", messages["regions"][action["region"]]),
            ("theme", messages["themes"][action["theme"]]),
            ("requesting-institution", messages["institutions"][case]),
            ("dates-label", self.words.period(case)),
            ("experts", self.countries(action["experts"])),
        ]
        if action["partners"]:
            rows.append(("experts-partners", self.countries(action["partners"])))
        return [(self.message(label), self.spaces(text)) for label, text in rows]

    def figure(self, key: str) -> tuple[str, str]:
        """A key figure and its label."""
        return self.words.number(key), self.messages["labels"][key]

    def sources(self) -> list[tuple[str, str, str]]:
        """Title in English, its address, and the rest of the entry."""
        return [
            (source["title"], source["url"], f". {source['publisher']}, {self.words.day(source['date'])}.")
            for source in self.publication.ledger.sources.values()]

    def countries(self, codes: list[str]) -> str:
        """Countries in the order given, as a list in words."""
        *names, last = (self.messages["countries"][code] for code in codes)
        if not names:
            return last
        word = {"en": "and", "fr": "et", "es": "e" if re.match(r"I|Hi", last) else "y"}[self.language]
        return f"{', '.join(names)} {word} {last}"

"""The ledger of the generated publication, and its values as words for the sources that are not Concord's.

The words follow the conventions that Concord's house styles have (`eu`, `imprimerie-nationale`, `rae`) for the few forms
that the generated texts use.
"""

from dataclasses import dataclass, field

LANGUAGES = ("en", "fr", "es")
#: No-break space, narrow no-break space, and the thin spaces around a dash between dates that hold spaces themselves.
NBSP, NARROW, SPACED_DASH = "\u00a0", "\u202f", "\u2009–\u2009"

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
QUALIFIERS = {
    "exact": ("", "", ""),
    "at-least": ("at least", "au moins", "al menos"),
    "more-than": ("more than", "plus de", "más de"),
    "about": ("about", "environ", "alrededor de"),
    "almost": ("almost", "près de", "casi"),
}
WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve".split(),
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze".split(),
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce".split(),
}


@dataclass
class Ledger:
    """Every fact by kind and id, as the tables of `ledger.toml` hold them."""

    sources: dict[str, dict] = field(default_factory=dict)
    phases: dict[str, dict] = field(default_factory=dict)
    dates: dict[str, dict] = field(default_factory=dict)
    counts: dict[str, dict] = field(default_factory=dict)
    shares: dict[str, dict] = field(default_factory=dict)
    amounts: dict[str, dict] = field(default_factory=dict)
    actions: dict[str, dict] = field(default_factory=dict)
    invariants: list[dict] = field(default_factory=list)


class Words:
    """A ledger's values in one language."""

    def __init__(self, ledger: Ledger, language: str, messages: dict, terms: dict):
        self.ledger, self.language, self.messages, self.terms = ledger, language, messages, terms
        self.index = LANGUAGES.index(language)

    def fact(self, helper: str, key: str, options: dict[str, str]) -> str:
        """What Concord's helper of this name writes."""
        return getattr(self, helper)(key, **options)

    def number(self, key: str, style: str = "") -> str:
        value = self.ledger.counts[key]["value"]
        if style == "words" and 2 <= value <= 12:
            return WORDS[self.language][value - 2]
        return self.digits(value)

    def count(self, key: str, style: str = "") -> str:
        fact = self.ledger.counts[key]
        qualifier = QUALIFIERS[fact.get("qualifier", "exact")][self.index]
        noun = self.messages["nouns"][fact["unit"]]["other"]
        number = self.number(key, style)
        space = " " if number.isalpha() else NBSP
        return f"{qualifier} {number}{space}{noun}".strip()

    def share(self, key: str) -> str:
        space = "" if self.language == "en" else NBSP
        return f"{self.ledger.shares[key]['value']}{space}%"

    def amount(self, key: str) -> str:
        value = str(self.ledger.amounts[key]["value"])
        if self.language == "en":
            return f"EUR{NBSP}{value}{NBSP}million"
        value = value.replace(".", ",")
        return f"{value}{NBSP}{'millions d’euros' if self.language == 'fr' else 'millones de euros'}"

    def date(self, key: str, form: str = "") -> str:
        on = self.ledger.dates[key]["on"]
        return self.day(on[:4] if form == "year" else on[:7] if form == "month" else on)

    def period(self, key: str, form: str = "") -> str:
        fact = self.ledger.actions.get(key) or self.ledger.phases[key]
        start, end = fact["start"], fact["end"]
        if start[4:] in ("", "-01") and end[4:] in ("", "-12"):
            start, end = start[:4], end[:4]
        if form == "prose":
            first = self.day(start) if start[:4] != end[:4] else self.month(start)
            elided = self.language == "fr" and first[0] in "ao"
            return {
                "en": f"from {first} to {self.day(end)}",
                "fr": f"{'d’' if elided else 'de '}{first} à {self.day(end)}",
                "es": f"de {first} a {self.day(end)}",
            }[self.language]
        if len(start) == 4 and len(end) == 4:
            return f"{start}–{end}"
        if start[:4] == end[:4]:
            return f"{self.month(start)}–{self.day(end)}"
        return f"{self.day(start)}{SPACED_DASH}{self.day(end)}"

    def phase(self, key: str) -> str:
        return self.ledger.phases[key]["name"]

    def term(self, key: str) -> str:
        return self.terms[key][self.language]

    def country(self, key: str) -> str:
        return self.messages["countries"][key]

    def text(self, key: str) -> str:
        return self.messages["text"][key]

    def digits(self, value: int) -> str:
        group, least = {"en": (",", 1000), "fr": (NARROW, 1000), "es": (NARROW, 10_000)}[self.language]
        return f"{value:,}".replace(",", group) if value >= least else str(value)

    def month(self, on: str) -> str:
        return MONTHS[self.language][int(on[5:7]) - 1]

    def day(self, on: str) -> str:
        """A date at the precision that it has."""
        year, of = on[:4], " de " if self.language == "es" else " "
        if len(on) == 4:
            return year
        if len(on) == 7:
            return f"{self.month(on)}{of}{year}"
        joint = f"{NBSP}de " if self.language == "es" else NBSP
        return f"{int(on[8:])}{joint}{self.month(on)}{of}{year}"

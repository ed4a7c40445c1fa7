"""The generated publication itself: ledger, messages and the blocks of every file."""

import random
import re
from pathlib import Path

from . import patterns as p
from .corpus import Corpus, read_toml
from .facts import LANGUAGES, Ledger
from .model import (Container, Definitions, Figures, File, Heading, List, Paragraph, Publication, SourceList, Table, Text,
                    fact, same, words)

#: Words of a language for one of English, as in the sample.
LENGTH = {"en": 1.0, "fr": 1.09, "es": 1.07}
#: What the amounts of text are tuned for: about as many pages when Concord's report template sets them.
PAGES = 130
CASES = 41
#: English words of running text in the chapters, and the least and most in a case study, at that number of pages.
CHAPTER_WORDS = 9_500
CASE_WORDS = (210, 540)
#: How the chapters share their words.
WEIGHTS = {"01-features": 0.28, "02-context": 0.32, "03-action": 0.2, "04-lessons": 0.12, "05-outlook": 0.08}
PHASES = (("2009-01", "2011-12"), ("2012-01", "2015-12"), ("2016-01", "2020-03"), ("2020-04", "2023-12"))
THEMES = ("irregular-migration-thb", "legal-migration-mobility", "international-protection-asylum", "migration-development",
          "horizontal")
REGIONS = ("west-central-africa", "east-southern-africa", "asia", "latin-america-caribbean", "eu-neighbourhood")
PAGE_KEYS = ("title", "subtitle", "description")


def generate(sample: Path, pages: int, seed: int) -> Publication:
    """A publication of about so many pages a language; the same one for the same sample, number and seed."""
    return Maker(sample, pages, seed).publication()


class Maker:
    """What all files are made with."""

    def __init__(self, sample: Path, pages: int, seed: int):
        self.random = random.Random(seed)
        self.corpora = {language: Corpus(sample, language) for language in LANGUAGES}
        self.terms = read_toml(sample / "glossary.toml")["terms"]
        self.messages = {language: read_toml(sample / language / "messages.toml") for language in LANGUAGES}
        self.ledger = Ledger()
        self.scale = pages / PAGES
        self.partners = [line.split("|") for line in p.PARTNERS.strip().splitlines()]
        self.states = [line.split("|") for line in p.MEMBER_STATES.strip().splitlines()]
        self.files: dict[str, File] = {}
        self.cases: list[str] = []
        self.titles: dict[str, tuple[str, str, str]] = {}
        self.headings = [(subject, audience) for subject in p.SUBJECTS for audience in p.AUDIENCES]
        self.random.shuffle(self.headings)
        self.used_headings = 0
        #: The file that is being written, and the number of its last note.
        self.file = File()
        self.prefix, self.note_count = "", 0

    def publication(self) -> Publication:
        self.facts()
        self.case_facts(max(3, round(CASES * self.scale)))
        self.texts()
        for number, case in enumerate(self.cases):
            self.case(case, number)
        for name, share in WEIGHTS.items():
            self.chapter(name, CHAPTER_WORDS * share * self.scale)
        self.small_files()
        return Publication(self.ledger, self.messages, self.terms, self.files, self.cases)

    # Facts and messages.

    def facts(self) -> None:
        ledger = self.ledger
        for year in range(2009, 2021):
            self.source(f"annual-{year}", f"Annual report {year}", "The programme", str(year + 1))
        for number, (start, end) in enumerate(PHASES, 1):
            self.source(f"review-{number}", f"Review of phase {number}", "European Commission", end)
            ledger.phases[f"phase-{number}"] = {
                "name": f"Partnership {'I' * number if number < 4 else 'IV'}", "start": start, "end": end,
                "group": "programme", "sources": [f"review-{number}"],
            }
            ledger.amounts[f"budget-{number}"] = {
                "value": (4.5, 6.2, 8.4, 9.8)[number - 1], "scale": "million", "currency": "EUR",
                "sources": [f"review-{number}"],
            }
        total = 0
        for year in range(2009, 2021):
            total += self.random.randint(9, 28)
            ledger.counts[f"requests-{year}"] = self.counted(total, "request", f"annual-{year}") | {
                "as-of": str(year), "series": "requests"}
        parts = [self.random.randint(6, 30) for _ in REGIONS]
        for region, value in zip(REGIONS, parts):
            ledger.counts[f"requests-{region}"] = self.counted(value, "request", "annual-2020")
        ledger.counts["requests-regions"] = self.counted(sum(parts), "request", "annual-2020") | {
            "parts": [f"requests-{region}" for region in REGIONS]}
        ledger.counts["experts"] = self.counted(412, "expert", "review-3")
        for name, value in (("women", 46), ("men", 54)):
            ledger.shares[name] = {"value": value, "of": "experts", "group": "gender", "sources": ["review-3"]}
        for name, on in (("launch", "2020-12-15"), ("programme-start", "2009-01-12"), ("programme-end", "2019-12-18")):
            ledger.dates[name] = {"on": on, "sources": ["annual-2020"]}
        ledger.invariants.append(
            {"kind": "years-between", "from": "programme-start", "to": "programme-end", "equals": 10})
        for number in range(max(4, round(24 * self.scale))):
            ledger.dates[f"meeting-{number + 1}"] = {
                "on": self.day_within(*PHASES[number % 3]), "within": f"phase-{number % 3 + 1}",
                "sources": [f"review-{number % 3 + 1}"],
            }

    def source(self, key: str, title: str, publisher: str, date: str) -> None:
        self.ledger.sources[key] = {
            "title": title, "publisher": publisher, "url": f"https://www.example.org/documents/{key}", "language": "en",
            "date": date,
        }

    def counted(self, value: int, unit: str, source: str) -> dict:
        return {"value": value, "unit": unit, "sources": [source]}

    def month_within(self, start: str, end: str) -> str:
        first, last = (int(on[:4]) * 12 + int(on[5:7]) - 1 for on in (start, end))
        month = self.random.randint(first, last)
        return f"{month // 12}-{month % 12 + 1:02}"

    def day_within(self, start: str, end: str) -> str:
        return f"{self.month_within(start, end)}-{self.random.randint(2, 27):02}"

    def case_facts(self, count: int) -> None:
        order = sorted(range(count), key=lambda number: REGIONS.index(self.partners[number % len(self.partners)][0]))
        subjects = [(subject, audience) for audience in p.AUDIENCES for subject in p.SUBJECTS]
        self.random.shuffle(subjects)
        for number in order:
            region, code, *names = self.partners[number % len(self.partners)]
            case = slug(names[0]) + ("" if number < len(self.partners) else f"-{number // len(self.partners) + 1}")
            self.cases.append(case)
            subject, audience = subjects[number % len(subjects)]
            joint = (": ", " : ", ": ")
            self.titles[case] = tuple(
                f"{name}{colon}{lower(first)} {last}" for name, colon, first, last in zip(names, joint, subject, audience))
            self.case_ledger(case, code, region, names[0])
        self.ledger.counts["case-studies"] = self.counted(count, "case-study", "annual-2020")
        countries = {code for action in self.ledger.actions.values() for code in action["countries"]}
        self.ledger.counts["countries"] = self.counted(len(countries), "country", "annual-2020")

    def case_ledger(self, case: str, code: str, region: str, name: str) -> None:
        choose, ledger = self.random, self.ledger
        phase = choose.randrange(3)
        first, last = PHASES[phase]
        start = self.month_within(first, f"{int(last[:4]) - 1}-06")
        end = self.month_within(f"{int(start[:4]) + 1}-02", f"{int(start[:4]) + 3}-11")
        page, report = f"{case}-page", f"{case}-report"
        self.source(page, f"{name}: page of the Action", "The programme", end[:4])
        self.source(report, f"{name}: final report", choose.choice(("The programme", "European Commission")), end)
        neighbours = [partner[1] for partner in self.partners if partner[0] == region and partner[1] != code]
        experts = sorted(choose.sample([state[0] for state in self.states], choose.randint(1, 4)))
        ledger.actions[case] = {
            "countries": [code] + choose.sample(neighbours, choose.choice((0, 0, 0, 1, 2))), "region": region,
            "theme": choose.choice(THEMES), "start": start, "end": end, "institution": True, "experts": experts,
            "partners": choose.sample(neighbours, choose.choice((0, 0, 1))), "sources": [page, report],
        }
        ledger.counts[f"{case}-activities"] = self.counted(choose.randint(3, 12), "activity", page)
        ledger.counts[f"{case}-participants"] = self.counted(choose.randint(3, 120) * 10, "participant", report) | {
            "qualifier": choose.choice(("exact", "more-than", "about", "almost", "at-least"))}
        ledger.shares[f"{case}-changed"] = {
            "value": choose.randint(41, 93), "of": f"{case}-participants", "sources": [report]}
        ledger.dates[f"{case}-mission"] = {
            "on": self.month_within(start, last), "within": f"phase-{phase + 1}", "sources": [page]}
        ledger.dates[f"{case}-adopted"] = {"on": f"{end}-{choose.randint(2, 27):02}", "sources": [report]}

    def texts(self) -> None:
        """The sample's messages with this publication's names in them."""
        for index, language in enumerate(LANGUAGES):
            messages = self.messages[language]
            text = messages["text"]
            for key, triple in zip(PAGE_KEYS, (p.TITLE, p.SUBTITLE, p.DESCRIPTION)):
                text[key] = triple[index]
            text["landing-intro"] = text["demonstration-notice"] = p.DESCRIPTION[index]
            messages["countries"] = dict(sorted(
                [(line[1], line[2 + index]) for line in self.partners] + [(line[0], line[1 + index]) for line in self.states]))
            messages["names"] = {}
            labels = {key: triple[index] for key, triple in p.FIGURE_LABELS.items()}
            messages["labels"] = {
                "requests-2020": labels["requests"], "case-studies": labels["case-studies"],
                "countries": labels["countries"],
                **{f"requests-{region}": messages["regions"][region] for region in REGIONS},
            }
            units = {count["unit"] for count in self.ledger.counts.values()}
            messages["nouns"] = {unit: noun for unit, noun in messages["nouns"].items() if unit in units}
            messages["institutions"] = {
                case: p.INSTITUTIONS[number % len(p.INSTITUTIONS)][index] for number, case in enumerate(self.cases)}

    # Text.

    def prose(self, count: float, *sentences: tuple, note: bool = False) -> Text:
        """A paragraph of about so many English words. Each of `sentences` is a pattern and what fills its slots."""
        label = self.note() if note else None
        places = [self.random.random() for _ in sentences]
        text: Text = {}
        for index, language in enumerate(LANGUAGES):
            plain = self.corpora[language].sentences(self.random, max(1, int(count * LENGTH[language])))
            pieces = [[("text", sentence)] for sentence in plain]
            for place, (pattern, *slots) in zip(places, sentences):
                pieces.insert(round(place * len(plain)), fill(pattern[index], [slot_in(slot, index) for slot in slots]))
            if label:
                pieces[len(pieces) // 2] = with_note(pieces[len(pieces) // 2], label, language)
            text[language] = joined(pieces)
        return text

    def sentence(self, least: int = 6, most: int = 18) -> Text:
        return {
            language: [("text", self.corpora[language].sentence(self.random, least, most))] for language in LANGUAGES}

    def note(self) -> str:
        self.note_count += 1
        label = f"{self.prefix}-{self.note_count}"
        self.file.notes[label] = {
            language: [("text", " ".join(corpus.sentences(self.random, int(14 * LENGTH[language]))))]
            for language, corpus in self.corpora.items()}
        return label

    def add(self, *blocks) -> None:
        self.file.blocks += blocks

    def begin(self, name: str, prefix: str) -> None:
        self.file = self.files[name] = File()
        self.prefix, self.note_count = prefix, 0

    def heading(self, level: int) -> Heading:
        subject, audience = self.headings[self.used_headings % len(self.headings)]
        self.used_headings += 1
        title = tuple(f"{first} {last}" for first, last in zip(subject, audience))
        return Heading(level, f"{self.prefix}-s{self.used_headings}", words(title))

    def lead(self) -> Container:
        return Container("lead", [Paragraph(self.prose(26))])

    def listed(self, ordered: bool = False, nested: bool = False) -> List:
        items = [self.sentence() for _ in range(self.random.randint(3, 5))]
        return List(ordered, items, {1: [self.sentence(5, 12) for _ in range(2)]} if nested else {})

    def pull(self) -> Container:
        return Container("pull", [Paragraph(self.sentence(12, 24))])

    def box(self) -> Container:
        title = Heading(3, "", words(self.random.choice(p.IN_SHORT)))
        inside = self.listed() if self.random.random() < 0.5 else Paragraph(self.prose(60))
        return Container("box", [title, Paragraph(self.prose(24)), inside])

    # Tables.

    def table(self) -> Table:
        return self.random.choice((self.table_of_steps, self.table_of_numbers, self.table_of_answers))()

    def table_of_steps(self) -> Table:
        head = [words(p.TABLE_WORDS[key]) for key in ("step", "result", "participants")]
        steps = sorted(self.random.sample(range(len(p.STEPS)), self.random.randint(4, 8)))
        rows = [
            [words(p.STEPS[step]), words(self.random.choice(p.RESULTS)), number(self.random.randint(8, 160))]
            for step in steps]
        return Table("llr", head, rows)

    def table_of_numbers(self) -> Table:
        first = self.random.randint(2010, 2014)
        years = range(first, first + 5)
        head = [words(p.TABLE_WORDS["subject"])] + [number(year) for year in years]
        rows = []
        for audience in self.random.sample(p.SUBJECTS, self.random.randint(5, 9)):
            rows.append([words(audience)] + [number(self.random.randint(0, 99)) for _ in years])
        return Table("lrrrrr", head, rows)

    def table_of_answers(self) -> Table:
        head = [words(p.TABLE_WORDS[key]) for key in ("question", "answer")]
        questions = self.random.sample(p.QUESTIONS, self.random.randint(3, 5))
        return Table("ll", head, [[words(question), self.sentence(8, 22)] for question in questions])

    def table_of_cases(self) -> Table:
        """The overview of all case studies: a table of more than a page."""
        head = [words(p.TABLE_WORDS[key]) for key in ("country", "case", "theme", "dates")]
        rows = []
        for case in self.cases:
            action = self.ledger.actions[case]
            title = {
                language: [("link", case, capital(re.split(r" ?: ", self.titles[case][index], maxsplit=1)[1]))]
                for index, language in enumerate(LANGUAGES)}
            countries: list = []
            for code in action["countries"]:
                countries += [("text", ", ")] * bool(countries) + [fact("country", code)]
            rows.append([same(*countries), title, same(fact("term", action["theme"])), same(fact("period", case))])
        return Table("llll", head, rows)

    # Files.

    def case(self, case: str, position: int) -> None:
        choose = self.random
        self.begin(f"actions/{case}", case)
        count = choose.uniform(*CASE_WORDS)
        phase = self.ledger.dates[f"{case}-mission"]["within"]
        context, background, impact = (
            Heading(3, f"{case}-{name[0].lower()}", words(name)) for name in p.CASE_HEADINGS)
        self.add(Heading(2, case, words(self.titles[case])), self.lead(), context)
        self.add(Paragraph(self.prose(count * 0.17, (p.MISSION, fact("date", f"{case}-mission"), fact("phase", phase)))))
        self.add(Paragraph(self.prose(count * 0.13, note=True)), background)
        ran = (p.RAN, fact("period", case, form="prose"), fact("count", f"{case}-activities", style="words"))
        self.add(Paragraph(self.prose(count * 0.16, ran)))
        if position % 5 < 3:
            self.add(self.table())
        elif position % 5 == 3:
            self.add(self.listed(ordered=position % 2 == 0))
        self.add(Paragraph(self.prose(count * 0.14, (p.ATTENDED, fact("count", f"{case}-participants")))))
        if position % 2:
            self.add(self.pull())
        self.add(Paragraph(self.prose(count * 0.13)))
        if position % 7 == 4:
            self.add(self.box())
        self.add(impact, Paragraph(self.prose(count * 0.15, (p.ADOPTED, fact("date", f"{case}-adopted")), note=True)))
        changed = (p.CHANGED, fact("share", f"{case}-changed"))
        plan = (p.PLAN, ("foreign", choose.choice(p.PLAN_NAMES), "pt"))
        self.add(Paragraph(self.prose(count * 0.12, changed, *([plan] if position % 3 == 0 else []))))

    def chapter(self, name: str, count: float) -> None:
        prefix = name[3:]
        self.begin(name, prefix)
        self.add(Heading(1, prefix, words(p.CHAPTERS[name])), self.lead())
        sentences = self.chapter_sentences(name)
        written, number_of = 0, 0
        extras = (self.table, self.listed, self.box, lambda: self.listed(ordered=True), self.pull,
                  self.table, lambda: self.listed(nested=True), self.pull)
        while written < count or sentences:
            if number_of % 6 == 1:
                self.add(self.heading(2))
            elif number_of % 6 in (3, 5):
                self.add(self.heading(3))
            size = self.random.uniform(75, 135)
            taken = [sentences.pop() for _ in range(min(len(sentences), 2 if len(sentences) * 90 > count - written else 1))]
            self.add(Paragraph(self.prose(size, *taken, note=number_of % 4 == 2)))
            if number_of % 3 == 2:
                self.add(extras[number_of // 3 % len(extras)]())
            written += size + 12
            number_of += 1
        if name == "01-features":
            self.add(Figures(["requests-2020", "case-studies", "countries"]))
        if name == "03-action":
            self.add(Heading(2, "overview", words(p.OVERVIEW)), Paragraph(self.prose(40)), self.table_of_cases())

    def chapter_sentences(self, name: str) -> list[tuple]:
        """The facts that a chapter states; over all chapters, every fact of the ledger that no case study states."""
        ledger = self.ledger
        phases = [(p.PHASE, fact("phase", key), fact("period", key)) for key in ledger.phases]
        if name == "01-features":
            out = [(p.REQUESTS, fact("count", f"requests-{year}"), fact("date", f"end-{year}", form="year"))
                   for year in range(2009, 2020, 2)]
            out += phases + [(p.GENDER, fact("share", "women"), fact("share", "men")),
                             (p.CASES, fact("count", "case-studies"), fact("count", "countries"))]
        elif name == "02-context":
            out = [(p.MEETING, fact("date", key)) for key in ledger.dates if key.startswith("meeting")]
            out += [(p.TERM, fact("term", key)) for key in list(self.terms)[5:]]
        elif name == "03-action":
            out = [(p.SEE_CASE, ("link", case, self.titles[case])) for case in self.cases[::3]]
            out += [(p.REGION_SHARE, fact("count", f"requests-{region}"), fact("number", "requests-regions"))
                    for region in REGIONS]
        elif name == "04-lessons":
            out = [(p.BUDGET, fact("phase", f"phase-{number}"), fact("amount", f"budget-{number}")) for number in range(1, 5)]
            out += [(p.SPAN, fact("date", "programme-start"), fact("date", "programme-end"))]
        else:
            out = [(p.REQUESTS, fact("count", f"requests-{year}"), fact("date", f"end-{year}", form="year"))
                   for year in range(2010, 2021, 2)]
            out += [(p.EXPERTS, fact("number", "experts"))]
        for _, *slots in out:
            for slot in slots:
                if slot[0] == "fact" and slot[2].startswith("end-"):
                    ledger.dates[slot[2]] = {"on": f"{slot[2][4:]}-12-31", "sources": [f"annual-{slot[2][4:]}"]}
        self.random.shuffle(out)
        return out

    def small_files(self) -> None:
        self.begin("00-message", "message")
        self.add(Heading(1, "message", words(p.CHAPTERS["00-message"])))
        self.add(Container("lead", [Paragraph(self.prose(20, (p.LAUNCH, fact("date", "launch"))))]))
        self.add(*[Paragraph(self.prose(80)) for _ in range(4)])
        self.begin("acronyms", "acronyms")
        self.add(Heading(1, "acronyms", words(p.ACRONYMS_TITLE)), Definitions(self.acronyms()))
        self.begin("sources", "sources")
        self.add(Heading(1, "sources", self.message("sources")), self.lead(), self.listed())
        self.add(Heading(2, "list-of-sources", words(p.SOURCES_LIST)), SourceList())
        self.begin("imprint", "imprint")
        self.add(Heading(1, "imprint", words(p.TITLE)), Paragraph(words(p.SUBTITLE)))
        self.add(Container("note", [Paragraph(words(p.DESCRIPTION))]), Paragraph(self.prose(60)))
        self.begin("back-cover", "back-cover")
        self.add(Paragraph(self.prose(50)))

    def message(self, key: str) -> Text:
        return words(tuple(self.messages[language]["text"][key] for language in LANGUAGES))

    def acronyms(self) -> list[tuple[Text, Text]]:
        items = [(words((acronym,) * 3), words(meaning)) for acronym, meaning in p.ACRONYMS]
        for key, term in self.terms.items():
            if "acronym" in term:
                items.append((words(tuple(term["acronym"][language] for language in LANGUAGES)), same(fact("term", key))))
        return sorted(items, key=lambda item: item[0]["en"][0][1])


def slot_in(slot: tuple, index: int) -> tuple:
    """What fills a slot in one language: the text of a link differs."""
    return ("link", slot[1], slot[2][index]) if slot[0] == "link" else slot


def number(value: int) -> Text:
    return same(("text", str(value)))


def fill(pattern: str, slots: list[tuple]) -> list[tuple]:
    """A pattern with its slots filled."""
    out = []
    for position, part in enumerate(re.split(r"\{(\d)\}", pattern)):
        if position % 2:
            out.append(slots[int(part)])
        elif part:
            out.append(("text", part))
    return out


def with_note(inlines: list[tuple], label: str, language: str) -> list[tuple]:
    """A note called at the end of a sentence: in French, before the full stop."""
    last = inlines[-1]
    if language == "fr" and last[0] == "text" and last[1].endswith("."):
        return [*inlines[:-1], ("text", last[1][:-1]), ("note", label), ("text", ".")]
    return [*inlines, ("note", label)]


def joined(sentences: list[list[tuple]]) -> list[tuple]:
    """Sentences with spaces between them; texts that meet become one."""
    out: list[tuple] = []
    for inline in (inline for sentence in sentences for inline in [("text", " "), *sentence]):
        if out and out[-1][0] == inline[0] == "text":
            out[-1] = ("text", out[-1][1] + inline[1])
        else:
            out.append(inline)
    if out[0][0] == "text":
        out[0] = ("text", out[0][1].lstrip())
        out = out if out[0][1] else out[1:]
    return out


def slug(name: str) -> str:
    plain = name.lower().replace("ô", "o").replace("’", " ")
    return "-".join(re.findall(r"[a-z]+", plain))


def lower(title: str) -> str:
    return title[0].lower() + title[1:]


def capital(title: str) -> str:
    return title[0].upper() + title[1:]

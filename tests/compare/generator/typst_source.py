"""The generated publication as one Typst source per language."""

import re

from .model import Container, Definitions, Figures, File, Heading, List, Paragraph, Publication, SourceList, Table, Text
from .spoken import Edition

#: The measures of Concord's report template (templates/report/theme.toml) as Typst sets them. The left margin holds the
#: marginal column; what stands over the whole width is moved into it.
PREAMBLE = r"""
#let side = 132pt
#let gutter = 22pt
#let out = side + gutter
#let ink = rgb("#1f2937")
#let muted = rgb("#55606e")
#let hairline = rgb("#c3cdd8")
#let accent = rgb("#1b4f86")
#let accent-dark = rgb("#0e2a4c")
#let accent-light = rgb("#edf2f8")
#let second = rgb("#b0520a")
#let sans = ("Noto Sans", "Libertinus Serif")

// Lines are one em high; what is left of the leading stands between them.
#let set-in(size, leading, body, font: "Libertinus Serif", ..more) = {
  set text(size: size, font: font, ..more)
  set par(leading: leading - size, spacing: leading - size + 6pt)
  body
}
#let wide(body) = pad(left: -out, body)
#let running = state("running", [])

#set page(
  width: 595.28pt, height: 841.89pt,
  margin: (top: 78pt, bottom: 72pt, left: 57pt + out, right: 57pt),
  header-ascent: 26pt, footer-descent: 26pt,
  header: context wide(block(width: 100%, stroke: (bottom: 0.5pt + hairline), inset: (bottom: 4pt), {
    set text(size: 7.4pt, font: sans, fill: muted, hyphenate: false)
    strong(document-title)
    h(1fr)
    running.get()
  })),
  footer: context wide(align(right, text(size: 9pt, font: sans, weight: "bold", fill: accent, number-type: "lining", counter(page).display()))),
)
#set text(
  font: "Libertinus Serif", size: 10.6pt, fill: ink, hyphenate: true, number-type: "old-style",
  top-edge: 0.8em, bottom-edge: -0.2em,
)
#set par(justify: true, leading: 3.4pt, spacing: 10.4pt)
#set list(indent: 0pt, body-indent: 8pt, spacing: 6.2pt)
#set enum(indent: 0pt, body-indent: 8pt, spacing: 6.2pt)
#set terms(separator: h(0.8em), hanging-indent: 60pt, spacing: 10.4pt)
#set footnote.entry(separator: line(length: 60pt, stroke: 0.5pt + hairline), gap: 2.4pt, indent: 0pt)
#show footnote.entry: set text(size: 8.6pt)
#show footnote.entry: set par(leading: 2.4pt)
#show link: set text(fill: accent)

#show heading: set text(font: sans, hyphenate: false, number-type: "lining")
#show heading: set par(justify: false)
#show heading.where(level: 1): it => wide(block(above: 0pt, below: 16pt, set-in(25pt, 31pt, font: sans, fill: accent-dark, weight: "bold", it.body)))
#show heading.where(level: 2): it => wide(block(
  above: 28pt, below: 12pt, width: 100%, stroke: (top: 0.8pt + accent), inset: (top: 7pt),
  set-in(15pt, 21pt, font: sans, fill: accent-dark, weight: "bold", it.body),
))
#show heading.where(level: 3): it => block(above: 17.4pt, below: 5pt, set-in(10.6pt, 14pt, font: sans, fill: accent, weight: "bold", it.body))

#show outline.entry: set block(spacing: 4.8pt)
#show outline.entry.where(level: 1): it => block(above: 16pt, text(font: sans, size: 11.4pt, weight: "bold", fill: accent-dark, it))

#show table: set text(size: 8.2pt, font: sans, hyphenate: true, number-type: "lining", number-width: "tabular")
#show table: set par(leading: 2.8pt, justify: false)
#show table.cell.where(y: 0): set text(weight: "bold", fill: white, hyphenate: false)
#set table(
  inset: (x: 5pt, y: 3.3pt),
  stroke: (_, y) => (bottom: 0.5pt + hairline),
  fill: (_, y) => if y == 0 { accent-dark },
)

#let standfirst(body) = wide(block(below: 14pt, {
  set par(justify: false)
  set-in(13.4pt, 18.67pt, style: "italic", fill: accent-dark, hyphenate: false, body)
}))
#let boxed(body) = block(
  width: 100%, fill: accent-light, stroke: (left: 2.4pt + accent), inset: 11.2pt, above: 17pt, below: 17pt, breakable: true,
  set-in(8.8pt, 12.6pt, font: sans, {
    show heading: it => block(above: 0pt, below: 5pt, text(size: 10pt, weight: "bold", fill: accent-dark, it.body))
    body
  }),
)
#let pulled(body) = place(left, dx: -out, block(width: side, stroke: (left: 2pt + second), inset: (left: 10pt), {
  set par(justify: false)
  set-in(13.2pt, 17pt, style: "italic", fill: accent, hyphenate: false, body)
}))
#let panel(..rows) = place(left, dx: -out, block(width: side, fill: accent-light, inset: 9.8pt, {
  show table.cell: set text(weight: "regular", fill: ink, hyphenate: false)
  table(columns: 1, inset: (x: 0pt, y: 3pt), stroke: none, fill: none, ..rows.pos().map(((label, said)) => {
    block(spacing: 2pt, text(size: 7pt, weight: "bold", fill: second, tracking: 0.2pt, label))
    block(spacing: 2pt, said)
  }))
}))
#let figures(..rows) = block(above: 14pt, below: 14pt, grid(
  columns: (1fr,) * rows.pos().len(), gutter: 12pt,
  ..rows.pos().map(((number, label)) => {
    block(spacing: 3pt, text(size: 25pt, font: sans, weight: "bold", fill: accent, number-type: "lining", number))
    block(spacing: 3pt, text(size: 8.4pt, font: sans, label))
  }),
))
#let case-title(label, body) = {
  show heading.where(level: 2): it => block(above: 0pt, below: 9pt, text(font: sans, size: 20pt, fill: accent-dark, weight: "bold", it.body))
  wide(block(below: 9pt, text(font: sans, size: 8.4pt, weight: "bold", fill: second, label)) + body)
}
#let opener(number, title, lead) = page(fill: accent-dark, header: none, footer: none, wide(pad(right: side, {
  v(110pt)
  set par(justify: false)
  set text(fill: white, hyphenate: false)
  set-in(12pt, 16pt, font: sans, weight: "bold", number)
  show heading: it => block(above: 8pt, below: 18pt, set-in(36pt, 43pt, font: sans, weight: "bold", it.body))
  title
  set-in(14.4pt, 20pt, style: "italic", lead)
})))
#let plain-page(body, fill: none) = page(fill: fill, header: none, footer: none, body)
"""
ESCAPES = str.maketrans({character: "\\" + character for character in "\\#$*_`<>@[]~\"'"})


def source(publication: Publication, language: str) -> str:
    return Source(publication, language).whole()


class Source:
    """One language's source."""

    def __init__(self, publication: Publication, language: str):
        self.publication, self.edition = publication, Edition(publication, language)
        self.file = File()
        self.seen: set[str] = set()

    def whole(self) -> str:
        publication, edition = self.publication, self.edition
        title = edition.message("title")
        out = [
            f"#set document(title: {quoted(title)}, author: \"Generated\", description: {quoted(edition.message('description'))}, "
            "date: datetime(year: 2020, month: 12, day: 15))",
            f"#set text(lang: {quoted(edition.language)})",
            f"#let document-title = [{escape(title)}]",
            PREAMBLE.strip(),
            self.cover(),
            "#plain-page[#v(1fr)\n" + self.text_of("imprint", outlined=False) + "\n]",
            f"#running.update[{escape(edition.message('contents'))}]",
            f"#heading(level: 1, outlined: false)[{escape(edition.message('contents'))}]\n\n#wide(outline(title: none, depth: 2))",
            "#pagebreak()",
            f"#running.update[{escape(self.title('00-message'))}]",
            self.text_of("00-message"),
        ]
        for number, name in enumerate(publication.parts, 1):
            out.append(self.part(number, name))
        for name in ("acronyms", "sources"):
            out.append(f"#pagebreak()\n#running.update[{escape(self.title(name))}]\n" + self.text_of(name))
        out.append(f"#plain-page(fill: accent-light)[#v(1fr)\n{self.text_of('back-cover')}\n]")
        return "\n\n".join(out) + "\n"

    def cover(self) -> str:
        message = self.edition.message
        return (
            "#plain-page(fill: accent-dark, wide({\n  set text(fill: white, hyphenate: false)\n  set par(justify: false)\n"
            "  v(24pt)\n  show title: it => set-in(50pt, 56pt, font: sans, weight: \"bold\", it)\n  title()\n"
            f"  set-in(15.5pt, 22pt, font: sans)[{escape(message('subtitle'))}]\n  v(1fr)\n"
            f"  set-in(9pt, 13.4pt, font: sans)[{escape(message('demonstration-notice'))}]\n}}))")

    def title(self, name: str) -> str:
        return self.edition.plain(self.publication.files[name].blocks[0].text)

    def part(self, number: int, name: str) -> str:
        self.file = self.publication.files[name]
        heading, lead, *rest = self.file.blocks
        label = f"{self.edition.message('part')} {number}"
        out = [
            f"#running.update[{escape(self.title(name))}]",
            f"#opener[{escape(label)}][\n{self.block_of(heading)}\n][\n{self.blocks(lead.blocks)}\n]",
            self.blocks(rest),
        ]
        if name == "03-action":
            out += [self.case(case, index) for index, case in enumerate(self.publication.cases, 1)]
        return "\n\n".join(out)

    def case(self, case: str, number: int) -> str:
        self.file = self.publication.files[f"actions/{case}"]
        heading, lead, *rest = self.file.blocks
        label = f"{self.edition.message('case-study')} {number}"
        rows = "".join(f"\n  ([{escape(name)}], [{escape(said)}])," for name, said in self.edition.panel(case))
        return "\n\n".join([
            "#pagebreak()",
            f"#case-title[{escape(label)}][\n{self.block_of(heading)}\n]", self.block_of(lead), f"#panel({rows}\n)", self.blocks(rest)])

    def text_of(self, name: str, outlined: bool = True) -> str:
        self.file = self.publication.files[name]
        text = self.blocks(self.file.blocks)
        return text if outlined else re.sub(r"^= (.*)$", r"#heading(level: 1, outlined: false)[\1]", text, flags=re.M)

    def blocks(self, blocks: list) -> str:
        return "\n\n".join(self.block_of(block) for block in blocks)

    def block_of(self, block) -> str:
        match block:
            case Heading(level, id, text):
                return f"{'=' * level} {self.inlines(text)}{f' <{id}>' if id else ''}"
            case Paragraph(text):
                return self.inlines(text)
            case List():
                return self.list_of(block)
            case Table():
                return self.table_of(block)
            case Definitions(items):
                return "\n".join(f"/ {self.inlines(term)}: {self.inlines(text)}" for term, text in items)
            case Container(name, blocks):
                call = {"lead": "standfirst", "pull": "pulled"}.get(name, "boxed")
                inner = list(blocks)
                title = ""
                if name == "box":
                    title = f"#block(below: 5pt)[#text(size: 10pt, fill: accent-dark)[*{self.inlines(inner.pop(0).text)}*]]\n\n"
                return f"#{call}[\n{title}{self.blocks(inner)}\n]"
            case Figures(facts):
                rows = (f"([{escape(number)}], [{escape(label)}])" for number, label in map(self.edition.figure, facts))
                return f"#figures({', '.join(rows)})"
            case SourceList():
                return "\n".join(
                    f"- #link({quoted(url)})[#text(lang: \"en\")[{escape(title)}]]{escape(rest)}"
                    for title, url, rest in self.edition.sources())
        raise TypeError(block)

    def list_of(self, block: List) -> str:
        mark = "+" if block.ordered else "-"
        lines = []
        for number, item in enumerate(block.items):
            lines.append(f"{mark} {self.inlines(item)}")
            lines += [f"  - {self.inlines(inner)}" for inner in block.inner.get(number, [])]
        return "\n".join(lines)

    def table_of(self, block: Table) -> str:
        rows = [", ".join(f"[{self.inlines(cell)}]" for cell in row) for row in [block.head, *block.rows]]
        sides = ", ".join("left" if alignment == "l" else "right" for alignment in block.alignments)
        body = ",\n  ".join([f"table.header({rows[0]})", *rows[1:]])
        call = f"table(columns: ({', '.join(self.widths(block))}), align: ({sides}),\n  {body},\n)"
        block_call = f"block(above: 17.4pt, below: 17.4pt, {call})"
        return f"#wide({block_call})" if len(block.alignments) > 2 else f"#{block_call}"

    def widths(self, block: Table) -> list[str]:
        """Columns of words by the length of their longest cell, columns of numbers as wide as they are."""
        out = []
        for column, alignment in enumerate(block.alignments):
            longest = max(len(self.edition.plain(row[column])) for row in [block.head, *block.rows])
            out.append(f"{longest ** 0.5:.1f}fr" if alignment == "l" else "auto")
        return out

    def inlines(self, text: Text) -> str:
        out = "".join(map(self.inline, self.edition.inlines(text)))
        return "\\" + out if re.match(r"[=+/-]|\d+\.", out) else out

    def inline(self, inline: tuple) -> str:
        match inline:
            case ("text", text):
                return escape(text)
            case ("foreign", text, language):
                return f"#text(lang: {quoted(language)})[{escape(text)}]"
            case ("link", id, text):
                return f"#link(<{id}>)[{escape(text)}]"
            case ("note", label):
                return f"#footnote[{self.inlines(self.file.notes[label])}]"
        raise TypeError(inline)


def escape(text: str) -> str:
    return text.translate(ESCAPES).replace("//", "/\\/").replace("--", "-\\-")


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

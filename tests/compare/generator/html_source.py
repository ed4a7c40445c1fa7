"""The generated publication as one HTML file per language, for WeasyPrint, and the style sheet that they share."""

from html import escape

from .model import Container, Definitions, Figures, File, Heading, List, Paragraph, Publication, SourceList, Table, Text
from .spoken import Edition

#: The measures of Concord's report template (templates/report/theme.toml) as CSS sets them. Text is indented by the width
#: of the marginal column; what stands over the whole width is moved back.
STYLESHEET = """\
@font-face { font-family: "Libertinus Serif"; src: url(../fonts/LibertinusSerif-Regular.otf) }
@font-face { font-family: "Libertinus Serif"; font-style: italic; src: url(../fonts/LibertinusSerif-Italic.otf) }
@font-face { font-family: "Libertinus Serif"; font-weight: bold; src: url(../fonts/LibertinusSerif-Bold.otf) }
@font-face { font-family: "Libertinus Serif"; font-weight: bold; font-style: italic; src: url(../fonts/LibertinusSerif-BoldItalic.otf) }
@font-face { font-family: "Noto Sans"; src: url(../fonts/NotoSans-Regular.ttf) }
@font-face { font-family: "Noto Sans"; font-style: italic; src: url(../fonts/NotoSans-Italic.ttf) }
@font-face { font-family: "Noto Sans"; font-weight: bold; src: url(../fonts/NotoSans-Bold.ttf) }
@font-face { font-family: "Noto Sans"; font-weight: bold; font-style: italic; src: url(../fonts/NotoSans-BoldItalic.ttf) }

@page {
  size: 595.28pt 841.89pt;
  margin: 78pt 57pt 72pt 57pt;
  @top-left { content: string(title); vertical-align: bottom; margin-bottom: 26pt; padding-bottom: 4pt; width: 50%;
    border-bottom: 0.5pt solid #c3cdd8; font: bold 7.4pt "Noto Sans"; color: #55606e }
  @top-right { content: string(part); vertical-align: bottom; margin-bottom: 26pt; padding-bottom: 4pt; width: 50%;
    border-bottom: 0.5pt solid #c3cdd8; font: 7.4pt "Noto Sans"; color: #55606e }
  @bottom-right { content: counter(page); font: bold 9pt "Noto Sans"; color: #1b4f86 }
  @footnote { margin: 12pt 0 0 154pt; padding-top: 3pt; border-top: 0.5pt solid #c3cdd8 }
}
@page plain { @top-left { content: none; border: none } @top-right { content: none; border: none } @bottom-right { content: none } }
@page dark { background: #0e2a4c; @top-left { content: none; border: none } @top-right { content: none; border: none }
  @bottom-right { content: none } }
@page back { background: #edf2f8; @top-left { content: none; border: none } @top-right { content: none; border: none }
  @bottom-right { content: none } }

html { font: 10.6pt/14pt "Libertinus Serif"; color: #1f2937; font-feature-settings: "onum"; hyphens: auto }
body { margin: 0 }
title { display: none }
section { break-before: page; padding-left: 154pt }
h1, h2, .standfirst, .wide, .label { margin-left: -154pt; hyphens: manual }
h1, h2, h3, .sans { font-family: "Noto Sans"; font-feature-settings: "lnum" }
h1 { font-size: 25pt; line-height: 31pt; color: #0e2a4c; margin-top: 0; margin-bottom: 11pt }
h2 { font-size: 15pt; line-height: 21pt; color: #0e2a4c; margin-top: 28pt; margin-bottom: 7pt; padding-top: 7pt;
  border-top: 0.8pt solid #1b4f86 }
h3 { font-size: 10.6pt; line-height: 14pt; color: #1b4f86; margin: 14pt 0 0; hyphens: manual }
h2, h3 { break-after: avoid }
p { margin: 0 0 7pt; text-align: justify; orphans: 2; widows: 2 }
a { color: #1b4f86; text-decoration: none }
ul, ol { margin: 0 0 7pt; padding-left: 14pt }
li { text-align: justify; margin-bottom: 2.8pt }
li::marker { color: #1b4f86 }
dl { margin: 0 }
dt { float: left; font-weight: bold }
dd { margin: 0 0 7pt 75pt }
.standfirst p { font: italic 13.4pt/18.67pt "Libertinus Serif"; color: #0e2a4c; text-align: left; margin-bottom: 14pt }
.box { background: #edf2f8; border-left: 2.4pt solid #1b4f86; padding: 11.2pt; margin: 14pt 0;
  font: 8.8pt/12.6pt "Noto Sans"; font-feature-settings: "lnum" }
.box p.title { font-size: 10pt; font-weight: bold; color: #0e2a4c; margin-bottom: 3pt; break-after: avoid }
.box p { margin-bottom: 6pt }
.pull, .panel { float: left; clear: left; width: 132pt; margin-left: -154pt; box-sizing: border-box; hyphens: manual }
.pull { border-left: 2pt solid #b0520a; padding-left: 10pt; margin-bottom: 14pt }
.pull p { font: italic 13.2pt/17pt "Libertinus Serif"; color: #1b4f86; text-align: left; margin: 0 }
.panel { background: #edf2f8; padding: 9.8pt; margin-bottom: 14pt; font: 8.2pt/11.4pt "Noto Sans" }
.panel table { border-collapse: collapse; width: 100% }
.panel th, .panel td { display: block; background: none; color: inherit; border: none; padding: 0; font-weight: normal; text-align: left }
.panel th { font: bold 7pt/10pt "Noto Sans"; color: #b0520a; letter-spacing: 0.2pt }
.panel td { margin-bottom: 6pt }
.label { font: bold 8.4pt/14pt "Noto Sans"; color: #b0520a; margin-bottom: 0 }
.case h2 { border: none; padding: 0; margin-top: 0; font-size: 20pt; line-height: 26pt; margin-bottom: 9pt }
table { border-collapse: collapse; font: 8.2pt/11pt "Noto Sans"; font-feature-settings: "tnum", "lnum" }
table.data { margin: 14pt 0; width: 327.28pt; hyphens: auto }
table.data.wide { width: 481.28pt; margin-left: -154pt }
tr { break-inside: avoid }
th { background: #0e2a4c; color: #ffffff; font-weight: bold; hyphens: manual }
th, td { padding: 3.3pt 5pt; border-bottom: 0.5pt solid #c3cdd8; text-align: left; vertical-align: top }
.number { text-align: right }
.figures { display: flex; margin: 14pt 0 }
.figures div { flex: 1; font: 8.4pt/11pt "Noto Sans" }
.figures strong { display: block; font-size: 25pt; line-height: 30pt; color: #1b4f86 }
.note { float: footnote; font: 8.6pt/11pt "Libertinus Serif"; font-feature-settings: "onum"; color: #1f2937 }
.note::footnote-call { font-size: 7pt; vertical-align: super; line-height: 0; color: #1b4f86 }
.note::footnote-marker { color: #1b4f86 }
.cover { page: dark; color: #ffffff; padding: 24pt 0 0 }
.cover .doc-title { string-set: title content(); font: bold 50pt/56pt "Noto Sans"; margin: 0 0 16pt; text-align: left; hyphens: manual }
.cover .subtitle { font: 15.5pt/22pt "Noto Sans"; text-align: left; margin-bottom: 440pt; hyphens: manual }
.cover .small { font: 9pt/13.4pt "Noto Sans" }
.imprint { page: plain; padding-top: 420pt }
.imprint h1 { bookmark-level: none }
.opener { page: dark; padding: 110pt 132pt 0 0; color: #ffffff }
.opener .part { font: bold 12pt/16pt "Noto Sans"; margin-bottom: 8pt }
.opener h1 { string-set: part content(); font-size: 36pt; line-height: 43pt; margin: 0 0 18pt; color: #ffffff }
.opener p.lead { font: italic 14.4pt/20pt "Libertinus Serif"; text-align: left }
.plain h1 { string-set: part content() }
.contents { padding-left: 0 }
.contents h1 { margin-left: 0; bookmark-level: none; string-set: part content() }
.contents ul { list-style: none; padding: 0; margin: 0 }
.contents li { margin: 0; text-align: left }
.contents li.one { font: bold 11.4pt/16pt "Noto Sans"; margin-top: 12pt }
.contents li.two { line-height: 15.4pt }
.contents a { color: inherit }
.contents a::after { content: leader('.') target-counter(attr(href), page) }
.back-cover { page: back; padding-top: 560pt }
"""


def source(publication: Publication, language: str) -> str:
    return Source(publication, language).whole()


class Source:
    """One language's file."""

    def __init__(self, publication: Publication, language: str):
        self.publication, self.edition = publication, Edition(publication, language)
        self.file = File()
        self.contents: list[str] = []

    def whole(self) -> str:
        message = self.edition.message
        after = [self.section("00-message", "plain")]
        for number, name in enumerate(self.publication.parts, 1):
            after += self.part(number, name)
        after += [self.section("acronyms", "plain"), self.section("sources", "plain")]
        listed = "\n".join(self.contents)
        back = self.section("back-cover", "back-cover")
        return "\n".join([
            "<!DOCTYPE html>",
            f'<html lang="{self.edition.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{escape(message('title'))}</title>",
            '<meta name="author" content="Generated">',
            f'<meta name="description" content="{escape(message("description"))}">',
            '<meta name="dcterms.created" content="2020-12-15">',
            '<link rel="stylesheet" href="report.css">',
            "</head>",
            "<body>",
            f'<section class="cover"><p class="doc-title">{escape(message("title"))}</p>'
            f'<p class="subtitle">{escape(message("subtitle"))}</p>'
            f'<p class="small">{escape(message("demonstration-notice"))}</p></section>',
            self.section("imprint", "imprint"),
            f'<section class="contents"><h1>{escape(message("contents"))}</h1>\n<ul>\n{listed}\n</ul></section>',
            *after,
            back,
            "</body>",
            "</html>\n",
        ])

    def section(self, name: str, kind: str) -> str:
        self.file = self.publication.files[name]
        listed = len(self.contents)
        section = f'<section class="{kind}">\n{self.blocks(self.file.blocks)}\n</section>'
        if kind == "imprint":
            del self.contents[listed:]
        return section

    def part(self, number: int, name: str) -> list[str]:
        self.file = self.publication.files[name]
        heading, lead, *rest = self.file.blocks
        label = escape(f"{self.edition.message('part')} {number}")
        standfirst = "".join(f'<p class="lead">{self.inlines(block.text)}</p>' for block in lead.blocks)
        out = [
            f'<section class="opener"><p class="part">{label}</p>\n{self.block_of(heading)}\n{standfirst}</section>',
            f"<section>\n{self.blocks(rest)}\n</section>",
        ]
        if name == "03-action":
            out += [self.case(case, index) for index, case in enumerate(self.publication.cases, 1)]
        return out

    def case(self, case: str, number: int) -> str:
        self.file = self.publication.files[f"actions/{case}"]
        heading, lead, *rest = self.file.blocks
        label = escape(f"{self.edition.message('case-study')} {number}")
        rows = "\n".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(said)}</td></tr>' for name, said in self.edition.panel(case))
        return (
            f'<section class="case"><p class="label">{label}</p>\n{self.block_of(heading)}\n{self.block_of(lead)}\n'
            f'<div class="panel"><table>{rows}</table></div>\n{self.blocks(rest)}\n</section>')

    def blocks(self, blocks: list) -> str:
        return "\n".join(self.block_of(block) for block in blocks)

    def block_of(self, block) -> str:
        match block:
            case Heading(level, id, text):
                if id and level <= 2:
                    entry = f'<a href="#{id}">{escape(self.edition.plain(text))}</a>'
                    self.contents.append(f'<li class="{("one", "two")[level - 1]}">{entry}</li>')
                return f'<h{level} id="{id}">{self.inlines(text)}</h{level}>'
            case Paragraph(text):
                return f"<p>{self.inlines(text)}</p>"
            case List():
                return self.list_of(block)
            case Table():
                return self.table_of(block)
            case Definitions(items):
                pairs = (f"<dt>{self.inlines(term)}</dt><dd>{self.inlines(text)}</dd>" for term, text in items)
                return "<dl>" + "\n".join(pairs) + "</dl>"
            case Container(name, blocks):
                kind = {"lead": "standfirst", "pull": "pull"}.get(name, "box")
                inner = list(blocks)
                title = f'<p class="title">{self.inlines(inner.pop(0).text)}</p>\n' if name == "box" else ""
                return f'<div class="{kind}">\n{title}{self.blocks(inner)}\n</div>'
            case Figures(facts):
                pairs = (f"<div><strong>{escape(number)}</strong>{escape(label)}</div>"
                         for number, label in map(self.edition.figure, facts))
                return f'<div class="figures">{"".join(pairs)}</div>'
            case SourceList():
                items = (f'<li><a href="{escape(url)}"><span lang="en">{escape(title)}</span></a>{escape(rest)}</li>'
                         for title, url, rest in self.edition.sources())
                return "<ul>\n" + "\n".join(items) + "\n</ul>"
        raise TypeError(block)

    def list_of(self, block: List) -> str:
        items = []
        for number, item in enumerate(block.items):
            inner = "".join(f"<li>{self.inlines(text)}</li>" for text in block.inner.get(number, []))
            items.append(f"<li>{self.inlines(item)}{f'<ul>{inner}</ul>' if inner else ''}</li>")
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>\n" + "\n".join(items) + f"\n</{tag}>"

    def table_of(self, block: Table) -> str:
        sides = ['' if alignment == "l" else ' class="number"' for alignment in block.alignments]
        head = "".join(f'<th scope="col"{side}>{self.inlines(cell)}</th>' for side, cell in zip(sides, block.head))
        rows = "\n".join(
            "<tr>" + "".join(f"<td{side}>{self.inlines(cell)}</td>" for side, cell in zip(sides, row)) + "</tr>"
            for row in block.rows)
        wide = " wide" if len(block.alignments) > 2 else ""
        return f'<table class="data{wide}"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'

    def inlines(self, text: Text) -> str:
        return "".join(map(self.inline, self.edition.inlines(text)))

    def inline(self, inline: tuple) -> str:
        match inline:
            case ("text", text):
                return escape(text, quote=False)
            case ("foreign", text, language):
                return f'<span lang="{language}">{escape(text, quote=False)}</span>'
            case ("link", id, text):
                return f'<a href="#{id}">{escape(text, quote=False)}</a>'
            case ("note", label):
                return f'<span class="note">{self.inlines(self.file.notes[label])}</span>'
        raise TypeError(inline)

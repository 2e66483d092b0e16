"""What tools for documentation add to Markdown: MkDocs, Docusaurus, VitePress, kramdown, Hugo, Zola."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.blocks import FILL
from jreadtools.sources.html_tags import names
from jreadtools.sources.pictures import is_picture
from jreadtools.sources.sheet import Sheet

__all__ = [
    "abbreviations",
    "attributes",
    "boxes",
    "calls",
    "definitions",
    "formulas",
    "imports",
    "is_formula",
    "jsx",
    "kramdown",
    "liquid_links",
    "markdown_tags",
    "pressed",
    "slashes",
    "snippets",
    "tab_items",
    "tables",
    "titles",
    "vue_tabs",
]

_KANA: Final = re.compile("[ぁ-ゖァ-ヺ]")

# !!! note "題", ???+ tip, === "Windows"; what is indented by four below it is its content.
_BOX: Final = re.compile(
    r'^(?P<mark>[ \t>]*)(?:(?:!!!|\?\?\?\+?)[ ]?(?P<names>[A-Za-z][\w-]*(?:[ ]+[^\s"]+)*)?|===[!+]?(?=[ ]*"))'
    r'(?:[ ]*"(?P<title>[^\n]*)")?[ \t]*$',
    re.MULTILINE | re.ASCII,
)


def boxes(sheet: Sheet) -> None:
    """A box becomes an item, in which content is indented alike; its words are paragraphs, its title a heading."""
    for box in sheet.find(_BOX):
        start, end = box.end("mark"), box.end()
        title = box["title"]
        if end - start < 5 or (not title and not _goes_on(sheet.text, end, start - box.start())):
            continue
        _as_paragraph(sheet, box.start(), start)
        sheet.leave(*box.span("names"), "shortcode")
        sheet.put(start, start + 4, "-")
        if title and title.strip():
            begin, stop = box.span("title")
            sheet.put(start + 1, begin, " ##")
            sheet.put(stop, end, " ")
        else:
            sheet.put(start + 4, end, FILL * (end - start - 4))


def _goes_on(text: str, at: int, indent: int) -> bool:
    """Whether the next line with words is indented by four more."""
    line = re.compile(r"(?:\n[ \t>]*(?=\n))*\n([ \t>]*)(?=\S)").match(text, at)
    return line is not None and len(line[1].replace("\t", "    ")) >= indent + 4


_SLASHES: Final = re.compile(
    r"^([ \t>]*)(/{3,})[ ]?(?:(?P<name>[a-z][\w-]*)(?:[ \t]*\|[ \t]*(?P<title>[^\n]+?))?)?[ \t]*$"
    r"(?P<options>(?:\n[ \t>]{4,}[a-z][\w-]*:[^\n]*)*)",
    re.MULTILINE | re.ASCII,
)


def slashes(sheet: Sheet) -> None:
    """/// note | 題 … ///, blocks of PyMdown Extensions: the title is a heading."""
    depth, options = 0, []
    for mark in sheet.find(_SLASHES):
        if mark["name"] is None and not depth:
            continue
        depth += 1 if mark["name"] else -1
        options.append(mark.span("options"))
        if mark["title"]:
            sheet.put(mark.start(2), mark.start("title"), "###")
        else:
            sheet.out(mark.start(2), mark.start("options"), "markup", " ")
    sheet.take(options, "markup", " ")


_SNIPPETS: Final = re.compile(
    r"^[ \t>]*(-{1,2}8<-{1,2})[ \t]*\n(?:(?!\1)[^\n]{1,300}\n){1,50}[ \t>]*\1[ \t]*$", re.MULTILINE
)
_IMPORT: Final = re.compile(
    r"""import(?<=^import)[ \t]+(?:[\w*{}$, \t]+[ \t]from[ \t]*)?["'][^"'\n]+["'];?[ \t]*$""", re.MULTILINE
)
_SNIPPET: Final = re.compile(
    r"""^(?:<<<[ \t]+[@./~\w][^\n]*|[ \t>]*-{1,2}8<-{1,2}(?:[ \t]+["'][^\n]*)?)[ \t]*$""", re.MULTILINE
)


def imports(sheet: Sheet) -> None:
    """import X from "…"."""
    for line in sheet.find(_IMPORT):
        sheet.out(*line.span(), "script", " ")


def snippets(sheet: Sheet) -> None:
    """Lines that fetch something: <<< @/a.js, --8<-- "a.md", and the list of files between two lines of --8<--."""
    sheet.take([block.span() for block in sheet.find(_SNIPPETS)], "script", " ")
    for line in sheet.find(_SNIPPET):
        sheet.out(*line.span(), "script", " ")


_PRESSED: Final = re.compile(
    r"""(?<![\w+])\+\+((?:[a-z0-9-]+|"[^"+\n]+")(?:\+(?:[a-z0-9-]+|"[^"+\n]+"))*)\+\+(?!\+)""", re.ASCII
)


def pressed(sheet: Sheet) -> None:
    """++ctrl+alt+del++ shows its keys."""
    for keys in sheet.find(_PRESSED):
        sheet.out(keys.start(), keys.start(1))
        sheet.out(keys.end(1), keys.end())
        for quote in re.finditer('"', keys[1]):
            sheet.put(keys.start(1) + quote.start(), keys.start(1) + quote.end(), FILL)


_COMMENT: Final = re.compile(r"\{::comment\}[\s\S]*?\{:/(?:comment)?\}|\{#\s(?:[^#]|#(?!\})){0,2000}?\s#\}")
_EXTENSION: Final = re.compile(r"\{:(?::[a-z][^{}\n]*|/[a-z]*)\}")
_SHORT: Final = re.compile(r"^[ \t]*\*\[[^\]\n]{1,80}\]:[^\n]*$", re.MULTILINE)


def kramdown(sheet: Sheet) -> None:
    """{::comment}…{:/comment}, {::nomarkdown}…{:/}; {# … #} of templates is a comment, too."""
    sheet.take([comment.span() for comment in sheet.find(_COMMENT)], "comment")
    for mark in sheet.find(_EXTENSION):
        sheet.out(*mark.span())


def abbreviations(sheet: Sheet) -> None:
    """*[HTML]: what it is short for."""
    for line in sheet.find(_SHORT):
        sheet.out(*line.span(), "markup", " ")


_VALUE: Final = r"""[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"'=]+)"""
_ONE: Final = rf"(?:[.#][\w:-]+|{_VALUE})"
_ATTRIBUTES: Final = re.compile(
    rf"\{{:?[ ]?[.#][\w:-]+(?:[ ]+{_ONE})*[ ]?\}}|\{{(?:(?<=[)\]`*_\"]\{{)|(?<=^\{{)):?[ ]?{_VALUE}(?:[ ]+{_ONE})*[ ]?\}}"
    r"|\{(?<=`\{)=[a-z0-9]+\}",
    re.MULTILINE | re.ASCII,
)
_LONGEST_SPAN: Final = 400
_REST: Final = re.compile(r"[ \t]*(?:\n|\Z)")
_SPAN: Final = re.compile(r"(?<![\]!\\])\[([^\[\]\n]{1,300})\]\Z")


def attributes(sheet: Sheet) -> None:
    """{.lead}, {: #a }, { .md-button target="x" }, wherever they stand; a line of nothing else is an empty one.

    [語]{.x} shows its words without brackets, `<b>`{=html} nothing.
    """
    text = sheet.text
    for found in sheet.find(_ATTRIBUTES):
        start, end = found.span()
        near = max(0, start - _LONGEST_SPAN)
        before = text[max(near, text.rfind("\n", near, start) + 1) : start]
        alone = not before.strip(" \t>") and _REST.match(text, end) is not None
        if found[0][1] == "=":
            start = text.rfind("`", 0, start - 1)
        elif span := _SPAN.search(before):
            opened = start - len(before) + span.start()
            sheet.out(opened, opened + 1)
            start -= 1
        sheet.out(start, end, "markup", " " if alone else FILL)


_RULED: Final = re.compile(
    r"^ {0,3}(?P<rule>\|(?:[ ]?:?-+:?[ ]?[|+])*(?:[ ]?:?-+:?[ ]?)?|\+(?:[-=:]+\+)+)[ \t]*\n(?= {0,3}\|?[^\n|]+\|)",
    re.MULTILINE,
)
_RULE: Final = re.compile(r" {0,3}[|+](?=[^\n]*[-=])[ :=+|-]*[ \t]*\Z")
_FOOT: Final = re.compile(r"^ {0,3}(\|[ ]*={2,}[ =|+]*)$", re.MULTILINE)
_NO_BAR: Final = re.compile(r"[^|]")


def tables(sheet: Sheet) -> None:
    """Tables that open with |--- (kramdown) or +---+ (Pandoc): the parser asks for a head above such a line, so they get
    an empty one."""
    for foot in sheet.find(_FOOT):
        sheet.put(*foot.span(1), _NO_BAR.sub(FILL, foot[1]))
    text = sheet.text
    for opened in sheet.find(_RULED):
        start, end = opened.span("rule")
        rule = opened["rule"]
        if sheet.line_above(opened.start()).strip():
            continue
        lines, at = [], opened.end()
        while at < len(text) and (line := text[at : (stop := _line_end(text, at))]).lstrip(" ").startswith(("|", "+")):
            lines.append((at, stop, line))
            at = stop + 1
        rules = [number for number, (_, _, line) in enumerate(lines) if _RULE.match(line)]
        if len(lines) > 2 and rules[:1] == [1]:
            sheet.put(start, end, " ")  # what follows is a head with its line
            begin, stop, line = lines[1]
            sheet.put(begin, stop, line.replace("+", "|").replace("=", "-"))
            rules = rules[1:]
        else:
            columns = max(1, len(rule.strip("|+").replace("+", "|").split("|")))
            head, delimiter = "|" * (columns + 1), "|-" * columns + "|"
            if len(head) + 1 + len(delimiter) > end - start:
                continue
            sheet.put(start, end, (head + "\n" + delimiter))
        for number in rules:
            begin, stop, line = lines[number]
            sheet.put(begin, stop, _NO_BAR.sub(FILL, line))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


_DEFINITION: Final = re.compile(
    r"^(?P<quote>(?: {0,3}>[ ]?)*)(?P<indent>[ ]*)(?::(?=[ \t]+\S)|~(?=[ \t]+\S[^\n]*(?<![~\s])[ \t]*$))", re.MULTILINE
)
_QUOTED: Final = re.compile(r"(?: {0,3}>[ ]?)*")
_BULLET: Final = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+")
_NOTHING: Final = re.compile(r"[ \t>]*(?:(?:```|~~~|:::).*)?")
_BLANK_END: Final = re.compile(r"(?:\n[ \t>]*)+\Z")
_NO_TERM: Final = re.compile(r"[ \t]*(?:[#>|=~<]|```|[-*+][ \t]|\d{1,9}[.)][ \t]|:::|\[\^|!\[|[-*_]{3,}[ \t]*$)")


def definitions(sheet: Sheet) -> None:
    """A term on its line, and below it ": " or "~ " with what it means: both are items; in quotations and items too."""
    text = sheet.text
    last = -1  # where the last definition begins
    for found in sheet.find(_DEFINITION):
        start = found.start()
        above = _BLANK_END.sub("", text[max(0, start - 2000) : start]).rstrip()
        whole = above.rpartition("\n")[2]
        line = _term_line(whole, found)
        if line is None:
            continue
        end = start - len(text[max(0, start - 2000) : start]) + len(above)
        is_inside = line[:1] in {":", "~", " ", "\t"}
        if not line or text.count("\n", end, start) > 2 or (not is_inside and _NO_TERM.match(line)):
            last = -1
            continue
        goes_on = last >= 0 and _EMPTY_LINE.search(text, last, end) is None
        if is_inside:  # of another definition
            if not goes_on and (last < 0 or _OUTSIDE.search(text, last, start + 1)):
                continue
        else:
            term = end - len(line)
            if goes_on or end - len(whole) <= sheet.body or _NOTHING.fullmatch(sheet.line_above(end - len(whole))):
                sheet.kinds[term] = "item"
        sheet.put(found.end() - 1, found.end(), "-")
        last = start


def _term_line(above: str, found: re.Match[str]) -> str | None:
    """The line above a definition without the marks of the quotation or of the item in which both stand."""
    depth, indent = found["quote"].count(">"), len(found["indent"])
    quote = _QUOTED.match(above)
    line = above[quote.end() :] if depth and quote and quote[0].count(">") == depth else above
    bullet = _BULLET.match(line)
    if bullet and indent >= bullet.end():
        line, indent = line[bullet.end() :], indent - bullet.end()
    return line.removeprefix(" " * indent) if indent <= 2 else None


_OUTSIDE: Final = re.compile(r"\n(?![ \t]*\n|[ \t:~])")
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_SIGN: Final = re.compile(r"[\\^_=<>+]")
_TEXT: Final = re.compile(r"\\(?:text|mbox|mathrm)[a-z]*\s*\{[^{}]*\}")
_TEX: Final = re.compile(r"\\\\\(([^\n]{1,300}?)\\\\\)|\\\\\[((?:[^\n]|\n(?!\n)){1,2000}?)\\\\\]")


def formulas(sheet: Sheet) -> None:
    r"""\\(x\\) and \\[x\\]: formulas where the engine takes one of the strokes."""
    sheet.take([found.span() for found in sheet.find(_TEX) if is_formula(found[0][3:-3])], "diagram")


def is_formula(written: str) -> bool:
    r"""Whether what stands between the marks of a formula is one: it has no kana, but in \\text{…}.

    >>> is_formula("O(h w)"), is_formula(r"\\text{速さ} = x"), is_formula("税込")
    (True, True, False)
    """
    return written.isascii() or (_SIGN.search(written) is not None and not _KANA.search(_TEXT.sub("", written)))


_MARKDOWN_TAG: Final = re.compile(
    r"""^ {0,3}<[a-z][a-z0-9-]*(?=\s)[^<>\n]{0,500}?\smarkdown(?:=["']?(?:1|block|span)["']?)?(?=[\s>])[^<>\n]{0,500}>"""
    r"|^[ \t]*<aside>(?=[ \t]*\n[ \t]*\S)",
    re.MULTILINE,
)


def markdown_tags(sheet: Sheet) -> None:
    """<div markdown="1">: kramdown and MkDocs read Markdown in it, the parser goes on with HTML to the next blank line.
    Boxes of Notion hold Markdown, too."""
    for tag in sheet.find(_MARKDOWN_TAG):
        alone = not sheet.text[tag.end() : _line_end(sheet.text, tag.end())].strip()
        sheet.out(*tag.span(), "markup", " " if alone else FILL)


_LINK: Final = re.compile(
    r"""\{%-?\s*(?:(?:post_link|asset_link)\s+\S+|link(?=\s+(?:"[^"\n]*"|'[^'\n]*'|\S+)\s+[^\s%-]))\s+(?:"(?P<a>[^"\n]+)"|'(?P<b>[^'\n]+)'|(?P<c>[^\s"'%{}/]+))"""
    r"""(?=\s)[^\n%]{0,500}%\}"""
)


def liquid_links(sheet: Sheet) -> None:
    """{% post_link name "題" %}, {% link 題 https://… %} of Hexo: the words stand in the sentence."""
    for link in sheet.find(_LINK):
        name = link.lastgroup or ""
        sheet.out(link.start(), link.start(name), "shortcode")
        sheet.out(link.end(name), link.end(), "shortcode")


_TAB: Final = re.compile(
    r"""^ {0,12}(?P<tag><(?:Tab(?:Item)?|Accordion(?:Item)?|Step|Callout|Admonition|Alert|Aside|Note|Tip|Info|Warning|Caution|Danger"""
    r"""|Details|Collapse|Expandable|Card)(?=[\s>])(?:[^<>]{0,500}?\s(?:label|title|summary)=["'](?P<label>[^"'\n]+)["'])?"""
    r"""[^<>]{0,500}(?<!/)>)(?P<words>[^\n]*)$""",
    re.MULTILINE,
)
_TAB_EDGE: Final = re.compile(r"^ {0,12}</?[A-Z][a-z][A-Za-z]*(?:\s[^<>]{0,500})?(?<!/)>[ \t]*$", re.MULTILINE)


def tab_items(sheet: Sheet) -> None:
    """<TabItem label="題"> of Docusaurus, <Step title="題"> and their like: an item, in which its content may be indented;
    the label is a heading."""
    settled = []
    tabs = [tab for tab in sheet.find(_TAB) if tab["label"] or not tab["words"].strip()]
    if not any(tab["label"] for tab in tabs):
        return
    starts = {tab.start() for tab in tabs}
    for edge in sheet.find(_TAB_EDGE):
        if edge.start() not in starts:
            sheet.out(*edge.span(), "shortcode", " ")
            settled.append(edge.span())
    for tab in tabs:
        start, end = tab.span("tag")
        begin, stop = tab.span("label")
        _as_paragraph(sheet, tab.start(), start)
        if begin < 0:
            sheet.out(start, end, "shortcode")
            sheet.put(start, start + 2, "-")
            settled.append((start, end))
            continue
        sheet.leave(start, begin, "shortcode")
        sheet.put(start, begin, "- ###")
        sheet.out(stop, end, "shortcode", " ")
        if tab["words"].strip():
            sheet.put(end - 1, end, "\n")
        settled += [(start, begin), (stop, end)]
    sheet.settle(settled)


_VUE_TAB: Final = re.compile(
    r"^[ \t>]*(?P<mark>(?:@tab(?::active)?|==)[ \t]+)(?P<title>[^\s#][^\n#]*)(?P<id>#[\w-]+)?[ \t]*$", re.MULTILINE
)


def vue_tabs(sheet: Sheet) -> None:
    """@tab 題 (VuePress) and == 題 (VitePress) in ::: tabs: the label is a heading."""
    for tab in sheet.find(_VUE_TAB):
        sheet.put(*tab.span("mark"), "### " if tab["mark"][0] == "@" else "## ")
        if tab["id"]:
            sheet.out(*tab.span("id"))


_FOLDED: Final = names(
    "details expand expandable collapse collapsible accordion accordion-item accordion_item accordionitem spoiler toggle "
    "fold folding hidetoggle hideblock tab tab-item tab_item tabitem step"
)
# The first word of these may be a type, such as "warning".
_TYPED: Final = names(
    "notice admonition alert callout hint note tip info warning danger caution important message box infobox card panel "
    "question faq example aside"
)
_BOX_TAG: Final = re.compile(
    r"""\{(?:\{[<%]|%)-?[ ]*(?P<name>[A-Za-z][\w-]*)(?P<rest>[ \n](?:[^{}\n]|\n(?![ \t]*\n)){1,500}?)(?<!/)(?:[>%]\}\}|-?%\})"""
)
_BOX_END: Final = re.compile(r"\{\{[<%][ ]*/[ ]*([A-Za-z][\w-]*)|\{%-?[ ]*end([A-Za-z][\w-]*)")
_VALUES: Final = re.compile(r"""(?:([\w-]+)=)?(?P<quote>["'`])(?P<words>(?:(?!(?P=quote))[^\\\n])*)(?P=quote)""")
_TITLES: Final = names("title summary header heading label text")
_UNQUOTED: Final = re.compile(r"""\s(?P<words>[^\x00-\x7f\s][^"'=\n]*?)\s*\Z""")
_CELLS: Final = re.compile(r"[ \t]*\|")


def titles(sheet: Sheet) -> None:
    """{{< details "題" >}} of Hugo, {% tab title="題" %} of GitBook, {% note info 題 %} of Hexo: readers see the title of a box.

    What stands alone, with no end, is a card or a video, whose title they seldom see.
    """
    text = sheet.text
    closed = {(end[1] or end[2]).lower() for end in _BOX_END.finditer(text, sheet.body)}
    for box in sheet.find(_BOX_TAG):
        name = box["name"].lower()
        title = _title(name, box["rest"]) if name in closed and (name in _FOLDED or name in _TYPED) else None
        start, end = box.span()
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if title is None or before.startswith(("    ", "\t")) or _CELLS.match(before):
            continue
        begin, stop = (box.start("rest") + at for at in title)
        sheet.leave(start, begin, "shortcode")
        sheet.put(start, begin, "###" if _BEFORE_BOX.fullmatch(before) else "\n###")
        sheet.out(stop, end, "shortcode", " ")
        if text[end : _line_end(text, end)].strip():
            sheet.put(end - 1, end, "\n")
        sheet.settle([(start, begin), (stop, end)])


_BEFORE_BOX: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def _title(name: str, rest: str) -> tuple[int, int] | None:
    """Where the title stands in what follows the name of a box."""
    unnamed = None
    for value in _VALUES.finditer(rest):
        if not value["words"].strip():
            continue
        key = value[1]
        if key in _TITLES or (key == "name" and name.startswith("tab")):
            return value.span("words")
        if key is None and unnamed is None and (name in _FOLDED or not value["words"].isascii()):
            unnamed = value.span("words")
    bare = _UNQUOTED.search(rest) if unnamed is None else None
    return bare.span("words") if bare else unnamed


def _as_paragraph(sheet: Sheet, line: int, mark: int) -> None:
    """The item whose mark stands there is none to a reader. In another one the parser lets it begin three spaces before."""
    for at in range(mark, max(line, mark - 3) - 1, -1):
        sheet.kinds[at] = "paragraph"


_JSX: Final = re.compile(
    r"""<[A-Za-z][A-Za-z0-9-]*(?:(?:[ \t]|\n(?![ \t]*\n))++(?:[A-Za-z_:][\w.:-]*(?:=(?:"[^"<>\n]*"|'[^'<>\n]*'"""
    r"""|(?P<value>\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\})))?)?){1,60}+/?>""",
    re.ASCII,
)
_UNSEEN: Final = re.compile(r"(?<==)\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}|\n")


def jsx(sheet: Sheet) -> None:
    """<img src={useBaseUrl("/a.png")} />, and tags over several lines: Docusaurus takes `.md` for MDX. For the parser a
    tag is one line, and a value stands in quotes."""
    for tag in sheet.find(_JSX):
        if tag["value"] or "\n" in tag[0]:
            for piece in _UNSEEN.finditer(sheet.text, *tag.span()):
                sheet.put(*piece.span(), '"' + "x" * (len(piece[0]) - 2) + '"' if piece[0] != "\n" else " ")


_CALL: Final = re.compile(r"""\{\{-?[ ]*([\w.:]+)\((?:[^(){}"'\n]|"[^"]*"|'[^']*'){0,1000}\)[ ]*-?\}\}""")


def calls(sheet: Sheet) -> None:
    """{{ f(x="…") }}: a shortcode of Zola."""
    for call in sheet.find(_CALL):
        sheet.images += is_picture(call[1])
        sheet.out(*call.span(), "shortcode")

"""Takes out what blog engines add to Markdown (shortcodes, directives, cards, ruby), without changing the length.

Runs before the Markdown parser and never inside code. What goes becomes FILL (or spaces, when nothing
else stands on the line), so every other character keeps its offset.
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.patterns import pattern
from jreadtools.sources.blocks import FILL, HEADING_FILL, TARGET_FILL, BlockBuilder
from jreadtools.sources.html_tags import names
from jreadtools.sources.pictures import is_picture, is_picture_tag
from jreadtools.sources.rewritten import Prepared

__all__ = ["leave", "prepare"]


_TRIGGER: Final = pattern(
    r"<!--|\{\{|\{%|:::|@\[|\{:|\[[:hfatT\[^]|\(\(|\^\[|\{[^{}|\n]{1,40}\|[ぁ-ゖァ-ヺ]|《|\[(?:newpage\]|chapter:|jump:|pixivimage:|uploadedimage:)|=(?<= =)[0-9x]|\\[\[(b]"
)
# Every branch begins with a literal character, and none with a space: the search then skips text at full speed.
_TOKEN: Final = pattern(
    r"`[^`\n]++`(?!`)|``*|~~~+|<!--|\{\{[<%]?|\{%|::::*|@\[|\{:|\[\^|\[:|\[[hfatT\[]|\(\(|\^\[|\{(?=[^{}|\n]{1,40}\|[ぁ-ゖァ-ヺ])|《|\[(?=newpage\]|chapter:|jump:|pixivimage:|uploadedimage:)|\$\$|=(?<= =)(?=\d{0,4}x\d{0,4}\))|\\[\[(b]"
)
_MDX_TOKEN: Final = pattern(_TOKEN.pattern + r"|\{|</?[A-Z]|</?>|<[a-z][\w-]*[ \n][^<>\n]*\{|\nimport\b|\nexport\b")
_LINE_START: Final = pattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_DIRECTIVE_START: Final = pattern(r"[ \t>]*")

_DROPPED: Final = names(
    "highlight code code-toggle codeblock mermaid fig-mermaid math fig-math katex fig-katex chart gist plantuml "
    "graphviz chroma comment diff script style svg latex codeimporter"
)
_SHORTCODE: Final = pattern(r"\{\{[<%]\s*(/?)\s*([\w./-]*)")
_LIQUID: Final = pattern(r"\{%-?\s*(\w*)(-[\w-]*)?")
_LIQUID_CODE: Final = frozenset(("highlight", "codeblock", "code", "mermaid", "math", "katex", "plantuml"))
_LIQUID_DROPPED: Final = frozenset(("comment", "style", "javascript", "schema", "stylesheet"))
_IN_TARGET: Final = pattern(
    r"""(?:\]\(<?(?:\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|[^()\s])*+|\A[ ]{0,3}\[[^\]^][^\]]*\]:[ \t]*<?\S*|=["'][^"'<>\n]*)\Z"""
)
_DIRECTIVE: Final = pattern(r":{3,}[ \t]*(?:\{?(?P<name>[A-Za-z][\w-]*)\}?)?(?P<rest>[^\n]*)")
_EMBED: Final = pattern(r"@\[[\w .:-]{0,100}\]\([^)\n]{0,2000}\)")
_ATTRIBUTES: Final = pattern(r"\{:(?![a-z]\w*[ ]?,)[ ]?(?:toc\b|[.#/]|[\w-]+=|[a-z])[^}\n]{0,300}\}")
_TOC: Final = pattern(r"\{:[^}]*(?<![^:\s])toc(?![^\s}])")
_TOC_ITEMS: Final = pattern(r"(?:\A|\n)((?: {0,3}(?:[*+-]|\d{1,9}\.)[ \t][^\n]*\n)+) {0,3}\Z")
_HATENA: Final = pattern(
    r"\[(?:"
    r":(?:contents|toc)(?:=[^\]\n]{0,100})?|\[?_?(?i:toc)_?\]?|"
    r"(?:https?://(?=[^\]\n]{1,900}+\](?!\((?![^\x00-\x7f])|\[))[^\[\]\s]{1,500}?|asin:[\w-]{1,40}(?::(?!title=)\w{1,20}){0,4}?)"
    r"(?::(?:embed|image|bookmark|cite|barcode|plain|movie|detail)|:title(?:=(?P<title>[^\]\n]{0,300}?))?)"
    r"(?::(?:embed|image|bookmark|cite|barcode|plain|movie|detail|[hw]\d{1,4}|large|small|left|right))*|"
    r"https?://(?=[^\]\n]{1,900}+\](?!\((?![^\x00-\x7f])|\[))[^\[\]\s]{1,500}?:(?:embed|image|bookmark|cite|barcode|plain|movie|title)(?:[:#][^\]\n]{0,1000})?|"
    r"f:id:[^\]\n]{1,300}|asin:[^\]\n]{1,300}|tweet:?[^\]\n]{0,300}|twitter:[^\]\n]{1,300}"
    # [url:title](自分の言葉): what no target of a link begins with are words.
    r")\](?!\((?![^\x00-\x7f])|\[)"
)
_NOTE: Final = pattern(r"\(\((?!\()([^()\n]{2,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000}){0,20})\)\)(?!\))")
_IN_NOTE: Final = r"(?:[^\[\]\n]|\n(?![ \t>]*(?:\n|[-*+#|]|\d{1,9}[.)]))){0,2000}+"
_INLINE_NOTE: Final = pattern(
    rf"\^\[(?!\])({_IN_NOTE}(?:\[[^\[\]\n]{{0,300}}\](?:\([^()\n]{{0,300}}\))?{_IN_NOTE}){{0,20}})\]"
)
_FOOTNOTE: Final = pattern(r"\[\^([^\]\s]{1,80})\]")
_FOOTNOTE_LABEL: Final = pattern(r"^[ \t>]*\[\^([^\]\n]+)\]:", re.MULTILINE)
# MathJax: \[ … \] and \begin{x} … \end{x} on lines of their own, \( … \) with something of a formula in it.
_DISPLAY: Final = pattern(r"\\(?:\[|begin\{([a-z]+\*?)\})")
_TEX: Final = pattern(r"\\[A-Za-z]|[=^_]")
_TEX_TEXT: Final = pattern(r"\\(?:text|mbox|mathrm)[a-z]*\s*\{[^{}]*\}")
_LONGEST_FORMULA: Final = 3000
_INLINE_FORMULA: Final = pattern(r"(?<!\\)\\\(([^\n]{1,300}?)\\\)")
_FORMULA: Final = pattern(r"[\\^_=<>+]|\A ?[A-Za-z] ?\Z")
_KANA: Final = pattern("[ぁ-ゖァ-ヺ]")
_WORDS: Final = pattern("[ぁ-ゖァ-ヺ一-鿿]{2}")
_BRACE_RUBY: Final = pattern(r"\{([^{}|\n]{1,40})\|([ぁ-ゖァ-ヺー・|\u3000 ]{1,80})\}")
_JSX_NAME: Final = pattern(r"</?[A-Za-z][\w.:-]*|</?")
_MODULE: Final = pattern(
    r"""\n(?:import\s+(?:[^;\n]*\bfrom\s*)?["']|import\s*[{*]|export\s+(?:const|let|var|default|function|async|class|[{*]))"""
)
_LONGEST: Final = 20_000  # no shortcode or tag is longer; keeps a search for its end short
_FILLED_LINE: Final = pattern(rf"\n[ \t>]*+{FILL}[ \t{FILL}]*$", re.MULTILINE)  # the search skips from \n to \n
_VISIBLE: Final = pattern(r"[^\n]")
_LINE: Final = pattern(r"\n|[^\n]+")


def prepare(text: str, body: int, *, mdx: bool = False) -> Prepared:
    """The text from offset `body` on, with everything taken out that is not Markdown.

    >>> prepare("{{< quote >}}静岡の{人脈|じんみゃく}{{< /quote >}}", 0).text.replace(FILL, "·")
    '·············静岡の·人脈·····················'
    """
    if not mdx and _TRIGGER.search(text, body) is None:
        return Prepared(text)
    scan = _Scan(text, mdx=mdx)
    scan.run(body)
    return scan.prepared()


def leave(builder: BlockBuilder, ready: Prepared) -> None:
    """Says what was taken out before the words were read, and counts the pictures in it."""
    builder.images += ready.images
    for start, end, reason, text in ready.left:
        builder.leave(start, end, reason, text.replace(FILL, "").replace(HEADING_FILL, ""))


_TITLED: Final = names("tip info warning danger caution important note")


def _is_title(name: str | None, words: str) -> bool:
    """Whether what follows the name of a box is shown: :::note warn of Qiita has a colour."""
    return name == "details" or (name in _TITLED and words not in {"info", "warn", "alert"} and words[0] != "{")


class _Scan:
    """One pass from left to right; every `_found` method returns the offset where to go on."""

    def __init__(self, text: str, *, mdx: bool) -> None:
        self.text = text
        self.mdx = mdx
        self.edits: list[tuple[int, int, str]] = []
        self.notes: list[tuple[int, int]] = []
        self.quotes: list[tuple[int, int]] = []
        self.open_quotes: list[tuple[str, int]] = []
        self.left: list[tuple[int, int, str, str]] = []
        self.images = 0
        self._next_of: dict[str, int] = {}
        self._unclosed_ticks: dict[int, int] = {}
        self._paragraph_end = -1
        self._labels: frozenset[str] | None = None
        self._pairs: dict[int, int] | None = None  # of { and }

    def run(self, at: int) -> None:
        text = self.text
        token = _MDX_TOKEN if self.mdx else _TOKEN
        if self.mdx and _MODULE.match("\n" + text[at : at + 200]):
            at = self._module(at)
        while match := token.search(text, at):
            start, at = match.span()
            mark = match[0]
            c = mark[0]
            if c == "`" or (c == "~" and len(mark) >= 3):
                if mark.strip(c) == "":  # else it is a whole span of code
                    at = self._code(start, mark)
            elif mark == "$$":
                end = self._find("$$", at)
                at = end + 2 if 0 <= end < start + 5000 else at
            elif c == "\n" or not self._in_indented_code(start):
                at = max(self._token(mark, start), at)

    def _token(self, mark: str, start: int) -> int:
        """Takes one construct out and returns its end; 0 if there is none."""
        c = mark[0]
        if mark == "<!--":
            end = self._find("-->", start + 2)
            return self._out(start, end + 3) if end >= 0 else 0
        if mark in {"{{<", "{{%"}:
            return self._shortcode(start)
        if mark == "{%":
            return self._liquid(start)
        if mark == "{{" and not self.mdx:
            end = self._find("}}", start)
            inside = self.text[start + 2 : end] if 0 <= end < start + 200 else "\n"
            return self._out(start, end + 2) if inside.isascii() and "\n" not in inside else 0
        if c == ":":
            return self._directive(start)
        if c == "\\":
            return self._formula(mark, start)
        if c == "=":  # the size of an image: ](a.png =500x)
            return self._size(start - 1)
        if c == "@":
            embed = _EMBED.match(self.text, start)
            return self._out(start, embed.end()) if embed else 0
        if mark == "{:" and (attributes := _ATTRIBUTES.match(self.text, start)):
            return self._attributes(start, attributes.end())
        if mark == "[^":
            return self._footnote(start)
        if (c == "《" or mark == "[" or mark == "[[") and (end := self._novel(start)):
            return end
        if c == "[":
            return self._hatena(start)
        if mark == "((" or mark == "^[":
            return self._note(start, _NOTE if c == "(" else _INLINE_NOTE)
        if c == "{" and (ruby := _BRACE_RUBY.match(self.text, start)):
            return self._ruby(start, ruby)
        if self.mdx:
            if c == "\n":
                return self._module(start + 1) - 1 if _MODULE.match(self.text, start) else 0
            if c == "{" and self.text[start - 1 : start] != "\\":
                end = self._braces(start)
                return self._out(start, end) if end else 0
            if c == "<":
                return self._jsx(start)
        return 0

    def _out(self, start: int, end: int, fill: str = FILL) -> int:
        if fill == FILL and _IN_TARGET.search(self._line_before(start)):
            fill = TARGET_FILL
        self.edits.append((start, end, fill))
        return end

    def _leave(self, start: int, end: int, reason: str) -> None:
        self.left.append((start, end, reason, self.text[start:end].strip()))

    def _find(self, mark: str, at: int) -> int:
        """Where `mark` stands next; each stretch of the text is searched once for each mark."""
        known = self._next_of.get(mark, -1)
        if known < at:
            known = self.text.find(mark, at)
            self._next_of[mark] = known = known if known >= 0 else 1 << 62
        return known if known < 1 << 62 else -1

    def _find_tag(self, key: str, pattern: str, at: int) -> re.Match[str] | None:
        known = self._next_of.get(key, -1)
        if known < at:
            found = re.compile(pattern).search(self.text, at)
            self._next_of[key] = found.start() if found else 1 << 62
            return found
        return re.compile(pattern).match(self.text, known) if known < 1 << 62 else None

    def _line_before(self, at: int) -> str:
        return self.text[max(self.text.rfind("\n", max(0, at - 300), at) + 1, at - 300) : at]

    def _in_indented_code(self, at: int) -> bool:
        """Whether the line is indented by four or more, after a blank line, and in no list."""
        before = self._line_before(at)
        if not before.startswith(("    ", "\t", " \t", "  \t", "   \t")):
            return False
        lines = self.text[max(0, at - 4000) : at].split("\n")[:-1]
        blank_seen = False
        for line in reversed(lines):
            if not line.strip():
                blank_seen = True
            elif line.startswith(("    ", "\t")):
                continue
            else:
                item = _LINE_START.match(line)
                return blank_seen and not (item and item.end() > 0) and not line.startswith((" ", "[^"))
        return True

    def _code(self, start: int, ticks: str) -> int:
        """Behind a fenced block or a code span; just behind the marks when they open none."""
        text, count, c = self.text, len(ticks), ticks[0]
        end = start + count
        if count >= 3 and _LINE_START.fullmatch(self._line_before(start)):
            line_end = text.find("\n", end)
            if line_end < 0:
                return len(text)
            if c == "~" or "`" not in text[end:line_end]:
                close = re.compile(rf"\n[ \t>]*+{c}{{{count},}}[ \t]*(?=\n|\Z)").search(text, line_end)
                return close.end() if close else len(text)
        if c == "~":
            return end
        if self._paragraph_end < end:
            self._paragraph_end = text.find("\n\n", end)
            if self._paragraph_end < 0:
                self._paragraph_end = len(text)
        limit = self._paragraph_end
        if self._unclosed_ticks.get(count) == limit:
            return end
        close = re.compile(rf"`(?<!``)`{{{count - 1}}}(?!`)").search(text, end, limit)
        if close:
            return close.end()
        self._unclosed_ticks[count] = limit
        return end

    def _shortcode(self, start: int) -> int:
        text = self.text
        opening = _SHORTCODE.match(text, start)
        end = self._find(">}}" if text[start + 2] == "<" else "%}}", start)
        if opening is None or not 0 <= end < start + _LONGEST or "{{" in text[start + 2 : end]:
            return 0
        end += 3
        closing, name = opening[1], opening[2]
        if closing:
            while self.open_quotes:
                opened, begin = self.open_quotes.pop()
                if opened == name:
                    self.quotes.append((begin, start))
                    break
            return self._out(start, end)
        self.images += is_picture(name)
        if text[end - 4] == "/" or not name:
            return self._out(start, end)
        close = None
        if name in _DROPPED or "quote" in name:
            close = self._find_tag(f"/{name}", rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[%>]\}}\}}", end)
        if close and name in _DROPPED:
            self._leave(end, close.start(), "comment" if name == "comment" else "diagram")
            return self._out(start, close.end())
        if close:
            self.open_quotes.append((name, end))
        if name == "ruby":
            self.left.append((start, end, "ruby", "".join(_KANA.findall(text, start, end))))
        return self._out(start, end)

    def _liquid(self, start: int) -> int:
        text = self.text
        end = self._find("%}", start)
        if not 0 <= end < start + _LONGEST or "{%" in text[start + 2 : end]:
            return 0
        end += 2
        opening = _LIQUID.match(text, start)
        name = opening[1] if opening else ""
        self.images += opening is not None and is_picture(name + (opening[2] or ""))
        if name in _LIQUID_CODE or name in _LIQUID_DROPPED or name == "raw":
            close = self._find_tag(f"%{name}", rf"\{{%-?\s*end{name}\s*-?%\}}", end)
            if close:
                alone = not self._line_before(start).strip() and text[end : end + 1] in {"", "\n"}
                if name in _LIQUID_CODE and alone and not self._line_before(close.start()).strip():
                    # The same length and a fence for the parser: the code stays a block of code.
                    self.edits.append((start, end, "~"))
                    self.edits.append((close.start(), close.end(), "~"))
                elif name == "raw":
                    self._out(start, end)
                    self._out(close.start(), close.end())
                else:
                    self._leave(end, close.start(), "comment" if name == "comment" else "script")
                    self._out(start, close.end())
                return close.end()
        return self._out(start, end)

    def _size(self, start: int) -> int:
        return self._out(start, self.text.find(")", start), " ") if "](" in self._line_before(start) else 0

    def _formula(self, mark: str, start: int) -> int:
        text = self.text
        if mark == "\\(":
            inline = _INLINE_FORMULA.match(text, start)
            is_formula = inline is not None and _FORMULA.search(inline[1]) is not None
            return self._out(*inline.span()) if inline and is_formula and not _KANA.search(inline[1]) else 0
        display = _DISPLAY.match(text, start)
        if display is None or not _DIRECTIVE_START.fullmatch(self._line_before(start)):
            return 0
        close = f"\\end{{{display[1]}}}" if display[1] else "\\]"
        end = self._find(close, display.end())
        if not 0 <= end < start + _LONGEST_FORMULA or "\n\n" in text[start:end]:
            return 0
        words = text[display.end() : end]
        if _KANA.search(_TEX_TEXT.sub("", words)):  # a sentence that is set as a formula
            if display[1]:
                return 0
            self._out(start, display.end())
            return self._out(end, end + len(close))
        return self._out(start, end + len(close)) if display[1] or _TEX.search(words) else 0

    def _directive(self, start: int) -> int:
        """:::message, :::details 題, :::tip[題], and the ::: that ends them."""
        directive = _DIRECTIVE.match(self.text, start)
        begins = _LINE_START if directive and directive["name"] else _DIRECTIVE_START  # - :::note
        if directive is None or not begins.fullmatch(self._line_before(start)):
            return 0
        rest = directive["rest"]
        bracketed = re.match(r"[ \t]*\[([^\n]*)\][ \t]*(?:\{[^\n]*\})?[ \t]*$", rest)
        begin, end = (
            (directive.start("rest") + bracketed.start(1), directive.start("rest") + bracketed.end(1))
            if bracketed
            else directive.span("rest")
        )
        title = self.text[begin:end]
        if title.strip() and (bracketed or _is_title(directive["name"], title.strip()) or _WORDS.search(title)):
            # ### for ::: makes the title a heading of its own, wherever it stands.
            self.edits.append((start, start + 3, HEADING_FILL))
            self.edits.append((start + 3, begin, " "))
            if directive.end() > end:
                self.edits.append((end, directive.end(), " "))
        else:
            self._out(start, directive.end())
        return directive.end()

    def _attributes(self, start: int, end: int) -> int:
        """{: .x}; the list above {:toc} gives way to the table of contents."""
        if _TOC.match(self.text, start) and (items := _TOC_ITEMS.search(self.text, max(0, start - 300), start)):
            self._leave(*items.span(1), "shortcode")
            self._out(*items.span(1))
        return self._out(start, end)

    def _footnote(self, start: int) -> int:
        """A mark whose footnote is missing; the parser knows the others."""
        footnote = _FOOTNOTE.match(self.text, start)
        if footnote is None or self.text.startswith(":", footnote.end()):
            return 0
        if self._labels is None:
            self._labels = frozenset(_FOOTNOTE_LABEL.findall(self.text))
        return self._out(start, footnote.end()) if footnote[1] not in self._labels else footnote.end()

    def _hatena(self, start: int) -> int:
        bracket = _HATENA.match(self.text, start)
        if bracket is None:
            return 0
        if bracket["title"]:
            title_start, title_end = bracket.span("title")
            self._out(start, title_start)
            self._out(title_end, bracket.end())
        else:
            self._out(start, bracket.end())
        return bracket.end()

    def _note(self, start: int, pattern: re.Pattern[str]) -> int:
        note = pattern.match(self.text, start)
        if note is None or (pattern is _NOTE and (self.text[start - 1 : start] == "(" or not _WORDS.search(note[1]))):
            return 0
        self.notes.append(note.span(1))
        for piece in _LINE.finditer(self.text, *note.span()):  # the sentence goes on behind it as on one line
            self._out(*piece.span())
        return note.end()

    def _novel(self, start: int) -> int:
        """Readings and tags of novels."""
        from jreadtools.sources.novels import mark_at, stands_alone

        mark = mark_at(self.text, start)
        if mark is None:
            return 0
        if mark.reading is not None:
            self.left.append((*mark.reading, "ruby", self.text[slice(*mark.reading)]))
        if mark.heading is not None and stands_alone(self.text, start, mark.end):
            begin, end = mark.heading
            self.edits += [(start, start + 3, HEADING_FILL), (start + 3, begin, " "), (end, mark.end, " ")]
        else:
            for cut in mark.cuts:
                self._out(*cut)
        return mark.end

    def _ruby(self, start: int, ruby: re.Match[str]) -> int:
        if not _KANA.search(ruby[2]):
            return 0
        self.left.append((*ruby.span(2), "ruby", ruby[2].replace("|", "")))
        self.edits += [(start, ruby.start(1), FILL), (ruby.end(1), ruby.end(), FILL)]
        return ruby.end()

    def _module(self, start: int) -> int:
        """Behind an import or export: to the next blank line that is in no braces."""
        text, at = self.text, start
        while True:
            end = found if (found := self._find("\n\n", at)) >= 0 else len(text)
            opened = text.find("{", at, end)
            behind = self._braces(opened) if opened >= 0 else 0
            if not behind:
                if "\n\n" in text[start:end] and not text[start:end].isascii():
                    self._leave(start, end, "script")
                return self._out(start, end)
            at = behind

    def _braces(self, start: int) -> int:
        """Behind the } that belongs to the { at `start`, 0 if none does."""
        if self._pairs is None:
            self._pairs = {}
            opened: list[int] = []
            for match in re.compile(r"[{}]").finditer(self.text):
                if match[0] == "{":
                    opened.append(match.start())
                elif opened:
                    self._pairs[opened.pop()] = match.end()
        end = self._pairs.get(start, 0)
        return end if end <= start + _LONGEST // 10 else 0

    def _jsx(self, start: int) -> int:
        name = _JSX_NAME.match(self.text, start)
        at = name.end() if name else start + 1
        limit = min(len(self.text), start + _LONGEST // 10)
        while at < limit:
            c = self.text[at]
            if c == ">":
                self.images += is_picture_tag(self.text[start : at + 1])
                return self._out(start, at + 1)
            if c == "{":
                at = self._braces(at) or limit
            elif c in "\"'" and self.text[start:at].rstrip().endswith("="):
                at = self.text.find(c, at + 1, limit) + 1 or limit
            elif c == "<":
                return 0
            else:
                at += 1
        return 0

    def prepared(self) -> Prepared:
        text = self.text
        if not self.edits:
            return Prepared(text, left=tuple(self.left), images=self.images)
        parts, at = ["\n"], 0
        for start, end, fill in sorted(self.edits):
            if start < at:
                start = at
            if start >= end:
                continue
            parts.append(text[at:start])
            gone = text[start:end]
            if fill == "~":
                parts.append("~~~" + " " * (len(gone) - 3))
            else:
                parts.append(_VISIBLE.sub(fill, gone) if "\n" in gone and gone != "\n" else fill * len(gone))
            at = end
        parts.append(text[at:])
        prepared = _FILLED_LINE.sub(lambda line: line[0].replace(FILL, " "), "".join(parts))[1:]
        self.quotes.sort()
        return Prepared(prepared, tuple(self.notes), tuple(self.quotes), tuple(self.left), self.images)

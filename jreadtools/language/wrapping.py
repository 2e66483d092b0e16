r"""What a line break inside a block means: the author's line break, or only the end of a line.

Two ways of writing meet in the same files. Some writers end a line where a sentence ends, others where
the line is full or where they would take a breath:

>>> text = "静岡では、いろんな\n交流会があります。\nhttps://example.jp/\n楽しかったです\nまた行きます"
>>> [unit.join(text) for unit in unwrap(text)]
['静岡では、いろんな交流会があります。', 'https://example.jp/', '楽しかったです', 'また行きます']

`auto` looks first at the whole block (`_constant_width`), then at each pair of lines (`_joined`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from jreadtools.article import Wrap
from jreadtools.characters import LATIN_CLASS, ZERO_WIDTH, urls
from jreadtools.language.brackets import PROTECTED, pair_brackets
from jreadtools.sources.encoding import columns

__all__ = ["Unit", "constant_width", "unwrap"]


class Unit(NamedTuple):
    """Lines of a block that belong together."""

    lines: tuple[tuple[int, int], ...]
    """Ranges [start, end) of the block's text, in order, without the white space around line breaks."""
    glue: tuple[str, ...]
    """What stands between two lines: nothing, or a space."""
    is_url: bool
    """A line that is only a URL, never joined to its neighbours."""

    def join(self, text: str) -> str:
        """The unit's words, out of the block's text or out of another text of the same length."""
        if len(self.lines) == 1:
            start, end = self.lines[0]
            return text[start:end]
        parts: list[str] = []
        for (start, end), glue in zip(self.lines, (*self.glue, ""), strict=True):
            parts += (text[start:end], glue)
        return "".join(parts)

    def places(self) -> list[tuple[int, int]]:
        """(offset in the joined words, offset in the block), ascending; both advance together in between."""
        pairs = []
        at = 0
        for (start, end), glue in zip(self.lines, (*self.glue, ""), strict=True):
            pairs.append((at, start))
            at += end - start
            if glue:
                pairs.append((at, end))
                at += 1
        return pairs


class _Line(NamedTuple):
    start: int
    end: int
    words: str
    raw: str
    """With the white space around, for the width."""
    tail: str
    """The last words, where the rules about ends look."""
    stops: bool
    """Whether it ends in 。 or the like."""


# --- What cannot stand at the begin or at the end of a sentence --------------------------------------------

_K: Final = "々〆一-龥ァ-ヺーA-Za-z0-9０-９「『"
_STOP_END = re.compile(r"[。．｡！？!?‼⁇⁈⁉][」』）)”\"…♪☆★♡〜～笑wｗ\U0001f300-\U0001faff]*$|[a-z)][.][”\")]?$")
_CANNOT_BEGIN = re.compile(
    r"[、。，．,､｡!?！？：:;；）)」』】〕］\]｝}〉》”ーｰ々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶをン%％]|\.(?![A-Za-z])|ん(?![ー〜～？！?!でなだ、…])|"
    rf"が(?=[{_K}]|ある|あり|あっ)(?!頑|我)|は(?=[{_K}、，])|に(?=[{_K}、，]|つい|する|して|した|なる|なっ|なり|よる|よっ|おけ|おい)(?!にも関|には[かっ])|"
    rf"の(?=[{_K}])|も(?=[{_K}、，])|と(?=[{_K}]|いう|いっ|する|して|した|なる|なっ|なり|とも|のこ)(?!というわけ|といって|ということ)|へ(?=[{_K}の])|や(?=[々一-龥ァ-ヺ])|"
    r"で(?=[、，ァ-ヺ「]|す(?!が|か|け|の|し)|ある|し[たょ])|から(?=[、，一-龥])(?!から揚)|ので(?![、，])|ながら|られ|まし[たて]|ませ[んぬ]|ます(?!ま|る)|"
    r"[るれ](?=[るたてばな、。])|され[てたる、]|させ[てたるら、]|する[一-龥ァ-ヺこたとのべ、。]|した[一-龥ァ-ヺこの]|して[い、おき]"
)
_CANNOT_END = re.compile(
    r"(?:[、，､をにはがへばのもやっ・「『（(【〔［\[｛{〈《“]|[^や待っ]て|[^っ]と|[^ー]で|(?<![かだよいるねたわ])な|まで|より|という|ながら|たら|なら|けど|けれど|"
    r",|[A-Za-z]-)$"
)
# です。 ました！ ください♪ without 。: the line is a sentence, whatever its width.
_COPULA = re.compile("です(?!が|から|ので|けど|し)|でし[たょ]|だ(?:よ|ね|った|ろう|そう|[。、])")
_DECORATION: Final = (
    r"[〜～ーっ！!？?♪♫☆★♡♥…。．wｗ\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]*(?:[（(][笑汗泣爆涙][）)])?"
)
_POLITE_END = re.compile(
    rf"(?:です|ます|ました|でした|ません|でしょう|ましょう|ください|下さい|ございます)(?:よ|ね|か|よね)?{_DECORATION}$"
)
_CASUAL_END = re.compile(
    rf"(?:[だるいたすん](?:よ|ね|よね|わ|な|ぞ)|かな|かも|だろう|じゃん|だった|ちゃった|でしょ)(?:{_DECORATION})$"
)
# What goes on after です or ます: が、 けど、 から、 ので、 し、 よ。 ね。 か? と思う, ました + ら, でし + た.
_GOES_ON_AFTER_POLITE = re.compile(
    r"が(?=[、，一-龥]|[ごお][一-龥])|けど|けれど|から(?!い)|ので|のに|し[、，]|よ(?:[。！!？?ね♪〜]|う[にな])|[ね](?:[。！!？?♪〜え])|か(?:[。！!？?ら]|も)|"
    r"と(?:[、，]|思|言|いう|き|ころ|お)|[っらりんうてぞ]|も(?:の[の。、で]|$)|わ[。！]|なあ|でし|ます|まる|せん|や[。ん]|[、。，．！？!?」』（(）)〜～ー…]"
)

# --- Lines that stand alone -----------------------------------------------------------------------------------

_LIST_MARK = re.compile(r"[・●○■□◆◇▼▽▲△◎★☆※→⇒▶►✓✔①-⑳♪＊*\-–—+]|[(（]?[0-9０-９]{1,2}[.．)）:：、]|[QAＱＡ][.．:：]|【")
_ORNAMENT_END = re.compile(r"[↓↑→⇒:：】★☆■◆＝=─━―*＊]$")
# ↓↓こちら↓↓: a line that points at the next one.
_DRAWN = re.compile(r"^[↓↑→★☆■◆].*[↓↑→★☆■◆]$|[↓↑]$")
_LABEL = re.compile(r"[^。、：:「（(\s]{1,10}[：:]")
# STEP1 申し込む: a numbered label begins a line of its own, and ends it with a noun or a plain verb.
_STEP = re.compile(
    r"(?:STEP|Step|手順|ステップ|ポイント|方法|理由|Day|DAY|第|その)[ \u3000]?[0-9０-９①-⑨一二三四五六七八九十]{1,3}"
)
_LABEL_FIRST: Final = frozenset("SD手スポ方理第そ0123456789０１２３４５６７８９")
_LABEL_LENGTH: Final = 24
_STEP_END = re.compile(r"[うくぐすつぬぶむる一-龥ァ-ヺーA-Za-z0-9０-９」』）)]$")
# Headings that stand directly above their text, without a mark.
_SECTION_WORD = re.compile(
    r"(?:はじめに|初めに|おわりに|終わりに|さいごに|最後に|まとめ|お知らせ|おしらせ|お願い|おねがい|ご案内|ごあいさつ|ご挨拶|おまけ|あらすじ|"
    r"まえがき|あとがき|もくじ|ポイント|コツ|メニュー|プロフィール|アクセス|スケジュール)"
)
_DATE = re.compile(
    r"(?:[0-9０-９]{4}[年/／.．-])?[0-9０-９]{1,2}[月/／.．-][0-9０-９]{1,2}日?[ \u3000]?(?:[（(][月火水木金土日・祝]{1,3}[）)]|[月火水木金土日]曜日)?"
    r"[ \u3000]?(?:[0-9０-９]{1,2}[:：時][0-9０-９]{2}分?)?"
)
_HEADING_MARK: Final = frozenset("■□◆◇▼▽●○【★☆◎▲△〓")
_KATAKANA_BREAK = re.compile("[ァ-ヺー][ァ-ヺ]")
_WIDE: Final = 20
_HIRAGANA = re.compile("[ぁ-ん]")
_PUNCTUATION = re.compile("[。．｡、，！？]")
_SHORT: Final = 14
_TAIL: Final = 24
# Nobody wraps at more characters than this; a longer line is a paragraph on one line.
_LONG: Final = 60

_LATIN = re.compile(f"[!-~{LATIN_CLASS}]")
_LATIN_HEAD = re.compile(r"[!-~]{1,30}")

_FULL_WIDTH_LATIN = re.compile("[Ａ-Ｚａ-ｚ]")


_NO_WIDTH: Final = re.compile(f"[{ZERO_WIDTH}]+")


def _glue(before: _Line, after: _Line, gap: str) -> str:
    """What a joined line break leaves behind: a space between Latin words, else nothing.

    One space that stood at the break stays: 「Go⏎ で」 was 「Go で」.
    """
    ending, beginning = _NO_WIDTH.sub("", before.words[-40:]), _NO_WIDTH.sub("", after.words[:40])
    last, first = ending[-1:], beginning[:1]
    if gap in {" ", "\u3000"}:
        return gap
    if not (_LATIN.match(last) and _LATIN.match(first)):
        return ""
    if last in "([{/" or first in ")]},.;:!?/":
        return ""
    return "" if last == "-" and ending[-2:-1].isalpha() and first.isalpha() else " "


def _gap(text: str, before: _Line, after: _Line, indented: bool, padded: bool) -> str:
    """The white space at a line break that may be the author's own: an indent and the rest of a CRLF are not."""
    trailing, *_, leading = text[before.end : after.start].split("\n")
    if padded and trailing == " ":
        trailing = ""
    return trailing if indented or leading[:1] == "\u3000" else trailing + leading


def _is_padded(text: str) -> bool:
    """Whether every line break of a block has a space before it, as CRLF has after cleaning."""
    return text.count(" \n") == text.count("\n") > 1


def _widths(lines: list[_Line]) -> Iterator[tuple[list[int], int]]:
    """The lines' widths in characters and in columns, each with what kinsoku may add or take (two characters)."""
    raw = [line.raw.rstrip(" \t") for line in lines]
    yield [len(line) for line in raw], 2
    yield [columns(line) for line in raw], 5


def _full_lines(lines: list[_Line]) -> list[bool] | None:
    """Which of three lines or more are full, if the block is wrapped at a constant width; None if it is not.

    A line is full when the first piece of the next one had no more room: one character, two for kinsoku, or a Latin
    word. A line that is not full ends a paragraph, so it must end a sentence.
    """
    if len(lines) < 3:
        return None
    stops = [line.stops for line in lines[:-1]]
    own = [_DRAWN.search(a.words) is not None or _is_label(a, b) for a, b in pairwise(lines)]
    for widths, slack in _widths(lines):
        limit = max(widths)
        if limit < 8:
            continue
        full = []
        for i, width in enumerate(widths[:-1]):
            if own[i]:
                full.append(False)
                continue
            head = _LATIN_HEAD.match(lines[i + 1].words)
            room = len(head[0]) + 1 if head and 10 * width > 6 * limit else 0
            full.append(width >= limit - slack or width + room > limit)
        inner = sum(f and not s for f, s in zip(full, stops, strict=True))
        if all(full) or (inner >= 2 and all(f or s for f, s in zip(full, stops, strict=True))):
            return full
    return None


def _is_wrapped(lines: list[_Line], full: list[bool]) -> bool:
    """Whether lines of one width were wrapped: a list may have one width by chance, but no 。 or particle at a break."""
    if 2 * sum(bool(_LIST_MARK.match(line.words)) for line in lines[1:]) > len(lines):
        return False
    broken = [(a, b.words) for a, b, is_full in zip(lines, lines[1:], full, strict=False) if is_full and not a.stops]
    polite = sum(_keeps_polite(a.tail, b) for a, b in broken)
    if polite == len(broken):
        return False
    certain = sum(
        bool(_CANNOT_BEGIN.match(b) or _CANNOT_END.search(a.tail) or _inside_word(a.words, b)) for a, b in broken
    )
    if certain > polite:
        return True
    return not polite and any(_PUNCTUATION.search(line.words) for line in lines) and not _is_noun_list(lines)


def _inside_word(before: str, after: str) -> bool:
    """Whether a break stands where no line of its own ends: in an open bracket, in a full-width Latin word."""
    find = before.rfind
    opened = max(find("「"), find("『"), find("（"), find("("))
    if opened >= 0 and opened > max(find("」"), find("』"), find("）"), find(")")):
        return True
    return bool(_FULL_WIDTH_LATIN.match(before[-1]) and _FULL_WIDTH_LATIN.match(after[0]))


def constant_width(text: str) -> bool:
    r"""Whether the lines of a block are wrapped at one width.

    >>> constant_width("今日は朝から雨が降\nっていたので、家で\n本を読んでいた。")
    True
    """
    lines = _lines_of(text)
    full = _full_lines(lines)
    return full is not None and _is_wrapped(lines, full)


def _keeps_polite(before: str, after: str) -> bool:
    """楽しかったです⏎また: polite ends need no 。, and nothing but a particle goes on after them."""
    return bool(_POLITE_END.search(before)) and not _GOES_ON_AFTER_POLITE.match(after)


def _is_noun_list(lines: list[_Line]) -> bool:
    """卵 2個⏎牛乳 200ml: short lines with hardly any hiragana and no 。"""
    return not any("。" in line.words for line in lines) and all(
        len(line.words) <= _SHORT and 5 * len(_HIRAGANA.findall(line.words)) <= len(line.words) for line in lines
    )


def _open_brackets(text: str, lines: list[_Line]) -> list[bool]:
    """For each line but the last whether a bracket is open at its end (and closes soon)."""
    starts = [line.start for line in lines]
    change = [0] * (len(lines) + 1)
    for opened, closed in pair_brackets(text[lines[0].start : lines[-1].end]).items():
        if closed - opened <= PROTECTED:
            change[bisect_right(starts, opened + starts[0]) - 1] += 1
            change[bisect_right(starts, closed + starts[0]) - 1] -= 1
    return [depth > 0 for depth in accumulate(change)][:-2]


def _joined(before: _Line, after: _Line, open_bracket: bool, prose: bool, full: bool) -> bool:
    """Whether two lines of a block that is not wrapped at one width belong together.

    `prose` says that the author marks ends of sentences with 。, so that an unclear line end is no end; `full`, that
    the first line has the width at which the whole text is wrapped.
    """
    a, b, tail = before.words, after.words, before.tail
    if full and not before.stops and not _LIST_MARK.match(b):
        return not _keeps_polite(tail, b)
    if before.stops:
        goes_on = a[-1] in "」』）)" and (_CANNOT_BEGIN.match(b) or _COPULA.match(b))
        return b[0] in "」』）)、，。" or bool(goes_on) or (open_bracket and len(a) < _LONG)
    if _LIST_MARK.match(b) or _ORNAMENT_END.search(tail):
        return False
    if _POLITE_END.search(tail):
        return bool(_GOES_ON_AFTER_POLITE.match(b)) and b[0] not in "（("
    if _CANNOT_BEGIN.match(b):
        return True
    if _LABEL.match(b) or _is_label(before, after) or (a[-1] in "」』" and b[0] in "「『"):
        return False
    if open_bracket or _CANNOT_END.search(tail):
        return True
    if a[-1].isascii() and a[-1].isalpha() and b[0].isascii() and b[0].islower():
        return True  # English
    if _KATAKANA_BREAK.search(a[-1] + b[0]) and len(a) >= _WIDE:
        return True  # モジュー⏎ルの
    if _CASUAL_END.search(tail) or a[0] in _HEADING_MARK or _is_noun_list([before, after]):
        return False
    # A name, a date, a term above its text: no hiragana, and much shorter than what follows.
    title = len(b) > 2 * len(a) and not _HIRAGANA.search(a)
    return prose and not title and len(a) <= _LONG


def _is_label(before: _Line, after: _Line) -> bool:
    """Whether a line break is the author's by what the lines are: a numbered label, a date, a section's name."""
    a, b = before.words, after.words
    if b[0] in _LABEL_FIRST and (_STEP.match(b) or _DATE.fullmatch(b)):
        return True
    if len(a) > _LABEL_LENGTH:
        return False
    if a[0] in _LABEL_FIRST and (_DATE.fullmatch(a) or (_STEP.match(a) and _STEP_END.search(a))):
        return True
    return _SECTION_WORD.fullmatch(a) is not None


def _lines_of(text: str) -> list[_Line]:
    """The lines that hold something."""
    lines = []
    at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + len(raw) - len(raw.lstrip())
            tail = _NO_WIDTH.sub("", words[-2 * _TAIL :])[-_TAIL:] or words[-_TAIL:]
            lines.append(_Line(start, start + len(words), words, raw, tail, _STOP_END.search(tail) is not None))
        at += len(raw) + 1
    return lines


def _breaks(text: str, lines: list[_Line], wraps: tuple[int, ...]) -> list[bool]:
    """Under auto, for each line but the last whether it is joined to the next."""
    full = _full_lines(lines)
    if full is not None and _is_wrapped(lines, full):
        return full
    opened = _open_brackets(text, lines)
    # The author writes 。, or breaks lines inside sentences elsewhere in the block.
    prose = any("。" in line.words or "．" in line.words or line.words.endswith("、") for line in lines)
    at_width = frozenset(wraps)
    known = [bool(wraps) and text.find("\n", line.end) in at_width for line in lines]
    return [_joined(a, b, o, prose, f) for a, b, o, f in zip(lines, lines[1:], opened, known, strict=False)]


def _groups(text: str) -> list[list[_Line]]:
    """Runs of lines between which there is a URL; a URL is a run of its own."""
    groups: list[list[_Line]] = [[]]
    for line in _lines_of(text):
        if _is_url(line.words):
            groups += ([line], [])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _is_url(words: str) -> bool:
    return urls(words) == [(0, len(words))]


def unwrap(text: str, wrap: Wrap = "auto", wraps: tuple[int, ...] = ()) -> list[Unit]:
    r"""The units of a block: lines that belong together. A line that is only a URL stays alone.

    `wraps`: offsets of line breaks where the line is known to be full (`Block.wraps`).

    >>> text = "卵 2個\n牛乳 200ml"
    >>> [[u.join(text) for u in unwrap(text, wrap)] for wrap in ("auto", "join")]
    [['卵 2個', '牛乳 200ml'], ['卵 2個牛乳 200ml']]
    """
    units = []
    padded = _is_padded(text)
    for group in _groups(text):
        is_url = len(group) == 1 and _is_url(group[0].words)
        if wrap == "join":
            joins = [True] * (len(group) - 1)
        elif wrap == "keep":
            joins = [False] * (len(group) - 1)
        else:
            joins = _breaks(text, group, wraps) if len(group) > 1 else []
        indented = 2 * sum(line.raw[0].isspace() for line in group) > len(group) or group[0].raw[0].isspace()
        first = 0
        for last, join in enumerate((*joins, False)):
            if not join:
                run = group[first : last + 1]
                glue = tuple(_glue(a, b, _gap(text, a, b, indented, padded)) for a, b in pairwise(run))
                units.append(Unit(tuple((line.start, line.end) for line in run), glue, is_url))
                first = last + 1
    return units

r"""What a line break inside a block means: the author's line break, or only the end of a line.

Two ways of writing meet in the same files. Some writers end a line where a sentence ends, others where
the line is full or where they would take a breath:

>>> text = "静岡では、いろんな\n交流会があります。\nhttps://example.jp/\n楽しかったです\nまた行きます"
>>> [unit.join(text) for unit in unwrap(text)]
['静岡では、いろんな交流会があります。', 'https://example.jp/', '楽しかったです', 'また行きます']

`auto` looks first at the whole block (`_constant_width`), then at each pair of lines (`_joined`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from jreadtools.article import Wrap
from jreadtools.characters import LATIN_CLASS, ZERO_WIDTH, urls
from jreadtools.language import line_forms
from jreadtools.language.brackets import PROTECTED, pair_brackets
from jreadtools.language.line_forms import LIST_MARK, NO, SOFT, SURE, Own, has_forms, has_speech, own_breaks, spoken
from jreadtools.language.sentence_ends import goes_on
from jreadtools.patterns import pattern
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

_K: Final = "々〆一-龥ァ-ヺA-Za-z0-9０-９「『"
_STOP_END = pattern(r"[。．｡！？!?‼⁇⁈⁉][」』）)”\"…♪☆★♡〜～笑wｗ\U0001f300-\U0001faff]*$|[a-z)][.][”\")]?$")
_CANNOT_BEGIN = pattern(
    r"[、。，．,､｡!?！？：:;；）)」』】〕］\]｝}〉》”ーｰ々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶをン%％]|\.(?![A-Za-z])|ん(?![ー〜～？！?!でなだ、…])|"
    rf"が(?=[{_K}]|ある|あり|あっ)(?!頑|我)|は(?=[{_K}、，])|に(?=[{_K}、，]|つい|する|して|した|なる|なっ|なり|よる|よっ|おけ|おい)(?!にも関|には[かっ])|"
    rf"の(?=[{_K}])|も(?=[{_K}、，])|と(?=[{_K}]|いう|いっ|する|して|した|なる|なっ|なり|とも|のこ)(?!いうわけで|いっても|いうことで)|へ(?=[{_K}の])|や(?=[々一-龥ァ-ヺ])|"
    r"で(?=[、，ァ-ヺ「]|す(?!が|か|け|の|し)|ある|し[たょ])|から(?=[、，一-龥])(?!から揚)|ので(?![、，])|ながら|られ|まし[たて]|ませ[んぬ]|ます(?!ま|る)|"
    r"[るれ](?=[るたてばな、。])|され[てたる、]|させ[てたるら、]|する[一-龥ァ-ヺこたとのべ、。]|した[一-龥ァ-ヺこの]|して[い、おき]"
)
_CANNOT_END = pattern(
    r"(?:[、，､をにはがへばのもやっ・「『（(【〔［\[｛{〈《“]|[^や待っ]て|(?:^|[^っ])と|[^ー]で|(?<![かだよいるねたわ])な|まで|より|という|ながら|たら|なら|けど|けれど|"
    r",|[A-Za-z]-)$"
)
# です。 ました！ ください♪ without 。: the line is a sentence, whatever its width.
_COPULA = pattern("です(?!が|から|ので|けど|し)|でし[たょ]|だ(?:よ|ね|った|ろう|そう|[。、])")
_DECORATION: Final = (
    r"[〜～ーっ！!？?♪♫☆★♡♥…。．wｗ\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]*(?:[（(][笑汗泣爆涙][）)])?"
)
_POLITE_END = pattern(
    rf"(?:です|ます|ました|でした|ません|でしょう|ましょう|ください|下さい|ございます)(?:よ|ね|か|よね)?{_DECORATION}$"
)
_CASUAL_END = pattern(
    rf"(?:[だるいたすん](?:よ|ね|よね|わ|な|ぞ)|かな|かも|だろう|じゃん|だった|ちゃった|でしょ)(?:{_DECORATION})$"
)
# What goes on after です or ます: が、 けど、 から、 ので、 し、 よ。 ね。 か? と思う, ました + ら, でし + た.
_GOES_ON_AFTER_POLITE = pattern(
    r"が(?=[、，一-龥]|[ごお][一-龥])|けど|けれど|から(?!い)|ので|のに|し[、，]|よ(?:[。！!？?ね♪〜]|う[にな])|[ね](?:[。！!？?♪〜え])|か(?:[。！!？?ら]|も)|"
    r"と(?:[、，]|思|言|いう|き|ころ|お)|[っらりんうてぞ]|も(?:の[の。、で]|$)|わ[。！]|なあ|でし|ます|まる|せん|や[。ん]|[、。，．！？!?」』（(）)〜～ー…]"
)

# --- Lines that stand alone -----------------------------------------------------------------------------------

_ORNAMENT_END = pattern(r"[↓↑→⇒:：】★☆■◆＝=─━―*＊]$")
# ↓↓こちら↓↓: a line that points at the next one.
_DRAWN = pattern(r"^[↓↑→★☆■◆].*[↓↑→★☆■◆]$|[↓↑]$")
_LABEL = pattern(r"(?![0-9０-９]{1,2}[:：][0-9０-９])[^。、：:「（(\s]{1,10}[：:](?!//)")
# STEP1 申し込む: a numbered label begins a line of its own, and ends it with a noun or a plain verb.
_STEP = pattern(
    r"(?:STEP|Step|手順|ステップ|ポイント|方法|理由|Day|DAY|その)[ \u3000]?[0-9０-９①-⑨一二三四五六七八九十]{1,3}"
)
_LABEL_FIRST: Final = frozenset("SD手スポ方理そ0123456789０１２３４５６７８９")
_LABEL_LENGTH: Final = 24
_STEP_END = pattern(r"[うくぐすつぬぶむる一-龥ァ-ヺーA-Za-z0-9０-９」』）)]$")
# Headings that stand directly above their text, without a mark.
_SECTION = pattern(
    r"第.{1,5}[章節部話回編篇幕]|[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）\u3000.．、]|[①-⑳Ⅰ-Ⅻ]|[ア-ンA-Z][\u3000.．)）]|[QAＱＡ][0-9０-９]"
)
_DATE = pattern(
    r"(?:[0-9０-９]{4}[年/／.．-])?[0-9０-９]{1,2}[月/／.．-][0-9０-９]{1,2}日?[ \u3000]?(?:[（(][月火水木金土日・祝]{1,3}[）)]|[月火水木金土日]曜日)?"
    r"[ \u3000]?(?:[0-9０-９]{1,2}[:：時][0-9０-９]{2}分?|(?:(?:のち|時々|ときどき|一時)?(?:晴れ?|曇り?|くもり|雨|雪)){1,3})?"
)
_HEADING_MARK: Final = frozenset("■□◆◇▼▽●○【★☆◎▲△〓")
# A noun that ends as a particle does, and what a heading may end in though a sentence goes on after it.
_NOUN_TAIL = pattern(r"(?:もの|[こ子]ども|そば|ことば|ひろば|[^っ]たて|[こご]と|あと|もと|ひと|いも|へや|さかな|はな)$")
_HEADING_TAIL = pattern(
    r"(?:(?:はじめ|初め|おわり|終わり|さいご|最後|むすび|結び)に|とは|へ|まで|より|(?:ため|[人方]|とも)に|[るい]には|みて|について|にあたって|に(?:向け|代え|かえ|寄せ|よせ|際し|関し)て|"
    r"こちら(?:から|で|へ|に))$"
)
# 総会に出席し: the stem of a verb goes on; 見出し is a noun.
_STEM_TAIL = pattern(r"[一-龥](?<![見貸取引差押売買持梅日受言合])[一-龥]し$")
# 朝早く起きる⏎ことにした。
_FORMAL_NOUN = pattern(
    r"(?:こと(?!し|ば|わ|のほか)|もの(?!す|ご|が)|ため(?!い|し)|ところ[にをがは]|とき(?!ど|お)|よう[なにだで]|はず[のだで]|わけ[がだで]|つもり)"
)
_ITEM = pattern(r"[・•‣◦*\-–]|[0-9０-９]{1,2}[.．)）]")
_VERB_TAIL = pattern(r"[うくぐすつぬぶむるたい]$")
# 大切⏎な話
_ADNOMINAL = pattern("な(?=[一-龥ァ-ヺ]|の[にでだは]|ら)")
_NOUN_TAIL_OF_NA = pattern("[一-龥ァ-ヺー々かげやら]$")
# What a sentence goes on with behind a URL.
_PARTICLE = pattern(
    r"を|[）)」』]|の(?![んちどりび])|に(?![こやほ])|は(?![いじやる])|が(?!ん|っか)|で(?!も|すが|は、)|と(?![てこにり])|へ(?!え)|も(?![うちしっ])|"
    r"から(?!い)|まで|より|や(?![はっ])|って|など|または|もしくは|及び|および|、"
)
_QUOTED = pattern("[、，]?(?:と|って)")
_KATAKANA_BREAK = pattern("[ァ-ヺー][ァ-ヺ]")
_WIDE: Final = 20
_HIRAGANA = pattern("[ぁ-ん]")
_PUNCTUATION = pattern("[。．｡、，！？]")
_SHORT: Final = 14
_TAIL: Final = 24
# Nobody wraps at more characters than this; a longer line is a paragraph on one line.
_LONG: Final = 60

_LATIN = pattern(f"[!-~’{LATIN_CLASS}]")
_LATIN_HEAD = pattern(r"[!-~]{1,30}")
_FULL_WIDTH_LATIN = pattern("[Ａ-Ｚａ-ｚ]")

_NO_WIDTH: Final = pattern(f"[{ZERO_WIDTH}]+")


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


def _own_breaks(text: str, lines: list[_Line], own: tuple[int, ...]) -> list[Own]:
    """For each line but the last whether its break is the author's own by the form of the lines.

    Speech and what stands in brackets are told by the block, lines in bold (`own`) by the reader.
    """
    part = text[lines[0].start : lines[-1].end]
    found = own_breaks([line.words for line in lines]) if has_forms(part) else [NO] * (len(lines) - 1)
    has_own = bool(own) and bisect_left(own, lines[0].end) < bisect_left(own, lines[-1].start)
    if not has_own and not any(found) and not has_speech(part):
        return found
    speeches = spoken(text, [(line.start, line.end) for line in lines])
    for i, (before, after) in enumerate(pairwise(lines)):
        if found[i] == SURE:
            continue
        bold = has_own and bisect_left(own, before.end) < bisect_left(own, after.start)
        whole = before.end in speeches
        if whole or after.start in speeches or bold:
            found[i] = SOFT
            # 今年の本⏎『海の記録』⏎を読む: what goes on behind the line began before it.
            inside = i + 2 < len(lines) and _is_wrapped_at(after, lines[i + 2], True)
            if inside and not _QUOTED.match(lines[i + 2].words) and not before.stops and not whole:
                found[i] = NO
        if found[i] == SOFT and _is_wrapped_at(before, after, whole or bold):
            found[i] = NO
    return found


def _is_wrapped_at(before: _Line, after: _Line, whole: bool) -> bool:
    """Whether one of two lines says that the other goes on with it, whatever their forms."""
    a, b, tail = before.words, after.words, before.tail
    if whole and tail[-1] != "、":
        return (
            _FORMAL_NOUN.match(b) is not None
            or goes_on(b)
            or _CANNOT_BEGIN.match(b) is not None
            or _ADNOMINAL.match(b) is not None
        )
    if _ITEM.match(a) and after.raw[0].isspace() and not before.raw[0].isspace():
        return True  # the second line of an item stands under its words
    if _CANNOT_BEGIN.match(b) or _COPULA.match(b) or (_FORMAL_NOUN.match(b) and _VERB_TAIL.search(tail)):
        return True
    if not (_CANNOT_END.search(tail) or _STEM_TAIL.search(tail)) or _NOUN_TAIL.search(tail):
        return False
    return not (a[0] in _HEADING_MARK or _SECTION.match(a) or _STEP.match(a)) or _HEADING_TAIL.search(tail) is None


def _full_lines(lines: list[_Line], forms: list[Own]) -> list[bool] | None:
    """Which of three lines or more are full, if the block is wrapped at a constant width; None if it is not.

    A line is full when the first piece of the next one had no more room: one character, two for kinsoku, or a Latin
    word. A line that is not full ends a paragraph: it ends a sentence or is complete in itself.
    """
    # Most lines are complete in themselves: a dialogue or a list has one width by chance.
    if len(lines) < 3 or 2 * forms.count(NO) < len(forms):
        return None
    stops = [line.stops for line in lines[:-1]]
    drawn = [
        form == SURE or _DRAWN.search(a.words) is not None or _is_label(a, b)
        for form, (a, b) in zip(forms, pairwise(lines), strict=True)
    ]
    for widths, slack in _widths(lines):
        limit = max(widths)
        if limit < 8:
            continue
        full = []
        for i, width in enumerate(widths[:-1]):
            if drawn[i]:
                full.append(False)
                continue
            head = _LATIN_HEAD.match(lines[i + 1].words)
            room = len(head[0]) + 1 if head and 10 * width > 6 * limit else 0
            full.append(width >= limit - slack or width + room > limit)
        inner = sum(f and not s for f, s in zip(full, stops, strict=True))
        if all(full) or (inner >= 2 and all(f or s or own for f, s, own in zip(full, stops, forms, strict=True))):
            return full
    return None


def _is_wrapped(lines: list[_Line], full: list[bool]) -> bool:
    """Whether lines of one width were wrapped: a list may have one width by chance, but no 。 or particle at a break."""
    if 2 * sum(bool(LIST_MARK.match(line.words)) for line in lines[1:]) > len(lines):
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
    full = _full_lines(lines, _own_breaks(text, lines, ()))
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


def _joined(before: _Line, after: _Line, own: Own, open_bracket: bool, prose: bool, full: bool) -> bool:
    """Whether two lines of a block that is not wrapped at one width belong together.

    `prose` says that the author marks ends of sentences with 。, so that an unclear line end is no end; `full`, that
    the first line has the width at which the whole text is wrapped.
    """
    a, b, tail = before.words, after.words, before.tail
    if own == SURE and not before.stops:
        return False
    if full and not before.stops and not LIST_MARK.match(b):
        return not _keeps_polite(tail, b)
    if before.stops:
        quoted = a[-1] in "」』）)" and (_CANNOT_BEGIN.match(b) or _COPULA.match(b) or (b[0] == "と" and goes_on(b)))
        return b[0] in "」』）)、，。" or bool(quoted) or (open_bracket and len(a) < _LONG)
    if own or (_ends_in_url(a) and not (_PARTICLE.match(b) or _CANNOT_BEGIN.match(b))):
        return False
    if LIST_MARK.match(b) or _ORNAMENT_END.search(tail):
        return False
    if _POLITE_END.search(tail):
        return bool(_GOES_ON_AFTER_POLITE.match(b)) and b[0] not in "（("
    if _CANNOT_BEGIN.match(b) or (_ADNOMINAL.match(b) and _NOUN_TAIL_OF_NA.search(tail)):
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
    return line_forms.SECTION_WORD.fullmatch(a) is not None


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


def _breaks(text: str, lines: list[_Line], wraps: tuple[int, ...], own: tuple[int, ...]) -> list[bool]:
    """Under auto, for each line but the last whether it is joined to the next."""
    forms = _own_breaks(text, lines, own)
    full = _full_lines(lines, forms)
    if full is not None and _is_wrapped(lines, full):
        return full
    opened = _open_brackets(text, lines)
    # The author writes 。, or breaks lines inside sentences elsewhere in the block.
    prose = any("。" in line.words or "．" in line.words or line.words.endswith("、") for line in lines)
    at_width = frozenset(wraps)
    known = [bool(wraps) and text.find("\n", line.end) in at_width for line in lines]
    return [
        _joined(a, b, k, o, prose, f) for (a, b), k, o, f in zip(pairwise(lines), forms, opened, known, strict=False)
    ]


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


def _ends_in_url(words: str) -> bool:
    """Whether an address ends a line: 参考：https://…, below which something else begins."""
    found = urls(words)
    return bool(found) and found[-1][1] == len(words)


def unwrap(text: str, wrap: Wrap = "auto", wraps: tuple[int, ...] = (), own: tuple[int, ...] = ()) -> list[Unit]:
    r"""The units of a block: lines that belong together. A line that is only a URL stays alone.

    `wraps`: offsets of line breaks where the line is known to be full (`Block.wraps`); `own`: of those
    that the author's marks make his own (`Block.own_breaks`).

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
            joins = _breaks(text, group, wraps, own) if len(group) > 1 else []
        indented = 2 * sum(line.raw[0].isspace() for line in group) > len(group) or group[0].raw[0].isspace()
        first = 0
        for last, join in enumerate((*joins, False)):
            if not join:
                run = group[first : last + 1]
                glue = tuple(_glue(a, b, _gap(text, a, b, indented, padded)) for a, b in pairwise(run))
                units.append(Unit(tuple((line.start, line.end) for line in run), glue, is_url))
                first = last + 1
    return units if wrap == "keep" else _with_urls_inside(text, units)


def _with_urls_inside(text: str, units: list[Unit]) -> list[Unit]:
    """The units with those made one that are one sentence around a URL: 手順は⏎https://…⏎にある。"""
    inside = [
        url.is_url
        and not (before.is_url or after.is_url)
        and _CANNOT_END.search(text[slice(*before.lines[-1])][-_TAIL:]) is not None
        and _PARTICLE.match(text, after.lines[0][0]) is not None
        for before, url, after in zip(units, units[1:], units[2:], strict=False)
    ]
    if not any(inside):
        return units
    joined: list[list[Unit]] = []
    for i, unit in enumerate(units):
        if (i and i <= len(inside) and inside[i - 1]) or (i > 1 and inside[i - 2]):
            joined[-1].append(unit)
        else:
            joined.append([unit])
    return [_one(parts) if len(parts) > 1 else parts[0] for parts in joined]


def _one(parts: list[Unit]) -> Unit:
    """One unit of several, with nothing between them."""
    lines, glue = list(parts[0].lines), list(parts[0].glue)
    for part in parts[1:]:
        lines += part.lines
        glue += ("", *part.glue)
    return Unit(tuple(lines), tuple(glue), False)

"""Finds out from the text, where the file's name does not tell, whether it is in Hatena or Aozora Bunko notation.

Every text file is tested and few are in either notation, so the signs stand here, and the two readers, whose patterns
take longer to compile than a post to read, are loaded only when they are needed.
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.patterns import pattern

__all__ = ["FOOTER", "LONGEST_FOOTER", "is_aozora", "is_hatena", "is_hatena_text", "is_markdown", "legend_of"]

# >|lang| … ||<, >| … |<, >> … <<, >https://…> … <<
_FENCE: Final = pattern(r"^(?:>\|[\w.#+-]*\||\|\|<|>\||\|<|>https?://\S+>|>>|<<)[ \t]*$", re.MULTILINE)
_HEADING: Final = pattern(r"^(\*{1,3})(?!\*)(?:(?<=\*\*) )?(?!\s)[^*\n]+$", re.MULTILINE)
# What only Markdown has; ** is counted by itself.
_MARKDOWN: Final = pattern(r"^(?:#{1,6} |```|~~~|[-*+] |\d+\. |> )|\]\(", re.MULTILINE)
_ANCHORED: Final = pattern(r"^\*(?:\d{8,10}|p\d+|t\+\d+)\*[^*\s]", re.MULTILINE)
_MARKDOWN_MODE: Final = pattern(r"^(?:#{1,6} |```)|\]\(https?:", re.MULTILINE)


# Marks that Markdown has not. An abbreviation (*[HTML]: …), a note (*税込みです。) and :tada: are none.
_HATENA_MARKS: Final = (
    pattern(r"^\*(?![*\s])(?!\[[^\]\n]+\]:)[^*\n]{1,80}(?<![。、\s])[ \t]*$", re.MULTILINE),
    pattern(r"^\*{2,3}(?![*]) ?[^*\s][^*\n]{0,80}(?<![。、\s])[ \t]*$", re.MULTILINE),
    pattern(r"^---?(?![-\sa-z])[^\n]+$", re.MULTILINE),
    pattern(r"^\+\+\+?(?![+\sa-z])(?![^\n]*\+\+)[^\n]+$", re.MULTILINE),
    pattern(r"^\|\*[^|*\n]{1,100}\|", re.MULTILINE),
    pattern(r"^:(?![a-z0-9_+-]+:)[^:\n]{1,40}:(?=[^:\s])", re.MULTILINE),
)
# The same in an entry of Hatena Blog: items without a space, the line at which a list of entries breaks off.
_BLOG_MARKS: Final = (
    pattern(r"^([-+])(?![-+\s\d])[^\n]+\n\1(?![-+\s\d])", re.MULTILINE),
    pattern(r"(?<=[。\n]\n)={4,5}[ \t]*$", re.MULTILINE),
)
_HATENA_BLOG: Final = pattern(r"^EditURL:[ \t]*https?://blog\.hatena\.ne\.jp/", re.MULTILINE)
_FOOTED: Final = pattern(r"\*[ \t]*(?:注|※|\d)")


_MAYBE: Final = ("*", "\n-", "\n+", "\n:", "\n====")


def is_hatena(text: str, body: int) -> bool:
    """Whether a Markdown file, from offset `body` on, is written in Hatena notation instead.

    Told by two different marks, by one in a post of Hatena Blog in which nothing speaks for Markdown, or by headings
    with words below them.

    >>> is_hatena("*見出し\\n本文です。", 0), is_hatena("*強調*です。\\n\\n- 項目", 0), is_hatena("水です。\\n\\n*税込みの値です。", 0)
    (True, False, False)
    """
    words = text[body:]
    if ("\n>" in words or words[:1] == ">") and _FENCE.search(words) and "```" not in words:
        return "||<" in words or "\n<<" in words or "\n|<" in words
    if "](https:" in words or "\n## " in words or not any(mark in words for mark in _MAYBE):
        return False  # nearly always
    if _MARKDOWN_MODE.search(words):
        return False
    if "*" in words and _ANCHORED.search(words):
        return True
    in_blog = body > 0 and _HATENA_BLOG.search(text, 0, body) is not None
    marks = sum(mark.search(words) is not None for mark in _HATENA_MARKS + (_BLOG_MARKS if in_blog else ()))
    if not marks:
        return False
    if marks > 1:
        return True
    markdown = _MARKDOWN.search(words) is not None
    if not markdown and in_blog:
        return True
    headings = list(_HEADING.finditer(words))
    if not headings or "](" in words or sum(len(found[1]) for found in headings) != words.count("*"):
        return False
    if len(headings) == 1:  # a note may look like it
        below = words[headings[0].end() : headings[0].end() + 2]
        return (
            not markdown
            and bool(below.strip())
            and not _FOOTED.match(headings[0][0])
            and headings[0][0].rstrip()[-1] not in "。、"
        )
    # Lists are written alike: with them, one line is not enough.
    return (not markdown or _head_words(words, headings)) and not all(
        found[0].rstrip()[-1] in "。、" for found in headings
    )


def _head_words(text: str, headings: list[re.Match[str]]) -> bool:
    """Whether each of them has words or a smaller heading below it; a bullet has another bullet."""
    for found in headings:
        below = text[found.end() : found.end() + 100].lstrip()
        if not below or (below[0] == "*" and not below.startswith(found[1] + "*")):
            return False
    return True


# In a plain text * is a bullet and >> a quotation, so more is asked for: what nobody writes by chance.
_PAIRS: Final = (
    (pattern(r"^>\|[\w.#+?-]{0,30}\|[ \t]*$", re.MULTILINE), pattern(r"\|\|<[ \t]*$", re.MULTILINE)),
    (pattern(r"^>\|[ \t]*$", re.MULTILINE), pattern(r"\|<[ \t]*$", re.MULTILINE)),
    (pattern(r"^>(?:https?://\S{1,500})?>[ \t]*$", re.MULTILINE), pattern(r"^<<[ \t]*$", re.MULTILINE)),
)
_BRACKET: Final = pattern(
    r"\[(?:f:id:[\w-]{1,40}:\d{8,20}\w?:(?:plain|image|movie)|:contents\]|tex:|"
    r"https?://[^\]\s]{1,500}:(?:title|embed|bookmark|cite)\b|(?:asin|isbn):[\dA-Za-z-]{10,17}:(?:detail|title|image))"
)
_TEXT_HEADING: Final = pattern(r"^(\*{1,3})(?![*\s])[^*\n]{1,60}(?<![。、\s])[ \t]*$", re.MULTILINE)
_OTHER_SIGN: Final = pattern(
    r"\(\([^()\n]{2,300}\)\)(?!\))|^={4,5}[ \t]*$|^\|\*[^|\n]{1,100}\||^:[^:\n]{1,40}:[^:\n]", re.MULTILINE
)


def is_hatena_text(text: str) -> bool:
    r"""Whether a plain text is in Hatena notation beyond doubt: bullets and quotations of mails look like it.

    >>> is_hatena_text("*1567299600*[日記]畑の一日\n朝から畑に出た。"), is_hatena_text("*種\n*水\n\n>> 前の手紙\n返事です。")
    (True, False)
    """
    if _MARKDOWN_MODE.search(text):
        return False
    if "\n>" in text or text[:1] == ">":
        for opening, closing in _PAIRS:
            if (opened := opening.search(text)) and closing.search(text, opened.end()):
                return True
    if "[" in text and _BRACKET.search(text):
        return True
    # * and ** are bullets of one list as well.
    marks = [mark.search(text) is not None for mark in _HATENA_MARKS]
    if (marks[0] or marks[1]) + sum(marks[2:]) > 1:
        return True
    if "*" not in text:
        return False
    if _ANCHORED.search(text):
        return True
    headings = list(_TEXT_HEADING.finditer(text))
    if len(headings) < 2 or sum(len(found[1]) for found in headings) != text.count("*"):
        return False
    if not _head_words(text, headings):
        return False
    return len({len(found[1]) for found in headings}) > 1 or _OTHER_SIGN.search(text) is not None


_LEGEND: Final = pattern(
    r"^-{20,}[ \t]*\n(?=[\s\S]{0,40}(?:【テキスト中に現れる記号について】|《》[ ：:]*ルビ))", re.MULTILINE
)
_HYPHENS: Final = pattern(r"^-{20,}[ \t]*$", re.MULTILINE)
_TOP: Final = 1000  # the list of signs begins before here
_LONGEST_LEGEND: Final = 6000
FOOTER: Final = pattern(r"^(?:翻訳の|この翻訳の)?底本[：:]", re.MULTILINE)
_FILE: Final = pattern(r"^青空文庫(?:作成|収録)ファイル[：:]", re.MULTILINE)
LONGEST_FOOTER: Final = 8000
_SIGNS: Final = pattern(r"［＃|[一-鿿々〆ヶ]《[ぁ-ゖァ-ヺー]|｜[^｜《》\n]{1,40}《")


def is_aozora(text: str) -> bool:
    r"""Whether a text is made as Aozora Bunko makes them: with its list of signs, or its footer and its signs.

    >>> is_aozora("畑\n山野土夫\n\n　畑《はたけ》に出た。\n\n\n底本：「畑」\n")
    True
    >>> is_aozora("映画《畑》を見た。底本：は無い。")
    False
    """
    if legend_of(text) is not None:
        return True
    tail = max(0, len(text) - LONGEST_FOOTER)
    if "底本" not in text[tail:] or FOOTER.search(text, tail) is None:
        return False
    return _SIGNS.search(text) is not None or _FILE.search(text, tail) is not None


def legend_of(text: str) -> tuple[int, int] | None:
    """Where the list of signs stands that Aozora Bunko puts between two lines of hyphens; None without one."""
    found = _LEGEND.search(text, 0, _TOP + 100)
    if found is None or text.count("\n", 0, found.start()) > 20:
        return None
    close = _HYPHENS.search(text, found.end(), found.end() + _LONGEST_LEGEND)
    return (found.start(), close.end()) if close else None


_FRONT_MATTER: Final = pattern(
    r"\A\s*(?:---[ \t]*\r?\n(?=(?:.*\n)*?[\w.-]+:)(?:.*\n){1,200}?---[ \t]*\r?$|\+\+\+[ \t]*\r?\n(?:.*\n){1,200}?\+\+\+)",
    re.MULTILINE,
)
_FENCES: Final = pattern(r"^(`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?\1", re.MULTILINE)
_MARKS: Final = (
    pattern(r"^#{1,6} +\S", re.MULTILINE),
    pattern(r"\[[^\]\n]+\]\([^)\n]+\)"),
    pattern(r"\*\*[^*\n]+\*\*"),
    pattern(r"^[-*+] \S.*\n+[-*+] \S", re.MULTILINE),
    pattern(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
)


def is_markdown(head: str) -> bool:
    """Whether a text that nobody has named begins as Markdown does: with front matter, fences, or headings and marks.

    >>> is_markdown("---\\ntitle: a\\n---\\n"), is_markdown("# a\\n\\n**b**\\n"), is_markdown("# a\\nb\\n")
    (True, True, False)
    """
    if _FRONT_MATTER.match(head) or _FENCES.search(head):
        return True
    headings = sum(1 for _ in _MARKS[0].finditer(head))
    others = sum(1 for mark in _MARKS[1:] if mark.search(head))
    return headings > 1 or (headings == 1 and others > 0)

"""The errors jreadtools raises: each message says what happened, where, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

__all__ = [
    "ArticleError",
    "DictionaryError",
    "JreadtoolsError",
    "Lang",
    "Message",
    "UnknownMetricError",
    "counted",
    "did_you_mean",
    "in_language",
    "near_names",
    "placed",
    "unforeseen",
    "why_unparsed",
    "why_unread",
]

Lang = Literal["ja", "en"]
"""The languages that the package speaks."""


class Message(str):
    """A sentence for people in English, with the same sentence in Japanese.

    >>> said = Message(ja="ファイルがありません", en="no such file")
    >>> said, said.in_language("ja")
    ('no such file', 'ファイルがありません')
    """

    __slots__ = ("ja",)
    ja: str

    def __new__(cls, *, ja: str, en: str) -> Message:
        message = super().__new__(cls, en)
        message.ja = ja
        return message

    def __reduce__(self) -> tuple[object, ...]:
        return (_unpickle_message, self.both)

    @property
    def both(self) -> tuple[str, str]:
        """The sentence in Japanese and in English."""
        return self.ja, str(self)

    def in_language(self, lang: str) -> str:
        """The sentence in "ja" or "en"."""
        return self.ja if lang == "ja" else str(self)


def _unpickle_message(ja: str, en: str) -> Message:
    return Message(ja=ja, en=en)


def in_language(text: str, lang: str) -> str:
    """A message in a language. A plain text, known in one language only, stays as it is."""
    return text.in_language(lang) if isinstance(text, Message) else text


def counted(number: float | str, things: str) -> str:
    """A number, or a figure as it is shown, and what it counts, in English: of one thing the noun loses its s.

    >>> counted(1, "articles"), counted(1200, "articles"), counted(0, "articles"), counted("1.0", "characters"), counted(1, "min")
    ('1 article', '1,200 articles', '0 articles', '1.0 characters', '1 min')
    """
    shown = number if isinstance(number, str) else f"{number:,}"
    return f"{shown} {things.removesuffix('s') if shown == '1' else things}"


def did_you_mean(near: Sequence[str], *, ja: str, en: str) -> Message:
    """The second half of a message about an unknown name: the nearest names; `ja` and `en` if none is near.

    >>> did_you_mean(["kanji_ratio"], ja="一覧を見てください", en="see the list").ja
    'kanji_ratio のことでしょうか'
    """
    names = ", ".join(near)
    return Message(ja=f"{names} のことでしょうか", en=f"did you mean {names}?") if near else Message(ja=ja, en=en)


_NEAR = 0.66
"""Of difflib's ratio: --ouput is --output, --sort is not --slow."""
_AS_NEAR = 0.05
"""A name whose ratio is this much below the nearest one's is not offered."""


def near_names(name: str, known: Iterable[str], labels: Mapping[str, str] | None = None, *, most: int = 3) -> list[str]:
    """The known names that are near, the nearest first. `labels`: what names are called elsewhere (漢字率).

    >>> near_names("--ouput", ["--output", "--quiet"]), near_names("--sort", ["--slow"]), near_names("--top", ["--output"])
    (['--output'], [], [])
    >>> near_names("漢字率", ["kanji_ratio"], {"漢字率": "kanji_ratio"}), near_names("平均の文長", [], {"平均文長": "mean"})
    (['kanji_ratio'], ['mean'])
    >>> near_names("tokena", ["tokens", "tokenb", "tokenc", "tokend"])
    ['tokens', 'tokenb', 'tokenc']
    >>> near_names("kanji", ["kanji_ratio", "kanji_run_max", "ratio"])
    ['kanji_ratio', 'kanji_run_max']
    """
    from difflib import SequenceMatcher  # slow to import, and needed for a misspelling only

    meant = {other: other for other in known}
    meant |= labels or {}
    if name in meant:
        return [meant[name]]
    bare = name.lstrip("-").replace("-", "_").casefold()
    matcher = SequenceMatcher(b=bare)
    ratios: dict[str, float] = {}
    for written, other in meant.items():
        matcher.set_seq1(written.lstrip("-").replace("-", "_").casefold()[:200])
        if matcher.quick_ratio() >= _NEAR:
            ratios[other] = max(ratios.get(other, 0.0), matcher.ratio())
    best = max(ratios.values(), default=0.0)
    found = [other for other, ratio in ratios.items() if ratio >= max(_NEAR, best - _AS_NEAR)]
    found = sorted(found, key=lambda other: -ratios[other]) or [
        other for other in meant if other.startswith(f"{bare}_")
    ]
    return found[:most]


def placed(place: str, said: str) -> Message:
    """A message with the file that it is about in front."""
    return Message(ja=f"{place}: {in_language(said, 'ja')}", en=f"{place}: {said}")


_UNREAD_JA: Final = {
    errno.ENOENT: "ファイルがありません",
    errno.ENOTDIR: "パスの途中がフォルダーではなくファイルです",
    errno.EISDIR: "ファイルではなくフォルダーです",
    errno.EACCES: "読み取る権限がありません",
    errno.EPERM: "読み取る権限がありません",
    errno.ELOOP: "シンボリックリンクが循環しています",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EIO: "ディスクの読み取りエラーです",
}


def why_unread(error: OSError | ValueError) -> Message:
    """The reason why a file cannot be read; common reasons are known in Japanese too.

    >>> why_unread(PermissionError(13, "Permission denied")).ja
    '読み取る権限がありません'
    """
    known = getattr(error, "said", None)
    if isinstance(known, Message):
        return known
    said = str(getattr(error, "strerror", None) or error)
    return Message(ja=_UNREAD_JA.get(getattr(error, "errno", None) or 0, said), en=said)


def why_unparsed(error: ValueError | RecursionError, *, place: bool = True) -> Message:
    """Why a parser of JSON, TOML or YAML has given up. Python's own limits are said in words.

    `place`: False leaves out where JSON is broken, for those who say it themselves.

    >>> why_unparsed(RecursionError("maximum recursion depth exceeded"))
    'nested too deeply'
    """
    if isinstance(error, RecursionError):
        return Message(ja="入れ子が深すぎます", en="nested too deeply")
    said = str(error) if place else str(getattr(error, "msg", error))
    if "integer string conversion" in said:
        return Message(ja="桁の多すぎる数があります", en="a number has too many digits")
    return Message(ja=said, en=said)


def unforeseen(error: Exception) -> Message:
    """The message for a file on which a reader raised an unexpected error: our defect, which costs this file and no other.

    >>> unforeseen(IndexError("pop from empty list"))
    'could not be read (IndexError: pop from empty list)'
    """
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Message(ja=f"読み取れませんでした（{said}）", en=f"could not be read ({said})")


class JreadtoolsError(Exception):
    """Base of every error that jreadtools raises on purpose. What it says is known in both languages, or is a plain text.

    >>> JreadtoolsError(ja="ファイルがありません", en="no such file").args[0].ja
    'ファイルがありません'
    """

    def __init__(self, said: str = "", *, ja: str = "", en: str = "") -> None:
        super().__init__(said or Message(ja=ja, en=en))


class ArticleError(JreadtoolsError):
    """A file that cannot be read as an article: missing, unreadable, binary, undecodable."""


class DictionaryError(JreadtoolsError):
    """MeCab or its dictionary is missing or cannot be opened."""


class UnknownMetricError(JreadtoolsError, KeyError):
    """A metric name that is not in the catalogue; the message names the nearest ones."""

    def __init__(self, name: str, known: Iterable[str], where: str = "") -> None:
        near = near_names(str(name), known)
        hint = f"did you mean {', '.join(near)}?" if near else "see jreadtools.METRICS"
        super().__init__(f"no metric named {name!r}{where and ' '}{where}; {hint}")
        self.name = name

    def __str__(self) -> str:
        # KeyError prints the repr of its argument; people should read the sentence itself.
        return str(self.args[0])

    def __reduce__(self) -> tuple[object, ...]:
        return (_unpickle_unknown_metric, (self.name, str(self.args[0])))


def _unpickle_unknown_metric(name: str, message: str) -> UnknownMetricError:
    error = UnknownMetricError(name, ())
    error.args = (message,)
    return error

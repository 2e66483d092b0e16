"""The errors jreadtools raises: each message says what happened, where, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from typing import Final, Literal

__all__ = [
    "ArticleError",
    "DictionaryError",
    "JreadtoolsError",
    "Lang",
    "Message",
    "UnknownMetricError",
    "did_you_mean",
    "in_language",
    "placed",
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
        return (_unpickle_message, (self.ja, str(self)))

    def in_language(self, lang: str) -> str:
        """The sentence in "ja" or "en"."""
        return self.ja if lang == "ja" else str(self)


def _unpickle_message(ja: str, en: str) -> Message:
    return Message(ja=ja, en=en)


def in_language(text: str, lang: str) -> str:
    """A message in a language; a text that is known in one language only stays as it is."""
    return text.in_language(lang) if isinstance(text, Message) else text


def did_you_mean(near: Sequence[str], *, ja: str, en: str) -> Message:
    """The second half of a message about an unknown name: the names that are near, or what to say without any.

    >>> did_you_mean(["kanji_ratio"], ja="一覧を見てください", en="see the list").ja
    'kanji_ratio のことでしょうか'
    """
    names = ", ".join(near)
    return Message(ja=f"{names} のことでしょうか", en=f"did you mean {names}?") if near else Message(ja=ja, en=en)


def placed(place: str, said: str) -> Message:
    """A message that begins with the file it is about."""
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
    """The reason for which a file cannot be read: in Japanese too where it is a common one.

    >>> why_unread(PermissionError(13, "Permission denied")).ja
    '読み取る権限がありません'
    """
    said = str(getattr(error, "strerror", None) or error)
    return Message(ja=_UNREAD_JA.get(getattr(error, "errno", None) or 0, said), en=said)


class JreadtoolsError(Exception):
    """Base of every error that jreadtools raises on purpose."""


class ArticleError(JreadtoolsError):
    """A file that cannot be read as an article: missing, unreadable, binary, undecodable."""


class DictionaryError(JreadtoolsError):
    """MeCab or its dictionary is missing or cannot be opened."""


class UnknownMetricError(JreadtoolsError, KeyError):
    """A metric name that is not in the catalogue; the message names the nearest ones."""

    def __init__(self, name: str, known: Iterable[str], where: str = "") -> None:
        from difflib import get_close_matches  # slow to import, and needed for a misspelling only

        near = get_close_matches(str(name), list(known), n=3, cutoff=0.5)
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

"""The school grade of a text by Obi-2 (帯2), from a model file that the user brings: experimental.

Obi-2 finds the school year whose textbooks make the pairs of characters of a text most likely (Sato Satoshi, NagoyaObi
2.305, 2009; Sato, Matsuyoshi and Kondoh, LREC 2008). Its models are CC BY-NC-SA 3.0 and are not bundled: the user gets
a model from its author, has to name the author and must not use it commercially.

The calculation follows Sato's own program, and the format of a model follows Obi2-T13.model. Our grades have not been
compared with those of the program or its site, and no model of the scale B9 has been tried.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.errors import ArticleError, counted, placed
from jreadtools.sources.locate import cannot_be_read, path_shown
from jreadtools.sources.regular import read_whole

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Obi2Model", "Obi2Scores"]

_CODE_POINT_BITS: Final = 21
"""Two code points make the key of a bigram, the first in the higher bits."""


class Obi2Scores(NamedTuple):
    """How well the textbooks of each grade explain a text: three curves, with a value for every grade. Higher: likelier.

    Each curve votes for the grade where it is highest, the lower one of two that are equally high.
    """

    bigrams: int
    """How many bigrams of the text the model knows. Few say little."""
    likelihood: tuple[float, ...]
    """Of 100 bigrams on average: log10 of how likely they are in the grade, less its mean over the grades."""
    quartic: tuple[float, ...]
    """The polynomial of degree 4 that lies nearest to the likelihood."""
    quadratic: tuple[float, ...]
    """That of degree 2."""

    @property
    def votes(self) -> tuple[int, int, int]:
        """The grade for which each curve votes, from 1 on."""
        first, second, third = (
            curve.index(max(curve)) + 1 for curve in (self.likelihood, self.quartic, self.quadratic)
        )
        return first, second, third

    @property
    def grade(self) -> int:
        """The vote in the middle."""
        from statistics import median_low  # slow to import

        return median_low(self.votes)


@dataclass(frozen=True)
class Obi2Model:
    """What a model file of Obi-2 knows: for every bigram a weight in every grade.

    The scale is the model's. T13 has 13 grades: 1-6 小学, 7-9 中学, 10-12 高校, 13 大学・一般. B9 has 9, from easy to
    hard within a balanced corpus. T13 knows some ten thousand bigrams of hiragana, katakana and the commoner kanji (JIS
    level 1); punctuation, ー, digits and Latin letters stand in none of them.
    """

    name: str
    """The name of the file without Obi2- and ending: T13."""
    grades: int
    """How many grades there are."""
    source: str
    """The path of the file."""
    keys: bytes = field(repr=False, hash=False)
    """The bigrams in order, as 64-bit integers. Bytes are frozen, can be compared and sent to another process, and numpy
    sees them as an array without copying."""
    weights: bytes = field(repr=False, hash=False)
    """For each of them as many 64-bit floats as there are grades."""

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Obi2Model:
        """The model in a file such as Obi2-T13.model, unpacked: UTF-8, and on each line a bigram, how often it was seen
        and its weight in every grade, with tabs between them.

        A bigram that was not seen is passed over, and the last line of a bigram counts, as in Sato's program. Raises
        ArticleError for a file that cannot be read or is no such model, with the line.
        """
        shown = path_shown(path)
        try:
            rows, grades = _rows(_text(Path(path)))
        except ArticleError as error:
            said = error.args[0]
            raise ArticleError(placed(shown, said)) from None
        keys = sorted(rows)
        weights = b"".join(rows[key] for key in keys)
        return cls(Path(path).stem.removeprefix("Obi2-"), grades, shown, array("q", keys).tobytes(), weights)

    def grade(self, text: str | Iterable[str]) -> int | None:
        """The grade of a text, from 1 on; None when the model knows no bigram of it. Higher: harder.

        `text` is the prose of one article, as a whole or paragraph by paragraph. White space within a line does not
        count; lines that follow one another are joined, but not over a blank line or from paragraph to paragraph. A
        full-width space is a character. Sato's program also takes out tags (<br>): give it text without markup.
        """
        scores = self.scores(text)
        return None if scores is None else scores.grade

    def scores(self, text: str | Iterable[str]) -> Obi2Scores | None:
        """The curves from which the grade is read, for the same text; None when the model knows no bigram of it."""
        import numpy as np

        keys = np.frombuffer(self.keys, np.int64)
        found = _bigrams(text if isinstance(text, str) else "\n\n".join(text))
        places = np.searchsorted(keys, found)
        known = places[keys[np.minimum(places, len(keys) - 1)] == found]
        if not len(known):
            return None
        counts = np.bincount(known, minlength=len(keys))
        likelihood = 100 * (counts @ np.frombuffer(self.weights).reshape(-1, self.grades)) / len(known)
        quartic, quadratic = (_projection(self.grades, degree) @ likelihood for degree in (4, 2))
        return Obi2Scores(len(known), tuple(likelihood.tolist()), tuple(quartic.tolist()), tuple(quadratic.tolist()))


def _bigrams(text: str) -> npt.NDArray[np.int64]:
    """The keys of the pairs of characters that follow one another."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    white = (points == 0x20) | ((points >= 0x09) & (points <= 0x0D))  # Ruby's \s: full-width spaces are none
    line = np.cumsum(points == 0x0A, dtype=np.int32)[~white]
    characters = points[~white].astype(np.int64)
    pairs: npt.NDArray[np.int64] = characters[:-1] << _CODE_POINT_BITS | characters[1:]
    joined: npt.NDArray[np.bool_] = np.diff(line) < 2  # two ends of line between two characters: a blank line
    return pairs[joined]


@cache
def _projection(grades: int, degree: int) -> npt.NDArray[np.float64]:
    """The matrix that turns values over the grades into those of the polynomial nearest to them by least squares."""
    import numpy as np

    basis, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, grades), degree + 1))
    projection: npt.NDArray[np.float64] = basis @ basis.T
    projection.setflags(write=False)  # it is shared
    return projection


# The file.

_PACKED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_LEAST_GRADES: Final = 5
"""A polynomial of degree 4 has no meaning over fewer."""
_LONGEST_SHOWN: Final = 20


def _text(path: Path) -> str:
    try:
        data = read_whole(path)
    except (OSError, ValueError) as error:
        raise ArticleError(cannot_be_read(error)) from None
    if data.startswith(_PACKED):
        raise ArticleError(
            ja="圧縮されたファイル（zip、gz など）です。展開して、中の .model ファイルを指定してください",
            en="is packed (zip, gz or the like); unpack it and name the .model file that was inside",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(
            data.count(b"\n", 0, error.start) + 1,
            "is not UTF-8; Obi-2 models are: take the file as it was published",
            "が UTF-8 ではありません。帯2のモデルは UTF-8 です。配布されたままのファイルを指定してください",
        ) from None


def _rows(text: str) -> tuple[dict[int, bytes], int]:
    """Key of a bigram → its weights, and the number of grades."""
    rows: dict[int, bytes] = {}
    grades = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        bigram, seen, weights = _fields(number, line)
        grades = grades or len(weights)
        if len(weights) != grades:
            raise _broken(
                number,
                f"has {counted(len(weights), 'weights')}, the first line {grades}; the file may be cut off: get it again",
                f"の重みは{len(weights)}個で、最初の行の{grades}個と違います。"
                "途中で切れている恐れがあるので、入手し直してください",
            )
        if seen > 0:
            rows[ord(bigram[0]) << _CODE_POINT_BITS | ord(bigram[1])] = weights.tobytes()
    if not rows:
        raise ArticleError(
            ja="文字の組が一つもありません。Obi2-T13.model のような帯2のモデルを指定してください",
            en="holds no bigram; name an Obi-2 model such as Obi2-T13.model",
        )
    return rows, grades


def _fields(number: int, line: str) -> tuple[str, int, array[float]]:
    """The bigram of a line, how often it was seen, its weights."""
    bigram, *numbers = line.split("\t")
    if len(bigram) == 1 and len(numbers) > _LEAST_GRADES:
        raise _broken(
            number,
            f"is about one character, {bigram!r}: a unigram model (T13U); name a bigram model such as Obi2-T13.model",
            f"は1文字「{bigram}」についての行です。unigram のモデル（T13U）は使えません。"
            "Obi2-T13.model のような bigram のモデルを指定してください",
        )
    try:
        seen, weights = int(numbers[0]), array("d", map(float, numbers[1:]))
    except (ValueError, IndexError):
        seen, weights = 0, array("d")
    if len(bigram) != 2 or len(weights) < _LEAST_GRADES or not isfinite(sum(weights)):
        start = line[:_LONGEST_SHOWN]
        raise _broken(
            number,
            "is not two characters, how often they were seen and a weight for each of 5 or more grades, with tabs "
            f"between them: {start!r}; name the model file itself, such as Obi2-T13.model",
            "が、2文字・出現回数・学年ごとの重み（5個以上）をタブで区切ったものになっていません"
            f"（「{start}」）。Obi2-T13.model のような、モデルのファイルそのものを指定してください",
        )
    return bigram, seen, weights


def _broken(number: int, en: str, ja: str) -> ArticleError:
    return ArticleError(ja=f"{number}行目{ja}", en=f"line {number} {en}")

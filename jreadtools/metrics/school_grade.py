"""The school grade whose textbooks a text is like: experimental."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray
from jreadtools.metrics.length import NO_SENTENCES
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.reliability import flag

__all__ = ["SCHOOL_GRADE"]

SCHOOL_GRADE = Family("readability")

_KAKENHI = "KAKENHI 19300277 (Shibasaki et al.)"


@metric(
    SCHOOL_GRADE,
    ja="学年（試験的）",
    en="school grade (experimental)",
    unit="grade",
    level="A",
    harder="high",
    undefined=NO_SENTENCES,
    needs_mecab=True,
    experimental=True,
    source=_KAKENHI,
    about="どの学年（1〜9）の教科書に近いかの推定。述語の数え方がわからず、学年のわかっている文章でもよく当たらないため、試験的な値です。",
)
def school_grade(c: Counts) -> FloatArray:
    """School grade 1-9 of the textbooks a text is like: experimental, and weak on texts of known grade. Higher: harder.

    -0.148 hiragana % + 1.585 predicates per sentence - 0.117 characters per sentence - 0.126 bunsetsu per sentence +
    15.581. The paper does not publish what a predicate is, nor the whole of the hiragana percentage: ours are bunsetsu that
    hold a verb, an adjective or a copula, and all characters of the sentences. Not held to 1-9.

    今日は/晴れです。: 4 hiragana of 8, 1 predicate, 2 bunsetsu.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("今日は晴れです。")["school_grade"]), 3)
    8.578
    """
    return (
        -14.8 * ratio(c.sentence_hiragana, c.sentence_characters)
        + 1.585 * ratio(c.sentence_predicates, c.sentences)
        - 0.117 * ratio(c.sentence_characters, c.sentences)
        - 0.126 * ratio(c.sentence_bunsetsu, c.sentences)
        + 15.581
    )


@metric(
    SCHOOL_GRADE,
    ja="学年の値の信頼性",
    en="reliability of the school grade",
    unit="label",
    level="A",
    dtype="str",
    needs_mecab=True,
    experimental=True,
    source=_KAKENHI,
    about="学年の値を信じてよいか。experimental（検証できていない）、out of range（1〜9 の外）、undefined（文がない）のいずれか。ok になることはありません。",
)
def school_grade_reliability(c: Counts) -> npt.NDArray[np.object_]:
    """Whether to believe the school grade: never "ok"; "experimental", "out of range" (not 1-9) or "undefined".

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れです。")["school_grade_reliability"]
    'experimental'
    """
    grade = school_grade(c)
    return flag(
        ("undefined", np.isnan(grade)), ("out of range", (grade < 1) | (grade > 9)), ("experimental", grade == grade)
    )

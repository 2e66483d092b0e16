"""What a run of the command line brings along: lists of words with levels, and a model of Obi-2."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jreadtools.cli.parser import Parser
from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import ArticleError, Message, in_language

if TYPE_CHECKING:
    from jreadtools.levels.obi2 import Obi2Model
    from jreadtools.levels.vocabulary_levels import VocabularyLevels
    from jreadtools.metrics.metric import Metric

__all__ = ["add_levels", "all_different", "levels_of"]

_NAMELESS: Final = "vocabulary"


def add_levels(parser: Parser) -> None:
    """The options of what is brought along."""
    levels = parser.group(ja="語彙レベルと学年", en="levels of words, school grades")
    levels.add(
        "--levels",
        action="append",
        metavar="FILE",
        ja="語とレベルの表（CSV・TSV）。レベルごとの語の割合と、表にない語が列に加わります（table と markdown では "
        "--columns で。記事が1本ならまとめにも）。列名はファイル名か、名前=ファイル の名前で始まります。jlpt または wordfreq と書くと、インストール済みのパッケージの"
        "データを使います（列名は jlpt_… と zipf_…）。何度でも指定できます",
        en="a table of words and levels (CSV, TSV): adds columns with the share of each level and the words not listed "
        "(in table and markdown only by --columns; the page of one article has the shares). They begin with the file's name, or with the name in NAME=FILE. "
        "The words jlpt and wordfreq take the data of these packages, if installed (jlpt_…, zipf_…). May be given "
        "several times",
    )
    levels.add(
        "--obi2",
        metavar="FILE",
        ja="帯2のモデルファイル（Obi2-T13.model など）。学年の列 obi2_grade が加わります（試験的）",
        en="a model file of Obi-2 (such as Obi2-T13.model): adds the column obi2_grade (experimental)",
    )


def levels_of(args: argparse.Namespace, run: Run) -> tuple[VocabularyLevels | Obi2Model, ...]:
    """The lists of --levels and the model of --obi2, in the order given. What is doubtful in a list is said.

    Raises:
        UsageError: two lists have one name.
        JreadtoolsError: a file cannot be read, a package is not installed.
    """
    given: list[VocabularyLevels | Obi2Model] = []
    for word in args.levels or ():
        words = _listed(word)
        if any(words.name == other.name for other in given):
            raise UsageError(
                ja=f"--levels: {words.name} という名前のリストが二つあります。--levels 名前=ファイル の形で"
                "別の名前を付けてください",
                en=f"--levels: two lists are called {words.name}; give one a name of its own: --levels NAME=FILE",
            )
        run.warn(words.source, map(_for_the_command_line, words.warnings))
        given.append(words)
    if args.obi2 is not None:
        from jreadtools.levels.obi2 import Obi2Model

        given.append(Obi2Model.from_file(args.obi2))
    return tuple(given)


def _listed(word: str) -> VocabularyLevels:
    from jreadtools.levels.vocabulary_levels import VocabularyLevels

    if word == "jlpt":
        return VocabularyLevels.from_jlpt()
    if word == "wordfreq":
        return VocabularyLevels.from_wordfreq()
    name, path = _name_and_path(word)
    try:
        return VocabularyLevels.from_csv(path, name=name)
    except ArticleError as error:
        raise ArticleError(_for_the_command_line(error.args[0])) from error


_HINTS: Final = (
    (
        "='NAME'",
        "on the command line: call the two columns word and level in the first row of the file",
        "コマンドラインで使うときは、ファイルの1行目の列名を「語」と「レベル」にしてください",
    ),
    (
        "order=[",
        "on the command line: put the rows of the easiest level first in the file",
        "コマンドラインで使うときは、易しいレベルの行がファイルの先に来るように並べてください",
    ),
    (
        "--encoding",
        "--encoding is for articles: save the list as UTF-8",
        "--encoding は記事の文字コードです。リストは UTF-8 で保存し直してください",
    ),
)
"""What to do instead of what a message advises and --levels does not have: a keyword of `from_csv`, an encoding."""


def _for_the_command_line(message: str) -> Message:
    ja = in_language(message, "ja")
    for keyword, hint_en, hint_ja in _HINTS:
        if keyword in message:
            return Message(ja=f"{ja}（{hint_ja}）", en=f"{message} ({hint_en})")
    return Message(ja=ja, en=message)


def _name_and_path(word: str) -> tuple[str, str]:
    """The name and the file of NAME=FILE; of a file alone, the name that its own makes.

    >>> _name_and_path("basic=lists/a.csv"), _name_and_path("lists/語彙表 2024.csv"), _name_and_path("./a=b.csv")
    (('basic', 'lists/a.csv'), ('語彙表_2024', 'lists/語彙表 2024.csv'), ('a_b', './a=b.csv'))
    """
    name, equals, path = word.partition("=")
    if not equals or re.search(r"[./\\]", name):
        return _identifier(Path(word).stem), word
    if not name.isidentifier() or not path:
        raise UsageError(
            ja=f"--levels {word}: 名前=ファイル の形で指定してください。名前は列名の頭に付きます"
            "（文字・数字・_ だけ、数字で始まらないもの）",
            en=f"--levels {word}: write NAME=FILE; the name begins the columns: letters, digits and _, no digit first",
        )
    return unicodedata.normalize("NFKC", name), path


def _identifier(stem: str) -> str:
    """A file's name as the beginning of a column's name.

    >>> _identifier("my-list (2)"), _identifier("2024"), _identifier("★")
    ('my_list_2', 'vocabulary_2024', 'vocabulary')
    """
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", stem)).strip("_")
    if not name.isidentifier():
        name = f"{_NAMELESS}_{name}" if name else _NAMELESS
    return name if name.isidentifier() else _NAMELESS


def all_different(metrics: Iterable[Metric], others: Iterable[str]) -> None:
    """Whether the columns of the lists have names of their own.

    Raises:
        UsageError: two columns have one name.
    """
    numbers = Counter([metric.name for metric in metrics])
    for name in others:
        numbers[name] += name in numbers
    both = ", ".join(name for name, number in numbers.items() if number > 1)
    if both:
        raise UsageError(
            ja=f"--levels: {both} という列がほかにあります。--levels 名前=ファイル の形でリストの名前を変えてください",
            en=f"--levels: there is another column called {both}; name the list otherwise: --levels NAME=FILE",
        )

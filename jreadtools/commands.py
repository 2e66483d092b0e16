"""What the commands of the command line do. Data goes to `out`; messages are the caller's to print."""

from __future__ import annotations

import argparse
import html
import shlex
import shutil
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from jreadtools.article import Article, Failure
from jreadtools.characters import display_width, fit
from jreadtools.errors import JreadtoolsError, Message, UnknownMetricError, in_language
from jreadtools.estimate import Estimate, estimate, markup_characters, reading_time
from jreadtools.reading import Lang, ReadingSpeed, ReadingTime
from jreadtools.sources.read import read_articles
from jreadtools.write import Cell, Format, destination, format_of, printable, write_rows, write_table

if TYPE_CHECKING:
    from jreadtools.batches import Batch
    from jreadtools.metrics.metric import Metric

__all__ = ["COMMANDS", "Run", "UsageError"]


class UsageError(JreadtoolsError):
    """What was asked for on the command line cannot be done; nothing was written."""


@dataclass
class Run:
    """One run of the command line: where its output goes and what went wrong so far."""

    out: TextIO
    err: TextIO
    lang: Lang
    failed: bool = field(default=False)

    def fail(self, failure: Failure) -> None:
        """Print a failure; the run goes on and ends with exit code 2."""
        self.failed = True
        self.say(f"{failure.path}: {in_language(failure.error, self.lang)}" if failure.path else failure.error)

    def warn(self, article: Article) -> None:
        """Print the warnings of an article; they never change the exit code."""
        for warning in article.warnings:
            self.say(f"{article.path}: {in_language(warning, self.lang)}")

    def say(self, message: str) -> None:
        """A line on standard error."""
        self.err.write(f"jreadtools: {printable(message)}\n")

    def words(self, ja: str, en: str) -> str:
        """The wording in the language of the run."""
        return ja if self.lang == "ja" else en


def _articles(args: argparse.Namespace, run: Run) -> Iterator[Article]:
    for read in read_articles(*args.paths, encoding=args.encoding, markup=args.markup, drafts=args.drafts):
        if isinstance(read, Failure):
            run.fail(read)
        else:
            run.warn(read)
            yield read


def _speed(args: argparse.Namespace) -> ReadingSpeed:
    given = {
        name: value
        for name, value in (
            ("characters", args.speed), ("words", args.english), ("fast", args.fast), ("slow", args.slow),
            ("morae", args.aloud_speed),
        )
        if value is not None
    }  # fmt: skip
    try:
        return ReadingSpeed(**given)
    except ValueError as error:
        raise UsageError(str(error)) from error


# --- time ---------------------------------------------------------------------------------------


class _Fields(string.Formatter):
    """`str.format` with these fields and nothing behind them: no attributes, no indices."""

    def __init__(self, quote: Callable[[str], str]) -> None:
        self._quote = quote

    def get_field(self, field_name: str, _args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        if field_name not in kwargs:
            raise UsageError(
                Message(
                    f"--template has no field {{{field_name}}}; there are: {', '.join(kwargs)}",
                    f"--template に {{{field_name}}} という項目はありません。使えるのは {', '.join(kwargs)} です",
                )
            )
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._quote(printable(str(super().format_field(value, format_spec))))


_QUOTES: dict[str, Callable[[str], str]] = {"none": str, "shell": shlex.quote, "html": html.escape}


def _from_template(template: str, quote: str, article: Article, time: ReadingTime, counted: Estimate) -> str:
    values: dict[str, Cell] = {
        "id": article.id, "path": article.path, "title": article.title, "date": article.date,
        "updated": article.updated, "url": article.url, "label": time.label, "range": time.range_label,
        "minutes": time.minutes, "fast_minutes": time.fast_minutes, "slow_minutes": time.slow_minutes,
        "seconds": time.minutes * 60, "aloud_minutes": time.aloud_minutes, "aloud_label": time.aloud_label,
        "characters": counted.characters, "words": counted.words,
    }  # fmt: skip
    try:
        return _Fields(_QUOTES[quote]).format(template, **values)
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise UsageError(
            Message(f"--template cannot be used: {error}", f"--template の書き方が正しくありません: {error}")
        ) from error


def _time_line(run: Run, time: ReadingTime, characters: int, name: str, path: str, aloud: bool) -> str:
    said = time.both_labels
    parts = [fit(said, max(22, display_width(said)))]
    if aloud:
        spoken = run.words(f"読み上げ {time.aloud_label}", f"aloud {time.aloud_label}")
        parts.append(fit(spoken, max(20, display_width(spoken))))
    parts.append(run.words(f"{characters:>7,}字", f"{characters:>7,} characters"))
    parts += [part for part in (printable(name), printable(path)) if part]
    return "  ".join(parts)


def time_command(args: argparse.Namespace, run: Run) -> None:
    """`jreadtools time`: a line an article, a total at the end."""
    speed = _speed(args)
    if args.template is not None:
        _from_template(args.template, args.quote, Article(()), ReadingTime.of(0, 0), Estimate(0, 0, 0, 0, 0, 0))
    articles = characters = rest = words = 0
    morae = 0.0
    for article in _articles(args, run):
        counted = estimate(article, code=args.code)
        if args.aloud:
            time = reading_time(article, wrap=args.wrap, code=args.code, speed=speed, lang=run.lang, aloud=True)
        else:
            time = counted.reading_time(speed, run.lang)
        articles += 1
        characters += counted.characters
        rest += time.characters
        words += time.words
        morae += time.morae
        if args.template is not None:
            run.out.write(_from_template(args.template, args.quote, article, time, counted) + "\n")
        else:
            title = article.title + (run.words("（下書き）", " (draft)") if article.draft else "")
            run.out.write(_time_line(run, time, counted.characters, title, article.path, args.aloud) + "\n")
            if args.explain:
                run.out.writelines(f"    {line}\n" for line in _explained(run, article, counted, args.code))
        run.out.flush()
    if articles > 1 and args.template is None:
        total = ReadingTime.of(rest, words, morae, speed, run.lang)
        name = run.words(f"合計 {articles:,} 本", f"total of {articles:,} articles")
        run.out.write(_time_line(run, total, characters, name, "", args.aloud) + "\n")


def _explained(run: Run, article: Article, counted: Estimate, code: bool) -> list[str]:
    """What was counted and what was not."""
    ja = run.lang == "ja"
    prose = counted.characters - counted.word_characters
    lines = [
        f"数えたもの: 日本語など {prose:,} 字、英単語 {counted.words:,} 語（{counted.word_characters:,} 字）"
        if ja
        else f"counted: {prose:,} characters, {counted.words:,} English words ({counted.word_characters:,} characters)"
    ]
    left = article.left_out
    parts = [
        (counted.url_characters, "URL {n:,} 字", "URLs {n:,} characters"),
        (counted.code_characters, f"コード {counted.code_blocks} か所 {{n:,}} 字", f"{counted.code_blocks} code blocks {{n:,}} characters"),
        (left.ruby, "ルビの読み {n:,} 字", "ruby readings {n:,} characters"),
        (left.front_matter, "フロントマター {n:,} 字", "front matter {n:,} characters"),
        (left.embeds, "埋め込まれた他人の投稿 {n:,} 字", "embedded posts of others {n:,} characters"),
        (markup_characters(article), "コメントやショートコードなどの記法 {n:,} 字", "comments, shortcodes and other markup {n:,} characters"),
    ]  # fmt: skip
    shown = [(j if ja else e).format(n=n) for n, j, e in parts if n]
    if code and counted.code_blocks:
        lines.append(
            f"コード {counted.code_blocks} か所も数えています"
            if ja
            else f"{counted.code_blocks} code blocks counted too"
        )
    lines.append(
        ("数えていないもの: " if ja else "not counted: ")
        + (("、" if ja else ", ").join(shown) or ("なし" if ja else "nothing"))
    )
    return lines


# --- analyze ------------------------------------------------------------------------------------

_MAIN_COLUMNS = (
    "title", "reading_label", "characters", "sentences", "sentence_characters_mean", "long_sentence_ratio",
    "kanji_ratio", "path",
)  # fmt: skip
_IDENTITY_LABELS = {
    "path": ("ファイル", "path"), "id": ("ID", "id"), "title": ("題", "title"), "date": ("日付", "date"),
    "updated": ("更新", "updated"), "draft": ("下書き", "draft"), "warnings": ("注意", "warnings"),
}  # fmt: skip
_SHORT_LABELS = {
    "reading_label": ("時間", "time"), "characters": ("文字数", "characters"), "sentences": ("文数", "sentences"),
    "sentence_characters_mean": ("平均文長", "mean length"), "long_sentence_ratio": ("長文率", "long"),
    "kanji_ratio": ("漢字率", "kanji"),
}  # fmt: skip


def analyze_command(args: argparse.Namespace, run: Run) -> None:
    """`jreadtools analyze`: a table of the main columns, or every column into a file."""
    from jreadtools.analysis import Settings
    from jreadtools.batches import worker_count
    from jreadtools.columns import FRAME_DTYPES, IDENTITY
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.posts import Progress, measured_batches

    form: Format = args.format or (args.output and format_of(args.output)) or ("csv" if args.output else "table")
    every = (*IDENTITY, *(metric.name for metric in METRICS.at("A")), "warnings")
    columns: Sequence[str] = args.columns or (_MAIN_COLUMNS if form == "table" else every)
    sort = (args.sort or "").removeprefix("-")
    for name in [*columns, *([sort] if sort else [])]:
        if name not in every:
            raise UnknownMetricError(name, every, "for articles" if name in FRAME_DTYPES else "")
    wanted = [name for name in dict.fromkeys([*columns, sort]) if name in METRICS]
    if args.sentences:
        wanted += [metric.name for metric in METRICS.at("S") if metric.name not in wanted]
    settings = Settings(args.wrap, args.code, _speed(args), run.lang, tuple(wanted))
    bar = Progress(run.lang, run.err)
    rows: list[dict[str, Cell]] = []
    sentence_rows: list[list[Cell]] = []
    for batch in measured_batches(
        args.paths, settings, workers=worker_count(args.workers), sentences=bool(args.sentences),
        markup=args.markup, encoding=args.encoding, drafts=args.drafts, report=bar,
    ):  # fmt: skip
        bar.clear()
        for failure in batch.failures:
            run.fail(failure)
        rows += _article_rows(batch, settings.of("A"), run)
        if args.sentences:
            sentence_rows += _sentence_rows(batch, METRICS.at("S"))
    bar.clear()
    if sort:
        rows.sort(key=lambda row: _sort_key(row[sort]), reverse=args.sort.startswith("-"))
    values = [[row[name] for name in columns] for row in rows]
    with _output(args.output, form, run) as stream:
        if form == "table":
            _write_main_table(stream, columns, values, run)
        else:
            write_rows(stream, form, columns, values)
    if args.sentences:
        names = ["path", "id", "index", "line", "kind", "text", *(metric.name for metric in METRICS.at("S"))]
        form = format_of(args.sentences) or "csv"
        with _output(args.sentences, form, run) as stream:
            write_rows(stream, form, names, sentence_rows)


def _output(path: str | None, form: Format, run: Run) -> Any:
    from contextlib import nullcontext

    # Excel needs the mark to read a CSV file as UTF-8; a pipe does not.
    return nullcontext(run.out) if path in (None, "-") else destination(str(path), bom=form == "csv")


def _article_rows(batch: Batch, metrics: Iterable[Metric], run: Run) -> list[dict[str, Cell]]:
    columns = {metric.name: metric(batch.totals).tolist() for metric in metrics}
    rows = []
    for number, (identity, warnings) in enumerate(zip(batch.identities, batch.warnings, strict=True)):
        if warnings:
            run.say(f"{identity.path}: {warnings}")
        row: dict[str, Cell] = identity._asdict()
        row |= {name: values[number] for name, values in columns.items()}
        row["warnings"] = warnings
        rows.append(row)
    return rows


def _sentence_rows(batch: Batch, metrics: Iterable[Metric]) -> list[list[Cell]]:
    rows = batch.sentences
    if rows is None:
        return []
    measures = [metric(rows.counts).tolist() for metric in metrics]
    places = zip(rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts, strict=True)
    return [
        [batch.identities[owner].path, batch.identities[owner].id, index, line, kind, text, *(m[i] for m in measures)]
        for i, (owner, index, line, kind, text) in enumerate(places)
    ]


def _sort_key(value: Cell) -> tuple[bool, Cell]:
    """Undefined values come first, so that they are last when the largest comes first."""
    undefined = isinstance(value, float) and value != value
    return (not undefined, 0.0 if undefined else value)


def _write_main_table(stream: TextIO, columns: Sequence[str], rows: Sequence[Sequence[Cell]], run: Run) -> None:
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.page import percent

    def header(name: str) -> str:
        labels = _SHORT_LABELS.get(name) or _IDENTITY_LABELS.get(name)
        return run.words(*labels) if labels else METRICS[name].label[run.lang]

    def shown(name: str, value: Cell) -> str:
        if isinstance(value, bool):
            return run.words("はい", "yes") if value else ""
        if isinstance(value, float):
            if value != value:
                return "–"
            return percent(value) if METRICS[name].unit == "ratio" else f"{value:,.1f}"
        return f"{value:,}" if isinstance(value, int) else value

    terminal = stream.isatty()
    write_table(
        stream,
        [header(name) for name in columns],
        [[shown(name, value) for name, value in zip(columns, row, strict=True)] for row in rows],
        width=shutil.get_terminal_size().columns if terminal else None,
        numbers=[i for i, name in enumerate(columns) if name in METRICS and METRICS[name].dtype != "str"],
    )


# --- tokens, text, metrics ----------------------------------------------------------------------


def tokens_command(args: argparse.Namespace, run: Run) -> None:
    """`jreadtools tokens`: the table of morphemes."""
    from jreadtools.frames import tokens_of

    form: Format = args.format or (args.output and format_of(args.output)) or "csv"
    frame = tokens_of(_articles(args, run), args.wrap)
    rows = frame.itertuples(index=False, name=None)
    with _output(args.output, form, run) as stream:
        write_rows(stream, form, list(frame.columns), rows)


_KINDS_JA = {
    "heading": "見出し", "paragraph": "段落", "item": "項目", "quote": "引用", "cell": "表", "caption": "説明",
    "code": "コード", "url": "URL",
}  # fmt: skip


def text_command(args: argparse.Namespace, run: Run) -> None:
    """`jreadtools text`: the prose as it was understood: line, kind, sentence."""
    from jreadtools.sentences import split

    several = False
    for article in _articles(args, run):
        if several:
            run.out.write("\n")
        several = True
        run.out.write(f"# {printable(article.path)}  {printable(article.title)}".rstrip() + "\n")
        for block in article.blocks:
            if block.kind == "code":
                kind = run.words("コード", "code")
                lines = run.words(f"（{block.text.count(chr(10)) + 1} 行）", f"({block.text.count(chr(10)) + 1} lines)")
                run.out.write(f"{block.line:>5}  {fit(kind, 9)}  {lines}\n")
            before = 0
            line = block.line
            for span in split(block, args.wrap):
                line += article.source.count("\n", block.source_offset(before), block.source_offset(span.start))
                before = span.start
                kind = run.words(_KINDS_JA[span.kind], span.kind)
                run.out.write(f"{line:>5}  {fit(kind, 9)}  {printable(span.text)}\n")


def metrics_command(args: argparse.Namespace, run: Run) -> None:
    """`jreadtools metrics`: the catalogue, or one metric in full."""
    from jreadtools.metrics.catalogue import METRICS

    if not args.name:
        rows = [[m.name, m.level, m.unit, m.label[run.lang]] for m in METRICS.values()]
        headers = [
            run.words("名前", "name"),
            run.words("単位", "of"),
            run.words("値", "unit"),
            run.words("内容", "label"),
        ]
        headers[1] = run.words("対象", "level")
        write_table(run.out, headers, rows)
        run.out.write(run.words("\nA: 記事ごと　S: 文ごと\n", "\nA: per article, S: per sentence\n"))
        return
    metric = METRICS[args.name]
    directions = {"high": ("大きいほど長い・難しい", "higher: longer or harder"), "low": ("小さいほど難しい", "lower: harder"), "": ("難しさとは関係しません", "says nothing about difficulty")}  # fmt: skip
    levels = {
        "A": ("記事ごと", "article"),
        "S": ("文ごと", "sentence"),
        "AS": ("記事ごと・文ごと", "article and sentence"),
    }
    details = [
        (run.words("対象", "level"), run.words(*levels[metric.level])),
        (run.words("単位", "unit"), metric.unit),
        (run.words("型", "dtype"), metric.dtype),
        (run.words("向き", "direction"), run.words(*directions[metric.direction])),
        (run.words("未定義", "undefined when"), metric.undefined_when or run.words("なし", "never")),
        (run.words("出典", "source"), metric.source or run.words("本ライブラリの定義", "as defined here")),
    ]
    run.out.write(f"{metric.name}  {metric.label[run.lang]}\n{metric.description[run.lang]}\n")
    width = max(display_width(name) for name, _ in details) + 2
    run.out.writelines(f"  {fit(name, width)}{value}\n" for name, value in details)


COMMANDS: dict[str, Callable[[argparse.Namespace, Run], None]] = {
    "time": time_command,
    "analyze": analyze_command,
    "tokens": tokens_command,
    "text": text_command,
    "metrics": metrics_command,
}

"""`jreadtools time`: a line an article, a total at the end. No numpy, no MeCab, unless --aloud asks for them."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.article import Article, place_of
from jreadtools.batches.progress import Progress
from jreadtools.characters import display_width, fit
from jreadtools.cli.options import add_measuring, add_telling
from jreadtools.cli.parser import OptionGroup, Parser, Version
from jreadtools.cli.session import Run, UsageError, articles_of, files_of, progress_of, speed_of, terminal_width
from jreadtools.cli.template import FIELDS, Template, timed
from jreadtools.errors import Lang, Message, counted
from jreadtools.measure.estimate import Estimate, markup_characters
from jreadtools.printing import guarded, printable
from jreadtools.sources.locate import Files
from jreadtools.speed import ReadingTime, minutes_label

__all__ = ["SUMMARY", "main", "parser"]

_SHORTEST_TITLE: Final = 12

SUMMARY: Final = Message(ja="読書時間を1記事1行で表示", en="how long each article takes to read, a line each")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "time",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="記事ごとの読書時間を1行ずつ、最後に合計を表示します。",
            en="Prints the reading time of each article, a line each, and the total.",
        ),
        examples=Message(
            ja=f"--template の項目: {' '.join(FIELDS)} と、--keep の列\n"
            "例: jreadtools time posts/ --template '{path},{whole_minutes}'",
            en=f"fields of --template: {' '.join(FIELDS)}, and columns of --keep\n"
            "for example: jreadtools time posts/ --template '{path},{whole_minutes}'",
        ),
    )
    add_measuring(parser)
    output = parser.group(ja="表示", en="what to print")
    output.add(
        "--aloud",
        action="store_true",
        ja="読み上げの時間も表示する（MeCab を使うため少し遅くなります）",
        en="the time read aloud too (needs MeCab, slower)",
    )
    output.add(
        "--explain",
        action="store_true",
        ja="何を数え、何を数えなかったかも表示する",
        en="what was counted and what was not, too",
    )
    output.add(
        "--template",
        metavar="TEXT",
        ja="記事ごとに、この形の行を表示する。例:\n'{slug} {label}'",
        en="print a line of this form for each article, such as\n'{slug} {label}'",
    )
    output.add(
        "--quote",
        choices=("none", "shell", "html"),
        default="none",
        ja="--template に入る値を、シェルや HTML で安全な形にする（既定 none: そのまま）",
        en="make the values in --template safe for a shell or in HTML (default none: as they are)",
    )
    _add_document(output)
    add_telling(output)
    return parser


def _add_document(output: OptionGroup) -> None:
    """All times in one document, for other programs."""
    output.add(
        "--format",
        choices=("text", "json", "jsonl", "csv"),
        default="text",
        ja="形式。json、jsonl、csv はサイトジェネレーターなどほかのプログラム用（既定 text）。「約4分」などの表示は、--lang en がなければ日本語",
        en="json, jsonl and csv: one document for generators of sites and other programs (default text); its labels are "
        "Japanese unless --lang en is given",
    )
    output.add(
        "--key",
        choices=("path", "slug", "url"),
        ja="json などで記事を引くときのキー。slug はフロントマターの id か slug、なければファイル名（既定 path）",
        en="what an article is looked up by in it; slug is the id or slug of its front matter, else the name of its file "
        "(default path)",
    )
    output.add(
        "-o",
        "--output",
        metavar="FILE",
        ja="json などをファイルに書き出す",
        en="write the document to a file",
    )


def main(args: argparse.Namespace, run: Run) -> None:
    """Print how long each article takes to read."""
    if args.format != "text":
        _write_document(args, run)
        return
    if args.key is not None or args.output is not None:
        raise UsageError(
            ja="--key と -o は --format json、jsonl、csv のどれかと一緒に指定してください",
            en="--key and -o are for --format json, jsonl and csv; name one of them",
        )
    files = files_of(args)
    with progress_of(args.progress, files, run, beside=run.out) as told:
        _print_lines(args, run, files, told)


def _write_document(args: argparse.Namespace, run: Run) -> None:
    from jreadtools.cli.places import text_place  # here and not above: lines on a terminal need none of it
    from jreadtools.cli.time_document import time_document
    from jreadtools.frames.files.apart import keep_apart

    if args.template is not None or args.explain:
        raise UsageError(
            ja="--template と --explain は --format と一緒には使えません",
            en="--template and --explain do not go with --format; leave one of them out",
        )
    keep_apart(args.paths, args.output)
    files, speed = files_of(args), speed_of(args)
    lang: Lang = args.lang or "ja"  # what stands in a file does not depend on a locale
    on_stdout = args.output in (None, "-")
    with (
        progress_of(args.progress, files, run, beside=run.out if on_stdout else None) as told,
        text_place(args.output, run) as stream,
        time_document(stream, args.format, args.key or "path", speed, lang) as document,
    ):
        number = 0
        for article in articles_of(files, run, told, document.failures.append):
            time, estimate = timed(article, speed, lang, wrap=args.wrap, code=args.code, aloud=args.aloud)
            failure = document.add(article, time, estimate)
            if failure is not None:
                run.fail(failure)
                document.failures.append(failure)
            else:
                number += 1
            told([article.path], characters=estimate.characters)
    run.wrote(args.output, number, args)


def _print_lines(args: argparse.Namespace, run: Run, files: Files, told: Progress) -> None:
    speed = speed_of(args)
    template = (
        None if args.template is None else Template(args.template, args.quote, more=dict.fromkeys(args.keep or (), ""))
    )
    aloud = args.aloud or (template is not None and template.needs_aloud)
    width = terminal_width(run.out)
    articles = characters = rest = words = 0
    morae = 0.0
    for article in articles_of(files, run, told):
        time, estimate = timed(article, speed, run.lang, wrap=args.wrap, code=args.code, aloud=aloud)
        articles += 1
        characters += estimate.characters
        rest += time.characters
        words += time.words
        morae += time.morae
        if template is not None:
            guarded(run.out).write(template.line(article, time, estimate) + "\n")
        else:
            head = _head(run, time, estimate.characters, args.aloud)
            place = run.shown(place_of(article.path, article.id))
            run.out.write(
                _line(head, printable(article.title), run.marks(article), _kept(article), place, width) + "\n"
            )
            if args.explain:
                run.out.writelines(f"    {line}\n" for line in _explained(run, article, estimate, time, args.code))
        run.out.flush()
        told([article.path], characters=estimate.characters)
    if articles > 1 and template is None:
        total = ReadingTime.of(rest, words, morae, speed, run.lang)
        name = run.words(ja=f"合計{articles:,}本", en=f"total of {articles:,} articles")
        run.out.write(f"{_head(run, total, characters, args.aloud)}  {name}\n")


def _head(run: Run, time: ReadingTime, characters: int, aloud: bool) -> str:
    parts = [_filled(time.both_labels, run.words(ja="約12分（10〜16分）", en="about 12 min (10–16 min)"))]
    if aloud:
        said = run.words(ja="読み上げ {}", en="aloud {}")
        parts.append(_filled(said.format(time.aloud_label), said.format(run.words(ja="約12分", en="about 12 min"))))
    parts.append(run.words(ja=f"{characters:>7,}字", en=f"{characters:>7,} {'char ' if characters == 1 else 'chars'}"))
    return "  ".join(parts)


def _filled(text: str, usual: str) -> str:
    return fit(text, max(display_width(usual), display_width(text)))


def _kept(article: Article) -> str:
    """The columns of --keep that say whose article it is: 甲・N2."""
    if not article.kept:
        return ""
    from jreadtools.sources.tables.cell_text import cell_text  # only tables have such columns

    return "・".join(shown for _, value in article.kept if (shown := printable(cell_text(value) or "")))


def _line(head: str, title: str, marks: str, kept: str, path: str, width: int | None) -> str:
    """A line; on a terminal the title is cut so that it fits, the path never: it is there to be copied. Where even a
    short title would not fit, the line takes two rows anyway, and the title keeps its words."""
    if width is not None and title:
        others = "  ".join(part for part in (head, kept, path) if part)
        room = width - display_width(f"{others}  {marks}")
        room = room if room >= _SHORTEST_TITLE else width
        if display_width(title) > room:
            title = fit(title, room).rstrip()
    return "  ".join(part for part in (head, title + marks, kept, path) if part)


def _explained(run: Run, article: Article, estimate: Estimate, time: ReadingTime, code: bool) -> list[str]:
    """What was counted and what was not, and what the page itself says."""

    def characters(number: int) -> str:
        return run.words(ja=f"{number:,}字", en=counted(number, "characters"))

    prose, letters = estimate.characters - estimate.word_characters, estimate.word_characters
    english = run.words(ja=f"英単語{estimate.words:,}語", en=counted(estimate.words, "English words"))
    if letters:
        english += run.words(ja=f"（{characters(letters)}）", en=f" ({characters(letters)})")
    blocks = run.words(ja=f"コード{estimate.code_blocks:,}か所", en=counted(estimate.code_blocks, "code blocks"))
    left = article.left_out
    what = (
        (estimate.url_characters, "URL", "URLs"),
        (estimate.code_characters, blocks, f"{blocks},"),
        (left.ruby, "ルビの読み", "ruby readings"),
        (left.front_matter, "フロントマター", "front matter"),
        (
            left.embeds,
            "埋め込まれた他人の投稿やほかのページの紹介",
            "embedded posts of others and cards of other pages",
        ),
        (left.page, "ページの本文以外の部分", "the page around the article"),
        (left.unknown, "読み取れなかった部分", "what could not be read"),
        (markup_characters(article), "タグやコメントなどの記法", "tags, comments, shortcodes and other markup"),
    )
    out = [f"{run.words(ja=ja, en=en)} {characters(n)}" for n, ja, en in what if n]
    lines = [
        run.words(
            ja=f"数えたもの: 日本語など {characters(prose)}、{english}", en=f"counted: {characters(prose)}, {english}"
        )
    ]
    if code and estimate.code_blocks:
        lines.append(run.words(ja=f"{blocks}も数えています", en=f"{blocks} counted too"))
    nothing = run.words(ja="なし", en="nothing")
    if article.stated_minutes is not None:
        stated = minutes_label(article.stated_minutes, run.lang)
        lines.append(
            run.words(
                ja=f"ページの表示は「{stated}」、測った時間は「{time.label}」",
                en=f"the page itself says {stated}; measured: {time.label}",
            )
        )
    lines.append(
        run.words(ja=f"数えていないもの: {'、'.join(out) or nothing}", en=f"not counted: {'; '.join(out) or nothing}")
    )
    return lines

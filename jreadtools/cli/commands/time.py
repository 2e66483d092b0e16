"""`jreadtools time`: a line an article, a total at the end. No numpy, no MeCab, unless --aloud asks for them."""

from __future__ import annotations

import argparse

from jreadtools.article import Article, place_of
from jreadtools.characters import display_width, fit
from jreadtools.cli.how_far import Told, how_far
from jreadtools.cli.session import Run, articles_of, speed_of, terminal_width
from jreadtools.cli.template import Template
from jreadtools.measure.estimate import Estimate, estimate, markup_characters, reading_time
from jreadtools.printing import guarded, printable
from jreadtools.sources.blocks import visible_length
from jreadtools.speed import ReadingTime, minutes_label

__all__ = ["time_command"]

_SHORTEST_TITLE = 12


def time_command(args: argparse.Namespace, run: Run) -> None:
    """Print how long each article takes to read."""
    with how_far(args, run, beside=run.out) as told:
        _print_lines(args, run, told)


def _print_lines(args: argparse.Namespace, run: Run, told: Told) -> None:
    speed = speed_of(args)
    template = None if args.template is None else Template(args.template, args.quote)
    aloud = args.aloud or (template is not None and template.needs_aloud)
    width = terminal_width(run.out)
    articles = characters = rest = words = 0
    morae = 0.0
    for article in articles_of(args, run):
        counted = estimate(article, code=args.code)
        if aloud:
            time = reading_time(article, wrap=args.wrap, code=args.code, speed=speed, lang=run.lang, aloud=True)
        else:
            time = counted.reading_time(speed, run.lang)
        articles += 1
        characters += counted.characters
        rest += time.characters
        words += time.words
        morae += time.morae
        if template is not None:
            guarded(run.out).write(template.line(article, time, counted) + "\n")
        else:
            draft = run.words(ja="（下書き）", en=" (draft)") if article.draft else ""
            draft += run.words(ja="（要約のみ）", en=" (summary only)") if article.truncated else ""
            head = _head(run, time, counted.characters, args.aloud)
            run.out.write(
                _line(head, printable(article.title), draft, run.shown(place_of(article.path, article.id)), width)
                + "\n"
            )
            if args.explain:
                run.out.writelines(f"    {line}\n" for line in _explained(run, article, counted, time, args.code))
        run.out.flush()
        told(article, counted.characters)
    if articles > 1 and template is None:
        total = ReadingTime.of(rest, words, morae, speed, run.lang)
        name = run.words(ja=f"合計 {articles:,} 本", en=f"total of {articles:,} articles")
        run.out.write(f"{_head(run, total, characters, args.aloud)}  {name}\n")


def _head(run: Run, time: ReadingTime, characters: int, aloud: bool) -> str:
    parts = [_filled(time.both_labels, run.words(ja="約12分（10〜16分）", en="about 12 min (10–16 min)"))]
    if aloud:
        said = run.words(ja="読み上げ {}", en="aloud {}")
        parts.append(_filled(said.format(time.aloud_label), said.format(run.words(ja="約12分", en="about 12 min"))))
    parts.append(run.words(ja=f"{characters:>7,}字", en=f"{characters:>7,} chars"))
    return "  ".join(parts)


def _filled(text: str, usual: str) -> str:
    return fit(text, max(display_width(usual), display_width(text)))


def _line(head: str, title: str, draft: str, path: str, width: int | None) -> str:
    """A line; on a terminal the title is cut so that it fits, the path never: it is there to be copied."""
    if width is not None and title:
        room = max(_SHORTEST_TITLE, width - display_width(f"{head}  {draft}  {path}"))
        if display_width(title) > room:
            title = fit(title, room).rstrip()
    return "  ".join(part for part in (head, title + draft, path) if part)


def _dropped(article: Article) -> int:
    return sum(visible_length(dropped.text) for dropped in article.dropped)


def _explained(run: Run, article: Article, counted: Estimate, time: ReadingTime, code: bool) -> list[str]:
    """What was counted and what was not, and what the page itself says."""
    characters = run.words(ja="{:,} 字", en="{:,} characters").format
    prose, letters = counted.characters - counted.word_characters, counted.word_characters
    english = run.words(ja=f"英単語 {counted.words:,} 語", en=run.count(counted.words, "English word", ""))
    if letters:
        english += run.words(ja=f"（{characters(letters)}）", en=f" ({characters(letters)})")
    blocks = run.words(ja=f"コード {counted.code_blocks:,} か所", en=run.count(counted.code_blocks, "code block", ""))
    left = article.left_out
    what = (
        (counted.url_characters, "URL", "URLs"),
        (counted.code_characters, blocks, f"{blocks},"),
        (left.ruby, "ルビの読み", "ruby readings"),
        (left.front_matter, "フロントマター", "front matter"),
        (
            left.embeds,
            "埋め込まれた他人の投稿やほかのページの紹介",
            "embedded posts of others and cards of other pages",
        ),
        (left.page + _dropped(article), "ページの本文以外の部分", "the page around the article"),
        (markup_characters(article), "タグやコメントなどの記法", "tags, comments, shortcodes and other markup"),
    )
    out = [f"{run.words(ja=ja, en=en)} {characters(n)}" for n, ja, en in what if n]
    lines = [
        run.words(
            ja=f"数えたもの: 日本語など {characters(prose)}、{english}", en=f"counted: {characters(prose)}, {english}"
        )
    ]
    if code and counted.code_blocks:
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

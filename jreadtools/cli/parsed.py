"""The words of the command line to what they ask for: one parser, that of the command that is named."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final, Protocol

from jreadtools.cli.options import MARK, add_common, operand
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run
from jreadtools.errors import Lang, Message, near_names
from jreadtools.sources.regular import exists

__all__ = ["COMMANDS", "command_of", "parsed"]

COMMANDS: Final = (
    *("time", "analyze", "check", "report", "stamp", "serve", "lsp", "mcp"),
    *("text", "tokens", "metrics", "cite"),
)
"""A command is a module of `cli.commands`; this is the order of the help."""


class Command(Protocol):
    """What the module of a command has."""

    SUMMARY: Message

    def parser(self, lang: Lang, version: Version) -> Parser:
        """What can be asked of it, and its help."""

    def main(self, args: argparse.Namespace, run: Run) -> int | None:
        """Do it. It may have an exit code of its own, if nothing fails."""


def command_of(name: str) -> Command:
    """The module of a command; the others are not loaded."""
    module: Command = import_module(f"jreadtools.cli.commands.{name}")
    return module


def parsed(words: Sequence[str], lang: Lang, version: Version) -> argparse.Namespace:
    """What the words of the command line ask for. The options that all commands share may stand before it.

    Leaves with SystemExit where nothing is left to do: --help, --version (`version` is called then), and what
    cannot be understood (exit code 2).
    """
    words = _asked_for_help(words)
    at = _place_of_command(words)
    if at is None:
        parser = _general(lang, version)
        parser.parse_args(words)
        parser.print_help(sys.stderr)
        parser.exit(2)
    if words[at] not in COMMANDS:
        _general(lang, version).error(_no_command(words[at], lang))
    parser = add_common(command_of(words[at]).parser(lang, version))
    args, unknown = parser.parse_known_intermixed_args([*words[:at], *_marked(words[at + 1 :])])
    if unknown:
        parser.error(_unknown(unknown, parser.options, lang))
    args.command = words[at]
    return args


def _asked_for_help(words: Sequence[str]) -> Sequence[str]:
    """`help` and `help COMMAND` as --help.

    >>> _asked_for_help(["help", "time"]), _asked_for_help(["--lang", "en", "help"])
    (['time', '--help'], ['--lang', 'en', '--help'])
    """
    at = _place_of_command(words)
    return words if at is None or words[at] != "help" else [*words[:at], *words[at + 1 :], "--help"]


def _place_of_command(words: Sequence[str]) -> int | None:
    at = 0
    while at < len(words):
        if words[at] == "--lang":
            at += 2
        elif words[at].startswith("-"):
            at += 1
        else:
            return at
    return None


def _marked(words: Sequence[str]) -> list[str]:
    """The words of a command, so that argparse understands them.

    `--sort -characters` becomes `--sort=-characters`: it would take the name for an option. What stands behind
    `--` is marked as no option: it loses the `--` where options and paths are mixed.

    >>> _marked(["--sort", "-words", "a.md", "--", "-b.md"])
    ['--sort=-words', 'a.md', '\\x00-b.md']
    """
    result: list[str] = []
    for number, word in enumerate(words):
        if word == "--":
            return result + [MARK + operand for operand in words[number + 1 :]]
        if result and result[-1] == "--sort" and re.fullmatch(r"-(?:[^\W\d_]\w+|[^\x00-\x7f]\w*)", word):
            result[-1] = f"--sort={word}"
        else:
            result.append(word)
    return result


def _no_command(word: str, lang: Lang) -> str:
    near = near_names(word, COMMANDS, most=1)
    if near:
        hint = f"{near[0]} のことでしょうか" if lang == "ja" else f"did you mean {near[0]}?"
    elif exists(word):
        hint = f"jreadtools time {word}" if lang == "en" else f"jreadtools time {word} のように指定してください"
        hint = hint if lang == "ja" else f"name the command first: {hint}"
    else:
        names = ", ".join(COMMANDS)
        hint = f"使えるコマンド: {names}" if lang == "ja" else f"the commands are {names}"
    return f"「{word}」というコマンドはありません。{hint}" if lang == "ja" else f"there is no command {word!r}; {hint}"


def _unknown(words: Sequence[str], options: Iterable[str], lang: Lang) -> str:
    shown = " ".join(map(operand, words))
    near = near_names(words[0].partition("=")[0], options, most=1)
    if lang == "ja":
        return f"{shown} という指定はありません" + (f"。{near[0]} のことでしょうか" if near else "")
    return f"there is no option {shown}" + (f"; did you mean {near[0]}?" if near else "")


def _general(lang: Lang, version: Version) -> Parser:
    commands = "\n".join(f"  {name:<9}{command_of(name).SUMMARY.in_language(lang)}" for name in COMMANDS)
    parser = Parser(
        "",
        "コマンド [オプション]" if lang == "ja" else "COMMAND [options]",
        lang,
        version,
        about=Message(
            ja="日本語の記事が何分で読めるか、一文はどれくらいの長さか、漢字はどれくらい多いかを調べます。\n\n"
            f"コマンド:\n{commands}",
            en="How long a Japanese article takes to read, how long its sentences are, how much of it is kanji.\n\n"
            f"commands:\n{commands}",
        ),
        examples=Message(
            ja="例: jreadtools time posts/\nコマンドごとの説明: jreadtools time --help",
            en="for example: jreadtools time posts/\nhelp for a command: jreadtools time --help",
        ),
    )
    return add_common(parser)

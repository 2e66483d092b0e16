"""argparse that speaks the language of the run, and wraps its help by what a terminal shows."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

from jreadtools.errors import Lang
from jreadtools.printing import printable, wrapped

__all__ = ["Leave", "Parser", "Version"]

Version = Callable[[], str]
"""What --version prints: asked for only then, because it opens the dictionary."""

# What argparse says, in Japanese. What is not listed stays as it is.
_ARGPARSE_JA: Final = (
    (r"the following arguments are required: (.*)", r"\1 を指定してください"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 に「\2」は指定できません（\3 のどれか）"),
    (r"argument (.*?): expected one argument", r"\1 には値が必要です"),
    (r"argument (.*?): ignored explicit argument '(.*)'", r"\1 に値（\2）は付けられません"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 は \2 と一緒には指定できません"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the language of the run."""

    def __init__(self, command: str, operands: str, lang: Lang, version: Version, **more: Any) -> None:
        self.lang = lang
        self.version = version
        prog = f"jreadtools {command}".rstrip()
        options = "[オプション]" if lang == "ja" else "[options]"
        super().__init__(
            prog=prog,
            usage=" ".join(filter(None, (prog, operands, options if command else ""))),
            formatter_class=lambda prog: _Help(prog, lang),
            add_help=False,
            allow_abbrev=False,
            **more,
        )

    @property
    def options(self) -> list[str]:
        return [name for action in self._actions for name in action.option_strings]

    def error(self, message: str) -> NoReturn:
        if self.lang == "ja":
            for pattern, wording in _ARGPARSE_JA:
                message, found = re.subn(f"^{pattern}$", wording, message)
                if found:
                    message = message.replace("'", "")
                    break
        self.print_usage(sys.stderr)
        more = f"詳しくは: {self.prog} --help" if self.lang == "ja" else f"more: {self.prog} --help"
        self.exit(2, f"jreadtools: {printable(message, fold=False)}\n{more}\n")


class _Help(argparse.HelpFormatter):
    """Help that is wrapped by what a terminal shows: a Japanese character is two columns wide."""

    def __init__(self, prog: str, lang: Lang) -> None:
        from shutil import get_terminal_size

        super().__init__(prog, max_help_position=24, width=min(max(get_terminal_size().columns, 50), 100) - 2)
        self._lang = lang

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or ("使い方: " if self._lang == "ja" else "usage: "))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [line for part in text.split("\n") for line in wrapped(part, width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


class Leave(argparse.Action):
    """--version: print it and leave, whatever else was asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        if isinstance(parser, Parser):
            sys.stdout.write(parser.version() + "\n")
        parser.exit()

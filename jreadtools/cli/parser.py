"""argparse that speaks the language of the run, and wraps its help by what a terminal shows."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn, Protocol

from jreadtools.errors import Lang, Message
from jreadtools.printing import printable, wrapped

__all__ = ["Leave", "OptionGroup", "Parser", "Say", "Version", "say_in"]

Version = Callable[[], str]
"""What --version prints: asked for only then, because it opens the dictionary."""


class Say(Protocol):
    """The wording in the language that was asked for."""

    def __call__(self, *, ja: str, en: str) -> str:
        """One of the two."""


def say_in(lang: Lang) -> Say:
    """The wording in a language."""
    return lambda *, ja, en: ja if lang == "ja" else en


# What argparse says, in Japanese. What is not listed stays as it is.
_ARGPARSE_JA: Final = (
    (r"the following arguments are required: (.*)", r"\1 を指定してください"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 に「\2」は指定できません（\3 のどれか）"),
    (r"argument (.*?): expected one argument", r"\1 には値が必要です"),
    (r"argument (.*?): ignored explicit argument '(.*)'", r"\1 に値（\2）は付けられません"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 は \2 と一緒には指定できません"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class OptionGroup:
    """A group of the options of a command, with their help in the language of the run."""

    def __init__(self, group: argparse._ActionsContainer, say: Say) -> None:
        self._group = group
        self.say = say

    def add(self, *names: str, ja: str, en: str, **more: Any) -> None:
        """An option, or an operand; `more`: as `add_argument` of argparse takes it."""
        self._group.add_argument(*names, help=self.say(ja=ja, en=en), **more)

    def either(self) -> OptionGroup:
        """Options of the group that exclude each other."""
        return OptionGroup(self._group.add_mutually_exclusive_group(), self.say)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the language of the run. `about`, `examples`: what stands above and below the options."""

    def __init__(
        self,
        command: str,
        operands: str,
        lang: Lang,
        version: Version,
        *,
        about: Message,
        examples: Message | None = None,
    ) -> None:
        self.lang = lang
        self.say = say_in(lang)
        self.version = version
        prog = f"jreadtools {command}".rstrip()
        options = "[オプション]" if lang == "ja" else "[options]"
        super().__init__(
            prog=prog,
            usage=" ".join(filter(None, (prog, operands, options if command else ""))),
            formatter_class=lambda prog: _Help(prog, lang),
            add_help=False,
            allow_abbrev=False,
            description=about.in_language(lang),
            epilog=None if examples is None else examples.in_language(lang),
        )

    def group(self, *, ja: str, en: str) -> OptionGroup:
        """A new group of options, with what stands above it."""
        return OptionGroup(self.add_argument_group(self.say(ja=ja, en=en)), self.say)

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

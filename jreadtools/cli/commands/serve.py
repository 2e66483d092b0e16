"""`jreadtools serve`: a page on this machine that shows how a text reads while it is written."""

from __future__ import annotations

import argparse
import errno
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from jreadtools.cli.among import add_among, among_of
from jreadtools.cli.parser import Parser, Say, Version
from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import Lang, Message

if TYPE_CHECKING:
    from jreadtools.live.desk import Desk
    from jreadtools.live.desk_server import DeskServer

__all__ = ["SUMMARY", "main", "parser"]


SUMMARY: Final = Message(
    ja="書きながら読みやすさを確かめるページ", en="a page on this machine that follows while you write"
)

_PORTS: Final = 65_535
_TAKEN: Final[Mapping[int | None, Message]] = {
    errno.EADDRINUSE: Message(ja="ほかのプログラムが使っています", en="another program has it"),
    errno.EACCES: Message(ja="使う権限がありません", en="no permission to use it"),
}


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "serve",
        "",
        lang,
        version,
        about=Message(
            ja="書くのに合わせて読みやすさを示すページを、このコンピューターだけで開きます。文章はどこにも送られず、ディスクにも残りません。"
            "表示されたアドレスをブラウザーで開いてください。終えるには Ctrl-C を押します。",
            en="Serves a page, on this machine alone, that shows how a text reads while it is written. The text is sent nowhere "
            "and kept nowhere. Open the address that is printed in a browser; Ctrl-C ends it.",
        ),
        examples=Message(
            ja="例: jreadtools serve --open\n　　jreadtools serve --among posts/",
            en="for example: jreadtools serve --open\n             jreadtools serve --among posts/",
        ),
    )
    place = parser.group(ja="ページ", en="the page")
    place.add(
        "--port",
        type=_port(place.say),
        default=0,
        metavar="N",
        ja="ポート番号（既定は空いている番号）",
        en="its port (default: one that is free)",
    )
    place.add("--open", action="store_true", ja="ブラウザーで開く", en="open it in the browser")
    add_among(place)
    return parser


def _port(say: Say) -> Callable[[str], int]:
    """What a port has to be.

    >>> _port(lambda *, ja, en: en)("65535")
    65535
    """

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) > _PORTS:
            raise argparse.ArgumentTypeError(
                say(
                    ja=f"0から{_PORTS}までの整数を指定してください（{text} ではなく）",
                    en=f"a whole number from 0 to {_PORTS}, not {text}",
                )
            )
        return int(text)

    return number


def main(args: argparse.Namespace, run: Run) -> None:
    """Serve the page until Ctrl-C."""
    with _started(_desk(args, run), args.port) as server:
        server.measurers.warm()
        run.out.write(f"{server.address}\n")
        run.out.flush()
        run.remark(
            ja="このアドレスをブラウザーで開いてください。終えるには Ctrl-C を押します",
            en="open this address in a browser; Ctrl-C ends it",
        )
        if args.open:
            _open(server.address, run)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            run.remark(ja="終了しました", en="ended")


def _desk(args: argparse.Namespace, run: Run) -> Desk:
    from jreadtools.live.desk import Desk
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.norms import GENRES

    settings = Settings(lang=run.lang)
    if not args.among or args.among in GENRES:
        return Desk(settings, args.among or "web")
    return Desk(settings, "own", among_of(args.among, run, settings).norms)


def _started(desk: Desk, port: int) -> DeskServer:
    from jreadtools.live.desk_server import DeskServer

    try:
        return DeskServer(desk, port)
    except OSError as error:
        said = error.strerror or str(error)
        reason = _TAKEN.get(error.errno, Message(ja=said, en=said))
        raise UsageError(
            ja=f"--port {port}: このポートは使えません（{reason.ja}）。別の番号にするか、--port を付けずに実行してください",
            en=f"--port {port} cannot be used ({reason}); take another, or leave it out",
        ) from error


def _open(address: str, run: Run) -> None:
    import webbrowser  # few ask for it

    if not webbrowser.open(address):
        run.tell(
            ja="ブラウザーを開けませんでした。上のアドレスを開いてください",
            en="no browser could be opened; open the address above",
        )

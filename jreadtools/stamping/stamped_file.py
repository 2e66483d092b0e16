"""A post with other fields in its front matter: what its bytes become, and how they get into its file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError
from jreadtools.frames.files.destination import binary_destination
from jreadtools.sources.encoding import clean, decode
from jreadtools.sources.front_matter import read
from jreadtools.sources.locate import Found, cannot_be_read
from jreadtools.sources.read import read_found
from jreadtools.sources.reading import Reading
from jreadtools.sources.regular import read_whole
from jreadtools.stamping import json_field, toml_field, yaml_field
from jreadtools.stamping.edits import Edit
from jreadtools.stamping.stamp_places import place_in

__all__ = ["FieldChange", "Stamped", "Values", "stamped", "stamped_text", "write"]

Values = Mapping[str, str | None]
"""What each field is to be; None: it is to be taken out."""

_EDITS: Final[Mapping[str, Callable[[str, str, str | None], Edit]]] = {
    "yaml": yaml_field.edit,
    "toml": toml_field.edit,
    "json": json_field.edit,
}


class FieldChange(NamedTuple):
    """A field that is not as it is to be; None: it is not there."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Stamped:
    """A post and what is to become of it."""

    found: Found
    changes: tuple[FieldChange, ...]
    """Empty where the stamp is right already."""
    before: bytes
    after: bytes
    texts: tuple[str, str]
    """Both decoded, for people."""


def stamped_text(text: str, values: Values) -> tuple[str, tuple[FieldChange, ...]]:
    r"""A text with fields set in its front matter, and what that changed.

    Raises:
        ArticleError: it has no front matter, or one in which a field cannot be set.

    >>> stamped_text("---\ntitle: 畑\n---\n朝です。", {"reading_minutes": "1"})[0]
    '---\ntitle: 畑\nreading_minutes: 1\n---\n朝です。'
    """
    place = place_in(text)
    block = text[place.start : place.end]
    line_end = _line_end(text[: place.body])
    changes = []
    for name, value in values.items():
        edit = _EDITS[place.form](block, name, value)
        if edit.before != value:
            changes.append(FieldChange(name, edit.before, value))
            block = edit._replace(text=edit.text.replace("\n", line_end)).of(block)
    made = text[: place.start] + block + text[place.end :]
    moved = len(made) - len(text)
    # What stands behind the block is the same words, and what is read of the post otherwise stays.
    if changes and read(clean(made)).body != place.body + moved:
        raise _read_otherwise()
    return made, tuple(changes)


def _line_end(head: str) -> str:
    """How the lines of front matter end."""
    return next((end for end in ("\r\n", "\n", "\r") if end in head), "\n")


def stamped(found: Found, reading: Reading, values: Callable[[Article], Values]) -> Stamped | None:
    """What is to become of a post; None for a draft that is left out. Nothing is written.

    Args:
        found: the file.
        reading: how it is read.
        values: the fields of an article.

    Raises:
        ArticleError: it cannot be read or stamped; the message says why.
    """
    if found.entry is not None:
        raise ArticleError(
            ja="複数の記事が入っているファイルのため、書き込みませんでした",
            en="holds many articles and is left as it is",
        )
    if found.data is not None:
        raise ArticleError(
            ja="ファイルではないため、書き込めません。ファイルの名前を指定してください",
            en="is no file that can be written; name the file itself",
        )
    try:
        data = read_whole(found.path, reading.max_bytes)
    except (OSError, ValueError) as error:
        again = read_found(found, reading)  # which says it as every other command does
        raise ArticleError(again.error if isinstance(again, Failure) else cannot_be_read(error)) from None
    article = _article(found, data, reading)
    if article.draft and not reading.drafts:
        return None
    if article.format != "markdown":
        raise ArticleError(
            ja="Markdown の記事ではないため、書き込みませんでした",
            en="is no post in Markdown and is left as it is",
        )
    text = decode(data, reading.encoding).text
    made, changes = stamped_text(text, values(article))
    after = _encoded(data, text, made, article.encoding) if changes else data
    if changes:
        _same_but_for_the_stamp(article, _article(found, after, reading))
    return Stamped(found, changes, data, after, (text, made))


def _article(found: Found, data: bytes, reading: Reading) -> Article:
    article = read_found(found._replace(data=data), reading)
    if isinstance(article, Failure):
        raise ArticleError(article.error)
    return article


def _same_but_for_the_stamp(before: Article, after: Article) -> None:
    """A stamp changes neither the words that were measured nor what else is known of the post."""
    names = ("title", "date", "updated", "tags", "draft", "url", "id", "check")
    for name in names:
        if getattr(before, name) != getattr(after, name):
            raise ArticleError(
                ja=f"書き込むと記事の {name} が変わってしまうため、書き込みませんでした。別の名前の項目にしてください",
                en=f"would have another {name} with this stamp and is left as it is; name the field otherwise",
            )
    words = [[(block.kind, block.text) for block in article.blocks] for article in (before, after)]
    if words[0] != words[1]:
        raise _read_otherwise()


def _read_otherwise() -> ArticleError:
    return ArticleError(
        ja="書き込むと本文の読み取り方が変わってしまうため、書き込みませんでした",
        en="would be read otherwise with this stamp and is left as it is",
    )


def _encoded(data: bytes, text: str, made: str, encoding: str) -> bytes:
    """The bytes of the changed text: all but those of the changed front matter are the bytes that were there.

    Raises:
        ArticleError: the front matter has bytes that its encoding does not give back, or the stamp is not in it.
    """
    end = place_in(text).end
    changed = made[: len(made) - (len(text) - end)]
    try:
        head = text[:end].encode(encoding)
    except (UnicodeError, LookupError):
        head = b""
    mark = next((length for length in (0, 2, 3, 4) if data.startswith(head, length)), None)
    if not head or mark is None:
        raise ArticleError(
            ja=f"フロントマターに {encoding} として正しくない文字があるため、書き込みませんでした。UTF-8 で保存し直してください",
            en=f"has characters in its front matter that are no {encoding} and is left as it is; save it as UTF-8",
        )
    try:
        return data[:mark] + changed.encode(encoding) + data[mark + len(head) :]
    except UnicodeError:
        raise ArticleError(
            ja=f"{encoding} では表せない文字を書き込もうとしたため、書き込みませんでした。UTF-8 で保存し直してください",
            en=f"is left as it is: the stamp has a character that {encoding} has not; save the file as UTF-8",
        ) from None


def write(stamp: Stamped) -> None:
    """Put the changed post in the place of the old one, in one step and with its permissions.

    Raises:
        ArticleError: the file may not be written, is a link out of its folder, or has changed since it was read.
        OutputError: it cannot be written.
    """
    path = stamp.found.path
    # The folder that was named: the id of a post is its path from there.
    folder = path.parents[min(len(Path(stamp.found.id).parts), len(path.parents)) - 1]
    try:
        status, place, within = path.stat(), path.resolve(), folder.resolve()
    except OSError:
        raise _changed() from None
    if not place.is_relative_to(within):
        raise ArticleError(
            ja=f"{place} へのリンクで、フォルダーの外にあるため、書き込みませんでした",
            en=f"is a link to {place}, outside the folder, and is left as it is",
        )
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise ArticleError(
            ja="読み取り専用のファイルのため、書き込みませんでした", en="is read-only and is left as it is"
        )
    # Not aside: beside a post it would be one more post of the site.
    with _alone_in(place.parent), binary_destination(str(path), aside=False) as stream:
        with suppress(OSError, AttributeError):  # nobody's post becomes root's
            os.fchown(stream.fileno(), status.st_uid, status.st_gid)
        stream.write(stamp.after)
        stream.flush()
        if _now(path) != stamp.before:
            raise _changed()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Of two stamps at once, the second looks whether a post has changed when the first has put it in its place."""
    handle = None
    with suppress(ImportError, OSError):  # Windows, a folder that cannot be read, a file system without locks
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _changed() -> ArticleError:
    return ArticleError(
        ja="読み込んだあとに変更されたため、書き込みませんでした。もう一度実行してください",
        en="has changed since it was read and is left as it is; run the command again",
    )


def _now(path: Path) -> bytes | None:
    try:
        return read_whole(path)
    except OSError:
        return None

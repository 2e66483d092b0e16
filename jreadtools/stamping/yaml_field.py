"""A field of YAML front matter. Events, not objects: their marks say where each stands, and nothing is built."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from jreadtools.errors import ArticleError
from jreadtools.stamping.edits import Edit, broken, not_one_value, quoted, twice, unset, written

__all__ = ["edit"]

_DEEPEST: Final = 100  # the parser takes quadratic time for [[[[…


class _Top(NamedTuple):
    """The mapping that the block is."""

    fields: list[tuple[Any, Any]]
    """The field's own (key, value) events: as a rule one or none."""
    others: list[tuple[str, object]]
    """All other events: what must not change."""
    indent: int
    in_braces: bool


def edit(block: str, name: str, value: str | None) -> Edit:
    r"""How a field gets its value, or is taken out (None).

    Raises:
        ArticleError: the block is no YAML, or the field no value on one line.

    >>> edit("title: 畑\nreading_minutes: 3 # 分\n", "reading_minutes", "4").of("title: 畑\nreading_minutes: 3 # 分\n")
    'title: 畑\nreading_minutes: 4 # 分\n'
    """
    top = _top(block, name)
    if len(top.fields) > 1:
        raise twice(name)
    made = _edit(block, name, value, top)
    again = _top(made.of(block), name)
    found = [scalar.value for _, scalar in again.fields]
    if again.others != top.others or found != ([] if value is None else [value]):
        raise not_one_value(name)
    return made


def _edit(block: str, name: str, value: str | None, top: _Top) -> Edit:
    if not top.fields:
        if value is None:
            return unset()
        if top.in_braces:
            raise ArticleError(
                ja="フロントマターが {…} の形で書かれているため、書き込みませんでした。1行に1項目の形にしてください",
                en="has front matter in braces and is left as it is; write it one field a line",
            )
        return Edit(len(block), len(block), f"{' ' * top.indent}{name}: {written(value)}\n", None)
    key, scalar = top.fields[0]
    start, end = scalar.start_mark.index, scalar.end_mark.index
    line = max(block.rfind("\n", 0, key.start_mark.index), block.rfind("\r", 0, key.start_mark.index)) + 1
    style = getattr(scalar, "style", None) or ""
    alone = not block[line : key.start_mark.index].strip(" ") and "\n" not in block[key.start_mark.index : end]
    if not _is_plain(scalar) or style in ("|", ">") or top.in_braces or not alone:
        raise not_one_value(name)
    if value is None:
        return Edit(line, _next_line(block, end), "", scalar.value)
    if scalar.value == value:
        return unset(value)
    if style == "'":
        text = "'" + value.replace("'", "''") + "'" if "\n" not in value else quoted(value)
    else:
        text = written(value, in_quotes=style == '"')
    return Edit(start, end, text if end > start else f" {text}", scalar.value)


def _next_line(block: str, at: int) -> int:
    found = [end for end in (block.find("\n", at), block.find("\r", at)) if end >= 0]
    if not found:
        return len(block)
    end = min(found)
    return end + 2 if block.startswith("\r\n", end) else end + 1


def _is_plain(event: Any) -> bool:
    """Whether an event is a scalar without an anchor or a tag."""
    return hasattr(event, "value") and event.anchor is None and event.tag is None


def _top(block: str, name: str) -> _Top:
    import yaml  # for the posts that have such a block

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    fields: list[tuple[Any, Any]] = []
    others: list[tuple[str, object]] = []
    key: Any = None
    depth = indent = 0
    in_braces = False
    event: Any
    try:
        for event in yaml.parse(block, Loader=loader):
            starts, ends = isinstance(event, yaml.CollectionStartEvent), isinstance(event, yaml.CollectionEndEvent)
            depth -= ends
            if depth == 0 and starts:
                indent, in_braces = event.start_mark.column, bool(event.flow_style)
            if depth == 1:
                if key is None and starts:
                    raise broken("YAML", "a list or a mapping as a key")
                if key is None:
                    key = event
                elif not starts:  # the value ends here
                    if getattr(key, "value", None) == name:
                        fields.append((key, event))
                        if _is_plain(event):
                            del others[-1]  # its key
                            key = None
                            continue
                    key = None
            if depth:  # the document and its mapping are there once there is a field
                others.append((type(event).__name__, getattr(event, "value", None) or getattr(event, "anchor", None)))
            depth += starts
            if depth > _DEEPEST:
                raise broken("YAML", "nested too deeply")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise broken("YAML", getattr(error, "problem", None) or error) from None
    return _Top(fields, others, indent, in_braces)

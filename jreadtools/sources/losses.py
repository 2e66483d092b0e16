"""Warns of an article of which far more was left out than read, for no known reason."""

from __future__ import annotations

from typing import Final

from jreadtools.article import Article
from jreadtools.dropped import REASONS, UNKNOWN
from jreadtools.errors import Message

__all__ = ["loss"]

_FAR_MORE: Final = 3
_FEW: Final = 200
_STOPS: Final = 30
"""Sentences: what stands around an article on its page is menus and titles, seldom as many sentences."""
# What explains only so many characters in one piece: nobody embeds a post as long as an article.
_LONGEST: Final = {"embed": 1500, "hidden": 1500, "aside": 1500, "script": 1500, "diagram": 3000, UNKNOWN: 0}


def loss(article: Article) -> Message | None:
    """The warning; None for an article that was read, or whose left out parts are what they are called."""
    kept = sum(len(block.text) for block in article.blocks)
    if len(article.source) < (1 + _FAR_MORE) * kept + _FEW:  # nearly always
        return None
    limit = max(_FAR_MORE * kept, _FEW)
    pieces = article.left
    # ASCII takes one byte, kana and kanji three: markup alone does not send us through the source.
    known = "".join([*(block.text for block in article.blocks), *(piece.text for piece in pieces)])
    if _wide(article.source) - _wide(known) > 2 * limit:
        pieces = article.dropped
    stops = max(_STOPS, 5 * sum(block.text.count("。") for block in article.blocks))
    sums: dict[str, int] = {}
    for piece in pieces:
        length = len("".join(piece.text.split()))
        around = piece.reason == "page" and piece.text.count("。") > stops
        if around or length > _LONGEST.get(piece.reason, length):
            sums[piece.reason] = sums.get(piece.reason, 0) + length
    if not sums or sum(sums.values()) <= limit:
        return None
    reason = max(sums, key=lambda name: sums[name])
    missing, read = sum(sums.values()), len("".join("".join(block.text for block in article.blocks).split()))
    return Message(
        ja=f"{missing:,}字を「{REASONS[reason].ja}」として除き、{read:,}字しか読んでいません。jreadtools text --dropped で確かめられます",
        en=f"{missing:,} characters were left out ({reason}) and only {read:,} {'is' if read == 1 else 'are'} read; "
        "jreadtools text --dropped shows them",
    )


def _wide(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass")) - len(text)

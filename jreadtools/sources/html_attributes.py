"""What the attributes of an element of HTML say of its words, on a page or not: not the author's, or not to be read."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.blocks import Mute
from jreadtools.sources.html_tags import names

__all__ = ["told_by_attributes"]

# Words of somebody else: posts of social networks, what the tools for affiliates and cards of other pages make.
_EMBEDS: Final = names(
    "iframely-embed embedly-card twitter-tweet twitter-video instagram-media bluesky-embed mastodon-embed tiktok-embed fb-post fb-video "
    "reddit-embed-bq threads-post text-post-media wp-embedded-content wp-block-embed__wrapper "
    "kaerebalink-box booklink-box tomarebalink-box tabereba-box cstmreba pochireba yyi-rinker-contents pochipp-box amazlet-box "
    "itemlink-box easyLink-box hatena-asin-detail hatena-citation amazonjs_item appreach azlink-box kg-bookmark-card"
)
# What stands beside code for the eye, and the file's name above it.
_BESIDE_CODE: Final = names(
    "gutter lineno linenos linenodiv line-numbers-rows lnt rouge-gutter hljs-ln-numbers crayon-nums crayon-toolbar "
    "blob-num code-block-filename code-block-filename-container code-lang copy-button copy-btn btn-copy clipboard-button"
)
# The mark of a footnote, in the text and before the footnote.
_FOOTNOTE_MARKS: Final = names(
    "footnote-number footnote-delimiter footnote-ref footnote-backref footnote-back-ref footnote-anchor footnoteBackLink "
    "reversefootnote easy-footnote footnote_plugin_tooltip_marker footnote_referrer fn fn-bracket"
)
_REFERENCES: Final = ("fnref", "cite_ref")  # ids of such marks
_NOTE_ROLES: Final = frozenset(("doc-noteref", "doc-backlink"))
_TOLD_BY_CLASS: Final = _EMBEDS | _BESIDE_CODE | _FOOTNOTE_MARKS
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def told_by_attributes(tag: str, attributes: dict[str, str]) -> Mute | None:
    """What an element's own attributes say of its words, on a page or not."""
    if tag == "span" and attributes.get("class") == "footnote":  # Hatena's mark; a p of this class is the footnote
        return "mark"
    if tag == "sup" and attributes.get("id", "").startswith(_REFERENCES):
        return "mark"
    if tag == "a" and (target := attributes.get("href", "")).startswith("#"):
        name = attributes.get("name") or attributes.get("id") or ""
        if name.startswith(("fn-", "fnref", "f-")) or target[1:].startswith(_REFERENCES):
            return "mark"  # the mark of a footnote and the one before it lead to each other
        if attributes.get("role") in _NOTE_ROLES:
            return "mark"
    if "embedded-service" in attributes:  # note: a card of another page
        return "embeds"
    if attributes.get("id", "").startswith("msmaflink-"):  # a script of MOSHIMO puts a card there
        return "embeds"
    if (written := attributes.get("class")) and not _TOLD_BY_CLASS.isdisjoint(words := written.split()):
        if words == ["fn"] and tag != "sup":  # the name of a person or a thing on a card
            return None
        return "mark" if _EMBEDS.isdisjoint(words) else "embeds"
    hidden = (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
    )
    return "hidden" if hidden else None

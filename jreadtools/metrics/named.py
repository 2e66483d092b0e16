"""The words that metrics share: families, units, sources, and when a value is undefined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jreadtools.errors import Message

__all__ = ["FAMILIES", "OURS", "SHORT_LABELS", "UNITS"]

FAMILIES: Final[Mapping[str, Message]] = {
    "length": Message(ja="長さ", en="length"),
    "script": Message(ja="字種", en="scripts"),
    "reading_time": Message(ja="読書時間", en="reading time"),
    "readability": Message(ja="読みやすさの公式", en="readability formulas"),
    "vocabulary": Message(ja="語彙と漢字", en="vocabulary and kanji"),
    "diversity": Message(ja="語彙の豊かさ", en="lexical diversity"),
    "style": Message(ja="文法と文体", en="grammar and style"),
}
"""The families of the catalogue, in its order: their names for people."""

OURS: Final = Message(ja="jreadtools の定義", en="defined by jreadtools")
"""The source of a metric that names no other."""

SHORT_LABELS: Final[Mapping[str, Message]] = {
    "reading_label": Message(ja="時間", en="time"),
    "characters": Message(ja="文字数", en="chars"),
    "sentences": Message(ja="文数", en="sents"),
    "sentence_characters_mean": Message(ja="平均文長", en="mean"),
    "long_sentence_ratio": Message(ja="長文率", en="long"),
    "kanji_ratio": Message(ja="漢字率", en="kanji"),
    "sentences_to_revise": Message(ja="見直したい文", en="to revise"),
}
"""What stands over a narrow column of a table on a terminal."""

UNITS: Final = {
    "characters": "字", "words": "語", "morae": "拍", "sentences": "文", "paragraphs": "段落", "headings": "か所",
    "images": "枚", "links": "か所", "blocks": "か所", "commas": "個", "minutes": "分", "seconds": "秒", "ratio": "",
    "label": "表示文", "score": "点",
    "probability": "確率", "grade": "年", "times": "回", "per 100 verbs": "（動詞100語あたり）", "levels": "段", "bunsetsu": "文節", "predicates": "個",
}  # fmt: skip
"""Units of metrics in Japanese, as they stand behind a number."""

# When a value is undefined (NaN).
NO_KANJI: Final = Message(ja="漢字がないとき", en="no kanji")
NO_CHARACTERS: Final = Message(ja="文字がないとき", en="no characters")
NO_SENTENCES: Final = Message(ja="文がないとき", en="no sentences")
NO_PARAGRAPHS: Final = Message(ja="段落がないとき", en="no paragraphs")
NO_STATED_TIME: Final = Message(ja="ページに表示がないとき", en="no stated time")
NO_WORDS: Final = Message(ja="語がないとき", en="no words")
NO_GRADED: Final = Message(ja="漢字がないとき（々・〆・〇 には学年がありません）", en="no kanji (々〆〇 have no grade)")
NOT_ONE_TEXT: Final = Message(ja="複数の記事をまとめたとき、本文がないとき", en="several articles, or no text")
NO_WORDS_OF_ONE: Final = Message(ja="語がないとき、または複数の記事をまとめたとき", en="no words, or several articles")
FEWER_THAN_50_WORDS: Final = Message(
    ja="50語に満たないとき、または複数の記事をまとめたとき", en="fewer than 50 words, or several articles"
)
NO_WORD_TWICE: Final = Message(
    ja="二度出てくる語がないとき、または複数の記事をまとめたとき", en="no word comes twice, or several articles"
)
FEWER_THAN_42_WORDS: Final = Message(
    ja="42語に満たないとき、または複数の記事をまとめたとき", en="fewer than 42 words, or several articles"
)
NO_CONTENT_WORDS: Final = Message(ja="内容語がないとき", en="no content words")
NO_VERBS: Final = Message(ja="動詞がないとき", en="no verbs")
NO_STYLE: Final = Message(ja="敬体の文も常体の文もないとき", en="no sentence in polite or plain style")
NO_BIGRAM: Final = Message(
    ja="モデルにある文字の並びがないとき、または複数の記事をまとめたとき",
    en="no bigram of the model, or several articles",
)

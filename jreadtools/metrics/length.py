"""How long: characters, words, morae, sentences, paragraphs.

Characters are code points of the NFC text without white space and zero-width characters, without
URLs, list marks, ruby readings, code and markup. Punctuation and emoji are characters.

*Sentence* metrics are made of paragraphs and of those list items and quotes that end as sentences
do; headings, cells and captions are no sentences, but their characters and words count.
"""

from __future__ import annotations

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_PARAGRAPHS, NO_SENTENCES

__all__ = ["LENGTH"]

LENGTH = Family("length")


@metric(
    LENGTH,
    ja="文字数",
    en="characters",
    unit="characters",
    level="AS",
    harder="high",
    about="空白を除いた文字の数（NFC）。句読点・記号・絵文字を含み、URL・コード・ルビの読みは含みません。",
)
def characters(c: Counts) -> IntArray:
    """Characters without white space: code points of the NFC text. Higher: longer.

    Punctuation and emoji count; URLs, code blocks, list marks, markup and ruby readings do not.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。")["characters"]
    6
    """
    return c.characters


@metric(
    LENGTH,
    ja="語数",
    en="words",
    unit="words",
    level="AS",
    harder="high",
    about="UniDic の短単位で数えた語の数。句読点や記号は数えません。",
)
def words(c: Counts) -> IntArray:
    """Short-unit words of UniDic without 補助記号, 空白 and 記号. Higher: longer.

    A run of Latin letters is one word although UniDic cuts it in two (Face|book); don't and co-op are two.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。")["words"]
    3
    """
    return c.words


@metric(
    LENGTH,
    ja="拍数",
    en="morae",
    unit="morae",
    level="AS",
    harder="high",
    about="読み上げたときの拍（モーラ）の数。数字と、辞書にない英単語の読みは推定です。",
)
def morae(c: Counts) -> IntArray:
    """Morae of the text read aloud, from UniDic's pronunciations. Higher: longer.

    キョーワハレ is five. Small ャュョァィゥェォヮ join the kana before them; ッ ン ー count. Whole numbers are read out (2026:
    ニセンニジュウロク; the point of 3.5 is not), Latin words unknown to UniDic take 0.7 morae a letter, unknown kanji two.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。")["morae"]
    5
    """
    return c.morae


@metric(
    LENGTH,
    ja="文数",
    en="sentences",
    unit="sentences",
    harder="high",
    about="文の数。段落の文と、文として終わる箇条書き・引用を数えます。見出しや表の項目は数えません。",
)
def sentences(c: Counts) -> IntArray:
    """Sentences: those of paragraphs, and list items and quotes that end as sentences do. Higher: longer.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。明日は雨です。")["sentences"]
    2
    """
    return c.sentences


@metric(
    LENGTH,
    ja="段落数",
    en="paragraphs",
    unit="paragraphs",
    harder="high",
    about="段落の数。見出し・箇条書き・引用・表は数えません。",
)
def paragraphs(c: Counts) -> IntArray:
    """Paragraphs, without headings, list items, quotes and cells. Higher: longer.

    >>> import jreadtools as jr
    >>> jr.analyze("一つ目です。\\n\\n二つ目です。")["paragraphs"]
    2
    """
    return c.paragraphs


@metric(
    LENGTH,
    ja="見出し数",
    en="headings",
    unit="headings",
    about="見出しの数。見出しは文字数と読書時間には入り、文の統計には入りません。",
)
def headings(c: Counts) -> IntArray:
    """Headings.

    >>> import jreadtools as jr
    >>> jr.analyze("# 春\\n\\n花です。", markup="markdown")["headings"]
    1
    """
    return c.headings


@metric(
    LENGTH,
    ja="画像数",
    en="images",
    unit="images",
    about="画像の数。代替テキストは文字数に入りません。",
)
def images(c: Counts) -> IntArray:
    """Images.

    >>> import jreadtools as jr
    >>> jr.analyze("![](a.png)\\n\\n花です。", markup="markdown")["images"]
    1
    """
    return c.images


@metric(
    LENGTH,
    ja="リンク数",
    en="links",
    unit="links",
    about="リンクの数。本文に書かれた URL も数えます。",
)
def links(c: Counts) -> IntArray:
    """Links, URLs in the text included.

    >>> import jreadtools as jr
    >>> jr.analyze("詳しくは https://example.jp/ へ。")["links"]
    1
    """
    return c.links


@metric(
    LENGTH,
    ja="コードブロック数",
    en="code blocks",
    unit="blocks",
    about="コードブロックの数。中身は文字数にも読書時間にも入りません。",
)
def code_blocks(c: Counts) -> IntArray:
    """Code blocks; what they hold is counted nowhere else.

    >>> import jreadtools as jr
    >>> jr.analyze("例です。\\n\\n    x = 1\\n", markup="markdown")["code_blocks"]
    1
    """
    return c.code_blocks


@metric(
    LENGTH,
    ja="平均文長",
    en="mean sentence length",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文の平均文字数。森岡 (1958) は、60字以上を難しい文章、35字以下をやさしい文章としています。",
)
def sentence_characters_mean(c: Counts) -> FloatArray:
    """Mean characters of a sentence. Higher: harder (Morioka 1958: 60 and more hard, 35 and less easy).

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。明日は雨です。")["sentence_characters_mean"]
    6.0
    """
    return ratio(c.sentence_characters, c.sentences)


@metric(
    LENGTH,
    ja="文長の中央値",
    en="median sentence length",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文の文字数の中央値（短い文から並べて、ちょうど半数に達したところの文字数）。",
)
def sentence_characters_median(c: Counts) -> FloatArray:
    """Median characters of a sentence: the shortest length that half of the sentences do not exceed. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。明日は雨です。")["sentence_characters_median"]
    5.0
    """
    return c.percentile(50)


@metric(
    LENGTH,
    ja="文長の90パーセンタイル",
    en="90th percentile of sentence length",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    about="文の9割がこの文字数以下です。",
)
def sentence_characters_p90(c: Counts) -> FloatArray:
    """Characters that nine sentences of ten do not exceed (inverted CDF). Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。" * 8 + "明日は雨です。" + "昨日も明日も雨です。")["sentence_characters_p90"]
    7.0
    """
    return c.percentile(90)


@metric(
    LENGTH,
    ja="最長の文",
    en="longest sentence",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    about="最も長い文の文字数。",
)
def sentence_characters_max(c: Counts) -> FloatArray:
    """Characters of the longest sentence. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。明日は雨です。")["sentence_characters_max"]
    7.0
    """
    return c.percentile(100)


@metric(
    LENGTH,
    ja="一文の平均語数",
    en="mean words per sentence",
    unit="words",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文の平均語数（短単位、句読点を除く）。",
)
def sentence_words_mean(c: Counts) -> FloatArray:
    """Mean words of a sentence, punctuation left out. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。明日は雨です。")["sentence_words_mean"]
    3.0
    """
    return ratio(c.sentence_words, c.sentences)


@metric(
    LENGTH,
    ja="長文率",
    en="long-sentence ratio",
    unit="ratio",
    harder="high",
    undefined=NO_SENTENCES,
    source="Morioka 1958",
    about="60字以上の文の割合。",
)
def long_sentence_ratio(c: Counts) -> FloatArray:
    """Share of sentences of 60 characters and more. Higher: harder. Morioka 1958 calls those hard.

    >>> import jreadtools as jr
    >>> jr.analyze("あ" * 59 + "。" + "晴れです。")["long_sentence_ratio"]
    0.5
    """
    return ratio(c.long_sentences, c.sentences)


@metric(
    LENGTH,
    ja="段落の平均文字数",
    en="mean paragraph length",
    unit="characters",
    harder="high",
    undefined=NO_PARAGRAPHS,
    about="一段落の平均文字数。",
)
def paragraph_characters_mean(c: Counts) -> FloatArray:
    """Mean characters of a paragraph. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。\\n\\n明日は雨です。")["paragraph_characters_mean"]
    6.0
    """
    return ratio(c.paragraph_characters, c.paragraphs)


@metric(
    LENGTH,
    ja="段落の平均文数",
    en="mean sentences per paragraph",
    unit="sentences",
    harder="high",
    undefined=NO_PARAGRAPHS,
    about="一段落の平均文数。",
)
def paragraph_sentences_mean(c: Counts) -> FloatArray:
    """Mean sentences of a paragraph. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。明日は雨です。")["paragraph_sentences_mean"]
    2.0
    """
    return ratio(c.paragraph_sentences, c.paragraphs)


@metric(
    LENGTH,
    ja="一文の読点数",
    en="commas per sentence",
    unit="commas",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文あたりの読点（、，）の数。",
)
def commas_per_sentence(c: Counts) -> FloatArray:
    """Mean 読点 of a sentence: 、 ， and half-width ､ alike. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は、晴れ，です。雨。")["commas_per_sentence"]
    1.0
    """
    return ratio(c.sentence_commas, c.sentences)

"""MeCab as columns: what the facts of the dictionary ask for, each shown."""

import contextlib
import errno
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import jreadtools as jr
from jreadtools.errors import in_language
from jreadtools.language import lexicon, mecab, morphemes
from jreadtools.language.features import FLAGS
from jreadtools.language.lexicon import FIELDS, LANES, WIDTH, Lexicon
from jreadtools.language.mecab import dictionary
from jreadtools.language.morphemes import tokenize


def surfaces(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in tokenize([text]).entries(0)]


def test_a_sentence_becomes_rows() -> None:
    """今日/は/晴れ/です/。: pronunciation, word origin, morae."""
    entries = [entry for _, _, entry in tokenize(["今日は晴れです。"]).entries(0)]
    assert [e.surface for e in entries] == ["今日", "は", "晴れ", "です", "。"]
    assert [e.pronunciation for e in entries] == ["キョー", "ワ", "ハレ", "デス", ""]
    assert [e.morae for e in entries] == [2, 1, 2, 2, 0]
    assert [e.word_origin for e in entries] == ["wago", "wago", "wago", "wago", "symbol"]
    assert entries[3].conjugation == "助動詞-デス/終止形-一般"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Facebookを見る", ["Facebook", "を", "見る"]),  # UniDic cuts Face|book
        ("JavaScriptとTypeScript", ["JavaScript", "と", "TypeScript"]),
        ("Java Scriptだ", ["Java", "Script", "だ"]),  # a space between them: two words
        ("ＦａｃｅＢｏｏｋだ", ["ＦａｃｅＢｏｏｋ", "だ"]),
        ("Caféだ", ["Café", "だ"]),
        ("iPhone15を", ["iPhone", "15", "を"]),  # digits stay as they are
    ],
)
def test_a_latin_run_is_one_word(text: str, wanted: list[str]) -> None:
    assert surfaces(text) == wanted


def test_words_do_not_grow_together_over_sentences() -> None:
    found = tokenize(["Face", "book"])
    assert np.diff(found.bounds).tolist() == [1, 1]


@pytest.mark.parametrize("blank", ["", " ", "\u3000", " \t "])
def test_blank_sentences_keep_their_place(blank: str) -> None:
    found = tokenize(["猫だ。", blank, "犬だ。"])
    first, middle, last = np.diff(found.bounds).tolist()
    assert (first, last) == (3, 3)
    assert middle <= 1  # UniDic has a token for U+3000, which is no word
    assert found.code("word")[found.bounds[1] : found.bounds[2]].sum() == 0


def test_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        tokenize(["猫\nだ"])


def test_no_sentences() -> None:
    assert len(tokenize([]).bounds) == 1


@pytest.mark.parametrize(
    "text", ["ー" * 50_000, "あ" * 100_000, "a" * 60_000, "、" * 60_000, "😀" * 20_000, "今日は晴れです" * 9_000]
)
def test_endless_sentences_are_cut_at_safe_points(text: str) -> None:
    """Above 8,192 bytes a call leaks, above about a million characters MeCab crashes."""
    found = tokenize([text])
    assert "".join(surfaces(text)) == text
    assert found.field("length").sum() == len(text)


def test_cutting_changes_no_word_of_ordinary_text() -> None:
    sentence = "今日は晴れですが、明日は雨でしょう、"
    whole = [entry.surface for _, _, entry in tokenize([sentence]).entries(0)]
    assert surfaces(sentence * 400) == whole * 400


def test_offsets_give_back_the_surface() -> None:
    text = "  Web site と  Go 1.23 を使う（笑）😀 。"
    for start, end, entry in tokenize([text]).entries(0):
        assert entry.is_unknown or len(entry.surface) == end - start
        assert text[start:end].strip() == text[start:end] != ""


def test_threads_give_the_same_as_one() -> None:
    texts = [f"第{n}回の会議は{n}時から始まり、Facebookで中継します。" for n in range(200)]
    alone = [surfaces(text) for text in texts]
    results: dict[int, list[list[str]]] = {}

    def work(number: int) -> None:
        results[number] = [surfaces(text) for text in texts]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(results[n] == alone for n in range(4))


def test_the_lexicon_forgets_unknown_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known types end, unknown ones do not: 53,000 in 4,794 posts. What holds old rows goes on with them."""
    monkeypatch.setattr(morphemes, "MAX_UNKNOWN", 10)
    before = tokenize(["xqzaとzzqxbの話。"])
    shown = [entry.surface for _, _, entry in before.entries(0)]
    for n in range(30):
        tokenize([f"qqzx{chr(97 + n % 26)}{chr(97 + n // 26)}vvを見た。"])
    assert morphemes._local.lexicon.unknown <= 12
    assert [entry.surface for _, _, entry in before.entries(0)] == shown
    assert surfaces("xqzaとzzqxbの話。") == ["xqza", "と", "zzqxb", "の", "話", "。"]


@pytest.mark.parametrize("word", ["x" * 94_000, "1" + ",000" * 20_000, "3." + "1" * 50_000])
def test_a_word_of_hours(word: str) -> None:
    """Letters or digits without end (data in a text) have as many morae as can be held, and cost no other text anything."""
    assert tokenize([word]).sums()[:, FLAGS.index("morae")].max() >= 65_535
    assert surfaces("今日は晴れです。") == ["今日", "は", "晴れ", "です", "。"]


def test_a_lexicon_interrupted_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in a notebook while morphemes are learned: later texts have the numbers that they would have had."""
    text = "割込みの杜若を鑑みる。"
    morphemes._local.lexicon = morphemes._lexicon().emptied()
    alone = (surfaces(text), tokenize([text]).sums().tolist())
    for step in ("flags_of", "codes_of", "lemma_key"):
        morphemes._local.lexicon = morphemes._lexicon().emptied()
        with monkeypatch.context() as patched:

            def interrupt(*_: object) -> None:
                raise KeyboardInterrupt

            patched.setattr(lexicon, step, interrupt)
            with pytest.raises(KeyboardInterrupt):
                tokenize([text])
        assert (surfaces(text), tokenize([text]).sums().tolist()) == alone


@pytest.fixture(scope="module")
def empty_lexicon() -> Lexicon:
    return Lexicon()


def learned(words: Lexicon, text: str) -> list[int]:
    """The rows of a text."""
    lines = words.parse(text).split("\n")
    words.learn(text, lines)
    words.settle()
    return [words.rows[line] for line in lines]


def test_a_lexicon_has_a_row_of_columns_for_each_morpheme(empty_lexicon: Lexicon) -> None:
    """However many there are: arrays grow."""
    words = empty_lexicon.forgetting()
    assert learned(words, "今日は  Go だ") == [0, 1, 2, 3]
    assert learned(words, "今日は  Go だ") == [0, 1, 2, 3]
    assert (len(words), words.unknown, words.surface(2), words.entry(3).pos) == (4, 1, "Go", "助動詞")
    numbers = [str(n) for n in range(2500)]
    rows = [row for at in range(0, 2500, 100) for row in learned(words, " ".join(numbers[at : at + 100]))]
    assert [words.surface(row) for row in rows] == numbers
    assert len(words) == len(words.numbers) == len(words.codes) == len(words.flags) == len(words.lemmas)
    assert words.numbers[:4].tolist() == [[2, 0, 0, 0, 2], [1, 0, 0, 0, 1], [2, 2, 1, 0, 1], [1, 1, 0, 1, 1]]
    assert words.numbers[rows, FIELDS.index("length")].tolist() == [len(number) for number in numbers]
    assert (words.flags.shape[1] % LANES, words.codes.shape[1]) == (0, WIDTH)
    assert len(words.flags[0]) - len(FLAGS) < LANES


def test_morphemes_that_are_read_in_another_way(empty_lexicon: Lexicon) -> None:
    """With other morae, or made one of several: a row of their own, made once, with the same space before it."""
    words = empty_lexicon.forgetting()
    (_, row) = learned(words, "約 千")
    assert words.spoken(row, words.entry(row).morae) == row
    other = words.spoken(row, 9)
    assert (other, words.spoken(row, 9), words.spoken(other, 9)) == (2, 2, 2)
    assert words.entry(other) == words.entry(row)._replace(morae=9)
    assert words.spoken(row, 8) == 3
    spaces, morae = (words.numbers[:, FIELDS.index(name)].tolist() for name in ("space", "morae"))
    assert (spaces, morae[1:]) == ([0, 1, 1, 1], [2, 9, 8])
    assert (words.merged("Facebook", 1), words.merged("Facebook", 1), words.merged("Facebook", 0)) == (4, 4, 5)
    assert words.numbers[4:].tolist() == [[8, 1, 1, 0, words.entry(4).morae], [8, 0, 1, 0, words.entry(4).morae]]
    assert words.unknown == 2


def test_what_a_lexicon_forgets(empty_lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown words; above a number of known ones, all. The one before keeps what it has."""
    words = empty_lexicon.forgetting()
    learned(words, "今日は Go だ")
    monkeypatch.setattr(lexicon, "MAX_ENTRIES", 3)
    kept = words.forgetting()
    assert [kept.surface(row) for row in range(len(kept))] == ["今日", "は", "だ"]
    assert kept.numbers.tolist() == words.numbers[[0, 1, 3]].tolist()
    assert (kept.codes.tolist(), kept.lemmas.tolist()) == (
        words.codes[[0, 1, 3]].tolist(),
        words.lemmas[[0, 1, 3]].tolist(),
    )
    assert (kept.unknown, words.unknown, len(words)) == (0, 1, 4)
    monkeypatch.setattr(lexicon, "MAX_ENTRIES", 2)
    assert (len(words.forgetting()), words.forgetting().numbers.tolist()) == (0, [])


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("行く", [1]),
        ("行け", [1]),
        ("行こう", [1]),
        ("高い", [1]),
        ("行くね", [1, 1]),
        ("行った人", [0, 0, 0]),
        ("駅へ", [0, 0]),
    ],
)
def test_forms_that_end_a_sentence(text: str, ends: list[int]) -> None:
    """終止形, 命令形, 意志推量形 and 終助詞."""
    assert tokenize([text]).field("ends").tolist() == ends


def test_the_dictionary_is_named() -> None:
    used = dictionary()
    assert used.name == "unidic-lite"
    assert "UniDic 2.1.2" in used.version
    assert used.name in str(jr.about())


def test_what_numbers_depend_on_is_named() -> None:
    """All that reads, counts and writes; one that is not installed is named as such."""
    about = jr.about()
    assert {"fugashi", "numpy", "pyromark", "lxml", "lxml_html_clean", "trafilatura", "XlsxWriter"} <= set(
        about.packages
    )
    assert about.packages["lxml"][0].isdigit()
    assert f"trafilatura {about.packages['trafilatura']}" in str(about)


def test_a_missing_dictionary_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "unidic_lite", None)
    with pytest.raises(jr.DictionaryError, match="pip install fugashi unidic-lite"):
        dictionary()


@pytest.mark.parametrize(
    ("text", "morae"),
    [
        ("東京", 4),  # トーキョー
        ("キャット", 3),
        ("2026年", 10),  # ニセンニジュウロク・ネン
        ("API", 6),  # エーピーアイ
        ("１２", 3),  # UniDic reads full-width digits one by one: イチ・ニ
        ("。！", 0),
        ("約 千", 4),
        ("ｶﾞﾊﾟｺﾞ", 3),  # a word that is in no dictionary: its kana
        ("ゔゔ", 2),
        ("Ж", 2),  # a letter of another script
        ("한국어", 6),
        ("☎", 0),
        ("10,000円", 6),  # イチマンエン
        ("2,500円", 8),  # ニセンゴヒャクエン
        ("1,234,567円", 24),
        ("１０，０００円", 6),
        ("3.14", 8),  # サンテンイチヨン
        ("３．１４", 8),
        ("1,000.5", 5),  # センテンゴ
        ("100%", 7),  # ヒャクパーセント
        ("50％", 8),
        ("￥1,000", 4),  # センエン
        ("$100", 4),
        ("5㎏", 6),
        ("R&D", 8),
        ("3,4日", 5),  # a list of numbers
        ("2024.05.03", 15),  # a date
        ("1.0.3", 6),  # a version
    ],
)
def test_morae(text: str, morae: int) -> None:
    assert tokenize([text]).field("morae").sum() == morae


def test_morphemes_of_a_sentence_stand_in_the_source() -> None:
    source = "# 題\n\n静岡の*お茶*と Google を\n使う。\n"
    analysis = jr.analyze(source, markup="markdown", wrap="join")
    for sentence in analysis.sentences:
        for morpheme in sentence.morphemes:
            shown = source[morpheme.start : morpheme.end]
            assert shown.replace("\n", "") == morpheme.surface
    assert [m.surface for m in analysis.sentences[1].morphemes] == [
        "静岡",
        "の",
        "お",
        "茶",
        "と",
        "Google",
        "を",
        "使う",
        "。",
    ]


def test_sums_are_whole_whatever_their_size() -> None:
    """Four flags share a 64-bit word only where none of their sums outgrows 16 bits."""
    texts = [f"これは{'x' * 1500}です。{'今日は晴れ、' * 60}", "", "猫。"]
    found = tokenize(texts)
    morae = FLAGS.index("morae")
    assert max(found.field("morae")) * 184 > 1 << 16
    assert found.sums()[:, morae].tolist() == [sum(e.morae for *_, e in found.entries(row)) for row in range(3)]
    assert found.sums()[0, FLAGS.index("words")] == 184


def test_a_dictionary_that_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be opened is said with the way out; there is memory enough for files that are not there."""
    import unidic_lite

    monkeypatch.setattr(unidic_lite, "DICDIR", str(tmp_path))
    with pytest.raises(
        jr.DictionaryError, match=r"cannot be read \(No such file or directory\).*--force-reinstall"
    ) as raised:
        mecab.dictionary()
    assert "（ファイルがありません）" in in_language(raised.value.args[0], "ja")
    with pytest.raises(jr.DictionaryError, match=r"cannot open the dictionary.*--force-reinstall") as raised:
        mecab.new_tagger("%m", "%m")
    assert "開けません" in in_language(raised.value.args[0], "ja")
    for name in ("sys.dic", "matrix.bin", "char.bin", "unk.dic"):
        (tmp_path / name).write_bytes(b"no dictionary")
    with pytest.raises(jr.DictionaryError, match="cannot open the dictionary"):
        mecab.new_tagger("%m", "%m")
    monkeypatch.setitem(sys.modules, "fugashi", None)
    with pytest.raises(jr.DictionaryError, match=r"fugashi is not installed.*pip install") as raised:
        mecab.dictionary()
    assert "インストールされていません" in in_language(raised.value.args[0], "ja")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "too little memory for MeCab's dictionary (260 MB, mapped from "),
        (OSError(errno.ENOMEM, "no room"), "too little memory for MeCab's dictionary (260 MB, mapped from "),
        (OSError(errno.EACCES, "not yours"), "MeCab cannot open the dictionary in "),
        (ValueError("empty"), "MeCab cannot open the dictionary in "),
        (None, "MeCab cannot open the dictionary in "),
    ],
)
def test_why_mecab_does_not_start(error: Exception | None, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory, if the files of the dictionary cannot be mapped for want of it; else the dictionary."""

    def refused(*_: object, **__: object) -> None:
        raise RuntimeError("MeCab says no more")

    def mapped(*_: object, **__: object) -> contextlib.AbstractContextManager[None]:
        if error is not None:
            raise error
        return contextlib.nullcontext()

    monkeypatch.setattr("fugashi.GenericTagger", refused)
    monkeypatch.setattr("mmap.mmap", mapped)
    with pytest.raises(jr.DictionaryError) as caught:
        mecab.new_tagger("%m", "%m")
    assert said in str(caught.value)

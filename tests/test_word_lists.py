"""Lists of words as people have them: columns, spellings, levels, and what is said of a file that is none."""

from pathlib import Path

import pytest

from jreadtools.errors import ArticleError
from jreadtools.levels.word_lists import WordList, read_word_list

# Four words in the columns of 日本語教育語彙表, chosen and rated for these tests.
GOI = """No,標準的な表記,読み,語彙の難易度,品詞1
1,猫,ネコ,1.初級前半,名詞
2,曖昧,アイマイ,4.中級後半,ナ形容詞
3,飲む,ノム,1.初級前半,動詞1類
4,醸造,ジョウゾウ,6.上級後半,名詞
"""


def of_file(tmp_path: Path, text: str, encoding: str = "utf-8", suffix: str = ".csv") -> Path:
    path = tmp_path / f"list{suffix}"
    path.write_bytes(text.encode(encoding))
    return path


def place(listed: WordList, *words: str) -> list[int | None]:
    """The places of the levels of words; None for those that are not listed."""
    places = dict(listed.words)
    return [places.get(word) for word in words]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_file_is_read_in_any_encoding_and_with_any_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """The columns and the levels of 日本語教育語彙表 are known without being named."""
    path = of_file(tmp_path, GOI.replace(",", delimiter), encoding, ".txt")
    listed = read_word_list(path)
    assert listed.levels == ("初級前半", "中級後半", "上級後半")
    assert place(listed, "猫", "曖昧", "飲む", "醸造", "犬") == [0, 1, 0, 2, None]
    assert not listed.warnings


def test_the_encoding_may_be_named(tmp_path: Path) -> None:
    """UTF-16 without a byte order mark cannot be told from a binary file."""
    path = of_file(tmp_path, GOI.replace(",", "\t"), "utf-16-le", ".tsv")
    with pytest.raises(ArticleError, match="utf-16-le"):
        read_word_list(path)
    assert place(read_word_list(path, encoding="utf-16-le"), "猫") == [0]


def test_headers_in_two_languages_are_known(tmp_path: Path) -> None:
    """As some copies of 日本語教育語彙表 have them."""
    header = "No,Standard orthography (kanji or other) 標準的な表記,Katakana reading 読み,Level 語彙の難易度,品詞1\n"
    path = of_file(tmp_path, header + GOI.split("\n", 1)[1])
    assert place(read_word_list(path), "醸造") == [2]


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    """Named ones go before those that would be known."""
    path = of_file(tmp_path, "word,level,ことば,段階\nneko,9,猫,2\ninu,9,犬,10\n")
    listed = read_word_list(path, word="ことば", level="段階")
    assert listed.levels == ("2", "10")
    assert place(listed, "犬", "neko") == [1, None]


@pytest.mark.parametrize(
    ("column", "written", "ordered"),
    [
        ("level", "N1 N3 N5 N2 N4", "N5 N4 N3 N2 N1"),
        ("level", "Ｎ１ n5 JLPT-N3", "N5 N3 N1"),
        ("level", "上級前半 初級後半 中級前半", "初級後半 中級前半 上級前半"),
        ("level", "3.上級 1.初級 2.中級", "初級 中級 上級"),
        ("level", "B2 A1 C1 A2", "A1 A2 B2 C1"),
        ("level", "10 2 1 1.5", "1 1.5 2 10"),
        ("level", "3.難しい 1.易しい 2.ふつう", "1.易しい 2.ふつう 3.難しい"),
        ("level", "2級 10級 準2級 1級", "10級 準2級 2級 1級"),  # 漢検: small is hard
        ("級", "1 4 2", "4 2 1"),
        ("JLPT", "1 5 3", "5 3 1"),
    ],
)
def test_the_order_of_known_scales(tmp_path: Path, column: str, written: str, ordered: str) -> None:
    """Easiest first, wherever in the file a level stands first; nothing is guessed."""
    rows = "".join(f"語{number},{label}\n" for number, label in enumerate(written.split()))
    listed = read_word_list(of_file(tmp_path, f"単語,{column}\n{rows}"))
    assert listed.levels == tuple(ordered.split())
    assert not listed.warnings


def test_an_unknown_scale_is_taken_as_it_appears_and_says_so(tmp_path: Path) -> None:
    """The warning names the order, so that a wrong one is seen."""
    listed = read_word_list(of_file(tmp_path, "単語,レベル\n猫,基本\n曖昧,発展\n犬,基本\n"))
    assert listed.levels == ("基本", "発展")
    [warning] = listed.warnings
    assert "基本, 発展" in warning
    assert "order=" in warning.ja


def test_the_order_that_is_given_holds(tmp_path: Path) -> None:
    """With a level that no word has; labels are found without the number before them."""
    path = of_file(tmp_path, GOI)
    order = ["上級後半", "中級後半", "中級前半", "初級前半"]
    listed = read_word_list(path, order=order)
    assert listed.levels == tuple(order)
    assert place(listed, "猫") == [3]
    with pytest.raises(ArticleError, match=r"has levels that are not in order: 6\.上級後半"):
        read_word_list(path, order=["1.初級前半", "4.中級後半"])


def test_cells_as_people_write_them(tmp_path: Path) -> None:
    """Several spellings, notes in brackets, marks of affixes, quotes, empty cells."""
    path = of_file(
        tmp_path,
        'word,reading,level\n"丸い／円い",まるい,N5\nあげる (=やる),,N5\n見る 観る,みる,N5\n〜的,てき,N3\n'
        '申(し)込む,,N3\n"固い、硬い",,N3\n,さようなら,N5\n無級,むきゅう,\nice cream,,N1\n',
    )
    listed = read_word_list(path)
    found = place(listed, *"円い あげる 観る 的 申し込む 申込む 硬い さようなら".split(), "ice cream")
    assert found == [0, 0, 0, 1, 1, 1, 1, 0, 2]
    assert place(listed, "やる", "無級", "", "ice", "〜的") == [None] * 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n\n", "is empty"),
        ("単語,レベル\n".encode(), "holds no word with a level"),
        ("単語,レベル\n猫,\n,N5\n".encode(), "holds no word with a level"),
        ("題名,本文\nあ,い\n".encode(), r"no column is known to hold the word.*are: 題名, 本文"),
        ("単語,本文\nあ,い\n".encode(), r"no column is known to hold the level.*level='NAME'.*are: 単語, 本文"),
        ('単語,レベル\n"猫,N5\n'.encode(), "never closed"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Excel"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    """In both languages."""
    path = tmp_path / "語彙.csv"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=message) as failure:
        read_word_list(path)
    assert failure.value.args[0].ja != str(failure.value)


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the columns that there are."""
    path = of_file(tmp_path, GOI)
    with pytest.raises(ArticleError, match=r"there is no column '語'.*word='NAME'.*標準的な表記, 読み"):
        read_word_list(path, word="語")
    with pytest.raises(ArticleError, match=r"there is no column 'rank'; name it: level='NAME'"):
        read_word_list(path, level="rank")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Nor is a folder one."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ArticleError, match="cannot be read"):
            read_word_list(path)


def test_a_broken_character_is_not_taken_for_a_word(tmp_path: Path) -> None:
    """One damaged row costs itself, with a warning."""
    path = tmp_path / "list.csv"
    path.write_bytes("単語,レベル\n".encode() + ("猫,N5\n犬,N5\n山,N4\n" * 50).encode() + "川".encode()[:2] + b",N1\n")
    listed = read_word_list(path)
    assert not any("\ufffd" in word for word, _ in listed.words)
    assert place(listed, "猫") == [0]
    assert any("could not be decoded" in warning for warning in listed.warnings)


def test_a_large_hostile_file_is_read_in_linear_time(tmp_path: Path) -> None:
    """Brackets without end, long cells: a second, not hours."""
    rows = "".join(
        f"{cell},N5\n" for cell in ("(" * 100_000, "（あ" * 50_000, "あ/" * 50_000, "~" * 100_000, "猫" * 100_000)
    )
    path = of_file(tmp_path, f"単語,レベル\n{rows}")
    assert place(read_word_list(path), "あ") == [0]

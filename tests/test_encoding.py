"""Encodings: every text in every encoding in which it exists comes right, and what is broken says so."""

from __future__ import annotations

import codecs
import contextlib
import io
import math
import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import clean, declared_charset, decode, decoder_for
from jreadtools.sources.japanese import surprisal
from jreadtools.sources.stream import _CHUNK, TextStream

LONG = (
    "週末に静岡の茶畑を歩いてきました。駅から三十分ほど坂を上ると、谷の向こうに富士山が見えます。\n"
    "案内してくれた人は、父の代から五十年この畑を守っているそうです。「去年は雨が多くて大変でした」と笑いながら、"
    "新しい機械の使い方を見せてくれました。\n\n"
    "帰りに買ったお茶は、少し高かったけれど香りがとても良く、今も毎朝飲んでいます。\n"
)
TEXTS = {
    "long": [LONG, LONG.replace("。", "。\r\n")],
    "20 characters": [
        "今日は朝から雨が降っていて寒いですね。",
        "新しいカメラを買ったので試してみます。",
        "来月の予定：会議、出張、健康診断など。",
        "東京駅構内図書館前停留所案内板設置場所",
        "静岡県立美術館常設展示室開館時間変更",
        "参照資料一覧・階層図・詳細設計・完了報告",
        "ソフトウェアアップデートのお知らせ一覧",
        "いろいろあってブログをはじめました、はい",
    ],
    "half-width kana": [
        "ﾎｰﾑﾍﾟｰｼﾞﾘﾆｭｰｱﾙﾉｵｼﾗｾ",
        "ｼｽﾞｵｶｼｱｵｲｸ ﾔﾏﾀﾞ ﾀﾛｳ",
        "ｺﾝﾋﾟｭｰﾀ ﾌﾟﾛｸﾞﾗﾐﾝｸﾞ",
        "ﾊﾟｿｺﾝﾄﾌﾟﾘﾝﾀｰﾉｾｯﾃｲ",
        "ﾀﾞｲｴｯﾄ･ﾌｨｯﾄﾈｽ･ﾖｶﾞ",
        "｢ﾁｮｺﾚｰﾄ｣ﾄ｢ｺｰﾋｰ｣",
        "ｼｽﾞｵｶﾉ",
        "ﾈｯﾄのﾆｭｰｽを読む",
        "ﾎｰﾑﾍﾟｰｼﾞを作るAPIの話",
    ],
    "①髙㈱": [
        "①髙橋㈱の件です",
        "①番目の店へ行く",
        "㈱ホームページ制作",
        "担当は髙﨑さん、№３の会議室です。",
        "手順は①準備②開始③終了のとおり。",
    ],
    "mixed Latin": [
        "今日はWebの話。URLはhttps://example.jp/です",
        "Appleの話",
        "MacBook Proを買って、macOSをupdateした。",
        "Pythonでscriptを書くのは楽しい",
        "see also: 参照",
        '<a href="/category/diary">日記</a> | <a href="/about">自己紹介</a>',
    ],
    "short": ["静岡県", "会議室", "読書", "カタカナ", "・りんご", "年", "4年", "友達", "花粉"],
}
ENCODINGS = [
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *(
        "cp932",
        "shift_jis_2004",
        "euc_jp",
        "euc_jis_2004",
        "iso2022_jp",
        "iso2022_jp_1",
        "iso2022_jp_3",
        "iso2022_jp_ext",
    ),
]
BOM = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def encoded(text: str, encoding: str) -> bytes | None:
    """The text in an encoding; None where it does not exist there."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return None
    # Two codecs disagree about a few signs: what does not come back by itself is no test of the guess.
    return BOM.get(encoding, b"") + data if data.decode(encoding) == text else None


MATRIX = [
    pytest.param(text, data, id=f"{kind}-{i}-{encoding}")
    for kind, texts in TEXTS.items()
    for i, text in enumerate(texts)
    for encoding in ENCODINGS
    if (data := encoded(text, encoding)) is not None
]


@pytest.mark.parametrize(("text", "data"), MATRIX)
def test_text_comes_back(text: str, data: bytes) -> None:
    """The guess gives the text back without a warning, whole and as a stream."""
    decoded = decode(data)
    assert (decoded.text, decoded.warnings) == (text, ())
    stream = TextStream(io.BytesIO(data))
    assert "".join(stream) == text
    assert (stream.encoding, stream.broken, stream.warnings) == (decoded.encoding, 0, ())


def test_ascii_with_entities() -> None:
    """A page whose kana are references is ASCII whatever it declares."""
    page = b'<meta charset="Shift_JIS"><p>&#38745;&#23713;&#12391;&#12377;</p>'
    for declared in (None, declared_charset(page), "euc-jp", "utf-16"):
        assert decode(page, declared=declared).text == page.decode("ascii")


@pytest.mark.parametrize("characters", [20, 30, 60])
@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_windows_of_real_prose(corpora, encoding: str, characters: int) -> None:  # type: ignore[no-untyped-def]
    """Pieces of real articles are told apart: none wrong where half of them is Japanese, 1 of 250 in code."""
    texts = [path.read_text("utf-8") for path in sorted((corpora / "hugo-baldanders").rglob("*.md"))[:200]]
    texts += [path.read_bytes().decode("cp932") for path in sorted((corpora / "aozora").glob("*_ruby*.txt"))]
    rng = random.Random(characters)
    wrong = {True: 0, False: 0}
    count = 0
    while count < 3000:
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - characters))
        piece = text[start : start + characters]
        data = encoded(piece, encoding)
        if data is None or piece.isascii():
            continue
        count += 1
        wrong[sum(c > "\x7f" for c in piece) * 2 >= len(piece)] += decode(data).text != piece
    assert wrong[True] == 0
    assert wrong[False] <= 12


def test_utf_8_that_is_not_japanese() -> None:
    """Accents, Greek and Russian stay UTF-8 although their bytes may be kanji elsewhere."""
    for text in ["café", "naïve résumé", "Ωμέγα", "Привет, мир", "© 2024", "100 µm", "«oui»", "25 °C", "3 × 4"]:
        assert decode(text.encode()).text == text


def test_row_13_in_iso2022_jp() -> None:
    """① stands in mail as JIS row 13, which Python's codecs refuse."""
    assert decode(b"\x1b$B-!$N7o\x1b(B").text == "①の件"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xc3\xb4\xc5\xf6\xa4\xcf\xfc\xe2\xb6\xb6\xa4\xb5\xa4\xf3", "担当は髙橋さん"),
        (b"\xad\xa1\xb2\xaf\xad\xea\xa4\xce\xf9\xf5", "①億㈱の﨑"),
        (b"\xad\xb7\xbe\xcf\xa4\xc8\xfc\xf3\xbe\xcf", "Ⅲ章とⅲ章"),
    ],
)
def test_euc_jp_of_windows(data: bytes, text: str) -> None:
    """What Windows and PHP add to EUC-JP is read as they mean it, also byte by byte and with something broken."""
    assert decode(data) == (text, "euc_jp", ())
    codec, warnings = decoder_for(data)
    decoder = codecs.getincrementaldecoder(codec)()
    assert "".join(decoder.decode(data[i : i + 1]) for i in range(len(data))) == text
    assert (data + b"\xff" + data).decode(codec, "replace") == f"{text}\ufffd{text}"
    assert warnings == ()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode(codec)


@pytest.mark.parametrize(
    ("pair", "character"),
    [
        (b"\xad\xa1", "①"),
        (b"\xad\xdf", "㍻"),  # the last cell before CP932 leaves out a byte, and the one behind it
        (b"\xad\xe0", "〝"),
        (b"\xad\xfe", "\ufffd"),
        (b"\xf9\xa1", "纊"),
        (b"\xfa\xdf", "泚"),
        (b"\xfc\xee", "黑"),
        (b"\xfc\xef", "\ufffd"),
        (b"\xfc\xfe", "＂"),
    ],
)
def test_rows_of_windows_in_euc_jp(pair: bytes, character: str) -> None:
    """The first and last cells of the rows that Windows adds; what is in none of them is broken."""
    assert pair.decode("euc_jp_ms", "replace").rstrip("\ufffd") == character.rstrip("\ufffd")


def test_every_cell_of_those_rows() -> None:
    """By the arithmetic between Shift_JIS and JIS, taken in the other direction."""
    told = 0
    for lead, trail in product((0x87, 0xED, 0xEE), range(0x40, 0xFD)):
        character = bytes((lead, trail)).decode("cp932", "replace")
        if len(character) == 1 and character != "\ufffd":
            row, cell = 2 * (lead - (0x71 if lead <= 0x9F else 0xB1)) + 1, trail - (trail > 0x7F)
            row, cell = (row + 1, cell - 0x7D) if cell >= 0x9E else (row, cell - 0x1F)
            assert bytes((row | 0x80, cell | 0x80)).decode("euc_jp_ms") == character
            told += 1
    assert told == 83 + 374


def test_damage_beside_what_windows_adds() -> None:
    """A broken byte does not turn EUC-JP with ① into another encoding, neither whole nor as a stream."""
    line = "静岡県の茶畑を歩いてきました。".encode("euc_jp") + b"\xad\xa1\n"
    text = "静岡県の茶畑を歩いてきました。①\n"
    decoded = decode(line + b"\xff\n" + line)
    assert decoded[:2] == (f"{text}\ufffd\n{text}", "euc_jp")
    assert "1 place" in decoded.warnings[0]
    assert "line 2" in decoded.warnings[0]
    stream = TextStream(io.BytesIO(line + b"\xff\n" + line))
    assert "".join(stream) == decoded.text
    assert (stream.encoding, stream.broken) == ("euc_jp", 1)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b$B-!\x1b(I1\x1b(B1\n", "①ｱ1\n"),  # half-width kana
        (b"\x1b$B-!\x1b$(D0!\x1b(B.", "①丂."),  # JIS X 0212
        (b"\x1b$@-!\x1b(J!~", "①!~"),
        (b"-\x1b$B-!0!", "-①亜"),
    ],
)
def test_mail_with_characters_of_windows(data: bytes, text: str) -> None:
    """Row 13 beside the other tables of ISO-2022-JP."""
    assert decode(data) == decode(data, "iso-2022-jp") == (text, "iso2022_jp", ())


def test_a_stream_of_mail() -> None:
    """A stream of ISO-2022-JP with ① is that as well, and one of UTF-8 with an escape is none."""
    stream = TextStream(io.BytesIO(b"\x1b$B-!$N7o\x1b(B"))
    assert ("".join(stream), stream.encoding, stream.broken) == ("①の件", "iso2022_jp", 0)
    for text in ("\x1b$ 静岡", "\x1b(I 静岡"):
        assert decode(text.encode()) == (text, "utf-8", ())
        stream = TextStream(io.BytesIO(text.encode()))
        assert ("".join(stream), stream.encoding) == (text, "utf-8")


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    ("encoding", "vendor"),
    [
        ("euc_jp", b"\xad\xa1\xad\xea\xfc\xe2"),
        ("iso2022_jp", b"\x1b$B-!-j|b\x1b(B"),
        ("iso2022_jp_ext", b"\x1b$@-!\x1b$B-j|b\x1b(B"),
    ],
)
def test_characters_of_windows_anywhere_in_a_stream(encoding: str, vendor: bytes, named: bool) -> None:
    """① and 髙 stand where no sample reaches, and at the edge of two pieces."""
    line = "茶畑の上に出ました。ここから町がよく見えます。\n"
    edge = _CHUNK - len(line.encode(encoding))
    for before in (0, *range(edge - 12, edge + 1), 3 * _CHUNK):
        data = line.encode(encoding) + b"a" * before + vendor + line.encode(encoding)
        stream = TextStream(io.BytesIO(data), encoding if named else None)
        text = "".join(stream)
        assert text == f"{line}{'a' * before}①㈱髙{line}"
        assert (stream.encoding, stream.broken) == ("euc_jp" if encoding == "euc_jp" else "iso2022_jp", 0)


def test_what_windows_has_not_stays_broken() -> None:
    """A place of the table without a character, and row 13 of another table."""
    for data in (b"\x1b$B7o-~\x1b(B", b"\x1b$B7o\x1b$(D-!\x1b(B"):
        stream = TextStream(io.BytesIO(data))
        assert ("".join(stream), stream.broken) == ("件\ufffd", 1)


BROKEN = {
    "utf-8-sig": b"\xff",
    "utf-8": b"\xff",
    "utf-16-le": b"\x00\xdc",
    "utf-16-be": b"\xdc\x00",
    "utf-32": b"\x00\xd8\x00\x00",
    "cp932": b"\xfd",
    "euc_jp": b"\xff",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", BROKEN)
def test_line_of_what_is_broken(encoding: str, line_end: str) -> None:
    """The warning names the line, also where 上 holds the byte of a line end (UTF-16), and for lines that end in CR."""
    words = f"上り坂を上がって茶畑の上に出ました。{line_end}" * 40
    data = BOM.get(encoding, b"") + words.encode(encoding)
    decoded = decode(data + BROKEN[encoding])
    assert decoded.text.startswith(words)
    assert "1 place" in decoded.warnings[0]
    assert decoded.warnings[0].endswith("line 41")
    if encoding.startswith("utf-16"):
        with pytest.raises(ArticleError, match=rf"byte {len(data) - 1} \(line 41\)"):
            decode(data[2:] + BROKEN[encoding], encoding)


def test_a_byte_order_mark_that_lies() -> None:
    """One place in a hundred characters may be broken behind a byte order mark; more is another encoding."""
    text = "あ" * 99
    assert decode(text.encode("utf-8-sig") + b"\xff")[:2] == (f"{text}\ufffd", "utf-8")
    with pytest.raises(ArticleError, match=r"\(byte 298\)"):
        decode(text[1:].encode("utf-8-sig") + b"\xff")


def test_declaration_decides_only_what_is_open() -> None:
    """What a page says of itself is believed where the bytes allow both, and not where it lies."""
    doubtful = "ﾈｺ".encode("cp932")
    assert decode(doubtful, declared="shift_jis").text == "ﾈｺ"
    assert decode(doubtful, declared="euc-jp").text == "蛤"
    for text in ["静岡では、会います。", "自己紹介"]:
        for encoding in ("utf-8", "cp932", "euc_jp"):
            for lie in ("utf-8", "shift_jis", "euc-jp", "iso-8859-1", "iso-2022-jp", "utf-16", "klingon", ""):
                assert decode(text.encode(encoding), declared=lie).text == text, (encoding, lie)
    assert decode("café crème".encode("latin-1"), declared="iso-8859-1").text == "café crème"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<?xml version="1.0" encoding="EUC-JP"?><rss>', "euc-jp"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        (b"<html><head><META CharSet = Shift_JIS >", "shift_jis"),
        (b'<meta content="text/html; charset=x-sjis" http-equiv="Content-Type"/>', "x-sjis"),
        (b'<!-- <meta charset="utf-8"> --><meta charset="euc-jp">', "euc-jp"),
        (b'<meta name="description" content="charset=euc-jp"><p>', None),
        (b'<p charset="utf-8">', None),
        (b"<!-- " * 900 + b'<meta charset="utf-8">', None),
        (b" " * 4096 + b'<meta charset="utf-8">', None),
        (b'<meta charset="\xff">', None),
        (b"", None),
    ],
)
def test_declared_charset(head: bytes, charset: str | None) -> None:
    """The charset of meta elements and XML declarations, near the beginning and not in comments."""
    assert declared_charset(head) == charset


def test_a_sample_may_end_inside_a_character() -> None:
    """A stream's codec is found from its beginning, wherever that is cut."""
    for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp"):
        data = LONG.encode(encoding)
        for end in range(60, 90):
            assert decoder_for(data[:end]) == (encoding, ()), (encoding, end)
    assert decoder_for("静岡".encode("utf-8-sig"))[0] == "utf-8-sig"
    assert decoder_for("静岡".encode("utf-16"))[0] == "utf-16"
    assert decoder_for("①".encode("cp932"), "shift_jis") == ("cp932", ())


def test_a_stream_decides_at_the_first_japanese() -> None:
    """A hundred thousand characters of ASCII say nothing about what follows."""
    for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp"):
        text = "id,body\n" * 20_000 + LONG * 2000
        stream = TextStream(io.BytesIO(text.encode(encoding)))
        assert "".join(stream) == text
        assert stream.encoding == encoding


def test_a_stream_counts_what_is_broken() -> None:
    """What cannot be decoded in the middle becomes U+FFFD, and the rest is read."""
    data = LONG.encode() * 500 + b"\xff\xe3\n" + LONG.encode() * 500
    stream = TextStream(io.BytesIO(data))
    assert "".join(stream) == LONG * 500 + "\ufffd\ufffd\n" + LONG * 500
    assert stream.broken == 2


def test_a_few_broken_bytes() -> None:
    """Broken UTF-8 is read, and the warning says how much and where."""
    data = ("静岡の会です。\n" * 40).encode() + b"\xff\xe3\n" + ("静岡の会です。\n" * 40).encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert "\ufffd" in decoded.text
    assert "line 41" in decoded.warnings[0]
    assert "2 places" in decoded.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
def test_a_text_cut_inside_a_character(encoding: str) -> None:
    """A download that broke off keeps its encoding, with a warning."""
    data = "週末に静岡の茶畑を歩いてきました。".encode(encoding).removesuffix(b"\x1b(B")[:-1]
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.startswith("週末に静岡の茶畑を歩いてきました")
    assert "1 place" in decoded.warnings[0]


@pytest.mark.parametrize("place", [0, 7, 30])
def test_a_broken_byte_in_a_short_text(place: int) -> None:
    """Twenty characters of UTF-8 with a wrong byte are UTF-8, not nonsense in another encoding."""
    data = "今日は朝から雨が降っていて寒いですね。".encode()
    decoded = decode(data[:place] + b"\xff" + data[place + 1 :])
    assert decoded.encoding == "utf-8"
    assert len(decoded.text.replace("\ufffd", "")) == len(data.decode()) - 1
    assert decoded.warnings


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_broken_bytes_in_old_encodings(encoding: str) -> None:
    """One bad byte in a long article does not make it unreadable."""
    decoded = decode(LONG.encode(encoding) + b"\xff\n" + LONG.encode(encoding))
    assert decoded.encoding == encoding
    assert decoded.text.endswith(LONG)
    assert decoded.warnings


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"\x89PNG\x00\x01", None, "binary"),
        (b"\xff\xff\xfe\xfd\xfc\xfb" * 9, None, "tried UTF-8"),
        ("静岡".encode("cp932"), "utf-8", "byte 1"),
        (b"abc", "klingon", "no encoding named"),
        (b"abc", "rot13", "no encoding of text"),
    ],
)
def test_what_is_no_text(data: bytes, encoding: str | None, message: str) -> None:
    """An error says what was tried and names the way out."""
    with pytest.raises(ArticleError, match=message) as raised:
        decode(data, encoding)
    assert "encoding" in str(raised.value)


def test_named_encoding() -> None:
    """shift_jis means what is really in such files."""
    assert decode("①髙".encode("cp932"), "Shift_JIS").text == "①髙"
    assert decode("静岡".encode("euc_jp"), "x-euc-jp").text == "静岡"
    assert decode("静岡".encode("euc_jp"), "eucJP-win").text == "静岡"
    assert decode("静岡".encode("utf-8-sig"), "utf-8").text == "静岡"
    assert decode("静岡".encode("iso2022_jp"), "ISO-2022-JP-MS").text == "静岡"


@given(st.binary(max_size=200), st.sampled_from([None, "shift_jis", "euc-jp", "iso-8859-1", "big5", "zip"]))
def test_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    """Whatever the bytes are, no exception but ArticleError leaves."""
    with contextlib.suppress(ArticleError):
        assert isinstance(decode(data, declared=declared).text, str)
    declared_charset(data)


def test_surprisal_prefers_what_is_written() -> None:
    """Words cost less than the same bytes read as something else, and half-width kana less where they belong."""
    assert surprisal("ﾊﾟｿｺﾝ") < surprisal("ﾟﾊｺｿﾝ")
    assert surprisal("") == 0.0


def test_clean_keeps_every_offset() -> None:
    """Line ends become one, control characters nothing that is counted; the length stays."""
    text = "一\r\n二\r三\x85四\u2028五\x0c六\x00七\x1b八\ud800九\t十\n"
    cleaned = clean(text)
    assert cleaned == "一 \n二\n三\n四\n五\n六\u200b七\u200b八\ufffd九\t十\n"
    assert len(cleaned) == len(text)
    assert clean("静岡。") == "静岡。"


def test_an_encoding_that_is_named_is_taken_at_its_word() -> None:
    """Where none of its kin reads the bytes either, its own codec says what is wrong."""
    broken = b"\xff\xff\xff" + "畑です。".encode("cp932")
    assert decoder_for(broken, "euc_jp") == (decoder_for("畑です。".encode("euc_jp"), "euc_jp")[0], ())


@pytest.mark.parametrize(("size", "most"), [(50, 3), (1000, 10)])
def test_stray_nul_bytes_in_a_stream(size: int, most: int) -> None:
    """Three, or one in a hundred, make no binary file."""
    for more, is_text in ((0, True), (1, False)):
        nul = most + more
        stream = TextStream(io.BytesIO(b"\0" * nul + "あ".encode() + b"a" * (size - nul - 3)))
        if is_text:
            assert len("".join(stream)) == size - 2
        else:
            with pytest.raises(ArticleError, match="binary"):
                list(stream)


@pytest.mark.parametrize(
    ("characters", "bad", "is_utf8"),
    [
        (10, b"\xff", True),
        (8, b"\xff", False),
        (10, b"\xff\xfe\xff", True),
        (10, b"\xe3\x81", True),
        (20, b"\xffa\xff", True),
    ],
)
def test_how_much_of_utf_8_may_be_broken(characters: int, bad: bytes, is_utf8: bool) -> None:
    """One place in ten characters that are no ASCII, up to three bytes each."""
    decoded = decode(("あ" * characters).encode() + bad + b"\n")
    assert (decoded.encoding == "utf-8") is is_utf8
    if is_utf8:
        assert decoded.text.startswith("あ" * characters)
        assert "the first in line 1" in decoded.warnings[0]


def test_bytes_that_are_no_characters_in_a_stream_of_cp932() -> None:
    """What Python passes on is counted as broken as well."""
    line = "静岡の茶畑を歩いて帰りました。\n"
    for noise, broken in ((b"\x80", 1), (b"\xfd\x80", 2), (b"", 0)):
        stream = TextStream(io.BytesIO(line.encode("cp932") * 3 + noise + line.encode("cp932")))
        assert "".join(stream) == line * 3 + "\ufffd" * broken + line
        assert (stream.encoding, stream.broken) == ("cp932", broken)


@pytest.mark.parametrize(
    ("characters", "nats"),
    [
        ("ぁん", 4.2),
        ("ァヶ", 5.0),
        ("、。ー・「」\u3000", 4.5),
        ("『』→０９ＡＺａｚ", 6.5),
        ("①■−", 7.5),
        ("§π", 7.0),
        ("日", 2.4 + math.log(20)),
        ("一", 2.4 + math.log(21)),
        ("花茸", 9.4),
        ("唖蕨", 12.0),  # of the first level
        ("弌丂鿿", 15.0),
        ("éя", 15.0),
        ("\x80\x9f\ue000\uf8ff\ufffd", 25.0),
        ("\uf900｛가", 10.0),
        ("a\n", 3.0),
    ],
)
def test_how_rare_a_character_is(characters: str, nats: float) -> None:
    """Kana, marks, kanji by their rank, other alphabets, what no author writes: each alone."""
    assert [surprisal(c) for c in characters] == pytest.approx([nats] * len(characters))


@pytest.mark.parametrize(
    ("text", "nats"),
    [
        ("", 0),
        ("café", 3 * 3.0 + 5),
        ("яя", 15.0 + 5),
        ("αя", 7.0 + 15),
        ("ｱ", 7.5 + 3.5),
        ("ｱｲ", 7.5 + 2 * 3.5),
        ("ｱ花ｲ", 7.5 + 3.5 + 9.4 + 4 + 3.5),
        ("ｱaｲ", 7.5 + 3.5 + 3 + 4 + 3.5),
        ("ｶﾞ", 7.5 + 3.5 + 1.8),
        ("ﾊﾟ", 7.5 + 3.5 + 2.5),
        ("ｶﾟ", 7.5 + 3.5 + 8),
        ("ｱﾞ", 7.5 + 3.5 + 8),
        ("ﾞ", 7.5 + 8),
        ("ｷｬ", 7.5 + 4.3 + 2.2),
        ("ｱｬ", 7.5 + 3.5 + 8),
        ("ｬ", 7.5 + 8),
        ("ｯ", 7.5 + 8),
        ("ｶｯ", 7.5 + 3.5 + 3.5),
        ("ｷｬｯ", 7.5 + 4.3 + 2.2 + 3.5),
        ("ｶ､", 7.5 + 3.5 + 5),
        ("ｷｬ､", 7.5 + 4.3 + 2.2 + 8),
        ("､", 7.5 + 8),
    ],
)
def test_what_stands_before_a_character(text: str, nats: float) -> None:
    """Letters of a word, half-width kana and their marks."""
    assert surprisal(text) == pytest.approx(nats)

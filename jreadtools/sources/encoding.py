"""Bytes to text: which encoding a Japanese file has, and line ends and control characters made plain."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from jreadtools.errors import ArticleError, Message

__all__ = ["Decoded", "clean", "columns", "decode"]


class Decoded(NamedTuple):
    """The text of a file, the encoding it was in and what a reader should know about the guess."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


# UTF-32 stands before UTF-16: its little-endian mark begins with that of UTF-16.
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names people and pages use, and the codecs that read what is really in such files, best first.
_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "shift_jis": ("cp932", "shift_jis_2004"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "iso2022_jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004"),
    "utf-8": ("utf-8-sig",),
}
_X_NAMES: Final = {"x-sjis": "shift_jis", "windows-31j": "cp932", "x-euc-jp": "euc_jp", "sjis-win": "cp932"}
_SAMPLE: Final = 1 << 16
_CLEAR: Final = 0.35  # a mean score from which a guess needs no warning
_MARGIN: Final = 0.15  # and its distance from the other encoding's


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of a file: by its BOM, as ISO-2022-JP, as UTF-8, else as whichever of CP932 and EUC-JP reads as Japanese.

    With `encoding` nothing is guessed. Raises ArticleError for what is not text.

    >>> decode("静岡では、会います。".encode("cp932")).encoding
    'cp932'
    >>> decode("ｼｽﾞｵｶﾉ".encode("cp932")).text
    'ｼｽﾞｵｶﾉ'
    >>> decode("髙橋①".encode("utf-8-sig"))
    Decoded(text='髙橋①', encoding='utf-8', warnings=())
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_with_bom(data[len(bom) :], name)
    if b"\x00" in data:
        raise ArticleError(
            Message(
                "is a binary file, not text (it has NUL bytes); for UTF-16 without a byte order mark name the encoding: "
                "--encoding utf-16-le",
                "テキストではなくバイナリファイルのようです（NUL バイトがあります）。"
                "BOM のない UTF-16 なら --encoding utf-16-le のように文字コードを指定してください",
            )
        )
    if b"\x1b$" in data or b"\x1b(I" in data:
        # ISO-2022-JP is ASCII to every other decoder, so it must be looked for first.
        text = _decode_iso2022(data)
        if text is not None:
            return Decoded(text, "iso2022_jp")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(_X_NAMES.get(encoding.strip().lower(), encoding.strip())).name
    except (LookupError, ValueError):
        raise ArticleError(
            Message(
                f"cannot be read: there is no encoding named {encoding!r}; "
                "known are utf-8, cp932, euc_jp, iso2022_jp, utf-16 and Python's others",
                f"読み込めません。{encoding!r} という文字コードはありません。"
                "utf-8、cp932、euc_jp、iso2022_jp、utf-16 など、Python が知っている名前で指定してください",
            )
        ) from None
    if name == "iso2022_jp":
        text = _decode_iso2022(data)
        if text is not None:
            return Decoded(text, name)
    error: UnicodeError | None = None
    for codec in _FAMILIES.get(name, (name,)):
        try:
            return Decoded(data.decode(codec).removeprefix("\ufeff"), "utf-8" if codec == "utf-8-sig" else codec)
        except UnicodeError as failure:
            error = error or failure
        except LookupError:  # a codec that is not for text: rot13, base64
            raise ArticleError(
                Message(
                    f"cannot be read: {encoding!r} is no encoding of text; name another one, such as utf-8 or cp932",
                    f"読み込めません。{encoding!r} はテキストの文字コードではありません。"
                    "utf-8 や cp932 などを指定してください",
                )
            ) from None
    at = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = _line(data, at)
    raise ArticleError(
        Message(
            f"is not {encoding}: byte {at + 1} (line {line}) cannot be decoded; "
            "name another encoding (--encoding) or leave it out to have it guessed",
            f"{encoding} ではありません。{at + 1} バイト目（{line} 行目）で読めなくなりました。"
            "別の文字コードを --encoding で指定するか、指定をやめて自動判定に任せてください",
        )
    )


def _decode_with_bom(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= len(text) // 100:
            return Decoded(text, name, (_broken(name, text.count("\ufffd"), _line(data, error.start)),))
        raise ArticleError(
            Message(
                f"begins with the byte order mark of {name} but is not {name} (byte {error.start + 1}); "
                "name the encoding: --encoding cp932",
                f"{name} の BOM で始まっていますが、中身は {name} ではありません（{error.start + 1} バイト目）。"
                "--encoding cp932 のように文字コードを指定してください",
            )
        ) from None


def _guess(data: bytes) -> Decoded:
    """Neither BOM nor escape nor clean UTF-8: broken UTF-8, CP932 or EUC-JP."""
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = sum(1 for c in replaced[:_SAMPLE] if c > "\x7f") - replaced.count("\ufffd", 0, _SAMPLE)
    if broken * 100 <= len(replaced) and (sound >= 10 * broken or sound > 1000):
        try:
            data.decode("utf-8")
            first = 0
        except UnicodeDecodeError as error:
            first = error.start
        return Decoded(replaced, "utf-8", (_broken("utf-8", broken, _line(data, first)),))
    readings = []
    for family in ("shift_jis", "euc_jp"):
        for codec in _FAMILIES[family]:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            readings.append((_score(text, marked_kana=family == "euc_jp"), codec, text))
            break
    if not readings:
        raise ArticleError(
            Message(
                "cannot be decoded: tried UTF-8 (with and without a byte order mark), ISO-2022-JP, CP932 and EUC-JP; "
                "name the encoding (--encoding) or save the file as UTF-8",
                "文字コードが分かりません。UTF-8（BOM の有無とも）、ISO-2022-JP、CP932、EUC-JP を試しましたが読めませんでした。"
                "--encoding で文字コードを指定するか、UTF-8 で保存し直してください",
            )
        )
    readings.sort(key=lambda reading: -reading[0])
    score, codec, text = readings[0]
    clear = score >= _CLEAR and (len(readings) == 1 or score - readings[1][0] >= _MARGIN)
    doubt = Message(
        f"encoding guessed as {codec}, without certainty; name it (--encoding) if the text looks wrong",
        f"文字コードは {codec} と推定しましたが、確かではありません。文字化けしていたら --encoding で指定してください",
    )
    return Decoded(text, codec, () if clear else (doubt,))


def _broken(name: str, count: int, line: int) -> Message:
    places = "1 place" if count == 1 else f"{count} places"
    return Message(
        f"{places} could not be decoded as {name} and became U+FFFD, the first in line {line}",
        f"{name} として読めないところが {count} か所あり、U+FFFD に置き換えました（最初は {line} 行目）",
    )


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1 + (0 if b"\n" in data else data.count(b"\r", 0, at))


_ESCAPE: Final = re.compile(rb"\x1b(\$[@B]|\$\([DOQP]|\([BJIH])")


def _decode_iso2022(data: bytes) -> str | None:
    """Text of ISO-2022-JP in any of its kinds, None if it is none of them."""
    for codec in _FAMILIES["iso2022_jp"]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    # Mail programs put ① and ㈱ into JIS X 0208, which the codecs refuse; EUC-JP holds the same rows.
    pieces, mode, at = [], b"(B", 0
    for match in [*_ESCAPE.finditer(data), None]:
        run = data[at : match.start()] if match else data[at:]
        if mode in {b"$@", b"$B", b"$(O", b"$(Q"}:
            run = bytes(b | 0x80 if 0x20 < b < 0x7F else b for b in run)
        elif mode == b"(I":
            run = b"".join(b"\x8e" + bytes((b | 0x80,)) if 0x20 < b < 0x60 else bytes((b,)) for b in run)
        elif mode in {b"$(D", b"$(P"}:
            run = re.sub(rb"[!-~]{2}", lambda m: b"\x8f" + bytes(b | 0x80 for b in m[0]), run)
        pieces.append(run)
        if match:
            mode, at = match[1], match.end()
    joined = b"".join(pieces)
    for codec in _FAMILIES["euc_jp"]:
        try:
            return joined.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


# The kanji that make up most of the running text of Japanese articles.
_COMMON_KANJI: Final = frozenset(
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高"
    "代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加"
    "山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近"
    "千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果"
    "西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付"
    "施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州"
    "武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆"
    "個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達静髙橋記事読長"
)
_PUNCTUATION: Final = frozenset("、。「」『』（）ー・！？，．々①②③㈱№〜～…―")
_HALF_KANA: Final = re.compile("[ｦｱ-ﾜﾝ]")
_SMALL_AFTER: Final = {
    "ｬ": "ｷｼﾁﾆﾋﾐﾘﾞﾟ",
    "ｭ": "ｷｼﾁﾆﾋﾐﾘﾞﾟﾃﾌ",
    "ｮ": "ｷｼﾁﾆﾋﾐﾘﾞﾟ",
    "ｪ": "ｼﾁﾌﾞｳ",
    "ｨ": "ﾃﾌﾞｳ",
    "ｧ": "ﾌﾞ",
    "ｫ": "ﾌﾞｳ",
    "ｩ": "ﾄﾞ",
}
_VOICED: Final = frozenset("ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ")


def _score(text: str, *, marked_kana: bool) -> float:
    """How much a text reads as Japanese: the mean over its non-ASCII characters, at most 1.

    Half-width kana count less than kanji in use: 静岡県 in EUC-JP is also ﾀﾅｲｬｸｩ in CP932. Where each of
    them needs a mark of its own (EUC-JP), a row of them is no accident: `marked_kana`.
    """
    total, count, previous, last_mark = 0.0, 0, "", -9
    for c in text[:_SAMPLE]:
        if c > "\x7f":
            count += 1
            if "｡" <= c <= "･":
                # ､ and ･ at every second place are what hiragana and katakana in EUC-JP look like.
                total += 0.3 if count - last_mark > 3 and previous else -1.0
                last_mark = count
            elif "ｦ" <= c <= "ﾟ":
                worth = _half_width_worth(c, previous)
                total += 1.0 if marked_kana and worth > 0 else worth
            else:
                total += _worth(c)
        previous = c
    return total / count if count else 0.0


def _worth(c: str) -> float:
    if "ぁ" <= c <= "ヺ" or c in _PUNCTUATION or c in _COMMON_KANJI:
        return 1.0
    if "一" <= c <= "鿿":
        first = c.encode("euc_jp", "replace")[0]
        return 0.5 if 0xB0 <= first <= 0xCF else -0.8  # JIS level 1 and level 2
    if "！" <= c <= "～" or "、" <= c <= "〟":
        return 0.8
    if "\ue000" <= c <= "\uf8ff":
        return -3.0
    return 0.2


def _half_width_worth(c: str, previous: str) -> float:
    if _HALF_KANA.match(c) or (c == "ｰ" and previous > "｡"):
        return 0.5
    if c in "ﾞﾟ" and previous in _VOICED and (c == "ﾞ" or previous > "ﾉ"):
        return 0.5
    if c == "ｯ" and previous and _HALF_KANA.match(previous):
        return 0.5
    return 0.5 if previous and previous in _SMALL_AFTER.get(c, "") else -1.0


def columns(line: str) -> int:
    """Columns a line takes in a font of fixed width, as editors count: half-width characters one, others two.

    >>> columns("静岡のWeb")
    9
    """
    return len(line) if line.isascii() else len(line.encode("cp932", "replace"))


_UNCLEAN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS: Final = frozenset("\r\x0b\x0c\x85\u2028\u2029")


def _clean_one(match: re.Match[str]) -> str:
    c = match[0]
    if c in _LINE_ENDS:
        return "\n"
    return "\ufffd" if c >= "\ud800" else "\u200b"


def clean(text: str) -> str:
    r"""The same text with \n as the only line end and without control characters; no offset moves.

    >>> clean("一行目\r\n二行目\r三行目\x07。")
    '一行目 \n二行目\n三行目\u200b。'
    """
    if _UNCLEAN.search(text) is None:
        return text
    text = text.replace("\r\n", " \n")
    return _UNCLEAN.sub(_clean_one, text)

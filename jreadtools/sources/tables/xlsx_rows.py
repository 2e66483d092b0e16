"""The rows of an Excel workbook, one by one; what is only made to exhaust the reader is refused before it is opened."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from jreadtools.article import Cell
from jreadtools.errors import ArticleError
from jreadtools.sources.tables.cell_text import date_text
from jreadtools.sources.tables.text_columns import Choose, TableRow

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["rows"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB: Final = 1 << 20
_MAX_MEMBERS: Final = 10_000
_MAX_SHEETS: Final = 1000
_MAX_SHEETS_BYTES: Final = 1024 * _MB  # streamed
_MAX_STRINGS_BYTES: Final = 256 * _MB  # held in memory, as is what follows
_MAX_OTHER_BYTES: Final = 16 * _MB
_MAX_RATIO: Final = 500  # sheets shrink 5 to 50 times, with the same text in every cell 300, a bomb 1,000
_LARGE: Final = 4 * _MB
_MAX_ROWS: Final = 1_048_576  # Excel's own
_MAX_COLUMNS: Final = 1000  # Excel has 16,384; a row is padded to what is asked for
_HEADER_ROWS: Final = 20  # titles and notes may stand above the header
_BATCH: Final = 256
_PROLOG: Final = 4096
_BEFORE_ROOT: Final = re.compile(rb"<\?.*?\?>|<!--.*?-->|\s++", re.DOTALL)
_ROOT: Final = re.compile(rb"<[A-Za-z_\x80-\xff]")
_CELL_ERRORS: Final = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"))


def rows(stream: BinaryIO, choose: Choose) -> Iterator[TableRow]:
    """The rows below the header of the first sheet that has the columns. Raises ArticleError for what is broken."""
    _check(stream)
    book = _opened(stream)
    try:
        yield from _rows_of(book, choose)
    finally:
        book.close()


def _rows_of(book: Workbook, choose: Choose) -> Iterator[TableRow]:
    error: ArticleError | None = None
    widest = 0
    for sheet in book.worksheets:
        for number, row in enumerate(islice(_values(sheet, _MAX_COLUMNS), _HEADER_ROWS), 1):
            header = ["" if value is None else str(value).strip() for value in row]
            filled = sum(map(bool, header))
            if not filled:
                continue
            try:
                wanted = choose(header)
            except ArticleError as failure:
                # Of what is no header the first of the rows with the most cells is the likeliest to be meant.
                if filled > widest:
                    error, widest = failure, filled
                continue
            width = max(place for place, name in enumerate(header, 1) if name)
            yield from _below(sheet, number, width, wanted)
            return
    raise error or ArticleError(
        ja="このブックには行がありません。Excel で表が見えるなら、CSV で保存してみてください",
        en="this workbook has no rows; save the table as CSV if you see some in Excel",
    )


def _below(sheet: Any, header: int, width: int, wanted: tuple[int, ...]) -> Iterator[TableRow]:
    for number, row in enumerate(_values(sheet, width), 1):
        if number > header and any(value is not None and value != "" for value in row):
            yield TableRow(number, [_cell(row[place]) if place < len(row) else "" for place in wanted])


def _values(sheet: Any, width: int) -> Iterator[tuple[Any, ...]]:
    """The values of each row. openpyxl may raise any exception, and warns of what it leaves out."""
    found = sheet.iter_rows(min_row=1, max_row=_MAX_ROWS, min_col=1, max_col=width, values_only=True)
    while True:
        batch: list[tuple[Any, ...]] = []
        error: Exception | None = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                for row in islice(found, _BATCH):
                    batch.append(row)  # noqa: PERF402 - what was read before an error stays
            except Exception as failure:  # noqa: BLE001 - any kind, from a file that is broken
                error = failure
        yield from batch
        if error is not None:
            raise _broken(error)
        if not batch:
            return


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in _CELL_ERRORS else value.replace("_x000D_", "")
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime.date | datetime.time):
        return date_text(value)
    return str(value)


def _opened(stream: BinaryIO) -> Workbook:
    try:
        import openpyxl
    except ImportError:
        raise ArticleError(
            ja="Excel のブックを読むには openpyxl が必要です。pip install openpyxl でインストールするか、"
            "表を CSV で保存してください",
            en="Excel workbooks need openpyxl; install it: pip install openpyxl, or save the table as CSV",
        ) from None
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception as failure:  # noqa: BLE001 - any kind, from a file that is broken
        raise _broken(failure) from None


def _check(stream: BinaryIO) -> None:
    """Refuse a file that is no workbook or that unpacks to more than any workbook would.

    zipfile reads no more of a member than the directory declares, so it is enough to look at that.
    """
    head = stream.read(4 * _MB)
    if head.startswith(_OLE):
        raise _ole(head)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if "xl/workbook.xml" not in names and not any(n.lower().endswith("workbook.xml") for n in names):
                raise _other_kind(names)
            if len(members) > _MAX_MEMBERS:
                raise _bomb(f"{len(members):,} parts", f"部品が{len(members):,}個")
            _check_sizes(members)
            for member in members:
                _check_prolog(archive, member)
            for name in names:
                if name.lower().endswith("workbook.xml"):
                    sheets = archive.read(name).count(b"sheetId")
                    if sheets > _MAX_SHEETS:
                        raise _bomb(f"{sheets:,} sheets", f"シートが{sheets:,}枚")
    except ArticleError:
        raise
    except Exception as failure:  # noqa: BLE001
        # Broken archives raise BadZipFile, zlib.error, struct.error, OSError, NotImplementedError and others.
        raise (_password() if "password" in str(failure) else _broken(failure)) from None


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    sheets = 0
    for member in members:
        name, size = member.filename.lower(), member.file_size
        if size > _LARGE and size > _MAX_RATIO * max(1, member.compress_size):
            raise _bomb(f"{member.filename} unpacks to {size // _MB:,} MB", f"{member.filename} が {size // _MB:,} MB")
        limit = _MAX_OTHER_BYTES
        if "/worksheets/" in name or "/media/" in name:
            sheets += size
            limit = _MAX_SHEETS_BYTES
        elif name.endswith("sharedstrings.xml"):
            limit = _MAX_STRINGS_BYTES
        if size > limit or sheets > _MAX_SHEETS_BYTES:
            raise _bomb(f"{member.filename} unpacks to {size // _MB:,} MB", f"{member.filename} が {size // _MB:,} MB")


def _check_prolog(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Entities can only be declared before the root element, and no workbook declares any."""
    with archive.open(member) as part:
        head = part.read(_PROLOG).replace(b"\0", b"")  # UTF-16 too
    head = head.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if head.startswith(b"<") and _ROOT.match(_BEFORE_ROOT.sub(b"", head)) is None:
        raise ArticleError(
            ja=f"このブックの {member.filename} に文書型宣言があります。普通のブックにはなく、攻撃に使われるものなので"
            "読みません。Excel で保存し直すか、CSV で保存してください",
            en=f"{member.filename} in this workbook declares a document type, which no workbook needs and an attack "
            "does; save the table again in Excel or as CSV",
        )


def _bomb(en: str, ja: str) -> ArticleError:
    return ArticleError(
        ja=f"このブックは読みません（展開すると {ja}）。記事の表としては大きすぎます。表を CSV で保存してください",
        en=f"this workbook is refused: {en}, more than a table of articles can hold; save the table as CSV",
    )


def _ole(head: bytes) -> ArticleError:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return _password()
    return ArticleError(
        ja="古い形式の Excel ファイル（.xls）には対応していません。Excel で .xlsx か CSV として保存してください",
        en="is an old Excel file (.xls), which is not read; save it in Excel as .xlsx or CSV",
    )


def _password() -> ArticleError:
    return ArticleError(
        ja="このブックはパスワードで保護されています。Excel の［ファイル］→［情報］→［ブックの保護］→"
        "［パスワードを使用して暗号化］でパスワードを消し、保存し直してください",
        en="this workbook is protected by a password; remove it in Excel (File → Info → Protect Workbook → Encrypt "
        "with Password) and save again",
    )


def _other_kind(names: set[str]) -> ArticleError:
    kinds = {
        "xl/workbook.bin": ("an Excel binary workbook (.xlsb)", "Excel バイナリーブック（.xlsb）"),
        "mimetype": ("an OpenDocument file (.ods)", "OpenDocument（.ods）"),
        "Index/Document.iwa": ("a Numbers file", "Numbers のファイル"),
        "Index.zip": ("a Numbers file", "Numbers のファイル"),
        "word/document.xml": ("a Word document", "Word の文書"),
    }
    en, ja = next((kinds[name] for name in kinds if name in names), ("another kind of file", "別の種類のファイル"))
    return ArticleError(
        ja=f"Excel のブックではなく、{ja}です。表を .xlsx か CSV で保存してください",
        en=f"is no Excel workbook but {en}; save the table as .xlsx or CSV",
    )


def _broken(failure: Exception) -> ArticleError:
    what = " ".join(str(failure).split())[:200] or type(failure).__name__
    return ArticleError(
        ja=f"Excel のブックとして読めません（{what}）。Excel で開けるなら、.xlsx か CSV で保存し直してください",
        en=f"cannot be read as an Excel workbook ({what}); if Excel opens it, save it there as .xlsx or CSV again",
    )

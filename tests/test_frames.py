"""DataFrames: columns, dtypes, rows that never raise, the same numbers whatever the way."""

import pickle
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.batches.cells import NO_TEXT, lost_cells
from jreadtools.errors import Message
from jreadtools.frames import dataframes as frames
from jreadtools.measure.settings import Settings
from jreadtools.sources.read import parse

TEXTS = [
    "今日は晴れです。明日は雨でしょう。",
    "",
    None,
    "短い文。\n\n# 題ではない",
    float("nan"),
    pd.NA,
    "Webで見る。",
    3,
]
A = [m.name for m in jr.METRICS.values() if "A" in m.level]
S = [m.name for m in jr.METRICS.values() if "S" in m.level]


def dtypes_hold(frame: pd.DataFrame, columns: list[str]) -> None:
    text = pd.Series([""], dtype="str").dtype
    for name in columns:
        wanted = jr.FRAME_DTYPES[name]
        assert frame[name].dtype == (text if wanted == "str" else np.dtype(wanted)), name
        if wanted == "str":
            assert all(isinstance(value, str) for value in frame[name].tolist())


def test_articles_keep_rows_index_and_order() -> None:
    df = pd.DataFrame({"id": range(8), "body": TEXTS}, index=list("hgfedcba"), dtype=object)
    out = jr.analyze_frame(df, text="body", keep=["id"])
    assert list(out.columns) == ["id", *A, "error", "warnings"]
    assert out.index.equals(df.index)
    dtypes_hold(out, [*A, "error", "warnings"])
    assert out["error"].tolist() == ["", "", frames.NO_TEXT, "", frames.NO_TEXT, frames.NO_TEXT, "", ""]
    missing = out[out["error"] != ""]
    assert (missing["characters"] == 0).all()
    assert missing["reading_minutes"].isna().all()
    assert out.loc["a", "characters"] == 1  # the number 3 is a text, as it is in a CSV file
    assert out.loc["g", "reading_minutes"] == 0
    assert out.loc["g", "reading_label"] == "0分"
    assert np.isnan(out.loc["g", "kanji_ratio"])


def test_a_row_is_what_analyze_says() -> None:
    df = pd.DataFrame({"text": [t for t in TEXTS if isinstance(t, str)]})
    out = jr.analyze_frame(df, text="text")
    for row, text in enumerate(df["text"]):
        for name, value in jr.analyze(text).to_dict().items():
            found = out[name].tolist()[row]
            assert found == value or (value != value and found != found)


def test_sentences_repeat_the_index() -> None:
    df = pd.DataFrame({"id": ["x", "y", "z"], "body": ["一つ。二つ。", None, "三つ。"]}, index=[10, 20, 30])
    out = jr.analyze_frame(df, text="body", level="sentence", keep=["id"])
    assert list(out.columns) == ["id", "index", "line", "kind", "text", *S]
    assert out.index.tolist() == [10, 10, 30]
    assert out["id"].tolist() == ["x", "x", "z"]
    assert out["index"].tolist() == [0, 1, 0]
    assert out["text"].tolist() == ["一つ。", "二つ。", "三つ。"]
    dtypes_hold(out, ["index", "line", "kind", "text", *S])


@pytest.mark.parametrize("level", ["article", "sentence"])
def test_an_empty_frame_has_its_columns(level: str) -> None:
    df = pd.DataFrame({"id": pd.Series([], dtype="int64"), "body": pd.Series([], dtype=object)})
    out = jr.analyze_frame(df, text="body", level=level, keep=["id"])  # type: ignore[arg-type]
    full = jr.analyze_frame(pd.DataFrame({"id": [1], "body": ["晴れ。"]}), text="body", level=level, keep=["id"])  # type: ignore[arg-type]
    assert len(out) == 0
    assert out.dtypes.tolist() == full.dtypes.tolist()
    assert list(out.columns) == list(full.columns)


def test_arrow_strings_and_categories_are_read() -> None:
    for dtype in ("str", "category", "string"):
        df = pd.DataFrame({"body": pd.Series(["晴れ。", None], dtype=dtype)})
        assert jr.analyze_frame(df, text="body")["characters"].tolist() == [3, 0]


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"text": "nothing"}, "'nothing' is not in the frame; it has 'id', 'body'"),
        ({"text": "body", "keep": ["nothing"]}, "'nothing' is not in the frame"),
        ({"text": "body", "level": "word"}, "level is"),
        ({"text": "body", "keep": ["id", "id"]}, "rename"),
        ({"text": "body", "workers": 0}, "workers is"),
    ],
)
def test_wrong_arguments_say_so(kwargs: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        jr.analyze_frame(pd.DataFrame({"id": [1], "body": ["晴れ。"]}), **kwargs)  # type: ignore[arg-type]


def test_a_kept_column_may_not_hide_a_metric() -> None:
    with pytest.raises(ValueError, match="rename"):
        jr.analyze_frame(pd.DataFrame({"words": [1], "body": ["晴れ。"]}), keep=["words"])
    with pytest.raises(TypeError, match="list of columns"):
        jr.analyze_frame(pd.DataFrame({"id": [1], "body": ["晴れ。"]}), keep="id")


def test_a_defect_in_one_row_is_that_rows_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never raises for a row: it would stop a cluster's job."""
    from jreadtools.measure import measuring

    honest = measuring.split

    def broken(block, wrap):  # type: ignore[no-untyped-def]
        if "壊" in block.text:
            raise RuntimeError("broken rule")
        return honest(block, wrap)

    monkeypatch.setattr(measuring, "split", broken)
    df = pd.DataFrame({"text": ["晴れ。", "壊れた。", "雨だ。"]})
    out = jr.analyze_frame(df, text="text")
    assert out["error"].tolist() == ["", "could not be measured (RuntimeError: broken rule)", ""]
    assert out["characters"].tolist() == [3, 0, 3]
    assert out["kanji_ratio"].isna().tolist() == [False, True, False]
    assert jr.analyze_frame(df, text="text", level="sentence")["text"].tolist() == ["晴れ。", "雨だ。"]


def test_a_row_that_cannot_be_read_is_that_rows_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, *_: object, **__: object) -> jr.Article:
        if "壊" in text:
            raise RuntimeError("broken reader")
        return parse(text, "plain")

    monkeypatch.setattr("jreadtools.batches.cells.parse", broken)
    df = pd.DataFrame({"text": ["晴れ。", "壊れた。", None, ""]})
    out = jr.analyze_frame(df, text="text", metrics=["characters"])
    assert out["error"].tolist() == ["", "could not be read (RuntimeError: broken reader)", NO_TEXT, ""]
    assert out["characters"].tolist() == [3, 0, 0, 0]


@pytest.mark.parametrize("sentences", [True, False])
def test_texts_that_no_worker_survives_are_empty_rows_with_the_reason(sentences: bool) -> None:
    said = Message(ja="異常終了しました", en="crashed")
    batch, errors = lost_cells(["晴れ。", None], said, settings=Settings(), sentences=sentences)
    assert errors == [said, said]
    assert batch.totals.characters.tolist() == [0, 0]
    assert (batch.sentences is not None) == sentences
    assert batch.origins == []


@pytest.mark.usefixtures("small_batches")
def test_workers_change_nothing() -> None:
    df = pd.DataFrame({"body": [f"第{n}回は、{'とても' * (n % 7)}長い話でした。" * 40 for n in range(300)]})
    for level in ("article", "sentence"):
        one = jr.analyze_frame(df, text="body", level=level)  # type: ignore[arg-type]
        two = jr.analyze_frame(df, text="body", level=level, workers=2)  # type: ignore[arg-type]
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_the_adapter_travels() -> None:
    work = pickle.loads(pickle.dumps(partial(jr.analyze_frame, text="body", keep=["id"])))
    assert work(pd.DataFrame({"id": [1], "body": ["晴れ。"]}))["characters"].tolist() == [3]


def test_only_some_metrics() -> None:
    out = jr.analyze_frame(pd.DataFrame({"body": ["晴れ。"]}), metrics=["kanji_ratio", "characters"])
    assert list(out.columns) == ["characters", "kanji_ratio", "error", "warnings"]


TOKENS = [
    "id", "sentence", "surface", "lemma", "pos", "pos_detail", "conjugation", "word_origin", "pronunciation", "morae",
    "start", "end", "is_unknown",
]  # fmt: skip


def test_tokens_of_a_text() -> None:
    text = "彼はFacebookを\n見た。"
    table = jr.tokens(text, wrap="join")
    assert list(table.columns) == TOKENS
    dtypes_hold(table, TOKENS)
    assert table["surface"].tolist() == ["彼", "は", "Facebook", "を", "見", "た", "。"]
    for row in table.itertuples():
        assert text[row.start : row.end] == row.surface
    assert table.loc[2, "is_unknown"]


def test_tokens_of_articles_and_frames(posts: Path) -> None:
    article = jr.read_article(posts / "clam-rice.md")
    table = jr.tokens(article)
    assert set(table["id"]) == {article.id}
    df = pd.DataFrame({"id": ["甲", "乙", "丙"], "級": [1, 2, 3], "本文": ["猫だ。", None, "犬だ。"]})
    table = jr.tokens(df, text="本文", keep=["id", "級"])
    assert list(table.columns) == ["id", "級", *TOKENS[1:]]
    assert table["id"].unique().tolist() == ["甲", "丙"]
    assert list(jr.tokens(df, text="本文")["id"].unique()) == ["0", "2"]
    assert jr.tokens("").empty
    assert list(jr.tokens("").columns) == TOKENS
    with pytest.raises(ValueError, match="DataFrame"):
        jr.tokens("猫", keep=["id"])
    assert len(jr.tokens(jr.Article((jr.Block("paragraph", "猫だ。"),)))) == 3

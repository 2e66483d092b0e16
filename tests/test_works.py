"""What is cited: every source of a metric has its work, and `jreadtools cite` prints a .bib file."""

import re
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.metrics.works import TOOLS, WORKS, bibtex, works_of

OURS = ("jreadtools", "the page itself")
"""Sources of metrics that are nobody else's."""

Capture = pytest.CaptureFixture[str]


def test_every_source_has_its_work() -> None:
    """A new metric whose source is a new work asks for its entry."""
    marks = {work.mark for work in (*TOOLS, *WORKS)} - {""}
    for metric in jr.METRICS.values():
        if metric.source and metric.family != "readability" and not metric.source.startswith(OURS):
            assert any(mark in metric.source for mark in marks), metric.name


def test_every_work_is_the_source_of_a_metric() -> None:
    for work in WORKS:
        assert any(work.mark in metric.source for metric in jr.METRICS.values()), work.key


def test_entries_are_well_formed() -> None:
    works = (*TOOLS, *WORKS)
    assert len({work.key for work in works}) == len(works)
    for work in works:
        assert re.fullmatch(r"@[a-z]+\{[a-z0-9]+,\n(  [a-z]+ = \{.+\},\n)+\}", bibtex(work)), work.key
        assert bibtex(work).count("{") == bibtex(work).count("}")
        assert "@" not in work.ja
        if "year" in work.fields:
            assert work.fields["year"] in work.ja or "平成" in work.ja


def test_the_program_is_cited_as_citation_cff_says() -> None:
    cff = Path(__file__).parents[1].joinpath("CITATION.cff").read_text("utf-8")
    fields = TOOLS[0].fields
    assert f'title: "{fields["title"]}"' in cff
    assert f"version: {fields['version']}" in cff


def test_mecab_is_cited_for_words_only() -> None:
    keys = [work.key for work, _ in works_of([jr.METRICS["reading_minutes"]])]
    assert keys == ["jreadtools", "kobayashi2018", "bccwjspr2", "brysbaert2019"]
    assert "den2007" in [work.key for work, _ in works_of([jr.METRICS["kango_ratio"]])]


def test_cite(capsys: Capture) -> None:
    assert main(["cite", "jreadability", "tateisi1988", "--lang", "ja"]) == 0
    out = capsys.readouterr().out
    assert re.findall(r"^@\w+\{(\w+),", out, re.MULTILINE) == [
        *("jreadtools", "kudo2004", "mccann2020", "den2007"),
        *("tateisi1988", "hasebe2015", "lee2016"),
    ]
    assert (
        "% 李在鎬（2016）「日本語教育のための文章難易度研究」『早稲田日本語教育学』21．\n% 使う指標: jreadability\n@article{lee2016,"
        in out
    )
    assert main(["cite"]) == 0
    everything = capsys.readouterr().out
    assert all(f"{{{work.key},\n" in everything for work in (*TOOLS, *WORKS))


@pytest.mark.parametrize(("lang", "said"), [("ja", " ほか{}件"), ("en", " and {} more")])
def test_of_many_metrics_four_are_named(lang: str, said: str, capsys: Capture) -> None:
    assert main(["cite", "--lang", lang]) == 0
    named = re.findall(r"^% (?:使う指標|used by): (.*)$", capsys.readouterr().out, re.MULTILINE)
    found = [names for _, names in works_of(jr.METRICS.values())][1:]
    assert named == [", ".join(names[:4]) + (said.format(len(names) - 4) if len(names) > 4 else "") for names in found]
    assert {4, 5} & {len(names) for names in found}


def test_cite_of_no_metric(capsys: Capture) -> None:
    assert main(["cite", "jreadabilty", "--lang", "en"]) == 2
    assert "there is no metric 'jreadabilty'; did you mean jreadability" in capsys.readouterr().err
    assert main(["cite", "漢語率", "--lang", "ja"]) == 2
    assert "kango_ratio" in capsys.readouterr().err

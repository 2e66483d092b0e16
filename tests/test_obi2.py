"""The grade by Obi-2: what is read of a model file, which bigrams are counted, and how the curves vote."""

import pickle
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.errors import ArticleError
from jreadtools.levels.obi2 import Obi2Model

# The weights of these models are made up for the tests.
# Seven grades, whose polynomials can be reckoned by hand from the table of orthogonal ones:
# (-3 … 3) / 28, (5 0 -3 -4 -3 0 5) / 84, (-1 1 1 0 -1 -1 1) / 6, (3 -7 1 6 1 -7 3) / 154.
SEVEN = """ねこ\t10\t0\t0\t0\t0\t.10\t.04\t.06
こが\t12\t0\t.06\t0\t0\t0\t0\t0
がな\t31\t.03\t.02\t.01\t0\t-.01\t-.02\t-.03
なく\t24\t-.09\t-.04\t-.01\t0\t-.01\t-.04\t-.09
語彙\t15\t-.03\t-.02\t-.01\t0\t.01\t.02\t.03
彙論\t11\t.5\t.5\t.5\t.5\t.5\t.5\t.5
の声\t17\t0\t0\t.03\t0\t0\t0\t0
の猫\t17\t0\t0\t0\t.03\t0\t0\t0
𠮷野\t13\t0\t0\t0\t0\t0\t.01\t.02
ドリ\t38\t0\t0\t0\t0\t.01\t0\t0
リル\t38\t0\t0\t0\t0\t0\t0\t.01
未見\t0\t9\t9\t9\t9\t9\t9\t9
"""
SLOPE = "\t".join(str(grade / 100) for grade in range(-6, 7))
HUMP = "\t".join(str(-grade * grade / 100) for grade in range(-6, 7))


def model_of(tmp_path: Path, text: str = SEVEN, name: str = "Obi2-G7.model") -> Obi2Model:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return Obi2Model.from_file(path)


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Obi2Model:
    return model_of(tmp_path_factory.mktemp("obi2"))


def test_the_model_says_what_it_is(tmp_path: Path) -> None:
    """Its name is that of the scale, where the file has its own name."""
    model = model_of(tmp_path)
    assert repr(model) == f"Obi2Model(name='G7', grades=7, source={str(tmp_path / 'Obi2-G7.model')!r})"
    assert model_of(tmp_path, name="mine.txt").name == "mine"


def test_three_curves_vote_and_the_middle_one_wins(seven: Obi2Model) -> None:
    """0 0 0 0 10 4 6: mean 20/7, then 36/28, 0/84, -8/6, 0/154 of the orthogonal polynomials."""
    scores = seven.scores("ねこ")
    assert scores is not None
    assert scores.bigrams == 1
    assert scores.likelihood == pytest.approx([0, 0, 0, 0, 10, 4, 6])
    assert scores.quadratic == pytest.approx([n / 7 for n in (-7, 2, 11, 20, 29, 38, 47)])
    assert scores.quartic == pytest.approx([n / 21 for n in (7, -22, 5, 60, 115, 142, 113)])
    assert (scores.votes, scores.grade, seven.grade("ねこ")) == ((5, 6, 7), 6, 6)


def test_two_votes_against_one(seven: Obi2Model) -> None:
    """0 6 0 0 0 0 0: mean 6/7, then -12/28, 0/84, 6/6, -42/154; the quadratic falls from the first grade on."""
    scores = seven.scores("こが")
    assert scores is not None
    assert scores.quadratic == pytest.approx([n / 7 for n in (15, 12, 9, 6, 3, 0, -3)])
    assert scores.quartic == pytest.approx([n / 77 for n in (25, 356, 155, -60, -65, 70, -19)])
    assert (scores.votes, scores.grade) == ((2, 2, 1), 2)


def test_the_likelihood_is_a_mean_over_the_bigrams_that_are_known(seven: Obi2Model) -> None:
    """ねこ and こが twice, がな and なく once, なね never: 100 (2a + 2b + c + d) / 6."""
    scores = seven.scores("ねこがなく。ねこが")
    assert scores is not None
    assert scores.bigrams == 6
    assert scores.likelihood == pytest.approx([n / 6 for n in (-6, 10, 0, 0, 18, 2, 0)])
    assert seven.scores("ねこがなくねこが鳴く") == scores


def test_of_equally_high_grades_the_lower_one_gets_the_vote(seven: Obi2Model) -> None:
    """の声 and の猫 lift the third and the fourth grade alike."""
    scores = seven.scores("彼の声、彼の猫")
    assert scores is not None
    assert scores.likelihood == pytest.approx([0, 0, 1.5, 1.5, 0, 0, 0])
    assert scores.votes[0] == 3


@pytest.mark.parametrize(
    ("weights", "grade"),
    [(SLOPE, 13), (HUMP, 7), ("\t".join(reversed(SLOPE.split("\t"))), 1)],
    ids=["rising", "hump", "falling"],
)
def test_thirteen_grades(tmp_path: Path, weights: str, grade: int) -> None:
    """A line and a parabola are their own nearest polynomials: all three curves agree."""
    model = model_of(tmp_path, f"比較\t113\t{weights}\n", "Obi2-T13.model")
    scores = model.scores("比較する。")
    assert scores is not None
    assert (model.name, model.grades, scores.votes) == ("T13", 13, (grade,) * 3)
    assert scores.quartic == pytest.approx(scores.likelihood)
    assert scores.quadratic == pytest.approx(scores.likelihood)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("ねこ", 1),
        ("ね こ", 1),
        ("ね\tこ", 1),
        ("ね\nこ", 1),
        ("ね \r\n\tこ", 1),
        ("ね\n\nこ", 0),
        ("ね\r\n \t\r\nこ", 0),
        ("ね\u3000こ", 0),
        ("ね\u3000\nこ", 0),
        ("ね、こ", 0),
        ("こね", 0),
        ("ねこねこ", 2),
        ("𠮷野", 1),
        ("\ud800ねこ", 1),
        ("未見", 0),
        ("", 0),
        ("ね", 0),
        ("\n", 0),
        ("abc。\U0001f600", 0),
        ((), 0),
        (["ね", "こ"], 0),
        (["ね\nこ", "", "ねこ"], 2),
        (iter(["ねこ"]), 1),
    ],
)
def test_which_bigrams_are_counted(seven: Obi2Model, text: str | Iterable[str], known: int) -> None:
    """White space does not part two characters, a blank line, a full-width space and a new paragraph do."""
    scores = seven.scores(text)
    assert (0 if scores is None else scores.bigrams) == known


@pytest.mark.parametrize("text", ["", "ね", "漢字だけ", [], ["", ""]])
def test_without_a_known_bigram_there_is_no_grade(seven: Obi2Model, text: str | list[str]) -> None:
    """Sato's program says 0, which is no grade."""
    assert seven.grade(text) is None
    assert seven.scores(text) is None


@given(st.text("ねこがな \t\n\r\u3000、", max_size=40))
def test_as_a_program_that_goes_line_by_line(seven: Obi2Model, text: str) -> None:
    """The way Sato's program counts: the last character of a line waits for the next one."""
    expected = 0
    waiting = ""
    for line in text.split("\n"):
        characters = "".join(c for c in line if c not in " \t\r")
        if not characters:
            waiting = ""
            continue
        chain = waiting + characters
        expected += sum(chain[i : i + 2] in {"ねこ", "こが", "がな"} for i in range(len(chain)))
        waiting = chain[-1]
    scores = seven.scores(text)
    assert (0 if scores is None else scores.bigrams) == expected


def test_files_as_editors_leave_them(tmp_path: Path, seven: Obi2Model) -> None:
    """A byte order mark, CRLF, blank lines, another order of the lines."""
    lines = ["", *reversed(SEVEN.split("\n")), ""]
    assert model_of(tmp_path, "\ufeff" + "\r\n".join(lines)).scores("ねこがな") == seven.scores("ねこがな")


def test_the_last_line_of_a_bigram_counts(tmp_path: Path) -> None:
    """As in Sato's program."""
    model = model_of(tmp_path, "ねこ\t9\t1\t0\t0\t0\t0\nねこ\t9\t0\t0\t0\t0\t1\n")
    assert model.grade("ねこ") == 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no bigram"),
        (b"\n\n", "holds no bigram"),
        ("未見\t0\t1\t2\t3\t4\t5\n".encode(), "holds no bigram"),
        (b"\x1f\x8b\x08\x00", "is packed"),
        (b"PK\x03\x04\x14\x00", "is packed"),
        ("ねこ\t9\t1\t0\t0\t0\t0\n".encode() + "猫".encode("cp932"), "line 2 is not UTF-8"),
        ("ねこ\t9".encode("utf-16"), "line 1 is not UTF-8"),
        (b"\n<!DOCTYPE html>\n<html>", "line 2 is not two characters.*'<!DOCTYPE html>'.*Obi2-T13.model"),
        ("あ\tH\n".encode(), "line 1 is not two characters"),
        ("あ\t9\t1\t0\t0\t0\t0\n".encode(), "line 1 is about one character, 'あ': a unigram model"),
        ("ねこ 9 1 0 0 0 0\n".encode(), "line 1 is not two characters"),
        ("ねこが\t9\t1\t0\t0\t0\t0\n".encode(), "line 1 is not two characters"),
        ("ねこ\t9\t1\t0\t0\t0\n".encode(), "5 or more grades"),
        ("ねこ\t9\t1\t0\t0\t0\tnan\n".encode(), "line 1 is not two characters"),
        ("ねこ\t9\t1\t0\tx\t0\t0\n".encode(), "line 1 is not two characters"),
        ("ねこ\t0.5\t1\t0\t0\t0\t0\n".encode(), "line 1 is not two characters"),
        ("ねこ\t9\t1\t0\t0\t0\t0\t0\nこが\t9\t1\t0\t0\t0\t0".encode(), "line 2 has 5 weights, the first line 6"),
    ],
)
def test_a_file_that_is_no_model_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    """In both languages, with the path and the line."""
    path = tmp_path / "obi.model"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=f"obi.model: .*{message}") as failure:
        Obi2Model.from_file(path)
    assert failure.value.args[0].ja.startswith(f"{path}: ")
    assert not failure.value.args[0].ja.isascii()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Nor is a folder one, nor a path that no system takes."""
    for path in (tmp_path / "none.model", tmp_path, "a\0b"):
        with pytest.raises(ArticleError, match="cannot be read"):
            Obi2Model.from_file(path)


def test_a_model_travels_to_other_processes(seven: Obi2Model) -> None:
    """Equal, and with the same hash."""
    again = pickle.loads(pickle.dumps(seven))
    assert again == seven
    assert hash(again) == hash(seven)
    assert again.scores("ねこ") == seven.scores("ねこ")


def test_importing_and_reading_a_model_load_no_numpy(tmp_path: Path) -> None:
    """It comes with the first text."""
    path = tmp_path / "Obi2-G7.model"
    path.write_text(SEVEN, "utf-8")
    code = f"import sys; from jreadtools.levels.obi2 import Obi2Model; Obi2Model.from_file({str(path)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"numpy", "pandas", "fugashi"}

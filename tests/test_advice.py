"""Where the load of a sentence lies, and where it could be cut."""

import pytest
from test_revise import LONG

from jreadtools.measure.advice import advise


def _places(text: str, part: str) -> list[str]:
    return [text[start:end] for start, end in advise(text).places[part]]


def test_the_places_of_each_part() -> None:
    """Each place is cut out of the sentence as it stands."""
    assert _places(LONG, "brackets") == ["（駅の裏の坂を登った先にある）"]
    assert _places(LONG, "modifiers") == [
        "手放した畑",
        "登った先に",
        "借りた人が",
        "植えた柿の木に",
        "集まる鳥を",
        "付ける手帳を",
        "売る店が",
    ]
    assert _places(LONG, "unbroken") == ["毎朝六時に起きて双眼鏡を持って出かけているが"]
    assert _places(LONG, "words") == [LONG]


START = "去年の秋に祖父が駅の裏の畑を隣の人に貸し"
REST = "春になるまで誰も種をまかずに草だけが背を伸ばしている。"


@pytest.mark.parametrize(
    "end",
    [
        "たが、", "たけど、", "たけれども、", "たので、", "たから、", "たし、", "たのに、", "たため、", "て、", "ており、", "、",
        "たものの、", "たが",
    ],
)  # fmt: skip
def test_behind_the_end_of_a_clause(end: str) -> None:
    """A clause ends in a conjunction, て or a 連用形, with a comma; が and けど need none."""
    (cut,) = advise(START + end + REST).cuts
    assert cut[1] == len(START + end)
    assert (START + end + REST)[cut[0] : cut[1]] in ("貸し" + end, "人に貸し" + end)


@pytest.mark.parametrize(
    "text",
    [
        START + "たので" + REST,  # without a comma it may belong to what follows
        START + "て" + REST,
        START + "たら、" + REST,  # a condition
        START + "ば、" + REST,
        "去年の秋に祖父が駅の裏の畑を隣の人に貸したことについて、" + REST,  # について is a particle
        "去年の秋に祖父が駅の裏に持っていた畑を元手として、" + REST,
        "去年の秋に祖父が駅の裏の畑から、" + REST,  # から of a place
        "去年の秋に祖父が隣の人と一緒に畑を借りた山の上で、" + REST,  # で of a place
        "去年の秋に祖父が隣の人と一緒に畑を借りた山の話だ、" + REST,  # it ends the sentence
        "去年の秋に、祖父は「" + START + "たが、" + REST + "」と言った。",  # within a speech
        "祖父が畑（" + START + "たが、" + REST + "）を見に行った。",  # in brackets
        "それはいいのだが、" + REST,  # too little before it
        "",
        "！？",
    ],
)
def test_no_place_to_cut(text: str) -> None:
    """Where no sentence ends, or hardly any would be left."""
    assert advise(text).cuts == ()


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("昨日も畑を人に貸したが、" + REST, 0),
        ("昨日も畑を隣の人に貸したが、" + REST, 1),
        (START + "たが、今も草が背を伸ばしている。", 0),
        (START + "たが、今は草だけが背を伸ばしている。", 1),
    ],
)
def test_ten_words_stand_on_either_side_of_a_cut(text: str, cuts: int) -> None:
    """Nine are too few, signs not counted."""
    assert len(advise(text).cuts) == cuts


def test_behind_the_copula() -> None:
    """三年目で、 goes on as 三年目であり、 does."""
    begins = "去年は祖父が隣の人と一緒に駅の裏の畑を借りて三年目で、"
    assert [(begins + REST)[start:end] for start, end in advise(begins + REST).cuts][-1:] == ["三年目で、"]


def test_the_best_cut_comes_first() -> None:
    """The one that leaves the shortest longer half."""
    text = START + "たが、" + "春になるまで誰も種をまかずに草だけが背を伸ばしているので、" + "来年も" + REST
    cuts = advise(text).cuts
    assert [text[start:end] for start, end in cuts] == ["伸ばしているので、", "貸したが、"]


def test_brackets_of_their_own() -> None:
    """Two brackets are two places; one at the end is none."""
    text = "店（駅の裏にある）と畑（坂の上にある）を見て帰った（夜になった）。"
    assert _places(text, "brackets") == ["（駅の裏にある）", "（坂の上にある）"]

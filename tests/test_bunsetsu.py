"""Bunsetsu: a sentence a phenomenon, the gold of UD_Japanese-GSD, and batches that change nothing."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.language.grammar.bunsetsu import Tag, classify, starts
from jreadtools.language.morphemes import Morphemes, tokenize


def tags_of(morphemes: Morphemes) -> np.ndarray:
    return np.array([classify(morphemes.lexicon.entry(row)) for row in morphemes.rows.tolist()], np.uint8)


def split(*sentences: str) -> list[str]:
    """Each sentence with | between its bunsetsu."""
    morphemes = tokenize(sentences)
    begins = starts(tags_of(morphemes), morphemes.bounds)
    found = []
    for number, sentence in enumerate(sentences):
        first = int(morphemes.bounds[number])
        places = [start for at, (start, _, _) in enumerate(morphemes.entries(number), first) if begins[at]]
        edges = [0, *places[1:], len(sentence)]
        found.append("|".join(sentence[a:b] for a, b in pairwise(edges)))
    return found


CASES = {
    "particles lean": "朝から|雨が|降っている。",
    "adnominals stand alone": "この|町の|大きな|橋を|渡る。",
    "adverbs stand alone": "弟は|とても|ゆっくり|歩く。",
    "conjunctions stand alone": "しかし、|夜は|静かだ。",
    "compound nouns are one": "図書館利用案内を|読む。",
    "suffixes lean": "子どもたちが|校庭内で|遊ぶ。",
    "prefixes begin": "各学校が|再検討を|求めた。",
    "the honorific begins": "熱い|お茶を|飲む。",
    "nouns of time are adverbs": "昨日|友達と|映画を|見た。",
    "noun and する": "毎日|勉強する。",
    "noun, を and する": "毎日|勉強を|する。",
    "mimetic adverb and する": "頭が|はっきりする。",
    "plain adverb and する": "もっと|する。",
    "compound verbs": "急に|走り出したが、|待ち続けた。",
    "compound verbs of two full verbs": "母は|考え込んだ。",
    "a noun and 抜く": "力を|抜く。",
    "compound adjectives": "荷物が|多すぎる。",
    "過ぎる alone": "春が|過ぎる。",
    "suffixes that make adjectives": "読みやすい|文章を|書きたい。",
    "a compound begun by a verb": "待ち時間が|長い。",
    "a clause ended by a verb": "窓を|開け|空気を|入れ替える。",
    "補助動詞 after て": "手紙を|書いておく。",
    "てほしい": "すぐに|直してほしい。",
    "で for て": "本を|読んでいる|人に|読んでほしい。",
    "ではいけない for てはいけない": "ここで|酒を|飲んではいけない。",
    "てもいい": "窓を|開けてもいいですか。",
    "てはいけない": "ここで|写真を|撮ってはいけません。",
    "である": "ここは|図書館である。",
    "ではない": "それは|猫ではない。",
    "は and ない": "お金は|ない。",
    "adjective and ない": "値段は|高くない。",
    "adjective and なる": "寒く|なった。",
    "かもしれない": "明日は|晴れるかもしれない。",
    "なければならない": "早く|寝なければならない。",
    "に過ぎない": "失敗に過ぎない。",
    "ことができる": "一人で|歩くことができる。",
    "ことになる": "来月から|大阪で|働くことになった。",
    "ことがある": "たまに|失敗することがある。",
    "こと alone": "それは|本当の|ことだ。",
    "ために after a verb": "合格するために|勉強する。",
    "ために after a noun": "子どもの|ために|本を|買う。",
    "ものの": "安いものの、|質は|よい。",
    "ような after a verb": "雨が|降るような|音だ。",
    "ような after の": "夢の|ような|話だ。",
    "そうな": "おいしそうに|食べる。",
    "について": "この|街について|調べた。",
    "つく, the verb": "任務に|ついている。",
    "によって": "雨によって|予定が|変わった。",
    "にとって": "私にとっては|大切だ。",
    "にもかかわらず": "雨にもかかわらず、|多くの|人が|来た。",
    "関わる, the verb": "命に|関わる|問題だ。",
    "として": "鍵として|使う。",
    "とする, the verb": "健康を|目的と|している。",
    "ようとする": "行こうと|したが、|やめた。",
    "という before a noun": "週に|一度という|決まりが|ある。",
    "いう, the verb": "もう|閉店したと|いう。",
    "といった": "犬や|猫といった|動物が|いる。",
    "とともに": "家族と|ともに|暮らす。",
    "お…する": "お客様を|お待ちしております。",
    "お…ください": "新しい|靴を|お試しください。",
    "お…になる": "先生が|お帰りになる。",
    "ご…いただく": "昨日|ご連絡いただいた。",
    "numerals and counters": "駅まで|約5分|かかる。",
    "dates": "2024年4月1日から|始まる。",
    "a comma in a number": "参加者は|1,200人だった。",
    "a point in a number": "気温が|3.5度|下がった。",
    "how often": "今年は|3回|優勝した。",
    "prefecture and city": "神奈川県|横浜市に|住む。",
    "what is after": "試合終了後|監督が|話した。",
    "これ以上": "それ以上は|待てない。",
    "names with a dot": "ジョン・スミスさんに|会った。",
    "ranges": "3～5人で|作業する。",
    "Latin words": "R&Bと|JavaScriptが|好きだ。",
    "quotes begin": "彼は|「もう|帰る」と|言った。",
    "titles begin": "昔の|『夏の|本』を|読む。",
    "parentheses begin": "東京|（日本の|首都）に|行く。",
    "empty brackets lean": "関数は|main()から|始まる。",
    "a bullet leans forward": "・卵を|割る",
    "white space leans forward": "　猫は|眠る。",
    "bullet and white space": "■　猫は|眠る。",
    "after a note": "楽しかった♪|また|行く",
    "after an emoji": "楽しかった😀|また|行きます。",
    "signs alone": "、、…！",
}


@pytest.mark.parametrize("wanted", CASES.values(), ids=CASES)
def test_a_phenomenon(wanted: str) -> None:
    """One short sentence for each rule a reader would look up."""
    assert split(wanted.replace("|", "")) == [wanted]


def _inner(parts: list[str]) -> set[int]:
    lengths = [len(re.sub(r"\s", "", part)) for part in parts]
    return set(np.cumsum(lengths)[:-1].tolist())


def test_the_gold(corpora: Path) -> None:
    """Inner-boundary F1 on UD_Japanese-GSD's dev sentences does not fall (reached: .9893)."""
    rows = [json.loads(line) for line in (corpora / "gold" / "ud-gsd-dev.jsonl").read_text("utf-8").splitlines()]
    right = found = gold = 0
    for row, line in zip(rows, split(*(row["text"].replace("|", "¦") for row in rows)), strict=True):
        wanted, got = _inner(row["bunsetsu"]), _inner(line.split("|"))
        right, found, gold = right + len(wanted & got), found + len(got), gold + len(wanted)
    assert 2 * right / (found + gold) >= 0.986


def test_a_batch_changes_nothing() -> None:
    """Sentences that would make one word together stay apart, with empty ones between them."""
    sentences = ["するこ", "", "ことが", "できる。", " ", "彼は", "として", "　", "いる"]
    assert split(*sentences) == [split(sentence)[0] for sentence in sentences]


@given(st.lists(st.lists(st.sampled_from([int(tag) for tag in Tag if tag]), max_size=8), max_size=6))
def test_any_tags_in_any_batch(sentences: list[list[int]]) -> None:
    """Whatever the tags: a sentence begins a bunsetsu, and its neighbours have no say."""
    bounds = np.cumsum([0, *map(len, sentences)]).astype(np.int64)
    tags = np.array([tag for sentence in sentences for tag in sentence], np.uint8)
    begins = starts(tags, bounds)
    assert begins.dtype == bool
    for sentence, (first, end) in zip(sentences, pairwise(bounds.tolist()), strict=True):
        alone = starts(np.array(sentence, np.uint8), np.array([0, len(sentence)], np.int64))
        assert begins[first:end].tolist() == alone.tolist()
        assert alone[:1].all()


@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_no_morphemes(sentences: int) -> None:
    """Empty sentences, or none at all, hold no bunsetsu."""
    assert starts(np.zeros(0, np.uint8), np.zeros(sentences + 1, np.int64)).tolist() == []


@pytest.mark.parametrize("tag", [Tag.STOP, Tag.NOUN, Tag.RENYOU, Tag.PREFIX])
def test_one_long_sentence(tag: Tag) -> None:
    """A million times the same morpheme is read in a moment (a hang guard)."""
    before = process_time()
    begins = starts(np.full(1_000_000, tag, np.uint8), np.array([0, 1_000_000], np.int64))
    assert begins[0]
    assert process_time() - before < 60

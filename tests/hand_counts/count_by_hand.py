"""Count the hand-copied prose of the example posts.

This script stands apart from jreadtools on purpose: it uses the standard library only, imports nothing
from the package and was written without reading its code, so that counts.json can serve as a second opinion.
What a reader reads was picked out by a person into NAME.prose.txt; nothing is parsed here.

    python tests/hand_counts/count_by_hand.py            compare with counts.json
    python tests/hand_counts/count_by_hand.py --write    write counts.json
    python tests/hand_counts/count_by_hand.py FILE ...   print the counts of any text files
"""

import json
import math
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAPANESE_PER_MINUTE, ENGLISH_PER_MINUTE, FAST, SLOW = 600, 238, 810, 460
ZERO_WIDTH = set("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u034f\u061c\u180e") | {
    chr(c) for c in [*range(0xFE00, 0xFE10), *range(0x202A, 0x202F), *range(0x2061, 0x2070), *range(0xE0000, 0xE01F0)]
}
JOINERS = set("'’‘＇-‐‑－")


def is_latin(ch):
    return ch.isalpha() and unicodedata.name(ch, "").startswith(("LATIN ", "FULLWIDTH LATIN "))


def kind(ch):
    """The script of one character, by its Unicode name; '' for ー and for everything else."""
    if ch in "々〇":
        return "kanji"
    name = unicodedata.name(ch, "")
    if name.startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")):
        return "kanji"
    if name.startswith("HIRAGANA ") and ch.isalpha():
        return "hiragana"
    if name.startswith(("KATAKANA ", "HALFWIDTH KATAKANA ")) and ch.isalpha() and ch not in "ーｰ":
        return "katakana"
    if "0" <= ch <= "9" or "０" <= ch <= "９":
        return "digits"
    return ""


def count(text):
    text = unicodedata.normalize("NFC", text)
    n = dict.fromkeys(
        ["characters", "english_words", "english_word_characters", "kanji", "hiragana", "katakana", "digits"], 0
    )
    # Words first, on the text with its spaces: two words must not grow together.
    i = 0
    while i < len(text):
        if not is_latin(text[i]):
            i += 1
            continue
        j = i
        while j < len(text) and (
            is_latin(text[j])
            or unicodedata.combining(text[j])
            or (text[j] in JOINERS and j + 1 < len(text) and is_latin(text[j + 1]))
        ):
            j += 1
        n["english_words"] += 1
        n["english_word_characters"] += j - i
        i = j
    before = ""
    for ch in text:
        if ch.isspace() or ch in ZERO_WIDTH:
            before = ""
            continue
        n["characters"] += 1
        this = kind(ch)
        if ch in "ーｰ":
            this = before if before in ("hiragana", "katakana") else ""
        if this:
            n[this] += 1
        before = this
    units = (n["characters"] - n["english_word_characters"]) * ENGLISH_PER_MINUTE
    units += n["english_words"] * JAPANESE_PER_MINUTE
    minutes = units / (JAPANESE_PER_MINUTE * ENGLISH_PER_MINUTE)
    n["minutes"] = round(minutes, 3)
    n["minutes_fast"] = round(minutes * JAPANESE_PER_MINUTE / FAST, 3)
    n["minutes_slow"] = round(minutes * JAPANESE_PER_MINUTE / SLOW, 3)
    n["label"] = "約%d分" % max(1, math.floor(minutes + 0.5)) if n["characters"] else "0分"
    return n


def main(argv):
    if argv and argv[0] != "--write":
        for name in argv:
            print(name, json.dumps(count(Path(name).read_text(encoding="utf-8")), ensure_ascii=False))
        return 0
    counts = {}
    for post in sorted((HERE / "../../examples/posts").resolve().iterdir()):
        counts[post.name] = count((HERE / (post.stem + ".prose.txt")).read_text(encoding="utf-8"))
    target = HERE / "counts.json"
    text = json.dumps(counts, ensure_ascii=False, indent=2) + "\n"
    if argv:
        target.write_text(text, encoding="utf-8")
        return 0
    same = json.loads(target.read_text(encoding="utf-8")) == counts
    print("counts.json agrees" if same else text)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

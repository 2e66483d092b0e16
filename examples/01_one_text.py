"""One text: how long it takes to read, how long its sentences are, how much of it is kanji."""

import jreadtools as jr

TEXT = """\
新茶の季節になりました。今年は春先の冷え込みで摘み始めが一週間ほど遅れましたが、
そのぶん葉が厚く、香りの強いお茶に仕上がっています。

淹れるときは、お湯を一度湯のみに移して冷ましてください。七十度くらいが目安です。
"""

time = jr.reading_time(TEXT)  # needs neither MeCab nor numpy
print(time.label, time.range_label, f"{time.minutes:.2f}")

analysis = jr.analyze(TEXT)
print(analysis)
print(f"漢字率 {analysis['kanji_ratio']:.1%}、平均文長 {analysis['sentence_characters_mean']:.1f}字")
for sentence in analysis.sentences:
    print(sentence.line, sentence["characters"], sentence.text)

words = [m.surface for m in analysis.sentences[0].morphemes if m.pos == "名詞"]
print("最初の文の名詞:", "、".join(words))

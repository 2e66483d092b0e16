"""What the tests of advice share: sentences that carry too much, with a place to cut them at and without."""

CUT = (
    "去年の秋に祖父が手放した畑を借りた人が植えた柿の木に集まる鳥を数えるために毎朝六時に起きて双眼鏡を持って坂の上の神社まで"
    "出かけているが、その記録を付ける手帳を売る店が先月で閉まったので、代わりになるものを町の文具屋で探している。"
)
"""114 characters, .98; it could be cut behind 出かけているが、."""
UNCUT = (
    "山の上の古い寺の裏に住む友人が去年の冬に作った小さな畑で採れた大根の葉を刻んで胡麻と一緒に炒めた料理の作り方を書いた"
    "手紙が昨日の夕方に届いたが、字が小さくて祖母には読めなかった。"
)
"""89 characters, .90; no cut leaves enough on both sides."""

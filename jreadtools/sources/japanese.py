"""How likely a text is as Japanese: this tells CP932 from EUC-JP, and both from short UTF-8.

Bytes of one encoding often decode as another without an error, so the readings are compared: the surprisal of
a text is a sum over its characters, in nats, of how rare each is in Japanese articles. The numbers are coarse on purpose
(a class of characters, the rank of a kanji): what they have to tell apart lies far apart.
"""

from __future__ import annotations

import math
import re
from typing import Final

__all__ = ["surprisal"]

# The kanji that make up most of the running text of Japanese articles, the most frequent first.
_FREQUENT_KANJI: Final = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高"
    "代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加"
    "山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近"
    "千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果"
    "西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付"
    "施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州"
    "武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆"
    "個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達静髙橋記事読長"
)

# Those that every reader knows and that stand less often.
_FAMILIAR_KANJI: Final = (
    "花草虫貝犬猫竹糸耳雨赤青夕雪雲星晴春夏秋冬昼鳥魚牛馬羽肉谷岩池弓矢寺丸光船妹姉兄弟父母友黄黒毛顔頂角絵歌遊走歩曲紙鳴麦茶里園庭森林丘橋路"
    "駅宿庫油温湖湯緑根植柱板荷豆皿筆笛箱袋服洋等級帳昔暗暑寒軽悪悲幸礼祭童孫客君飲酒薬歯鼻血息泳坂央岸炭鉄陽波氷短浅階参照詳細完了継承層症粉疫"
    "免臨衝突継型際電柔軟拡張複雑単純簡略択抽象像索引検証削除追加更訂誤載掲示紹介概要章節項目録版図版編纂執筆著者訳読者閲覧履歴暦鍵符号暗号署名"
    "認証接続通信端末画像音響映写撮影印刷輪郭縦横幅厚薄軸周囲隣奥底裏側端隅溝穴壁床窓扉机椅棚鏡鍋釜皿卵乳塩糖酢油脂菓餅飯粥麺肌腕脚膝腰胸腹背"
    "骨胃腸肝臓肺喉舌唇髪爪汗涙眠夢寝覚起床朝晩宵暁曇虹霧霜露雷嵐吹凍溶乾燥湿潤洗濯掃拭磨削彫刻縫編織染塗貼剥折曲伸縮巻包結締緩握抱押引抜挿"
    "貸借預払換替渡届拾捨投蹴跳飛躍滑泳潜沈浮漂流溢注混濁澄透輝照灯燃焼煙灰炎熱冷涼暖蒸沸煮炊揚炒漬盛皮芽茎枝幹葉咲散枯芝稲穂畑田舎郊街角"
    "欄詰尾冒頭殿様僕俺彼誰何処此其奴娘息嫁婿夫妻祖孫姪甥叔伯姓氏称号賢愚優秀劣巧拙速遅丁寧雑親切厳甘辛苦酸渋香臭匂珍稀豊貧富裕倹約節浪"
    "費値段割引税込額札硬貨銭財布鞄靴傘帽服装衣替浴槽泡湯船旅券港湾岬峠崖滝沼沢洞窟砂漠丘陵盆栽鉢植欧州亜阿弥陀仏陀寺院塔城砦跡碑像絵巻墨"
    "硯詩歌句俳諧劇舞踊唄笛鼓琴弦鍵盤拍旋律奏曲譜聴衆観客席券売販購買卸仕入荷倉庫配達郵便封筒葉書切手宛先届貯蓄積立投資株債券利息益損失黒赤字"
    "簿帳票伝票請求領収印鑑契約締結破棄延期猶予督促罰則違反訴訟裁判弁護士検察官警察署逮捕拘束釈放監獄刑務所罪犯被害者遺族慰謝料賠償保険療養看護"
    "患者診察処方箋薬剤師注射手術麻酔輸血移植臓器癌腫瘍炎症感染菌毒免疫抗体予防接種健康診断栄養摂取過剰欠乏肥満痩運動散歩登山釣園芸料理裁縫読書"
    "遅延徴松鶴亀龍虎鹿熊猿狐狸鼠兎蛇蛙蝶蜂蟻蚊蝉桜梅桃杏柿栗梨菊蘭蓮藤萩椿柳杉桧竹笹苔茸"
)


def _costs() -> dict[str, float]:
    costs = {chr(c): 4.2 for c in range(ord("ぁ"), ord("ん") + 1)}
    costs |= {chr(c): 5.0 for c in range(ord("ァ"), ord("ヶ") + 1)}
    costs |= dict.fromkeys("、。ー・「」\u3000", 4.5)
    costs |= dict.fromkeys("『』（）！？，．：々～〜…―─【】〈〉“”‘’→", 6.5)
    costs |= dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫㈱№ⅠⅡⅢ℡㎡㎝㎞㎏■□◆◇○●◎★☆▲△▼▽※↓↑←〒♪＝－−", 7.5)
    costs |= {chr(c): 6.5 for c in (*range(ord("０"), ord("９") + 1), *range(ord("Ａ"), ord("ｚ") + 1))}
    costs |= dict.fromkeys(_FAMILIAR_KANJI, 9.4)
    # What loanwords are made of, which half-width kana mostly write.
    costs |= dict.fromkeys("ﾝｽﾄﾙｰ", 2.9)
    costs |= dict.fromkeys("ﾗﾘｲｸｼﾌｱﾀﾃｯｺｶｻﾊ", 3.5)
    costs |= dict.fromkeys("ｷﾚﾛﾅﾆﾏﾐﾒﾁﾂｴｵｳﾉｹｾﾓﾍﾎﾋﾈｿﾇﾑﾔﾕﾖﾜ", 4.3)
    costs |= dict.fromkeys("｡､｢｣･", 5.0)
    costs |= dict.fromkeys("§°±´¶×÷«»©®£¥µ·¿¡ßΩαβγπ", 7.0)
    # Zipf's law, with what lists of newspaper kanji say: the first thousand are 95 of 100.
    costs |= {kanji: 2.4 + math.log(rank + 20) for rank, kanji in enumerate(_FREQUENT_KANJI)}
    return costs


_COST: Final = _costs()
_ASCII: Final = 3.0
_JIS_LEVEL_1: Final = 12.0
_JIS_LEVEL_2: Final = 15.0
_STRANGE: Final = 15.0  # accents and alphabets that are not Latin or Japanese, alone
_BROKEN: Final = 25.0  # what no author writes: private characters, controls, U+FFFD
_FIRST_HALF_WIDTH: Final = 7.5  # to begin half-width kana at all: few articles have any
_NEXT_HALF_WIDTH: Final = 4.0
_MISPLACED: Final = 8.0  # a voicing mark on a vowel, a small kana at the beginning
_SMALL_AFTER: Final = {
    "ｬ": "ｷｼﾁﾆﾋﾐﾘﾞﾟ",
    "ｭ": "ｷｼﾁﾆﾋﾐﾘﾞﾟﾃﾌ",
    "ｮ": "ｷｼﾁﾆﾋﾐﾘﾞﾟ",
    "ｪ": "ｼﾁﾌﾞｳ",
    "ｨ": "ﾃﾌﾞｳ",
    "ｧ": "ﾌﾞ",
    "ｫ": "ﾌﾞｳ",
    "ｩ": "ﾄﾞ",
}
_VOICED: Final = frozenset("ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ")
_OTHERS: Final = re.compile(r"[^\x00-\x7f]+")


def surprisal(text: str) -> float:
    """How unlikely a text is in a Japanese article, in nats; of two readings of the same bytes the lower is right.

    >>> data = "静岡県".encode("euc_jp")
    >>> surprisal(data.decode("euc_jp")) < surprisal(data.decode("cp932"))
    True
    """
    total = _ASCII * len(text)
    half_width = False
    for run in _OTHERS.finditer(text):
        before = text[run.start() - 1] if run.start() else ""
        word = before.isalpha()
        for c in run[0]:
            if "｡" <= c <= "ﾟ":
                if not "｡" <= before <= "ﾟ":
                    total += _NEXT_HALF_WIDTH if half_width else _FIRST_HALF_WIDTH
                    half_width = True
                total += _half_width(c, before) - _ASCII
            else:
                total += _surprisal(c, before, word=word) - _ASCII
            before = c
    return total


def _surprisal(c: str, before: str, *, word: bool) -> float:
    known = _COST.get(c)
    if known is not None:
        return known
    if "一" <= c <= "鿿":
        first = c.encode("euc_jp", "replace")[0]
        return _JIS_LEVEL_1 if 0xB0 <= first <= 0xCF else _JIS_LEVEL_2
    if "\x80" <= c <= "\x9f" or "\ue000" <= c <= "\uf8ff" or c == "\ufffd":
        return _BROKEN
    if c < "\u0530":
        # é in café, the next letter of a Russian word
        near = word or ("\u0370" <= before < "\u0530" and (before < "\u0400") == (c < "\u0400"))
        return 5.0 if near and c.isalpha() else _STRANGE
    return 10.0


def _half_width(c: str, before: str) -> float:
    """The nats of a half-width kana: the marks and small ones have their places, and are common there."""
    if c in "ﾞﾟ":
        fits = before in _VOICED and (c == "ﾞ" or before > "ﾉ") and before != ""
        return 1.8 if fits and c == "ﾞ" else 2.5 if fits else _MISPLACED
    if c in _SMALL_AFTER:
        return 2.2 if before != "" and before in _SMALL_AFTER[c] else _MISPLACED
    if c in "ｯｰ･､｡" and not ("ｦ" <= before <= "ﾟ" and (c in "ｯｰ" or before not in "ｦｧｨｩｪｫｬｭｮｯ")):
        # ､ and ･ at every second place are what hiragana and katakana in EUC-JP look like
        return _MISPLACED
    return _COST.get(c, 5.0)

r"""The rules that say where a sentence ends inside one line of Japanese text.

One regex finds every character at which something may happen (an end mark, a bracket, an ornament);
the rules below, one pattern or function per phenomenon, decide. Everything is linear in the length of
the text: brackets are paired once, every pattern is possessive or bounded.

>>> from itertools import pairwise
>>> text = "「行くの？」と聞いた。モーニング娘。が好きだって！うん（笑）次の話です。"
>>> [text[a:b] for a, b in pairwise([0, *sentence_ends(text), len(text)])]
['「行くの？」と聞いた。', 'モーニング娘。が好きだって！', 'うん（笑）', '次の話です。']
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.characters import LATIN_CLASS, WORD_JOINERS
from jreadtools.language.brackets import CLOSERS, OPENERS, PROTECTED, close_each_other, next_bracket, pair_brackets
from jreadtools.patterns import pattern

__all__ = ["goes_on", "has_rare_ends", "sentence_ends"]

# --- Characters ----------------------------------------------------------------------------------------

_PERIODS: Final = "。｡．"
_EXCLAIMS: Final = "！？!?‼⁇⁈⁉"
_STOPS: Final = frozenset(_PERIODS + _EXCLAIMS + ".")
_FULL_STOPS: Final = frozenset("。｡．！？!?")
# 。｡！？ end a sentence wherever they stand; the others may belong to a number, a name, a program.
_DOUBTFUL_STOPS: Final = frozenset("．.!?！")
_QUOTES: Final = frozenset("「『｢“〝\"«≪﹁﹃‘'")
_KANJI: Final = "々〆一-龥"
_EMOJI: Final = "\u2600-\u2767\u2b50\U0001f000-\U0001faff♪♫♬♩"
_BLANKS: Final = " \u3000\t\u00a0"

# Where something may happen. After one look at the character alone, its neighbours are asked, so that few places are
# found at which nothing happens: no . inside a number, no w, z or _ inside a word. A short 「…」 without an end mark is
# found whole: nothing happens in it.
_PLAIN: Final = rf"{_PERIODS}{_EXCLAIMS}{re.escape(re.sub('[「『]', '', OPENERS))}\"ｗ\^{_EMOJI}"
_QUIET: Final = f'[^{_PERIODS}{_EXCLAIMS}.{re.escape(OPENERS + CLOSERS)}"]{{0,{PROTECTED - 1}}}+'
_PLACES: Final = f'{_PERIODS}{_EXCLAIMS}.{re.escape(OPENERS)}"wｗ笑^_z{_EMOJI}'
_HAPPENS: Final = (
    rf"(?:(?<=[{_PLAIN}])|(?<=「)(?:{_QUIET}」)?+|(?<=『)(?:{_QUIET}』)?+"
    r"|(?<=\.)(?![A-Za-z0-9_/,;:@\-])|(?<=w)(?:(?=[wｗ])|(?<![A-Za-z]w))|(?<=orz)|(?<=[TＴ;；]_)"
    rf"|(?<=笑)(?=[笑\s。！？!?…♪）)」』{_EMOJI}]|$|(?<=(?:です|ます|した|せん)笑)[^わいうえおっみ{_KANJI}])"
)
_CANDIDATE = pattern(rf"[{_PLACES}]{_HAPPENS})")
# …, 〜 or a space after what may be です or ます; '…' and ‘…’ around Japanese. They are looked for only where one stands.
_PAUSE: Final = r"(?<=[すたんうかねよなわいえぇのけーあぁぞぜだ].)(?!(?<= )[!-~])(?<=(?:です|ます|した|せん|ょう|さい|[すたんうい]か|[すたんういよ][ねな]|[すたんうい]よ|[すた]わ|ねえ|ねぇ|もの|もん|っけ|か[ねな]|[すたかねよ]ー|[るいだくぐつぬぶむ][よねわぞぜ]|[るだ]な|なあ|なぁ|ゃん|の[よね]|んだ)[…‥・〜～ \u3000])"
_QUOTE: Final = rf"(?<=['‘])(?<![A-Za-z0-9]['‘])(?=[ぁ-んァ-ヺ{_KANJI}])"
_RARE = pattern(rf"[…‥・〜～ \u3000'‘](?:{_PAUSE}|{_QUOTE})")
_CANDIDATE_OR_RARE = pattern(rf"[{_PLACES}…‥・〜～ \u3000'‘]{_HAPPENS}|{_PAUSE}|{_QUOTE})")
# A run of marks is one end: ！？, 。。。, ?!, ...。
_RUN = pattern(rf"[.…‥・]*+(?:[{_PERIODS}{_EXCLAIMS}]|\.++(?![A-Za-z0-9]))*+")
_RUN_FIRST: Final = frozenset(_PERIODS + _EXCLAIMS + ".…‥・")

# Characters of a bracketed note that belongs to the sentence before it.
_NOTE: Final = 15

# --- Feelings: what a writer puts where an end mark could stand ------------------------------------------

# （笑）(爆) （汗） （泣） （苦笑） (w), and （笑 that the writer did not close.
_LAUGH: Final = (
    r"[（(][ 　]?(?:[苦爆失微大冷滝嘲自]?[笑汗爆]{1,5}|(?:号|嬉し)?泣|涙|怒|謎|謝|殴|照れ?|悲|嬉|驚|怖|恥|ぉぃ|ぇ|え|ぉ|おい|オイ|[wｗ]{1,9})"
    r"[!！?？…。♪]?[ 　]?(?:[）)]|(?=[\s。]|$))"
)
# A face in brackets: (^^) (*´▽｀*) (´・ω・`) m(_ _)m ＼(^o^)／. No word inside, and two features of a face.
_FEATURES: Final = "\\^＾´｀`ω∀▽△Д皿≧≦∇ﾟ゜*＊_＿;；＞＜><Tε￣•ಠ๑◕・･ᴗ▼◇д°◡˘╹"
_FACE: Final = (
    r"[＼\\<＜ヽヾ٩oｏOmｍdｄ└┌ψლ]?[（(]"
    rf"(?=[^）)\n]{{1,14}}[）)])(?=[^）)\n]{{0,12}}?[{_FEATURES}][^）)\n]{{0,12}}?[{_FEATURES}]|[-ー‐−=]{{1,3}}[_.ω〜][-ー‐−=])"
    rf"(?:[^）)（(「」{_KANJI}ぁ-んァ-ヺa-zA-Z0-9\n]|[oOTxXvVwWuUQDdcCεノヽっゝゞロシツ0]){{1,14}}+[）)]"
    r"(?:[／/و۶งゞ♪☆!！?？…。;；ﾞ゛ﾟ彡💦ლ┐┘ψ>＞]|[ノﾉシ](?![ァ-ヺーｦ-ﾝ])|[mｍvVbｂgｏo](?![a-zA-Z0-9])){0,6}+"
)
# A face without brackets: ^^ ^_^; T_T ;_; orz
_BARE_FACE: Final = (
    r"(?:[\^＾][_oOｏ\-ー∇▽0.]?[\^＾][;；ゞvV/／!！]{0,3}|[TＴ][_＿][TＴ]|[;；][_＿][;；]|>_<|(?:orz|OTZ)(?![a-zA-Z]))"
)
_WWW: Final = r"[wｗ]++(?![a-zA-Zａ-ｚＡ-Ｚ0-9/:._@\-])"
# 笑 without brackets is a laugh only where no word goes on (笑う, 笑顔).
_BARE_LAUGH: Final = rf"笑{{1,5}}+(?:(?=[\s。！？!?…♪）)」』{_EMOJI}]|$)|(?<=[すんた]笑)(?<=(?:です|ます|した|せん)笑)(?![わいうえおっみ{_KANJI}]))"

_ARMS: Final = frozenset("mｍ<＜＼\\ヽヾ٩┌└ψ")
_LAUGHING = pattern("[wｗ]{2}|[\U0001f600-\U0001f64f]")
_EMOTION = pattern(f"{_LAUGH}|{_FACE}")
_ORNAMENTS = pattern(f"[{_EMOJI}]++(?![0-9０-９])")
_WWW_AT = pattern(_WWW)
_BARE_LAUGH_AT = pattern(_BARE_LAUGH)
_BARE_FACE_AT = pattern(_BARE_FACE)

# --- The tail: what follows an end and still belongs to the sentence before --------------------------------

# ＞, » and › after an end point at what follows, unless they close a bracket.
_ENDING_CLOSERS: Final = re.sub("[＞»≫›]", "", CLOSERS)
# … after an end begins the next sentence (……でも), unless nothing follows.
_MORE_MARKS: Final = (
    rf"[{_PERIODS}{_EXCLAIMS}]|’(?![A-Za-z])|[.\"](?=\s|$)|(?:[…‥]++|・・++)(?=\s|$)|[{re.escape(_ENDING_CLOSERS)}]"
)
_TAIL = pattern(
    rf"(?:{_MORE_MARKS}|[{_BLANKS}]?(?:{_LAUGH}|{_FACE}|{_BARE_FACE})|{_WWW}|{_BARE_LAUGH}|[{_BLANKS}]?[♪♡♥❤]++|[{_EMOJI}]++(?![0-9０-９]))*+"
)
_MARKS_ONLY = pattern(f"(?:{_MORE_MARKS})*+")
# For nearly every sentence one look at the next character says that it has no tail.
_TAIL_FIRST = pattern(
    rf"[{_PERIODS}{_EXCLAIMS}…‥・’.\"{re.escape(_ENDING_CLOSERS)}{_BLANKS}（(＼\\ヽヾ٩oｏOmｍdｄ└┌ψლ^＾TＴ;；>wｗ笑{_EMOJI}]"
)

# --- What goes on: no sentence begins so ---------------------------------------------------------------------

# The と that quotes (！と答えた), not a word that begins with it (とても, ところで, というわけで).
_QUOTING = (
    r"と(?!ころ|たん[にで、]|びら|って?も|りあえ|りま|りわけ|りも|りいそ|にか|にも|もあれ|もかく|もだち|はいえ(?![なま])|はいっ?て|いうわけ|いうこと(?:は|で|だ|に)|いうか|"
    r"いっても|いえば|うとう|うぜん|くに|きど|きに|きは|きおり|ほほ|っくに|ってお|っさ|ある|なる|なりの|すると|すれば|したら|んで|んだ|んと|"
    r"どの|なれば|おり|お[くい]|て[つも]|ろ[けと]|げ|ら[えわ]|め|じ|ぶ|ばす)"
)
# 本当なの？ | サイト名: what follows the title of a page belongs to it.
_SITE_NAME: Final = rf"[{_BLANKS}]*+(?:｜|[|·»](?=[{_BLANKS}]))|[{_BLANKS}]++[-–](?=[{_BLANKS}])"
_GOES_ON = pattern(
    rf"{_SITE_NAME}|(?:[…‥]++|・・++)?[{_BLANKS}]?(?:{_QUOTING}|って(?!こと[はで])|っ(?:と|つ)?(?:言|い|思|て)|だって(?:さ|よ|ね)?(?:[。、，！？!?…♪]|$)|"
    r"[をんぁぃぅぇぉっゃゅょー、，､）)」』】〕]|"
    r"だ(?:と(?!し|す)|の|か(?!ら)|った|ろ|そう|け(?!ど|れ)|[。、，！？!?]|$)|です(?!が|から|け|の[でに]|し)|でし(?:た|ょ)|である|"
    rf"が(?=[{_KANJI}ァ-ヺA-Za-zあ]|いい|よ[いか])(?!頑|我)|の(?![でちにどびろはんぞきけこみ]|ほほ|り)|"
    rf"に(?=[{_KANJI}ァ-ヺA-Za-z、，つすなは])(?!はか)|は(?=[{_KANJI}ァ-ヺA-Za-z「『])|も(?=[{_KANJI}ァ-ヺ「『])|で(?=[{_KANJI}](?!も|は)[{_KANJI}する])|"
    rf"な(?=の(?!に|で)|ど|んて|ら[、，ば])|や(?=[{_KANJI}ァ-ヺA-Za-z])|から(?![いくっだすしあみめま揚])|まで|より(?=[{_KANJI}ァ-ヺ])|とか|"
    r"かも|くらい|ぐらい|みたい|らしい)"
)
# After 。 only what can be nothing else: 。と思う, 。と、思う, and names that hold a 。 (娘。が).
_GOES_ON_AFTER_PERIOD = pattern(
    rf"{_SITE_NAME}|[{_BLANKS}]?と(?:[、，]?(?:思(?!ったら|えば|いき|うと)|言[いうえおっわ]|聞[いかく]|考え(?!ると|れば|たら)|感じ|答え|書[いかく]|叫|伝え|呼)|の(?:こと|事)|か[、，。]|"
    rf"いった[{_KANJI}]|いう(?:の|もの|感|こと(?!は|で|だ|に)|[{_KANJI}](?!け)))|"
    rf"って(?:思|言|聞|書|い[うっ]|の)|を|の(?=[{_KANJI}ァ-ヺA-Za-z])|[はがもに](?=[{_KANJI}ァ-ヺ])(?!我)|[、，､]"
)
# After 「…。」 what can only go on: とある, で終わる, しか, ばかり, や「…」. Not とある店, しかし, やがて, かれ.
_GOES_ON_AFTER_QUOTE = pattern(
    rf"とあ(?:る(?![{_KANJI}])|り|っ|れ)|とな(?:る(?!と|なら|の)|り(?!の|に|で|[{_KANJI}])|っ|ら|れ(?!ば))|とす(?:る(?!と|なら)|べ)|とし[たて、](?!ら)|とさ[れせ]|"
    rf"で(?:[{_KANJI}](?!も)|お?しまい|おわ|はじま|はな[くい]|もな[くい]|も(?=[「『][^「」『』\n]{{1,40}}[」』]で)|よい|いい|しか|す(?!から|が)|は(?:足り|不十分|済ま|すま|通じ|だめ|駄目|ダメ))|にて|ということ(?:だ|にな)|しか(?=[{_KANJI}](?!め|も)|な[いかくし]|あり|でき|いわ|い[いうえ]わ?|し[なま])|"
    rf"ばかり(?!か)|や(?=[{_KANJI}ァ-ヺA-Za-z「『“](?!り))|か(?=[「『。、，？?]|どうか|否|と[思聞言問尋いか])|など|[→⇒](?=[「『])|なんて(?=[{_KANJI}い])|だけ(?!ど|れ)|のみ|"
    rf"へ(?=[のと]|[{_KANJI}])|[はもが](?=、)|ほど|まで|より(?=[{_KANJI}ァ-ヺ「『])|等(?=[のをがはにでもと、])|[式風系的](?=[のなに])|ずつ|じゃ(?:な|あり)|(?:(?:自体|以外|程度)(?=[のをがはにでもと])|レベルの)|以上に|さえ(?=[{_KANJI}])|すら(?=[{_KANJI}])"
)
# 「です。」「ます。」を使う: words in a row, and not two who speak.
_LISTED = pattern(rf"(?:[「『][^「」『』\n]{{1,40}}[」』]){{1,5}}(?:を|など|の(?=[{_KANJI}]))")
# After です… and the like: the particle of an end, a conjunctive one. です…が、 です…けど、
_GOES_ON_AFTER_POLITE = pattern(
    rf"(?:が|けれ?ど|から|ので|のに|し|か|かね|ね|よ|よね|な|わ|もの)(?=[、，。！？!?…‥・〜～{_BLANKS}]|$)|が(?=[{_KANJI}])|け(?:れ)?ど|ので|のに|から(?!揚)(?=[{_KANJI}])|かも|かと|と[{_KANJI}いか、]"
)
# 高い（笑）けど
_GOES_ON_AFTER_FEELING = pattern(rf"[{_BLANKS}]?(?:けれ?ど|ので|のに|[がし](?=[、，]))")
# T_The: a face has no word behind it.
_INSIDE_WORD = pattern(
    rf"(?<=[{LATIN_CLASS}])[{WORD_JOINERS}]?[{LATIN_CLASS}]|(?<=[{LATIN_CLASS}][{WORD_JOINERS}])[{LATIN_CLASS}]"
)
# After 。 a kana or kanji but these is the begin of a sentence, without further questions.
_ASK_AFTER_PERIOD: Final = frozenset("とっをのはがもに・ヽヾ笑ん")

# --- Before an ornament: what a sentence can end in ------------------------------------------------------------

# Particles that a sentence does not end in (を に は が へ と) are missing.
_FINAL_KANA: Final = frozenset(
    "あるうくぐすつぬぶむただいねよなわぞさかんりろれらてでせえけきみちしもじめのゃゅょぁぃぅぇぉっーｰ〜～！？!?。…ゾネヨナワ"
)
# Before the picture of a thing (🍣) only what is no attribute of it: 食べました🍣, not 美味しい🍣.
_POLITE_END = pattern(r"(?:です|ます|まし[たて]|でした|ません|しょう|さい|[よねだぜ]|った|ろう)[〜～ーっ]{0,3}$")
_FEELING_MARK = pattern(
    "[♪♫♬♩☆★♡♥❤❣✨⭐🌟💫🎵🎶🎉\U0001f440-\U0001f450\U0001f493-\U0001f49f\U0001f4a0-\U0001f4aa\U0001f4af"
    "\U0001f600-\U0001f64f\U0001f90d-\U0001f92f\U0001f932\U0001f970-\U0001f97a\U0001f9d0\U0001fae0-\U0001faf8]"
)
_NOUN_END = pattern(rf"[{_KANJI}ァ-ヺーA-Za-z0-9０-９]")
_WORD_BEGIN = pattern(rf"[{_KANJI}ァ-ヺA-Za-z]")

# --- What stands in place of 。 ---------------------------------------------------------------------------------

_PAUSES: Final = frozenset("…‥・〜～ \u3000")
# What goes on for some characters before it can end a sentence: brackets and quotes too.
_STRETCHES: Final = _PAUSES | frozenset(OPENERS + "\"'‘")
_POLITE = pattern(
    r"[ぁ-んァ-ヺー一-龥A-Za-z0-9０-９」』）)](?:です|(?<![澄済励覚冷悩])ます|でした|ました|ません|でしょう|ましょう|ください|下さい|なさい|くださいませ|ございます)"
    r"(?:か|ね|よ|な|わ|かね|かな|よね|よな|ねえ|ねぇ|もの|もん|っけ)?[ーっ]{0,3}$"
)
# そうだよね…, 眠いよ〜: a casual end, not before a space.
_CASUAL = pattern(
    r"(?:[るだ]な|いいな|[ただるいうくぐすつぬぶむん](?:よね|よ|ね|なあ|なぁ|わ|ぞ|ぜ|もん|のよね?|のね)|\wなんだ|かなあ?|かなぁ|じゃん)$"
)
_PAUSE_RUN = pattern(r"(?:[…‥]++|・{2,}+|\.{2,}+)[ \u3000]*+|[〜～]++[ \u3000]*+|[ \u3000]++")
# A word, or a quote: no sign, no bracket, no number (a range).
# One half-width space before a Latin word or a number only sets it apart.
_BEGINS = pattern(r"[ぁ-んァ-ヺ一-龥々「『]|(?<!\S )(?:[A-Za-zＡ-Ｚａ-ｚ]|(?<![〜～])[0-9０-９])")
_SINGLE_QUOTED = pattern(r"'[^'\n]{1,200}?[。！？]'(?![A-Za-z])|‘[^‘’\n]{1,200}?[。！？]’(?![A-Za-z])")
_REMARK_END = pattern("[うくぐすつぬぶむるいただてけれろなねよわぞぜんかっあ…？！?!〜ー]")

# --- Names and Latin text --------------------------------------------------------------------------------------

_NAMES_WITH_EXCLAIM = pattern(r"(?:Yahoo|yahoo|YAHOO|ヤフー|ラブライブ|けいおん|ハイキュー)$")
_NAMES_WITH_STAR = pattern(r"(?:らき|つのだ|ゆず|キラ)$")
_ALNUM: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_WIDE_ALNUM: Final = frozenset(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
# Dr. Fig. No. e.g. U.S. J.
_ABBREVIATION = pattern(
    r"(?:^|[^A-Za-z])(?:[DM]r|Mrs|Ms|Prof|St|[JS]r|Figs?|Eq|Sec|Ch|[Vv]ol|[Nn]os?|[Vv]er|pp?|vs|VS|cf|al|etc|ex|approx|feat|ft|Inc|Ltd|Co|Corp|[Ll]v|LV|Op|Ep|Mt|Pt|Tel|TEL|Fax|FAX|"
    r"Rev|[Ee]ds?|ca|[A-Z]|(?:[A-Za-z]\.){1,4}[A-Za-z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
# 1. and 2.3. where a list item begins, 図１．; （1）. where a sentence does.
_LIST_NUMBER = pattern(
    r"(?:(?P<first>^|。)|[\s・■□◆◇●○★☆▼▲※*＊\ue000]|図表?|表|式|写真|資料|注|例|問|§[ ]?)[(（［\[]?(?:(?:No\.?[ ]?|[A-Z]-|#)?[0-9０-９]{1,3}(?:[.．\-][0-9０-９]{1,3}){0,4}|[a-zA-Zａ-ｚＡ-Ｚア-ンⅠ-Ⅻⅰ-ⅻ①-⑳]|[IVX]{2,4}|[ivx]{2,4}|"
    r"[一二三四五六七八九十]{1,3})(?(first)[)）］\]]?)$"
)
# Q1. Step 3. 手順1. 第1章. at the begin of a sentence, 3rd. after Japanese.
_LABEL_WORD: Final = (
    r"[QAＱＡ]|STEP|[Ss]tep|POINT|[Pp]oint|PART|[Pp]art|[Cc]hapter|CHAPTER|[Ss]ection|[Cc]ase|CASE|[Tt]ips?|TIPS?|[Dd]ay|DAY|[Ll]esson|LESSON|[Ll]evel|"
    r"[Pp]hase|[Tt]ask|[Rr]ule|[Tt]ype|[Ee]x|[Ee]xample|[Tt]able|[Qq]uestion|[Aa]nswer|[Ss]cene|[Ss]tage|[Rr]ound|[Ee]pisode|[Ee]p|[Nn]ote|[Ii]ssue|[Tt]rack|"
    r"L[vV]|[Vv]ol\.?|VOL\.?|Ex\.|Figs?\.?|[Vv]er\.|Rev\.|＃"
)
_NUMBERED_LABEL = pattern(
    rf"(?:^|[\s。．！？!?」』）])(?:(?:{_LABEL_WORD})[ ]?[-#]?(?:[0-9０-９]{{1,3}}(?:[-.][0-9]{{1,2}})?|[①-⑳Ⅰ-Ⅻ])|第[ ]?(?:[0-9０-９一二三四五六七八九十百]{{1,4}}|[Ⅰ-Ⅻ])[ ]?[一-龥]{{1,2}}|"
    rf"(?:[一-龥]{{1,4}}|[ァ-ヺー]{{2,8}}|その|コツ|まとめ)[ ]?(?:[0-9０-９]{{1,2}}(?:[-.][0-9]{{1,2}})?|[①-⑳Ⅰ-ⅫA-ZＡ-Ｚ]))$"
)
_ORDINAL = pattern(r"(?:^|[\s。ぁ-んァ-ヺー一-龥])[0-9]{1,3}(?:st|nd|rd|th)$")
_MID_ENGLISH = pattern(r"[A-Za-z0-9,;:]$")
_JAPANESE = pattern("[ぁ-んァ-ヺ一-龥]")
_AFTER_LATIN_PERIOD = pattern(r"[”’\")\]]{0,3}(?:$|\s+(?=[A-Z\"“(0-9]|[^\x00-\x7f]))")
# At least two Latin words: a sentence, after which a Japanese one may follow without a space.
_LATIN_SENTENCE = pattern(r"[A-Za-z][A-Za-z',]* [A-Za-z',\- ]*[A-Za-z]{2}$")
_CAPITAL = pattern(r"\s{1,3}[A-Z]")
_LOOK_BACK: Final = 40


def _doubtful_stop_ends(text: str, start: int, end: int) -> bool:
    """Whether the run [start, end) of . ． ! ？-like marks ends something, or stands in a number, name or program."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    mark = text[start]
    if mark == ".":
        run = text[start:end]
        if run.strip(".…‥・"):
            return True  # ...。 and .! end whatever . alone would do
        return _latin_period_ends(text, start, end) if len(run) == 1 else _dots_end(text, start, end, before)
    if end - start > 1 and text[start:end].strip("!?."):
        return True
    if mark == "．":
        number = (before in _ALNUM or before in _WIDE_ALNUM) and (after in _ALNUM or after in _WIDE_ALNUM)
        return not (number or _LIST_NUMBER.search(text[max(0, start - _LOOK_BACK) : start]) or _is_label(text, start))
    if mark in "！!" and _NAMES_WITH_EXCLAIM.search(text[max(0, start - 8) : start]):
        return False
    if mark in "!?":
        # !important, ?page=2, a != b, Yahoo!JAPAN: programs and names write ! and ? inside.
        return not (after in _ALNUM or after in "=<>&|/\\" or (not before.strip() and end < len(text)))
    return True


def _dots_end(text: str, start: int, end: int, before: str) -> bool:
    """... is a pause as … is; only in Latin text a capital after it begins a sentence."""
    if before in _ALNUM:
        return bool(_CAPITAL.match(text, end))
    return _pause_end(text, 0, start) >= 0


def _latin_period_ends(text: str, start: int, end: int) -> bool:
    """Whether one . ends a sentence: not in 3.14, No.1, index.html, Dr. Smith, 1. at the head of an item."""
    if start == 0:
        return False
    before = text[start - 1]
    after = text[end] if end < len(text) else ""
    if after in _ALNUM or after in "_/,;:@-":
        return False
    behind = text[max(0, start - _LOOK_BACK) : start]
    if before + after != "))" and _LIST_NUMBER.search(behind) and (start <= _LOOK_BACK or not behind[0].isalnum()):
        return False
    ordinal = _ORDINAL.search(behind)
    if _is_label(text, start) or (ordinal and (ordinal.end() - ordinal.start() == start or _JAPANESE.search(behind))):
        return False
    if not before.isascii():
        return True  # a Japanese sentence that ends in a Latin period
    if before not in _ALNUM and before not in "%)]\"'":
        return False
    if _ABBREVIATION.search(behind):
        return False
    if _AFTER_LATIN_PERIOD.match(text, end):
        return True
    return not after.isascii() and bool(_LATIN_SENTENCE.search(behind))


def _is_label(text: str, at: int) -> bool:
    """Whether what stands before the period at `at` is a numbered label: Q1. or 手順1. where a sentence begins."""
    start = max(0, at - _LOOK_BACK)
    label = _NUMBERED_LABEL.search(text[start:at])
    # See Step 3. is a sentence.
    return label is not None and not (label[0][0] == " " and _MID_ENGLISH.search(text[start : start + label.start()]))


def _closing(text: str, start: int, closes: dict[int, int]) -> int:
    """Where the bracket at `start` closes, -1 if it does not.

    When the next bracket is the one that closes it, no others need be looked at; else all are paired, once:
    `closes` is empty until then.
    """
    if not closes:
        following = next_bracket(text, start + 1)
        if following is None:
            return -1
        if close_each_other(text[start], following[0]):
            return following.start()
        closes |= pair_brackets(text)
        closes[-1] = -1
    return closes.get(start, -1)


def _tail_end(text: str, at: int, closes: dict[int, int]) -> int:
    """End of what belongs to the sentence that ended at `at`: more marks, closers, （笑）, faces, emoji, （…。）."""
    size = len(text)
    while True:
        match = _TAIL.match(text, at)
        end = match.end() if match else at
        # 食べた。🍺も飲んだ。: a picture that the next sentence goes on from is its first word.
        if at < end < size and _ORNAMENTS.match(text, end - 1) and _GOES_ON.match(text, end):
            marks = _MARKS_ONLY.match(text, at)
            end = marks.end() if marks else at
        close = _closing(text, end, closes) if end < size and text[end] in "（(" else -1
        if close < 0:
            return end
        # （2020年時点。） after 。 is a note to the sentence before; a long one is a sentence of its own.
        if close - end <= _NOTE and text[close - 1] in _FULL_STOPS and not _GOES_ON.match(text, close + 1):
            at = close + 1
        else:
            return end


def _feeling_ends(text: str, begin: int, start: int, end: int) -> bool:
    """Whether an ornament at [start, end) in the sentence from `begin` ends it as ！ would."""
    while start > begin and text[start - 1] in _BLANKS:
        start -= 1
    if start > begin and text[start] in "（(" and text[start - 1] in _ARMS:
        start -= 1  # m(_ _)m
    if start <= begin:
        return False
    before = text[start - 1]
    first = text[end - 1] if text[start] in "（(＼" else text[start]
    if first in "☆★" and _NAMES_WITH_STAR.search(text[max(0, start - 4) : start]):
        return False
    if _ORNAMENTS.match(text, end - 1) and not _FEELING_MARK.search(text[start:end]):
        return bool(_POLITE_END.search(text[max(0, start - 8) : start]))
    if before in _FINAL_KANA:
        return True
    # After a noun: さすが先生（笑）また今度。 but not 自称天才（笑）作家.
    return (
        bool(_NOUN_END.match(before))
        and (_EMOTION.match(text, start) is not None or _LAUGHING.match(text, start) is not None)
        and not _WORD_BEGIN.match(text, end)
    )


def _bracket_ends(text: str, begin: int, start: int, close: int) -> bool:
    """Whether the sentence from `begin` ends with the bracket [start, close]: 「そうだ。」彼は笑った。"""
    inner = text[close - 1]
    if inner not in _STOPS or inner == "." or close + 1 >= len(text):
        return False
    alone = not text[begin:start].strip()
    after = text[close + 1]
    quote = text[start] in _QUOTES
    if inner in _PERIODS and _GOES_ON_AFTER_QUOTE.match(text, close + 1):
        return False
    if quote and after in "「『":
        return alone and not _LISTED.match(text, close + 1)
    if after in _STOPS or _GOES_ON.match(text, close + 1):
        return False
    if inner in _PERIODS:
        return alone or quote or text[start - 1] in _FINAL_KANA
    return alone and after.isspace()


def _is_remark(text: str, begin: int, start: int, close: int) -> bool:
    """Whether [start, close] is a remark that a full-width space ends: （眠い）　彼は寝た。 but not （株）　山川."""
    return (
        text.startswith("\u3000", close + 1)
        and text[start] in "（("
        and _REMARK_END.match(text, close - 1) is not None
        and _JAPANESE.match(text, start + 1) is not None
        and not text[begin:start].strip()
        and not _GOES_ON.match(text, close + 2)
    )


def _pause_end(text: str, begin: int, at: int) -> int:
    """Where …, 〜 or a space at `at` ends in place of 。, or -1: after です, ます and their like, … and 〜 after よね, かな too."""
    start = max(begin, at - _LOOK_BACK)
    if not _POLITE.search(text, start, at) and (text[at] in _BLANKS or not _CASUAL.search(text, start, at)):
        return -1
    run = _PAUSE_RUN.match(text, at)
    if run is None:
        return -1
    end = run.end()
    goes_on = _GOES_ON.match(text, at) or _GOES_ON.match(text, end) or _GOES_ON_AFTER_POLITE.match(text, end)
    return -1 if goes_on or not _BEGINS.match(text, end) else end


def _bare_face(text: str, at: int) -> re.Match[str] | None:
    """T_T and ;_; are found by their middle, orz by its end, ^^ by its beginning."""
    return _BARE_FACE_AT.match(text, max(0, at - {"_": 1, "z": 2}.get(text[at], 0)))


def goes_on(words: str) -> bool:
    """Whether words go on with the speech before them: と答えた, って, が口ぐせだ.

    >>> goes_on("とつぶやいた。"), goes_on("ところが雨だ。")
    (True, False)
    """
    return _GOES_ON.match(words) is not None or _GOES_ON_AFTER_QUOTE.match(words) is not None


def has_rare_ends(text: str) -> bool:
    """Whether a sentence may end without an end mark in a text or a part of it: です…, です　, '…。'."""
    return _RARE.search(text) is not None


def _feeling_at(text: str, mark: str, here: int) -> re.Match[str] | None:
    """Laughter, a face or ornaments that begin here."""
    if mark in "wｗ":
        return _WWW_AT.match(text, here)
    if mark == "笑":
        return _BARE_LAUGH_AT.match(text, here)
    return _bare_face(text, here) if mark in "^_z" else _ORNAMENTS.match(text, here)


def _behind(text: str, begin: int, here: int, closes: dict[int, int]) -> tuple[int, bool]:
    """Where to read on behind the bracket, pause or quote at `here`, and whether the sentence from `begin` ends there."""
    mark = text[here]
    if mark in _PAUSES:
        end = _pause_end(text, begin, here)
        return (end, True) if end >= 0 else (here + 1, False)
    if mark in "'‘":
        quoted = _SINGLE_QUOTED.match(text, here)
        if quoted is None:
            return here + 1, False
        return quoted.end(), _bracket_ends(text, begin, here, quoted.end() - 1)
    close = _closing(text, here, closes)
    if not 0 < close - here <= PROTECTED:
        return here + 1, False
    ended = text[close - 1] in _STOPS and _bracket_ends(text, begin, here, close)
    return close + 1, ended or _is_remark(text, begin, here, close)


def sentence_ends(text: str, rare: bool = True) -> list[int]:
    """Offsets after which a new sentence begins, ascending; the end of the text is not among them.

    `rare`: what `has_rare_ends` says of the text or of what it is a part of.

    >>> sentence_ends("円周率は3.14です。No.1！と叫んだ。")
    [11]
    """
    ends: list[int] = []
    size = len(text)
    closes: dict[int, int] = {}
    begin = at = 0
    find = _CANDIDATE_OR_RARE.search if rare else _CANDIDATE.search
    has_tail = _TAIL_FIRST.match
    while (match := find(text, at)) is not None:
        mark, at = match[0], match.end()
        if mark == "。" and "ぁ" <= (after := text[at : at + 1]) <= "龥" and after not in _ASK_AFTER_PERIOD:
            ends.append(at)
            begin = at
            continue
        if len(mark) > 1:  # 「…」 without an end mark inside
            continue
        here = at - 1
        feeling = None
        if mark in _STOPS:
            if at < size and text[at] in _RUN_FIRST:
                run = _RUN.match(text, here)
                at = run.end() if run else at
            if at >= size:
                break
            if mark in _DOUBTFUL_STOPS and not _doubtful_stop_ends(text, here, at):
                continue
        elif mark in _STRETCHES:
            feeling = _EMOTION.match(text, here) if mark in "（(" else None
            if feeling is None:
                at, ended = _behind(text, begin, here, closes)
                if not ended:
                    continue
        elif (feeling := _feeling_at(text, mark, here)) is None:
            continue
        if feeling is not None:
            at = max(at, feeling.end())
            if not _feeling_ends(text, begin, feeling.start(), at):
                continue
        end = at
        if has_tail(text, at):
            at = end = _tail_end(text, at, closes)
        if end >= size:
            break
        going_on = _GOES_ON_AFTER_PERIOD if mark in _PERIODS else _GOES_ON
        if feeling is not None and _GOES_ON_AFTER_FEELING.match(text, end):
            continue
        if not (going_on.match(text, end) or _INSIDE_WORD.match(text, end)):
            ends.append(end)
            begin = end
    return ends

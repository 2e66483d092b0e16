"""WORKS: the sources to cite for a metric, as BibTeX and as a line in Japanese. Unknown fields are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from jreadtools.metrics.metric import Metric
from jreadtools.version import __version__

__all__ = ["TOOLS", "WORKS", "Reference", "bibtex", "works_of"]


class Reference(NamedTuple):
    """A paper, a book, a corpus or a program."""

    key: str
    mark: str
    """What stands in the source of the metrics that rest on it."""
    kind: str
    fields: Mapping[str, str]
    ja: str
    """As it stands in a list of references in Japanese."""


def _paper(key: str, mark: str, ja: str, **fields: str) -> Reference:
    return Reference(key, mark, "article" if "journal" in fields else "inproceedings", fields, ja)


def _book(key: str, mark: str, ja: str, **fields: str) -> Reference:
    return Reference(key, mark, "book", fields, ja)


def _other(key: str, mark: str, ja: str, **fields: str) -> Reference:
    return Reference(key, mark, "misc", fields, ja)


TOOLS: Final = (
    Reference(
        "jreadtools",
        "",
        "software",
        {
            "author": "{The jreadtools developers}",
            "title": "jreadtools: reading time, sentence length and readability of Japanese articles",
            "version": __version__,
        },
        f"The jreadtools developers. jreadtools（バージョン {__version__}）［ソフトウェア］.",
    ),
    _paper(
        "kudo2004",
        "MeCab",
        "Kudo, T., Yamamoto, K., & Matsumoto, Y. (2004). Applying conditional random fields to Japanese morphological analysis. EMNLP 2004, 230–237.（MeCab）",
        author="Kudo, Taku and Yamamoto, Kaoru and Matsumoto, Yuji",
        title="Applying Conditional Random Fields to {J}apanese Morphological Analysis",
        booktitle="Proceedings of the 2004 Conference on Empirical Methods in Natural Language Processing",
        pages="230--237",
        year="2004",
    ),
    _paper(
        "mccann2020",
        "fugashi",
        "McCann, P. (2020). fugashi, a tool for tokenizing Japanese in Python. NLP-OSS 2020, 44–51.",
        author="McCann, Paul",
        title="fugashi, a Tool for Tokenizing {J}apanese in {P}ython",
        booktitle="Proceedings of Second Workshop for NLP Open Source Software (NLP-OSS)",
        pages="44--51",
        year="2020",
    ),
    _paper(
        "den2007",
        "UniDic",
        "伝康晴・小木曽智信・小椋秀樹・山田篤・峯松信明・内元清貴・小磯花絵（2007）「コーパス日本語学のための言語資源：形態素解析用電子化辞書の開発とその応用」『日本語科学』22，101–123．（UniDic）",
        author="伝, 康晴 and 小木曽, 智信 and 小椋, 秀樹 and 山田, 篤 and 峯松, 信明 and 内元, 清貴 and 小磯, 花絵",
        title="コーパス日本語学のための言語資源：形態素解析用電子化辞書の開発とその応用",
        journal="日本語科学",
        volume="22",
        pages="101--123",
        year="2007",
    ),
)
"""What every number with words in it rests on; the first of all numbers."""

WORKS: Final = (
    _paper(
        "kobayashi2018",
        "Kobayashi & Kawashima 2018",
        "小林潤平・川嶋稔夫（2018）「日本語文章の読み速度の個人差をもたらす眼球運動」『映像情報メディア学会誌』72(10)，J154–J159．",
        author="小林, 潤平 and 川嶋, 稔夫",
        title="日本語文章の読み速度の個人差をもたらす眼球運動",
        journal="映像情報メディア学会誌",
        volume="72",
        number="10",
        pages="J154--J159",
        year="2018",
        doi="10.3169/itej.72.J154",
    ),
    _other(
        "bccwjspr2",
        "BCCWJ-SPR2",
        "BCCWJ-SPR2（現代日本語書き言葉均衡コーパスの読み時間データ，CC BY 4.0）．",
        title="BCCWJ-SPR2",
        howpublished="https://github.com/masayu-a/BCCWJ-SPR2",
        note="Reading times of the Balanced Corpus of Contemporary Written Japanese, CC BY 4.0",
    ),
    _paper(
        "brysbaert2019",
        "Brysbaert 2019",
        "Brysbaert, M. (2019). How many words do we read per minute? A review and meta-analysis of reading rate. Journal of Memory and Language, 109, 104047.",
        author="Brysbaert, Marc",
        title="How many words do we read per minute? A review and meta-analysis of reading rate",
        journal="Journal of Memory and Language",
        volume="109",
        pages="104047",
        year="2019",
        doi="10.1016/j.jml.2019.104047",
    ),
    _other(
        "hirosaki",
        "Hirosaki University",
        "弘前大学の聴き取りやすさの実験（1分あたり320拍）．",
        author="{Hirosaki University}",
        title="Comprehension tests of speech rates (320 morae a minute)",
    ),
    _other(
        "morioka1958",
        "Morioka 1958",
        "森岡健二（1958）（一文60字以上を難しい文章とする目安）．",
        author="森岡, 健二",
        year="1958",
        note="60 characters a sentence and more: hard",
    ),
    _paper(
        "tateisi1988",
        "Tateisi, Ono & Yamada 1988",
        "Tateisi, Y., Ono, Y., & Yamada, H. (1988). A computer readability formula of Japanese texts for machine scoring. COLING 1988, Vol. 2.（建石由佳・小野芳彦・山田尚勇）",
        author="Tateisi, Yuka and Ono, Yoshihiko and Yamada, Hisao",
        title="A Computer Readability Formula of {J}apanese Texts for Machine Scoring",
        booktitle="{COLING} {B}udapest 1988 Volume 2: International Conference on Computational Linguistics",
        year="1988",
        url="https://aclanthology.org/C88-2135",
    ),
    _paper(
        "hasebe2015",
        "Hasebe & Lee 2015",
        "Hasebe, Y., & Lee, J.-H. (2015). Introducing a readability evaluation system for Japanese language education. CASTEL/J 2015.",
        author="Hasebe, Yoichiro and Lee, Jae-Ho",
        title="Introducing a readability evaluation system for {J}apanese language education",
        booktitle="Proceedings of the 6th International Conference on Computer Assisted Systems for Teaching and Learning Japanese (CASTEL/J)",
        year="2015",
    ),
    _paper(
        "lee2016",
        "Lee 2016",
        "李在鎬（2016）「日本語教育のための文章難易度研究」『早稲田日本語教育学』21．",
        author="李, 在鎬",
        title="日本語教育のための文章難易度研究",
        journal="早稲田日本語教育学",
        volume="21",
        year="2016",
    ),
    _other(
        "osaki2021",
        "Osaki 2021",
        "Osaki（2021）『計量国語学会第65回大会予稿集』（文の難しさの予測式）．",
        author="Osaki",
        year="2021",
        howpublished="計量国語学会第65回大会予稿集",
        note="a formula for the share of readers who find a sentence hard",
    ),
    _other(
        "matcha",
        "MATCHA",
        "MATCHA（愛媛大学，やさしい日本語の対訳コーパス，CC BY-NC-SA 4.0）．",
        author="{Ehime University NLP}",
        title="MATCHA",
        note="a corpus of sentences and their simplifications, CC BY-NC-SA 4.0",
    ),
    _paper(
        "ure1971",
        "Ure 1971",
        "Ure, J. (1971). Lexical density and register differentiation. In G. E. Perren & J. L. M. Trim (Eds.), Applications of linguistics. Cambridge University Press.",
        author="Ure, Jean",
        title="Lexical density and register differentiation",
        booktitle="Applications of Linguistics",
        editor="Perren, George E. and Trim, John L. M.",
        publisher="Cambridge University Press",
        year="1971",
    ),
    _other(
        "gakunenbetsu2017",
        "学年別漢字配当表",
        "文部科学省（2017）「学年別漢字配当表」小学校学習指導要領（平成29年文部科学省告示第63号）．",
        author="{文部科学省}",
        title="学年別漢字配当表",
        year="2017",
        note="平成29年文部科学省告示第63号",
    ),
    _other(
        "joyo2010",
        "常用漢字表",
        "「常用漢字表」（平成22年内閣告示第2号）．",
        title="常用漢字表",
        year="2010",
        note="平成22年内閣告示第2号",
    ),
    _paper(
        "covington2010",
        "Covington & McFall 2010",
        "Covington, M. A., & McFall, J. D. (2010). Cutting the Gordian knot: The moving-average type–token ratio (MATTR). Journal of Quantitative Linguistics, 17(2), 94–100.",
        author="Covington, Michael A. and McFall, Joe D.",
        title="Cutting the {G}ordian Knot: The Moving-Average Type--Token Ratio ({MATTR})",
        journal="Journal of Quantitative Linguistics",
        volume="17",
        number="2",
        pages="94--100",
        year="2010",
        doi="10.1080/09296171003643098",
    ),
    _paper(
        "mccarthy2010",
        "McCarthy & Jarvis 2010",
        "McCarthy, P. M., & Jarvis, S. (2010). MTLD, vocd-D, and HD-D: A validation study of sophisticated approaches to lexical diversity assessment. Behavior Research Methods, 42(2), 381–392.",
        author="McCarthy, Philip M. and Jarvis, Scott",
        title="{MTLD}, vocd-{D}, and {HD-D}: A validation study of sophisticated approaches to lexical diversity assessment",
        journal="Behavior Research Methods",
        volume="42",
        number="2",
        pages="381--392",
        year="2010",
        doi="10.3758/BRM.42.2.381",
    ),
    _paper(
        "mccarthy2007",
        "McCarthy & Jarvis 2007",
        "McCarthy, P. M., & Jarvis, S. (2007). vocd: A theoretical and empirical evaluation. Language Testing, 24(4), 459–488.",
        author="McCarthy, Philip M. and Jarvis, Scott",
        title="vocd: A theoretical and empirical evaluation",
        journal="Language Testing",
        volume="24",
        number="4",
        pages="459--488",
        year="2007",
        doi="10.1177/0265532207080767",
    ),
    _book(
        "kabashima1965",
        "Kabashima & Jugaku 1965",
        "樺島忠夫・寿岳章子（1965）『文体の科学』．",
        author="樺島, 忠夫 and 寿岳, 章子",
        title="文体の科学",
        year="1965",
    ),
    _other(
        "textlint",
        "textlint",
        "textlint［ソフトウェア］．",
        title="textlint",
        howpublished="https://textlint.github.io/",
    ),
)


def works_of(metrics: Iterable[Metric]) -> list[tuple[Reference, tuple[str, ...]]]:
    """What to cite for metrics, the program and its dictionary first; each with the metrics that rest on it.

    >>> import jreadtools as jr
    >>> [work.key for work, names in works_of([jr.METRICS["mtld"]])]
    ['jreadtools', 'kudo2004', 'mccann2020', 'den2007', 'mccarthy2010']
    """
    asked = list(metrics)
    program, *tools = TOOLS
    of_words = tuple(metric.name for metric in asked if metric.needs_mecab)
    found = [(program, tuple(metric.name for metric in asked))]
    found += [(tool, of_words) for tool in tools if of_words]
    resting = [(work, tuple(metric.name for metric in asked if work.mark in metric.source)) for work in WORKS]
    return found + [(work, names) for work, names in resting if names]


def bibtex(work: Reference) -> str:
    """The entry of a work.

    >>> print(bibtex(WORKS[1]))
    @misc{bccwjspr2,
      title = {BCCWJ-SPR2},
      howpublished = {https://github.com/masayu-a/BCCWJ-SPR2},
      note = {Reading times of the Balanced Corpus of Contemporary Written Japanese, CC BY 4.0},
    }
    """
    lines = [f"  {name} = {{{value}}}," for name, value in work.fields.items()]
    return "\n".join([f"@{work.kind}{{{work.key},", *lines, "}"])

"""copy/residue: traces of where a text came from: a site's name, a download notice, a template's placeholders.

strong    a document site's name or address together with one of its notices, or two different notices
moderate  one such name or one plain notice (侵权必究, 正式会员可完整阅读 …); a text generator's own words; at least two
          placeholders (××, XX, **, ×月×日) in a finished record
weak      one placeholder; words that others than document sites use as well (公文网, 仅供学习, 链接地址 …)
Left alone: blank forms, models and rules with forms, which are meant to have placeholders; copies for publication that
say so; masked names, numbers and telephones; multiplication signs between figures; sentences that forbid copying from
such sites.
Since 0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forensics import Basis, Context, Examiner, Finding, Guide, Reason, Record, Strength
from forensics.knowledge.load import derived, table

AMBIGUOUS = re.compile(
    "笔杆子|学习啦|公文网|仅供学习|链接地址|更多精彩|违者必究|禁止外传|下载文档|免费下载|我的足迹|您的位置|.{1,4}文库"
)
"""signs that stand in ordinary papers as well"""
ORDINARY_MARKS = frozenset(["第一篇", "篇一", "篇二", "范文一", "（一）范文", "【篇1】", "通用版"])
GENERAL = (
    ("网站", re.compile(r"[\u4e00-\u9fff]{1,6}(?:范文|文秘|公文|文档|秘书|材料)网")),
    ("网站", re.compile(r"[\u4e00-\u9fff]{1,4}文库")),
    ("提示", re.compile(r"(?:VIP|会员)[^\n。；]{0,6}(?:下载|阅读|专享|可见|免费)", re.IGNORECASE)),
    ("提示", re.compile(r"本文(?:由|来自|来源于)[^\n。]{2,16}(?:整理|首发|提供|收集)")),
)
"""sites and notices that no list can hold"""
BLANK_FORM = re.compile(r"空白|样表|样本|样式|模板|范本|格式|参考|示例|填写说明")
RULES = re.compile(r"(?:规定|办法|条例|细则|规则|解释|标准|规范)(?:（[^）]*）)?$")
"""they print the forms that others will fill in"""
PUBLISHED = re.compile(r"公开件|公示件|公开版|隐去|脱敏|隐私|不予公开|按规定(?:隐|遮|屏)")
FORBIDS = re.compile(r"不得|严禁|禁止|不准|不能|不许|抄袭|照搬|摘抄|下载自|来自网")
PLACEHOLDER = re.compile(
    r"20[×xX*＊]{2}年?|[×xX*＊]{1,2}年[×xX*＊]{1,2}月|[×xX*＊]{1,2}月[×xX*＊]{1,2}日"
    r"|(?<![0-9a-zA-Z.×*＊])(?:[×＊]{2,}|\*{2,}|[xX]{2,4})(?![0-9a-zA-Z.])"
    r"|（(?:此处)?(?:填写|填入|插入)[^）\n]{0,12}）|某某(?=[县市区镇乡村街局部委会单同党支人年])"
)
NAME_MASK = re.compile(r"(?:^|[^\u4e00-\u9fff])[\u4e00-\u9fff]\Z")
SHOWN = 6


class Residue(Examiner):
    """Looks for words that belong to a source and not to the record."""

    pattern = "copy/residue"
    guide = Guide(
        title="材料中留有来源网站、模板的痕迹",
        title_en="Traces of the source that a text was taken from",
        looks_for="正文、页眉页脚中的文库网站名称、会员下载和版权提示、文字生成工具的套话，成文材料中没有填写的占位符。",
        innocent=(
            "空白表格、范本本应有占位符",
            "公开件按规定隐去个人信息",
            "引用网上公开文件并注明出处",
            "打印、转换软件自动加上的页眉",
        ),
        next_steps=(
            "在网站或资料库中查找来源文本，与本材料逐段对照",
            "向署名人了解材料如何形成、哪些内容是自己写的",
            "调阅电子文件的作者、模板、编辑时间",
        ),
        basis=("常见文库网站的名称和提示语（内置）",),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """At most one finding for sites and notices, one for placeholders."""
        yield from self._source(record)
        yield from self._placeholders(record)

    def _source(self, record: Record) -> Iterator[Finding]:
        full = record.text.full
        hits = sorted(_hits(record))
        plain = [h for h in hits if h[3]]
        if not hits or (not plain and len(hits) < 2):
            return
        sorts = {sort for _, _, sort, _ in plain}
        together = len(plain) > 1 and (len(sorts) > 1 or sorts == {"提示"})
        strength = Strength.STRONG if together else Strength.MODERATE if plain else Strength.WEAK
        first = (plain or hits)[0]
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"材料中留有“{full[first[0] : first[1]]}”"
            + (f"等{len(hits)}处来源痕迹" if len(hits) > 1 else "，疑似来自网上资料"),
            evidence=record.text.places(record.path, [(a, b) for a, b, *_ in hits], note="疑似来源痕迹", most=SHOWN),
            reasons=[Reason(f"{sort}：{full[a:b]}") for a, b, sort, _ in hits[:SHOWN]],
            basis=(Basis("文库网站名称和提示语"),),
            calibration="按事实表定级（见检查说明 copy/residue）",
        )

    def _placeholders(self, record: Record) -> Iterator[Finding]:
        full = record.text.full
        about = f"{record.title} {record.name}"
        if BLANK_FORM.search(about) or RULES.search(record.title) or PUBLISHED.search(about + full):
            return
        hits = [m.span() for m in PLACEHOLDER.finditer(full) if not _masks(full, *m.span())]
        if not hits or record.text.recognised:
            return  # OCR reads stains as ×
        yield self.finding(
            unit=record.unit,
            strength=Strength.MODERATE if len(hits) > 1 else Strength.WEAK,
            statement=f"成文材料中留有占位符“{full[slice(*hits[0])]}”，共{len(hits)}处没有填写",
            evidence=record.text.places(record.path, hits, note="没有填写的占位符", most=SHOWN),
            reasons=(Reason("占位符是模板的痕迹，成文的记录里应已填写"),),
            basis=(Basis("成文材料应有具体的时间、单位、人员"),),
            calibration="按事实表定级（见检查说明 copy/residue）",
        )


def _hits(record: Record) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and sort of each sign, once, and whether it says where the text is from by itself."""
    full = record.text.full
    lowered = full.lower()
    listed = ((at, at + len(w), sort) for w, sort in _signs() if (at := lowered.find(w)) >= 0)
    general = ((*m.span(), sort) for sort, words in GENERAL if (m := words.search(full)))
    taken: list[tuple[int, int]] = []
    # what says it plainly comes first, then what the list knows, then the longest
    found = [(h, True) for h in listed] + [(h, False) for h in general]
    for (start, end, sort), _ in sorted(
        found, key=lambda h: (bool(AMBIGUOUS.fullmatch(full[h[0][0] : h[0][1]])), not h[1], h[0][0] - h[0][1], h[0])
    ):
        if any(a < end and start < b for a, b in taken) or _forbidden(record, start, end):
            continue
        taken.append((start, end))
        yield start, end, sort, not AMBIGUOUS.fullmatch(full[start:end])


@derived
def _signs() -> tuple[tuple[str, str], ...]:
    """(words, sort), the longest first so that 第一范文网 counts before 范文网."""
    residue = table("terms")["residue"]
    sorted_words = (
        *((w, "网站") for w in residue["sites"]),
        *((w, "提示") for w in residue["notices"]),
        *((w, "生成工具套话") for w in residue["generator_marks"] if w not in ORDINARY_MARKS),
    )
    return tuple(sorted(((w.lower(), sort) for w, sort in sorted_words), key=lambda s: (-len(s[0]), s)))


def _forbidden(record: Record, start: int, end: int) -> bool:
    """Whether the sentence warns of copying instead of being copied."""
    left, right = record.text.sentence(start, end)
    return bool(FORBIDS.search(record.text.full[left:end])) and "必究" not in record.text.full[start:right]


def _masks(full: str, start: int, end: int) -> bool:
    """Whether signs stand for a person's name or number: 王××, 138****1234."""
    before = full[max(0, start - 2) : start]
    return bool(NAME_MASK.search(before)) or before[-1:].isdigit() or full[end : end + 1].isdigit()

"""The labelled fields of a form: 时间：… 主持人 … 应到 …, whatever the layout sets between label and value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.records.minutes.names import read_name

BLANK = r"[ \u3000\xa0]"
_WORDS = {
    "time": (
        "起止时间 会议时间 开会时间 召开时间 活动时间 学习时间 研讨时间 上课时间 授课时间 谈话时间 "
        "会议日期 活动日期 开会日期 召开日期 学习日期 开展时间 举办时间 举行时间 时间 日期"
    ),
    "place": "会议地点 开会地点 召开地点 活动地点 学习地点 上课地点 谈话地点 地点",
    "chair": "会议主持人 会议主持 主持人员 主持人 主持 召集人",
    "recorder": "会议记录人 会议记录员 记录人员 记录人 记录员 会议记录 记录",
    "lecturer": "授课人 主讲人 讲课人 授课 主讲 讲课",
    "organiser": "组织者 组织人 组织",
    "receiver": "接待人员 接待人",
    "present": (
        "出席人员 出席同志 出席党员 出席委员 出席会议人员 参加人员 参加党员 参会人员 参会党员 参学人员 "
        "与会人员 到会人员 到会党员 到会委员 听课人员 出席人 参加人 出席 参加 到会 参会 到"
    ),
    "observer": "列席人员 列席党员 列席会议人员 列席人 列席",
    "absent": (
        "缺席人员及原因 缺席人员及事由 缺席及事由 缺席人员和原因 缺席及原因 "
        "缺席原因 缺席人员 缺席党员 缺席委员 缺席党员及原因 缺席委员及原因 缺席同志 "
        "请假党员 请假人员及原因 请假人员和原因 请假原因 未到会人员 "
        "请假人员 未到人员 缺席人 请假人 缺席 请假 未到"
    ),
    "leader": "党小组组长 党小组长 小组长 组长",
    "expected": "应到会人数 应到党员 应到人数 应参加人数 应到会 应到",
    "attended": "实到会人数 实到党员 实到人数 到会人数 参加人数 参会人数 听课人数 实到会 实到",
    "topic": (
        "会议议题 会议主题 活动主题 研讨主题 学习主题 党课题目 讲课题目 授课题目 会议议程 "
        "专题名称 学习内容 议题 主题 题目 课题 议程"
    ),
    "name": "会议名称 活动名称 会议类型 会议类别 会议种类 会议性质 活动类型 会别 类型 类别",
    "body": "会议内容 主要内容 活动内容 内容摘要 讨论情况 发言情况 发言记录 会议情况 内容 议",
    "decision": ("会议决定事项 会议决定 会议决议 会议议定 议定事项 决定事项 形成决议 讨论决定 决议 议定 决定"),
    "author": "姓名 作者 发言人 汇报人 撰写人 承诺人 申请人",
}
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_WORD = "|".join(rf"{BLANK}*".join(w) for w in sorted(_ROLE_OF, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?P<open>[【\[]{BLANK}*)?(?P<word>{_WORD})(?P<close>{BLANK}*[】\]])?(?:[（(][^）)\n]{{1,12}}[）)])?"
    rf"(?P<colon>{BLANK}*[:：])?"
)
_GENERAL = frozenset(
    [
        "时间",
        "日期",
        "内容",
        "主题",
        "题目",
        "课题",
        "类型",
        "类别",
        "决定",
        "决议",
        "议程",
        "姓名",
        "参加",
        "记录",
        "授课",
        "讲课",
        "到",
        "议",
    ]
)


_BELOW = frozenset(["time", "place", "chair", "recorder", "lecturer", "present", "observer", "absent", "name", "topic"])
"""fields whose value may stand on the line below the label"""
_NEXT_LINE = re.compile(r"\n[ \u3000\xa0]*(?P<value>[^\n\t]{2,60})(?=\n|\Z)")
_ENUMERATED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")
_TOO_SHORT = frozenset(["授课", "讲课", "记录", "参加", "出席", "列席", "缺席", "请假", "题目", "主题", "学习内容"])
"""words that, alone on a line, are as often a heading"""


class Field(msgspec.Struct, frozen=True):
    """A label with its value: `role` (see `_WORDS`), where the label begins, the value's half-open range."""

    role: str
    start: int
    chars: tuple[int, int]


def fields_in(text: str, start: int = 0, end: int | None = None) -> tuple[Field, ...]:
    """The labelled fields of a range in order. A value ends with its line or where the next label begins.

    Below a label that stands alone on its line the next line is its value.
    """
    last = len(text) if end is None else end
    labels = list(_labels(text, start, last))
    found = []
    for i, (role, at, after) in enumerate(labels):
        stop = text.find("\n", after, last)
        stop = last if stop < 0 else stop
        following = labels[i + 1][1] if i + 1 < len(labels) else last + 1
        stop = min(stop, following)
        value = text[after:stop]
        left = len(value) - len(value.lstrip(" \u3000\xa0\t"))
        right = len(value.rstrip(" \u3000\xa0\t，,；;"))
        chars = (after + left, after + right) if left < right else (after, after)
        below = _NEXT_LINE.match(text, stop, last) if left >= right and role in _BELOW else None
        if below and below.start("value") < following and not _ENUMERATED.match(below["value"]):
            chars = (below.start("value"), min(below.end("value"), following))
        found.append(Field(role, at, chars))
    return tuple(found)


_WITH_COLON = frozenset(["到", "议", "组织", "类型", "类别"])
"""words that are labels only before a colon"""
_COLUMNS = {"类别": "name", "类型": "name", "名称": "name", "会议": "name", "人数": "attended", "应到": "expected"}
"""words that head a column, yet are no labels in running text"""


def labelled(text: str, start: int, end: int) -> bool:
    """Whether a label stands in a range."""
    return next(_labels(text, start, end), None) is not None


def role_of(label: str) -> str:
    """The role of a word that heads a column or a field, '' for none."""
    word = re.sub(rf"{BLANK}|\s", "", label)
    return _ROLE_OF.get(word) or _COLUMNS.get(word, "")


def _labels(text: str, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Role, start and end of each label: a word with a colon, a whole cell or line, or a word set apart by blanks."""
    value = first  # where the value of the label before begins
    for match in _LABEL.finditer(text, first, last):
        role = _ROLE_OF[re.sub(BLANK, "", match["word"])]
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        within = match["word"] in _GENERAL and "\u4e00" <= before <= "\u9fff"
        if within and not (match["colon"] and read_name(text[value : match.start()].strip(" \u3000"))):
            continue  # 填表日期 and 谈话内容 are other labels; 主持：张三记录：李四 has lost its blank
        if match["colon"]:
            value = match.end()
        apart = before in ("", "\n", "\t", "\u3000", " ")
        if (
            match["colon"]
            or (match["open"] and match["close"])
            or (apart and after in ("\t", " ", "\u3000") and match["word"] not in _WITH_COLON)
        ) or (after == "\n" and before in ("", "\n") and role in _BELOW and match["word"] not in _TOO_SHORT):
            yield role, match.start(), match.end()

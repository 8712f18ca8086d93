"""Names as lists of people write them: with titles before or behind, blanks inside, remarks in brackets, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from forensics.knowledge.load import derived, table

HAN = r"[\u4e00-\u9fff]"
_MORE = (
    "席瞿缪鞠卞柯匡褚龚阮滕祁岳耿闵单游佘詹燕谷桂查麻莫衣初鹿银归郎邸鄂储冀晋邰仲宦粟禹钮刁权闾宗宣贲郁裘陆荀"
    "羿於惠甄麴封芮羿靳汲邴糜井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰仲伊宫宁仇栾暴甘钭厉戎祖符景詹束幸司韶郜黎蓟薄"
    "印宿怀蒲台鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘翟谭贡劳逄姬申扶堵冉宰郦雍璩桑濮牛寿扈浦尚温别庄柴瞿阎充慕连茹"
    "习宦艾鱼容古易慎戈廖庾终暨居衡步耿匡寇广禄阙殳沃利蔚越夔隆师巩厍聂晁勾敖融訾辛阚那简饶曾毋沙乜养鞠须巢"
    "蒯相查荆游竺蓝盖益桓岑娄危童梅苟笪缑亢帅佴佟旷稂芦揭昝晏瓮祖占计窦旦迟花刀门肇房尹丰练来虞幸洪包"
    "卫尤奚柏廉倪乐卜颜狄臧茅纪杭诸嵇翁荣吉旷邬伏谈湛贝敬璩仝揣亓郄銮阙岑粘涵佴柒逯辜荔仉虢"
)
"""surnames beyond the hundred most frequent that hardly begin an everyday word"""
_EVERYDAY = "和经由双国文由时从公平丰来步干后有东通连别相都能满家红光生元同台言归海支全青羊暴储农水云昌凤费常皮强松秋滑"
_WITHOUT_SURNAME = "阿扎古才买巴多索旦格次拉尼艾热吐"
"""characters that begin names as well as everyday words, and such as begin names of minorities: only in lists"""
_OTHER_WORDS = frozenset(
    [
        *(
            "单位",
            "居民",
            "居委",
            "连续",
            "古代",
            "容易",
            "简单",
            "简报",
            "利用",
            "相关",
            "别的",
            "花费",
            "计划",
            "景区",
        ),
        *(
            "危房",
            "山林",
            "车辆",
            "班子",
            "广大",
            "寿命",
            "门口",
            "门前",
            "终于",
            "习惯",
            "怀疑",
            "印发",
            "宣传",
            "宣布",
        ),
        *(
            "富裕",
            "封闭",
            "咨询",
            "融合",
            "师生",
            "越来",
            "隆重",
            "权利",
            "权力",
            "巩固",
            "纪检",
            "纪委",
            "纪律",
            "卫生",
            "荣誉",
            "吉祥",
            "伏天",
            "谈话",
            "谈心",
            "谈到",
            "尤其",
            "诸位",
            "游客",
            "查处",
            "查看",
            "房屋",
        ),
        *(
            "师傅",
            "养老",
            "红色",
            "池塘",
            "童年",
            "牧场",
            "巴士",
            "庄严",
            "温度",
            "农业",
            "农户",
            "连队",
            "车间",
            "台账",
        ),
        *(
            "易地",
            "通知",
            "通报",
            "经验",
            "经济",
            "国家",
            "文件",
            "时限",
            "步骤",
            "公开",
            "平时",
            "别人",
            "相互",
            "能力",
        ),
        *(
            "同意",
            "支书",
            "支部",
            "全体",
            "全村",
            "青年",
            "元旦",
            "生活",
            "红旗",
            "光荣榜",
            "家庭",
            "东面",
            "后来",
            "有关",
        ),
        *(
            "海拔",
            "和谐",
            "满意",
            "都要",
            "言行",
            "由于",
            "双方",
            "从严",
            "来源",
            "丰富",
            "干部",
            "干群",
            "后勤",
            "暴雨",
        ),
        *(
            "扶贫",
            "扶持",
            "桑园",
            "惠民",
            "伊始",
            "充分",
            "劳动",
            "慎重",
            "居住",
            "宗旨",
            "尚未",
            "须知",
            "相邻",
            "广场",
        ),
        *(
            "山塘",
            "山坡",
            "鱼塘",
            "池子",
            "门诊",
            "来访",
            "来人",
            "利益",
            "利民",
            "衡量",
            "车站",
            "时间",
            "花名册",
            "简介",
        ),
    ]
)
"""everyday words that begin with a surname"""
_NO_NAME = re.compile(
    r"党员|委员|人员|群众|代表|全体|支部|小组|单位|部门|负责|其他|其余|以上|以下|各村|各组|名单|附后|签到|情况|会议|主持|记录|"
    r"参加|参会|出席|列席|缺席|请假|发言|讨论|学习|工作|同意|反对|弃权|没有|所有|班子|机关|政府|内容|议题|议程|原因|地点|"
    r"活动|事项|无故|精神|问题|要求|决定|决议|意见|措施|通过|传达|研究|宣读|汇报|总结|开展|干部|积极分子|对象|[的了是在]"
)
_PARTY = re.compile(r"党[课委员章费日史性建纪风群务政组内校中的支旗徽龄代小]")
_TITLES = (
    r"(?:第一|常务|党委|党总支|总支|支部|村|社区|镇|乡|局|县|区|街道|院|校|所|站|老|原|新任|党|分管|驻村|纪检|组织|宣传|统战|青年|"
    r"生活|文体|保密|群工|妇女|工会|团委|人大|政协|武装|纪委|政工|办公室|党政办|综治|包村|包片|值班|县委|督导组|专题|上级|市|省|班子|领导班子)*"
    r"(?:党小组|小组)?(?:[副正])?"
    r"(?:书记|主任|局长|镇长|乡长|区长|县长|村长|校长|院长|所长|站长|科长|股长|部长|组长|队长|园长|馆长|处长|厂长|行长|班长|会长|"
    r"支书|委员|常委|经理|总经理|董事长|主席|文书|会计|出纳|老师|医生|主播|组织员|指导员|村官|队员|干事|专干|主管|代表|"
    r"党员|预备党员|同志|乡贤|积极分子|发展对象|秘书|科员|村医|教导员|站员|段长|片长|师傅|成员)"
)
TITLE = rf"(?:{_TITLES})"
"""an office or rank as it stands before or behind a name"""
_TITLE_FIRST = re.compile(rf"{HAN}{{0,8}}?{TITLE}")
_BULLET = re.compile(r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．]|\d{1,2}、|[①-⑳])[ \u3000]*")
_GAP = re.compile(r"[、，,；;/\s|]+")
_AND = re.compile(rf"({HAN}{{2,4}}?)(?:同志)?[和及与](?={HAN}{{2,4}})")
_TOKEN = re.compile(r"[^、，,；;。：:/\s|（()）]+")
_BLANK_INSIDE = re.compile(rf"({HAN})[ \u3000\xa0]{{1,4}}({HAN})(?=[、，,；;。/\s|（(]|同志|\Z)")
_TITLED_BLANK = re.compile(rf"{HAN}{{0,6}}?{TITLE}{_BLANK_INSIDE.pattern}")
_REMARK = re.compile(r"[ \u3000]*[（(]([^）)\n]{1,24})[）)]")
_MASKED = re.compile(rf"{HAN}(?:某{{1,2}}|[×xX*＊○〇]{{1,2}})\Z")
_DOTTED = re.compile(rf"{HAN}{{1,6}}[·•．]{HAN}{{1,6}}\Z")
_AND_OTHERS = re.compile(r"等(?:同志|党员|委员|一行)?(?:共?\d{1,4}[人名位])?(?:同志|党员)?\Z")
_UNUSUAL = re.compile(rf"{HAN}{{2,3}}")
_GIVEN = frozenset(["文书", "老师傅"])
"""offices that are given names as well"""
_TITLED = re.compile(rf"(?:{TITLE})\Z")


class Named(msgspec.Struct, frozen=True):
    """A name of a list: half-open range in the text, what brackets behind it say, where the entry ends."""

    name: str
    chars: tuple[int, int]
    remark: str
    end: int


@derived
def _known() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    names = table("terms")["person_names"]
    common = frozenset(names["surnames"]) | frozenset(_MORE)
    words = tuple(sorted({*names["not_names"], *_OTHER_WORDS}))
    return common, common | frozenset(_EVERYDAY), tuple(names["compound"]), words


@lru_cache(maxsize=65536)
def speaks_for_itself(text: str) -> bool:
    """Whether two to four characters read as a name wherever they stand alone, before a colon for instance."""
    common, _, compound, words = _known()
    if _MASKED.match(text):
        return text[0] in common
    if _DOTTED.match(text):
        return True
    if (_TITLED.match(text[1:]) and len(text) <= 4) or (text[:1] in "老小" and len(text) == 2):
        return False
    if not 2 <= len(text) <= 4 or not re.fullmatch(f"{HAN}+", text) or text.startswith(words):
        return False
    if _NO_NAME.search(text) or _PARTY.match(text):
        return False
    return (text.startswith(compound) and len(text) >= 3) or (text[0] in common and len(text) <= 3)


def _known_word(text: str) -> bool:
    """Whether a token is an everyday word or an office."""
    return text in _known()[3] or bool(_NO_NAME.search(text) or _TITLED.match(text) or _TITLE_FIRST.fullmatch(text))


@lru_cache(maxsize=65536)
def listed(text: str) -> bool:
    """Whether a token of a list of people is a name: also those of rare surnames, of minorities, masked ones."""
    _, wide, _, words = _known()
    if speaks_for_itself(text):
        return True
    if not 2 <= len(text) <= 4 or not re.fullmatch(f"{HAN}+", text) or text in words or _NO_NAME.search(text):
        return False
    if (
        _TITLED.match(text)
        or (_TITLED.match(text[1:]) and text[1:] not in _GIVEN)
        or text.endswith(("等", "无", "组", "村", "会", "室", "局", "所", "人", "名"))
    ):
        return False
    return (text[0] in wide and len(text) <= 3) or text[0] in _WITHOUT_SURNAME


def names_at(text: str, at: int, end: int) -> Iterator[Named]:
    """The names that stand one after another from an offset, up to what is no name."""
    while at < end:
        if gap := _GAP.match(text, at, end):
            at = gap.end()
            continue
        if bullet := _BULLET.match(text, at, end):
            at = bullet.end()
        if spaced := _BLANK_INSIDE.match(text, at, end):
            name = spaced[1] + spaced[2]
            if listed(name):
                at, found = _finished(text, name, spaced.start(), spaced.end(), end)
                yield found
                continue
        if spaced := _TITLED_BLANK.match(text, at, end):
            name = spaced[1] + spaced[2]
            if listed(name):
                at, found = _finished(text, name, spaced.start(1), spaced.end(2), end)
                yield found
                continue
        token = _TOKEN.match(text, at, end)
        if not token:
            return
        word = token[0]
        others = _AND_OTHERS.search(word)
        word = word[: others.start()] if others else word
        read = None if _TITLED.match(word) else read_name(word)
        if not read and _UNUSUAL.fullmatch(word) and _REMARK.match(text, token.end(), end) and not _known_word(word):
            read = 0, len(word)  # 昝某（住院）: what brackets explain in a list of people is one of them
        if not read and (joined := _AND.match(word)) and listed(joined[1]):
            yield Named(joined[1], (at, at + joined.end(1)), "", at + joined.end())
            at += joined.end()
            continue
        if not read:
            if not _TITLE_FIRST.fullmatch(word):
                return
            remark = _REMARK.match(text, token.end(), end)
            at = remark.end() if remark else token.end()
            continue
        start, stop = read
        at, found = _finished(text, word[start:stop], at + start, at + stop, end, word[stop:])
        yield found
        if others:
            return


def _finished(text: str, name: str, start: int, stop: int, end: int, behind: str = "") -> tuple[int, Named]:
    """Where the entry of a name ends, with the remark in brackets that follows it."""
    after = stop + len(behind)
    if not behind and text.startswith("同志", after):
        after += 2
    if remark := _REMARK.match(text, after, end):
        after = remark.end()
    return after, Named(name, (start, stop), remark[1].strip() if remark else "", after)


def read_name(word: str) -> tuple[int, int] | None:
    """Where the name stands in a word that may carry titles: 村主任李建国, 李建国书记, 桂兰同志."""
    if listed(word):
        return 0, len(word)
    for cut in (4, 3, 2):
        if cut < len(word) and listed(word[:cut]) and _TITLED.match(word[cut:]):
            return 0, cut
    for cut in (2, 3, 4):
        head, tail = word[:-cut], word[-cut:]
        if head and listed(tail) and _TITLE_FIRST.fullmatch(head):
            return len(head), len(word)
    if word.endswith("同志") and (inner := read_name(word[:-2])):
        return inner
    return (0, len(word)) if _DOTTED.match(word) else None

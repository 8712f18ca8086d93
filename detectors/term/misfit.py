"""term/misfit: a record writes down, as own work, duties, objects or a role that the unit or person does not have.

Words of a field of work (school, hospital, farm, firm, office, research, justice, banking) count where the field is
foreign to the kind of unit and a sentence speaks of own work: 我、我们、本单位, or a task of the unit's plan.
A word is strong (思政课, 秧田, 查房 …) and counts two, or soft (学生, 车间 …) and counts one.

strong    the inspector states the kind of unit, the words were typed, and five points come from one field or from two
          foreign fields together; a member of a village, community or market who holds no post there speaks of
          himself as 领导干部 in two ways
moderate  three points, words of two fields, or a strong word in the first person; one such way of a leader. Without a
          context never more, and then by what the unit's own name says; nor in a scan (several words) or for a street
          that is not stated to be 城区
weak      two points without the first person; soft words only, in an office, school, hospital or firm; one word that
          OCR read; a street whose kind is not stated; a role where the inspector names no posts, or in offices,
          schools and firms, whose leaders the branch may not list
Left alone: slogans and political lists, what superiors, papers or books say, quotations, notices and papers of other
units; guests (特邀、列席), partners, visits, help to others (结对、共建、联系点、驻村、慰问); family, memories and
former posts; negations; what the context gives to the unit (has, sub_units) and what its name says of its trade;
people whom the context or the paper gives a post. Since 0.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from forensics import Basis, Context, Examiner, Finding, Guide, NotApplicable, Reason, Record, Strength
from forensics.knowledge.load import derived, table
from forensics.records import kinds
from forensics.records.context import KnownUnit
from forensics.records.fields_of_work import Field, UnitKind, fields, kind_of, own_fields, own_name

FIRST_PERSON = re.compile(r"我们?|咱们?|本(?:人|职|单位|局|村|校|院|社区|支部|公司|街道|中心|科|岗)|自己|岗位")
DUTY = re.compile(
    r"着力|抓好|抓实|做好|搞好|指导|组织|坚持|负责|承担|落实|推进|加强|深入开展|开展|提升|提高|强化|关心|上好|完成|确保|严格|带头|"
    r"结合.{0,8}工作|分类指导|针对|履行|安排|督促|保障|培养|管理|建立|登记|落在|放在"
)
OTHERS = re.compile(
    r"结对|共建|联建|联谊|联系(?:点|村|学校|户)|帮扶|驻村|包村|包点|挂点|挂职|第一书记|扶贫|下乡|对口|参观|考察|观摩|走访|慰问|探望|特邀|应邀|邀请|请来|受邀|"
    r"嘉宾|讲师|宣讲|讲座|来自|志愿|义务|捐|送.{1,4}下乡|进[校乡村医]|入户|服务队|实习|支教|义诊|护学|周边|联席|联合|配合|协助|协调|合作|借调|陪|接送|托管"
)
SAID_BY_OTHERS = re.compile(
    r"指出|强调|要求我们|总书记|中央|国务院|省委|市委|县委|区委|上级|会议精神|文件(?:里|中|说|要求|精神)|报告(?:里|中|说|提出)|条例|规定|《|报道|新闻|"
    r"电视|视频|案例|通报|典型|先进|事迹|英雄|楷模|故事|书[中里上]|读到|看到|听说|听了|听他|抄[下录]?|摘[抄录]|学习了|领学|传达|全国|全省|全市|全县|全区|各地|古人|常言|好比|好像|就像|如同|譬如|比如|仿佛"
)
PRIVATE = re.compile(
    r"父亲|母亲|爸|妈|爷爷|奶奶|外公|外婆|岳父|岳母|丈夫|妻子|爱人|老伴|孩子|儿子|女儿|孙子|孙女|外孙|侄|外甥|亲戚|邻居|同学|战友|老家|老乡|小时候|"
    r"从前|以前|当年|那年|曾经?|过去|退休前|退下来|原来在|原先|原单位|毕业|读书时|年轻时|[一二三四五六七八九十\d]+年前|住院(?!病人|患者)|看病|就诊|兼任|兼职|兼着|同时担任"
)
NEGATED = re.compile(r"没有|不是|并非|不存在|不涉及|无(?:此|相应)|不属|不归|不含|除外|以外|取消|不设|不管")
OUTSIDE = re.compile(
    r"共建|结对|联建|帮扶|走访|慰问|参观|讲座|宣讲|签约|协议|邀请|请.{0,6}(?:老师|教师|医生|专家|法官|警官|讲)|驻村|扶贫|志愿|转发|人物|事迹|故事"
)
"""titles and topics that are about others"""
GUEST = re.compile(
    r"特邀|应邀|邀请|嘉宾|来宾|列席|专家|讲师|老师|教师|医生|教授|法官|警官|民警|驻村|第一书记|联系|挂点|[镇乡县区市][\u4e00-\u9fff]{0,6}(?:干部|领导)"
)
VILLAGE_HELP = re.compile(r"驻村|帮扶|结对|联系[村点户]|包村|挂点|第一书记|扶贫|乡村振兴|下乡")
SERVED = re.compile(
    r"(?:服务|保障|支持|支援|助力|供应|补贴|检查|监管|监督|督[查促]|审[核计]|保护|宣传|慰|帮)[^，,。；、]*\Z"
)
"""what stands before a foreign word that is served, watched or paid for, not done"""
TENDING = re.compile(r"劳动(?:教育|实践|课)|研学|实践基地|种植园|菜园|花圃")
ISSUER = re.compile(r"中共|共青团|[省市县区州旗镇乡]|街道|党工委|党委|党组|集团")
"""what in a title names who issued it"""
CORE = re.compile(
    r"(?:机关|党支部|党总支|党委|街道|办事处|社区|居委会|村民委员会|村委会|村|镇|乡|管理局|局|委员会|管委会|集团|有限公司|公司|中学|小学|学校|市场|医院|中心)+$"
)
"""what stands behind the own part of a unit's name"""
BRANCH = re.compile(r"(?:机关)?(?:党支部|党总支|党委)$")
SPEAKER = re.compile(r"^[ \u3000]*[^：:\n\t]{2,20}[：:]")
QUOTED = re.compile(r"[“‘《「『][^”’》」』\n]{0,80}[”’》」』]")
SENTENCE = re.compile(r"[^。！？；;\n\t]+[。！？；;]?")
OWN_PAPERS = kinds.NOTES | {"rk-fa", "rk-zj"} | kinds.MEETINGS
"""kinds in which a unit or its members speak of themselves"""
LEADER_POST = re.compile(
    r"书记|主任|局长|镇长|乡长|区长|县长|校长|院长|经理|董事|所长|站长|部长|主席|科长|股长|处长|委员|干部|领导|园长|会长|场长|总监|支书|组长|班长"
)
LEADER_SAID = re.compile(
    r"领导干部(?:要|应|应当|必须|的|带头|讲|们|带着|来|在|上|同志)|如果|假如|要是|像.{0,6}一样|监督"
)
OFFICES = frozenset({"u-bureau", "u-street", "u-township", "u-school", "u-hospital", "u-soe"})
STRONG_POINTS, MODERATE_POINTS = 5, 3
SHOWN = 4
OWN_WORK = frozenset({"rk-fa", "rk-zj"})
"""plans and summaries: every sentence is about the writer's own work"""
INVITED = re.compile(r"特邀|应邀|邀请|嘉宾|列席")
NEARBY = 12


class Hit(msgspec.Struct, frozen=True):
    """A foreign word: its field, points, range, and whether its sentence is in the first person."""

    field: str
    word: str
    points: int
    chars: tuple[int, int]
    mine: bool


class Misfit(Examiner):
    """Looks in sentences about own work for words of fields that the unit does not work in."""

    pattern = "term/misfit"
    guide = Guide(
        title="写了本单位、本人没有的职责、对象或身份",
        title_en="Duties, objects or roles that the unit or the person does not have",
        looks_for=(
            "以本单位、本人口吻写下的职责和工作对象，与单位性质不一致"
            "（如机关业务局写上思政课、纯城区社区写春耕、市场党员写课题经费），或普通党员自称领导干部。"
        ),
        innocent=(
            "发言人是特邀、列席人员，或本人另有职务、兼职",
            "与学校、村、企业结对共建、联系帮扶",
            "辖区内确有学校、企业、农用地，检查资料未列明",
            "摘抄文件、讲述他人或本人过去的经历",
        ),
        next_steps=(
            "向单位核实职责分工、辖区内学校企业和农用地情况",
            "询问本人写的是哪一项工作，查工作台账有无对应内容",
            "在网上和同期其他单位材料中查找相同语句",
        ),
        basis=("检查人员提供的单位性质和人员职务", "各类单位职责用语表（内置词表）"),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """One finding for foreign fields of work, one for a role that the author does not hold."""
        if record.kind and record.kind not in OWN_PAPERS and record.kind != "rk-txth":
            return
        known = context.unit_at(record.path)
        if OUTSIDE.search(record.title) or _of_others(record, known):
            return
        kind, stated = kind_of(known, record.unit_folder or record.unit)
        if kind is None:
            raise NotApplicable("需要单位的性质（context.yaml 的 units.kind）")
        yield from self._fields(record, known, kind, stated)
        yield from self._role(record, known, kind)

    # ------------------------------------------------------------------ fields of work
    def _fields(self, record: Record, known: KnownUnit | None, kind: UnitKind, stated: bool) -> Iterator[Finding]:
        personal = record.kind in kinds.NOTES or bool(record.author)
        foreign = set(kind.person if personal else kind.foreign) - own_fields(
            kind, known, record.unit_folder or record.unit
        )
        if VILLAGE_HELP.search(record.text.full):
            foreign.discard("farming")
        if not foreign:
            return
        hits = [h for f in fields() if f.id in foreign for h in _hits(record, f)]
        points = {f.id: _points([h for h in hits if h.field == f.id]) for f in fields()}
        counted = {f: p for f, p in points.items() if p >= 2}
        if not counted:
            return
        hits = [h for h in hits if h.field in counted]
        strength = _strength(record, hits, counted, stated)
        if kind.id in OFFICES and not any(h.points == 2 for h in hits):
            strength = Strength.WEAK  # they pay for, watch and count much that they do not do
        if kind.id == "u-street":  # whether a street has schools, firms and villages its name does not tell
            strength = min(strength, Strength.MODERATE if stated else Strength.WEAK, key=lambda x: x.rank)
        names = {f.id: f.name for f in fields()}
        words = list(dict.fromkeys(record.text.full[slice(*h.chars)] for h in hits))
        what = "、".join(names[f] for f in counted)
        reasons = [Reason(f"文中以本单位或本人口吻写到{what}方面的工作")]
        if stated:
            reasons.append(Reason(f"检查人员注明单位性质为“{known.kind if known else ''}”"))
        else:
            reasons.append(Reason("单位性质按名称推断，辖区和职责情况未提供", innocent=True))
        if any(record.text.recognised_at(*h.chars) for h in hits):
            reasons.append(Reason("文字由识别得出，需核对原件", innocent=True))
        unit = record.unit or record.unit_folder
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"材料把“{'”“'.join(words[:4])}”写作自己的工作，与{unit}的单位性质不一致（疑似套用{what}方面的材料）",
            evidence=record.text.places(
                record.path, sorted({h.chars for h in hits}), note=f"{what}方面的用语", first_row=0, most=SHOWN
            ),
            reasons=tuple(reasons),
            basis=(Basis("单位职责用语表", "", "likely", "内置词表"),),
            calibration="按事实表定级（见检查说明 term/misfit）",
        )

    # ------------------------------------------------------------------ role
    def _role(self, record: Record, known: KnownUnit | None, kind: UnitKind) -> Iterator[Finding]:
        own_writing = record.kind in kinds.NOTES or (not record.kind and not record.meetings)
        if not own_writing or not record.author:
            return
        posts = known.people if known else ()
        role = next((p.role for p in posts if p.name == record.author), "")
        if LEADER_POST.search(role) or _holds_post(record):
            return
        strong = list(_role_hits(record, "strong"))
        if not strong:
            return
        ranges = sorted({*strong, *_role_hits(record, "soft")})
        if not posts or not kind.leader:
            strength = Strength.WEAK
        else:
            typed = not any(record.text.recognised_at(*r) for r in ranges)
            strength = Strength.STRONG if len(ranges) > 1 and typed else Strength.MODERATE
        said = record.text.full[slice(*strong[0])]
        reasons = [Reason(f"文中领导干部口吻的表述{len(ranges)}处")]
        if posts:
            reasons.append(Reason("检查人员提供的任职名单中，作者没有领导职务"))
        if not posts or not kind.leader:
            reasons.append(Reason("作者可能另有职务，任职情况需核实", innocent=True))
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"{record.author}写到“{said}”，与其普通党员身份不一致（疑似套用领导干部的材料）",
            evidence=record.text.places(record.path, ranges, note="领导干部口吻", first_row=0, most=SHOWN),
            reasons=tuple(reasons),
            basis=(Basis("人员职务", "", "sure" if posts else "unsure", "检查人员提供" if posts else "未提供"),),
            calibration="按事实表定级（见检查说明 term/misfit）",
        )


def _strength(record: Record, hits: list[Hit], counted: dict[str, int], stated: bool) -> Strength:
    typed = not any(record.text.recognised_at(*h.chars) for h in hits)
    best = max(counted.values())
    firsts = any(h.mine and h.points == 2 for h in hits)
    if not typed:
        several = len({h.word for h in hits if len(h.word) >= 2}) > 1 and best >= MODERATE_POINTS
        return Strength.MODERATE if several else Strength.WEAK
    if stated and (best >= STRONG_POINTS or (len(counted) > 1 and sum(counted.values()) >= STRONG_POINTS)):
        return Strength.STRONG
    return Strength.MODERATE if best >= MODERATE_POINTS or firsts or len(counted) > 1 else Strength.WEAK


def _points(hits: list[Hit]) -> int:
    return sum({h.word: h.points for h in hits}.values())


def _hits(record: Record, field: Field) -> Iterator[Hit]:
    """The words of a field in sentences about own work; a soft word inside a strong one does not count again."""
    pattern, strong = _words(field)
    full = record.text.simplified
    if not pattern.search(full):
        return
    quoted = [m.span() for m in QUOTED.finditer(full)]
    for sentence in SENTENCE.finditer(full):
        found = list(pattern.finditer(sentence[0]))
        if not found or not _own_work(record, full, sentence.start(), sentence[0]):
            continue
        mine = bool(FIRST_PERSON.search(sentence[0]))
        if field.id == "farming" and TENDING.search(sentence[0]):
            continue
        if any(SERVED.search(sentence[0][max(0, m.start() - 6) : m.start()]) for m in found):
            continue
        for match in found:
            start, end = match.start() + sentence.start(), match.end() + sentence.start()
            if any(a <= start and end <= b for a, b in quoted):
                continue
            yield Hit(field.id, match[0], 2 if match[0] in strong else 1, (start, end), mine)


@lru_cache(maxsize=32)
def _words(field: Field) -> tuple[re.Pattern[str], frozenset[str]]:
    words = sorted((*field.strong, *field.soft), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), frozenset(field.strong)


def _own_work(record: Record, full: str, start: int, sentence: str) -> bool:
    """Whether a sentence speaks of what the writer or the unit does now."""
    if record.kind not in OWN_WORK and not (FIRST_PERSON.search(sentence) or DUTY.search(sentence)):
        return False
    if any(words.search(sentence) for words in (OTHERS, SAID_BY_OTHERS, PRIVATE, NEGATED)):
        return False
    line = full[full.rfind("\n", 0, start) + 1 : start + len(sentence)]
    if (speaker := SPEAKER.match(line)) and GUEST.search(speaker[0]):
        return False
    speeches = (s for m in record.meetings for s in m.speeches)
    end = start + len(sentence)
    if any(s.chars[0] < end and start < s.chars[1] and _is_guest(full, s.speaker) for s in speeches):
        return False
    if record.kind in kinds.MEETINGS or record.kind == "":
        topic = next((m.topic for m in record.meetings if m.chars[0] <= start < m.chars[1]), "")
        if OUTSIDE.search(topic):
            return False
    return True


def _is_guest(full: str, name: str) -> bool:
    """Whether a record names someone as invited: 授课人：中心小学校长黎某（特邀）."""
    return any(INVITED.search(full[max(0, m.start() - NEARBY) : m.end() + NEARBY]) for m in re.finditer(name, full))


@derived
def _leader(sort: str) -> re.Pattern[str]:
    return re.compile(table("terms")["leader_words"][sort])


def _role_hits(record: Record, sort: str) -> Iterator[tuple[int, int]]:
    full = record.text.simplified
    quoted = [m.span() for m in QUOTED.finditer(full)]
    for match in _leader(sort).finditer(full):
        left, right = record.text.sentence(*match.span())
        sentence = full[left:right]
        if any(a <= match.start() and match.end() <= b for a, b in quoted):
            continue
        said = SAID_BY_OTHERS.search(sentence) or NEGATED.search(sentence) or PRIVATE.search(sentence)
        if said or LEADER_SAID.match(full, match.end() - 4) or re.search(r"如果|假如|要是|监督", sentence):
            continue
        yield match.span()


def _of_others(record: Record, known: KnownUnit | None) -> bool:
    """Whether the title names an issuer that is not the unit: a superior's plan in the unit's folder."""
    if record.kind in kinds.NOTES or not ISSUER.search(record.title):
        return False
    names = [record.unit, record.unit_folder, *([known.name, known.branch] if known else [])]
    cores = {c for n in names if n for c in (CORE.sub("", own_name(n)), BRANCH.sub("", own_name(n)))}
    title = re.split(r"关于|[“《]", record.title)[0] or record.title
    return not any(len(core) >= 2 and core in title for core in cores)


def _holds_post(record: Record) -> bool:
    """Whether the record itself gives its author a post: 书记 张三, 张三（主任）."""
    name = re.escape(record.author)
    head = record.text.full[:200] + "\n" + record.name
    post = LEADER_POST.pattern
    return bool(
        re.search(
            rf"(?:{post})[ \u3000]{{0,2}}{name}|{name}[ \u3000]{{0,2}}[（(]?[\u4e00-\u9fff]{{0,6}}(?:{post})", head
        )
    )

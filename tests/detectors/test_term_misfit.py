"""term/misfit beyond the fixtures: kinds of units, whose words they are, how far names and context carry."""

from __future__ import annotations

import pytest

from detectors.term.misfit import Misfit
from forensics.documents.document import Document
from forensics.records.context import Context, KnownPerson, KnownUnit
from tests.making import document, examinations, findings


def unit(folder: str, kind: str, **more: object) -> Context:
    return Context(units=(KnownUnit(name=folder, folder=folder, kind=kind, **more),))  # type: ignore[arg-type]


def judged(path: str, text: str | Document, context: Context | None = None) -> list[str]:
    return [f.strength.value for f in findings(Misfit, {path: text}, context)]


def note(sentence: str, name: str = "晏小满") -> str:
    return f"学习体会\n{name}　2018年5月11日\n上周的雨把后墙泡了，我搬了三趟砖。\n{sentence}\n"


TEACH = "我要落实立德树人，备课不糊弄，批改作业不过夜，让学生爱上课堂。"
FARM = "我把承包地的秧苗都育好了，插秧前抓好病虫害防治。"
OFFICE = "我在行政审批中坚持首问负责，公务用车不私用。"
WARD = "我每天查房，书写病历从不拖延，病区的住院病人都认得我。"


@pytest.mark.parametrize(
    ("folder", "kind", "sentence"),
    [
        ("县财政局", "县直机关", TEACH),
        ("桃花巷社区", "城市社区", FARM),
        ("县一中", "学校", FARM),
        ("县一中", "学校", WARD),
        ("县人民医院", "医院", TEACH),
        ("城北水产市场", "非公市场", OFFICE),
        ("枫岭村", "行政村", OFFICE),
        ("南河客运公司", "国有企业", WARD),
    ],
)
def test_foreign_work_is_strong_with_and_moderate_without_a_context(folder: str, kind: str, sentence: str) -> None:
    path = f"{folder}/体会/晏小满学习体会.txt"
    assert judged(path, note(sentence), unit(folder, kind)) == ["strong"]
    assert judged(path, note(sentence)) == ["moderate"]


@pytest.mark.parametrize(
    ("folder", "kind", "sentence"),
    [
        ("县教育局", "县直机关", TEACH),
        ("县农业农村局", "县直机关", FARM),
        ("县卫生健康局", "县直机关", WARD),
        ("县一中", "学校", TEACH),
        ("枫岭村", "行政村", FARM),
        ("县财政局", "县直机关", OFFICE),
        ("县人民医院", "医院", WARD),
        ("石桥镇", "乡镇机关", FARM),
    ],
)
def test_own_work_is_innocent(folder: str, kind: str, sentence: str) -> None:
    path = f"{folder}/体会/晏小满学习体会.txt"
    assert judged(path, note(sentence), unit(folder, kind)) == []
    assert judged(path, note(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "我们与结对的石门小学一起备课，学生每周来晒图室一次。",
        "我读到《张桂梅》里写备课和家长会的几页，批改作业到半夜。",
        "我的爱人是班主任，备课到半夜，学生作业一摞一摞。",
        "从前我教过书，备课、批改作业，样样都做过。",
        "上级文件要求抓好师德师风，组织教师备课。",
        "我觉得“立德树人，师德为先，备课第一”这句话说得好。",
        "我们局没有学生，也不备课，师德一说用不上。",
        "学生们放学了，街上都是自行车。",
    ],
)
def test_what_is_said_of_others_is_innocent(sentence: str) -> None:
    assert judged("县财政局/体会/晏小满学习体会.txt", note(sentence), unit("县财政局", "县直机关")) == []


def test_what_the_context_gives_to_the_unit_is_innocent() -> None:
    path = "县财政局/体会/晏小满学习体会.txt"
    assert judged(path, note(TEACH), unit("县财政局", "县直机关", has=("财会职业学校",))) == []


def test_help_to_villages_makes_farming_innocent_in_an_office() -> None:
    path = "县财政局/体会/晏小满学习体会.txt"
    assert judged(path, note(FARM), unit("县财政局", "县直机关")) == ["strong"]
    assert judged(path, note("去年起我在枫岭村驻村。\n" + FARM), unit("县财政局", "县直机关")) == []


def test_one_strong_word_in_the_first_person_is_moderate() -> None:
    path = "县财政局/体会/晏小满学习体会.txt"
    assert judged(path, note("我上好每一节思政课。"), unit("县财政局", "县直机关")) == ["moderate"]
    assert judged(path, note("我见了学生就笑。"), unit("县财政局", "县直机关")) == []


def test_a_superiors_plan_in_the_folder_is_innocent_and_the_units_own_is_not() -> None:
    body = "一、抓好课堂教学，组织教师开展师德承诺，指导学生社团。\n二、组织在编人员下沉一线。\n"
    context = unit("桃花巷社区", "城市社区")
    assert judged("桃花巷社区/文件/方案.docx", "中共南河区委学习教育实施方案\n" + body, context) == []
    assert judged("桃花巷社区/文件/方案.docx", "桃花巷社区党支部学习教育实施方案\n" + body, context) == ["strong"]


def test_a_street_is_judged_by_its_stated_kind() -> None:
    plan = (
        "梧桐街道学习教育实施方案\n（三）国有企业党组织。突出生产经营，车间班组先学。\n（四）中小学校。抓好师德承诺。\n"
    )
    path = "梧桐街道/方案/方案.docx"
    assert judged(path, plan) == ["weak"]
    assert judged(path, plan, unit("梧桐街道", "街道机关")) == ["moderate"]
    assert judged(path, plan, unit("梧桐街道", "纯城区街道")) == ["strong"]


def test_a_scan_is_never_strong() -> None:
    path = "桃花巷社区/体会/晏小满学习体会.pdf"
    scan = document(note(FARM), source="ocr", confidence=0.97)
    assert judged(path, scan, unit("桃花巷社区", "城市社区")) == ["moderate"]


LEADER = "作为一名领导干部，我要管好班子、带好队伍。"
POSTS = (KnownPerson(name="褚秋生", role="书记"), KnownPerson(name="晏小满", role="党员"))


def test_a_villager_who_writes_as_a_leader() -> None:
    path = "枫岭村/体会/晏小满学习体会.txt"
    village = unit("枫岭村", "行政村", people=POSTS)
    (finding,) = findings(Misfit, {path: note(LEADER)}, village)
    assert finding.strength == "strong"
    assert "作为一名领导干部" in finding.statement and "不一致" in finding.statement
    assert judged(path, note("我要争做优秀的党员领导干部。"), village) == ["moderate"]
    assert judged(path, note(LEADER)) == ["weak"]
    assert judged(path, document(note(LEADER), source="ocr", confidence=0.97), village) == ["moderate"]


def test_a_leader_is_innocent() -> None:
    path = "枫岭村/体会/褚秋生学习体会.txt"
    assert judged(path, note(LEADER, "褚秋生"), unit("枫岭村", "行政村", people=POSTS)) == []
    assert judged("枫岭村/体会/晏小满（村主任）学习体会.txt", note(LEADER)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "作为领导干部要带头，我们做党员的跟着。",
        "电视里说，作为一名领导干部，心里要有百姓。",
        "如果我是领导干部，第一件事是修桥。",
        "“作为一名领导干部，要管住嘴”，书上这样写。",
    ],
)
def test_speaking_of_leaders_is_innocent(sentence: str) -> None:
    village = unit("枫岭村", "行政村", people=POSTS)
    assert judged("枫岭村/体会/晏小满学习体会.txt", note(sentence), village) == []


def test_in_offices_a_role_is_never_more_than_weak() -> None:
    path = "县财政局/体会/晏小满学习体会.txt"
    assert judged(path, note(LEADER), unit("县财政局", "县直机关", people=POSTS)) == ["weak"]


def test_a_guest_in_the_minutes_is_innocent() -> None:
    text = "桃花巷社区党员大会记录\n时间：2019年4月9日\n议题：暑期安排\n{}：我们备课、批改作业之余，教青少年读书。\n"
    path = "桃花巷社区/会议/记录.docx"
    assert judged(path, text.format("蓝老师（特邀）"), unit("桃花巷社区", "城市社区")) == []
    assert judged(path, text.format("路小春"), unit("桃花巷社区", "城市社区")) == ["strong"]


def test_an_unknown_kind_says_what_it_needs() -> None:
    (looked,) = examinations(Misfit, {"资料/晏小满学习体会.txt": note(TEACH)})
    assert [(s.state, s.reason) for s in looked.statements] == [
        ("not_applicable", "需要单位的性质（context.yaml 的 units.kind）")
    ]

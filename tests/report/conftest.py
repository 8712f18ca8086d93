"""A made-up but realistic result, with the hostile strings that evidence may hold."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from forensics.archive.item import Item, Outcome, Status
from forensics.detection.finding import Basis, Finding, Reason, Strength
from forensics.detection.guide import Guide
from forensics.detection.result import Examined, Result, Run
from forensics.documents.place import Place
from forensics.report.pictures import picture_key

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "]]> --> </style></script><b>",
    "{{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "[red]rot[/red] [link=file:///etc/passwd]x[/link]",
    "工资\u202excod.exe\u202c \u200b \x00\x07\x1b[31m \ufffe",
)

SHARED = "通过学习，我深刻认识到加强党性修养的重要性，要时刻以党员的标准严格要求自己，把学习成果转化为推动工作的动力。"
LEFT, RIGHT = "城东村/学习笔记/王秀兰.docx", "城东村/学习笔记/李建国.docx"
PHOTO = "城东村/活动照片/IMG_0512.jpg"
SCAN = Place(path="河西社区/会议记录/支部会议.pdf", page=3, box=(60, 80, 420, 160), show=True, turn=90)
SHOT = Place(path=PHOTO, box=(0, 0, 640, 420), show=True, note="拍摄时间取自照片内嵌信息", side=1)


def _copy() -> Finding:
    left = f"二、心得体会。{SHARED}今后我将继续努力。"
    right = f"学习体会：{SHARED}我将在今后工作中改进。"
    start_left, start_right = left.index(SHARED), right.index(SHARED)
    return Finding(
        pattern="copy/members",
        strength=Strength.STRONG,
        unit="城东村",
        statement="王秀兰、李建国两份学习笔记有 53 字连续相同，且同一处错字相同，疑似照搬。",
        evidence=(
            Place(path=LEFT, anchor="p12", quote=left, marks=((start_left, start_left + len(SHARED)),)),
            Place(path=RIGHT, anchor="p9", quote=right, marks=((start_right, start_right + len(SHARED)),), side=1),
            Place(path=LEFT, anchor="t1r2c3", quote="制订“两学一作”计划", marks=((3, 7),), row=1, note="“作”应为“做”"),
            Place(path=RIGHT, anchor="p11", quote="落实“两学一作”计划", marks=((3, 7),), row=1, side=1),
        ),
        reasons=(
            Reason("53 字连续相同（公文引用、表格已扣除）"),
            Reason("同一处错字“两学一作”在两份笔记中均出现"),
            Reason("两人同属一个学习小组，可能有共同提纲", innocent=True),
        ),
        innocent_causes=("抄录同一份文件原文", "统一下发的提纲"),
        next_steps=("请两人分别说明写作时间和参考材料", "调取手写原件"),
        basis=(Basis(name="《关于开展学习教育的实施方案》", date="2016-02-24", certainty="确定", source="公报"),),
        calibration="似然比 240（Cllr 0.21，1,200 对已知同源与不同源笔记）",
    ).sealed()


def _others() -> list[Finding]:
    photo = Finding(
        pattern="photo/clock",
        strength=Strength.MODERATE,
        unit="城东村",
        statement="“5月12日主题党日”照片的拍摄时间为2016年1月8日，与活动日期相差125天。",
        evidence=(
            Place(path="城东村/活动记录.xlsx", anchor="5月!B3", quote="2016年5月12日 主题党日", marks=((0, 10),)),
            SHOT,
            Place(path=LEFT, anchor="p3", quote="5月12日参加主题党日活动", row=1),
        ),
        reasons=(Reason("照片未见编辑软件痕迹"), Reason("相机时钟可能未校准", innocent=True)),
        innocent_causes=("相机时钟不准", "借用往年资料照片未作说明"),
        next_steps=("调取手机或相机中的原始照片，对照同日其他照片",),
        calibration="见检测项说明：仅凭一个时间来源，至多为中",
    )
    policy = Finding(
        pattern="time/before-policy",
        strength=Strength.STRONG,
        unit="河西社区",
        statement="会议落款日期2016年1月15日早于所部署文件的发布日期2016年2月24日。",
        evidence=(SCAN, Place(path="河西社区.zip!/会议/通知 #1%.docx", page=1, anchor="p2", quote="传达实施方案")),
        basis=(Basis(name="《实施方案》", date="2016-02-24", certainty="确定"),),
    )
    hostile = [
        Finding(
            pattern="term/miswritten",
            strength=Strength.WEAK,
            unit=text,
            statement=text,
            evidence=(
                Place(path=LEFT, anchor=text, quote=text, note=text, marks=((0, 3), (2, 900), (-5, 1))),
                Place(path=f"a.zip!/{text}", quote=text),
            ),
            reasons=(Reason(text), Reason(text, innocent=True)),
            innocent_causes=(text,),
            next_steps=(text,),
            basis=(Basis(name=text, date=text),),
            calibration=text,
        )
        for text in HOSTILE
    ]
    long = Finding(
        pattern="term/miswritten",
        strength=Strength.WEAK,
        unit="",
        statement="全文反复写作“二学一做”。",
        evidence=(Place(path="汇报.txt", anchor="l45", quote="学" * 40_000, marks=((20_000, 20_004),)),),
    )
    return [found.sealed() for found in (policy, photo, *hostile, long)]


@pytest.fixture(scope="session")
def result() -> Result:
    findings = sorted([_copy(), *_others()], key=lambda f: (-f.strength.rank, f.unit))
    paths = sorted({place.path for found in findings for place in found.evidence if "!/" not in place.path})
    files = [
        Item(path=path, sha256=f"{at:064x}", size=15_360 * at, modified="2016-05-12T01:30:00Z", kind="docx")
        for at, path in enumerate(paths, 1)
    ]
    troubled = [
        Item(path="城东村/加密.pdf", kind="pdf", size=99, outcome=Outcome(Status.ENCRYPTED, "打开需要密码")),
        Item(
            path="河西社区/大图.tif", kind="tiff", size=9_000_000_000, outcome=Outcome(Status.PARTIAL, "第 4—9 页未读")
        ),
        Item(
            path=HOSTILE[4],
            kind=HOSTILE[0],
            modified=HOSTILE[1],
            outcome=Outcome(Status.UNREADABLE, HOSTILE[0]),
            notes=(HOSTILE[6],),
        ),
    ]
    member = Item(
        path="河西社区.zip!/会议/通知 #1%.docx", container="河西社区.zip", kind="docx", modified="2016-01-15T10:00:00"
    )
    return Result(
        version="0.1.0",
        archive="2016年学习教育档案",
        context="context.yaml",
        warnings=("背景信息中有未知的项目：leader", HOSTILE[0]),
        findings=tuple(findings),
        detectors=(
            Examined(
                pattern="copy/members",
                version="1",
                title="不同人员笔记成段相同",
                examined=46,
                not_applicable={"没有可读文字": 3, "只有一人的笔记": 11},
                strong=1,
            ),
            Examined(pattern="photo/clock", version="1", title="照片时间与活动日期不符", examined=12, moderate=1),
            Examined(pattern="term/miswritten", version="1", title="规范名称写错", examined=60, weak=8),
            Examined(
                pattern="time/before-policy",
                version="1",
                title="会议早于所传达的文件",
                examined=44,
                failed=((HOSTILE[2], HOSTILE[0]),),
                strong=1,
            ),
        ),
        ledger=(*files, member, *troubled),
        run=Run(started="2026-11-22T01:30:00Z", host="notebook", seconds=12.5, read=60),
    )


@pytest.fixture(scope="session")
def guides() -> dict[str, Guide]:
    return {
        "time/before-policy": Guide(
            title="会议早于所传达的文件",
            title_en="Meeting before the policy it carries out",
            looks_for="会议记录中传达、部署的文件，在会议日期之后才发布。",
            innocent=("落款年份笔误", "传达的是征求意见稿"),
            next_steps=("核对会议通知原件和收文登记",),
            basis=("文件发布日期以公报为准",),
        )
    }


@pytest.fixture(scope="session")
def pictures() -> dict[str, bytes]:
    """The same photo for two places, a handwriting-like strip for the scan."""
    photo, scan = Image.new("RGB", (640, 420), "#8fa7b8"), Image.new("RGB", (900, 200), "#f4f0e6")
    pen = ImageDraw.Draw(photo)
    pen.rectangle((0, 280, 640, 420), fill="#6d7f5e")
    for x in range(80, 600, 90):
        pen.ellipse((x, 170, x + 36, 206), fill="#d9b99b")
        pen.rectangle((x - 10, 206, x + 46, 330), fill="#35445c")
    pen = ImageDraw.Draw(scan)
    for x in range(20, 860, 34):
        pen.line([(x, 60 + x % 17), (x + 20, 90 - x % 11), (x + 8, 120 + x % 23)], fill="#223", width=4)
    return {picture_key(SHOT): _jpeg(photo), picture_key(SCAN): _jpeg(scan)}


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()

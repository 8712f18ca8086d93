"""What this installation can do, and how to get the rest."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distributions, version
from importlib.util import find_spec

import msgspec

from forensics.archive.unpack.external import PROGRAMS
from forensics.detection import registry
from forensics.documents import office
from forensics.guard import sandbox


class Part(msgspec.Struct, frozen=True):
    """One part of the installation. `needed` parts must be there; the others only add to what can be read."""

    name: str
    there: bool
    detail: str
    remedy: str = ""
    needed: bool = False


def parts() -> Iterator[Part]:
    """Look at each part; nothing is started and nothing leaves the machine."""
    yield Part("Python", True, platform.python_version(), needed=True)
    yield _opencv()
    yield _models()
    yield Part(
        "检查项 detectors",
        bool(registry.available()),
        f"{len(registry.available())} 项",
        "重新安装本软件：pip install .",
        needed=True,
    )
    found = office.available()
    yield Part(
        "LibreOffice",
        found is not None,
        str(found or "没有：.doc .wps .ppt 等旧格式只能读出文字"),
        "安装 LibreOffice（Debian: apt install libreoffice-writer-nogui libreoffice-impress-nogui；"
        "Windows、macOS: libreoffice.org 的离线安装包）",
    )
    known = [name for name, _ in PROGRAMS]
    tools = [name for name in known if shutil.which(name)]
    yield Part(
        "rar 解压程序",
        bool(tools),
        "、".join(tools) or "没有：.rar .cab .lzh 无法打开",
        f"安装其中之一：{'、'.join(known)}（Debian: apt install unar）",
    )
    yield Part(
        "资源限制 rlimit",
        sandbox.rlimits_available(),
        "每份材料的内存、CPU 有上限" if sandbox.rlimits_available() else "此系统没有，只按时间中止",
    )
    yield Part(
        "写入限制 landlock",
        sandbox.landlock_available(),
        "读取进程不能写案卷以外的文件" if sandbox.landlock_available() else "没有",
        "Linux 5.13 以上：pip install 'forensics[sandbox]'",
    )


def _opencv() -> Part:
    """Two distributions of cv2 in one environment overwrite each other's files."""
    here = sorted(
        {d.metadata["Name"] for d in distributions() if (d.metadata["Name"] or "").lower().startswith("opencv")}
    )
    detail = "、".join(here) or "没有"
    remedy = "卸载 opencv-python、opencv-contrib-python 后：pip install --force-reinstall opencv-python-headless"
    return Part("OpenCV", here == ["opencv-python-headless"], detail, remedy, needed=True)


def _models() -> Part:
    from pathlib import Path

    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    models = sorted(folder.glob("*.onnx")) if folder else []
    try:
        detail = f"rapidocr {version('rapidocr')}，{len(models)} 个模型"
    except PackageNotFoundError:
        detail = "没有"
    return Part("文字识别 OCR", len(models) >= 3, detail, "pip install --force-reinstall rapidocr", needed=True)

"""Old office formats (doc, wps, ppt, et, dps, and other last resorts): converted by LibreOffice, then read.

LibreOffice runs headless, with a profile of its own, in its own process group, for at most a minute. The
properties of the original stand before those of the converted copy, which keeps some and replaces others.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from forensics.archive.item import Outcome, Status
from forensics.archive.spool import Spool
from forensics.documents import ole
from forensics.documents.document import Document, Property
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.guard.limits import Limits

SECONDS = 60
_OUTPUT_BYTES = 256 << 20
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_TARGETS = (
    ("worddocument", "docx", "doc"),
    ("powerpoint document", "pptx", "ppt"),
    ("workbook", "xlsx", "xls"),
    ("book", "xlsx", "xls"),
    ("contents", "docx", "wps"),
    ("mm", "docx", "wps"),
    ("mn0", "docx", "wps"),
)
"A stream at the root of the OLE file, what to convert to, and the suffix that tells LibreOffice the format."


def available() -> Path | None:
    """The LibreOffice program of this machine, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """Convert and read; without LibreOffice, or where it fails, the bare text of Word and PowerPoint 97 as partial.

    Raises ReadError for locked files and where neither gives anything.
    """
    target, suffix = _target(file)
    properties = ole.properties(file)
    if target == "xlsx":
        from forensics.documents import sheet

        # calamine reads it as it is, in a hundredth of the time.
        try:
            return sheet.read(file, limits, spool)
        except ReadError as error:
            if error.status is not Status.UNREADABLE:
                raise
    try:
        document = _converted(file, limits, spool, target, suffix)
    except ReadError as error:
        document = _bare_text(file, suffix, limits, error, properties)
    converted = document.reader != "office"
    outcome = document.outcome
    if converted and not document.spans and not document.pictures:
        outcome = Outcome(Status.PARTIAL, "转换后没有读出任何内容")
    return msgspec.structs.replace(
        document,
        reader="office",
        outcome=outcome,
        properties=(*properties, *document.properties),
        notes=("由 LibreOffice 转换后读取", *document.notes) if converted else document.notes,
    )


def _converted(file: Path, limits: Limits, spool: Spool, target: str, suffix: str) -> Document:
    program = available()
    if program is None:
        raise ReadError(Status.UNREADABLE, f"需要 LibreOffice 才能读取 .{suffix} 文件（forensics doctor 说明如何安装）")
    with tempfile.TemporaryDirectory(prefix="forensics-office-", ignore_cleanup_errors=True) as folder:
        converted = convert(program, file, suffix, target, Path(folder))
        document: Document = _reader(target).read(converted, limits, spool)
    return document


def _no_text(error: ReadError, properties: tuple[Property, ...]) -> Document:
    """A file whose properties can be read and whose text cannot; the error again if it has neither."""
    if not properties:
        raise error
    return Document(reader="office", outcome=Outcome(Status.PARTIAL, f"{error.reason}；只读出文件属性"))


def _bare_text(file: Path, suffix: str, limits: Limits, error: ReadError, properties: tuple[Property, ...]) -> Document:
    """What can be had without LibreOffice: the text of Word and PowerPoint 97, else the properties alone."""
    from forensics.documents import powerpoint97, word97

    gather = Gather(limits)
    gather.lose(f"{error.reason}；仅读出文字，图片和修订未读")
    with contextlib.suppress(Full, ReadError):
        if suffix == "ppt":
            powerpoint97.read_texts(file, gather)
        elif suffix == "doc":
            word97.read_texts(file, gather)
    return gather.document("office") if gather.spans else _no_text(error, properties)


def _target(file: Path) -> tuple[str, str]:
    with file.open("rb") as stream:
        head = stream.read(512)
    if not head.startswith(ole.SIGNATURE):
        # Word 2 to 5, WordPerfect, Works on floppies: LibreOffice knows them by their content.
        return "docx", "doc"
    ole.check(file)
    names = {name.lower() for name in ole.streams(file)}
    if "encryptedpackage" in names:
        raise ReadError(Status.ENCRYPTED, "加密的 Office 文件，请向报送单位索取密码")
    for stream_name, target, suffix in _TARGETS:
        if stream_name in names:
            if suffix == "doc" and _word_locked(file):
                raise ReadError(Status.ENCRYPTED, "加密的 Office 文件，请向报送单位索取密码")
            return target, suffix
    raise ReadError(Status.UNREADABLE, "OLE 文件中没有 Word、Excel 或 PowerPoint 的内容")


def _word_locked(file: Path) -> bool:
    """Whether fEncrypted is set in the header of a Word 97 file ([MS-DOC] 2.5.2)."""
    with ole.open_checked(file) as container:
        head = ole.read_stream(container, "WordDocument")[:12]
    return len(head) == 12 and head[:2] == b"\xec\xa5" and bool(head[11] & 1)


def _reader(target: str) -> Any:
    if target == "docx":
        from forensics.documents import word

        return word
    if target == "pptx":
        from forensics.documents import slides

        return slides
    from forensics.documents import sheet

    return sheet


def convert(program: Path, file: Path, suffix: str, target: str, folder: Path) -> Path:
    """Convert a copy of `file` inside `folder`; the path of what came out.

    Raises ReadError if a minute is not enough or nothing comes out: the exit code is 0 even then.
    """
    source = folder / f"source.{suffix}"
    shutil.copyfile(file, source)
    out = folder / "out"
    out.mkdir()
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(out),
        str(source),
    ]
    _run(command, folder)
    result = out / f"source.{target}"
    if not result.is_file() or not result.stat().st_size:
        raise ReadError(Status.UNREADABLE, "LibreOffice 无法转换，文件可能已损坏")
    if result.stat().st_size > _OUTPUT_BYTES:
        raise ReadError(Status.OVER_LIMIT, f"转换结果超过 {_OUTPUT_BYTES >> 20} MB，未读取")
    return result


def _run(command: list[str], folder: Path) -> None:
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise ReadError(Status.TIMED_OUT, f"LibreOffice 转换超过 {SECONDS} 秒，已中止") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and its children; soffice is a launcher whose child does the work."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)

"""The command line: parses, calls `forensics`, prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from forensics import Case

app = typer.Typer(
    help="筛查报送材料，给出疑似问题线索。Screen submitted archives for forged records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FOUND, WRONG_USE, INCOMPLETE, INTERRUPTED = 1, 2, 3, 130


def _refuse(message: object) -> NoReturn:
    print(f"forensics: {message}", file=sys.stderr)
    raise typer.Exit(WRONG_USE)


@app.command()
def scan(
    archive: Annotated[Path, typer.Argument(help="报送材料文件夹 the submitted folder", show_default=False)],
    case: Annotated[Path | None, typer.Option(help="案卷文件夹 where results go [ARCHIVE.case]")] = None,
    context: Annotated[Path | None, typer.Option(help="已知情况 what the inspector knows (YAML)")] = None,
    knowledge: Annotated[list[Path] | None, typer.Option(help="自备知识 own policies, terms, rules (repeat)")] = None,
    only: Annotated[list[str] | None, typer.Option(help="只查 pattern or family to look for (repeat)")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="工作进程数 worker processes [cores]")] = None,
    fail_on: Annotated[str | None, typer.Option(help="有此强度线索则返回1 weak | moderate | strong")] = None,
) -> None:
    """扫描一个文件夹，写出报告。Scan a folder and write its reports."""
    import forensics
    from forensics.report.bar import Bar

    if fail_on is not None and fail_on not in list(forensics.Strength):
        _refuse(f"--fail-on 只能是 weak、moderate 或 strong：{fail_on}")
    try:
        with Bar() as bar:
            done = forensics.scan(
                archive,
                case=case,
                context=context,
                knowledge=knowledge or (),
                only=only or (),
                jobs=jobs,
                progress=bar,
            )
    except (
        forensics.ArchiveError,
        forensics.CaseError,
        forensics.ContextError,
        forensics.KnowledgeError,
        forensics.UnknownPatternError,
    ) as error:
        _refuse(error)
    except KeyboardInterrupt:
        print("forensics: 已中断；再次运行同一命令会从中断处继续", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    for warning in done.result.warnings:
        print(f"forensics: {warning}", file=sys.stderr)
    _summarise(done)
    if fail_on and any(f.strength.rank >= forensics.Strength(fail_on).rank for f in done.findings):
        raise typer.Exit(FOUND)
    raise typer.Exit(INCOMPLETE if done.unexamined else 0)


def _summarise(done: Case) -> None:
    from forensics.report.terminal import Screen, summarise

    summarise(done.result, Screen(), done.report)


@app.command()
def report(
    case: Annotated[Path, typer.Argument(help="案卷文件夹 a case folder", show_default=False)],
) -> None:
    """从案卷重新写出报告，不重新检查。Write the reports of a case again."""
    import forensics
    from forensics.report.bar import Bar

    try:
        done = forensics.Case(case)
        with Bar() as bar:
            done.publish(bar)
    except forensics.CaseError as error:
        _refuse(error)
    _summarise(done)


@app.command()
def context(
    archive: Annotated[Path, typer.Argument(help="报送材料文件夹 the submitted folder", show_default=False)],
    to: Annotated[Path, typer.Option("--to", "-o", help="写到 where the draft goes")] = Path("context.yaml"),
    case: Annotated[Path | None, typer.Option(help="案卷文件夹 where what was read is kept [ARCHIVE.case]")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="工作进程数 worker processes [cores]")] = None,
) -> None:
    """从材料归集单位、人员、文件，写出 context.yaml 草稿。Draft a context.yaml to correct."""
    import forensics
    from forensics.report.bar import Bar

    if to.exists():
        _refuse(f"{to} 已存在，不覆盖；请用 --to 另写一个文件")
    try:
        with Bar() as bar:
            draft = forensics.draft_context(archive, case=case, jobs=jobs, progress=bar)
        to.write_text(draft, "utf-8")
    except (forensics.ArchiveError, forensics.CaseError, OSError) as error:
        _refuse(error)
    print(f"草稿已写到 {to}，请核对修改后用于：forensics scan {archive} --context {to}")


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="检查项或线索编号 a pattern or a finding's id", show_default=False)],
    case: Annotated[Path | None, typer.Option(help="线索所在的案卷 the case that holds the finding")] = None,
) -> None:
    """说明一种检查，或一条线索。Explain a pattern or a finding."""
    import forensics
    from forensics.explain import finding_text, pattern_text

    try:
        print(pattern_text(what) if "/" in what else finding_text(what, case))
    except (forensics.UnknownPatternError, forensics.CaseError) as error:
        _refuse(error)


@app.command()
def doctor() -> None:
    """检查安装，说明缺少的部分如何补上。Say what is installed and how to get the rest."""
    from forensics.doctor import parts

    missing = False
    for part in parts():
        missing |= part.needed and not part.there
        print(f"{'有' if part.there else '缺'}  {part.name}：{part.detail}")
        if not part.there and part.remedy:
            print(f"      {part.remedy}")
    raise typer.Exit(WRONG_USE if missing else 0)


@app.command("new-detector")
def new_detector(
    pattern: Annotated[str, typer.Argument(help="family/name", show_default=False)],
) -> None:
    """用模板在当前文件夹写一个新的检查项。Write a detector, its fixtures and its test from a template."""
    from forensics.scaffold import ScaffoldError, entry_point, write

    try:
        for file in write(pattern, Path.cwd()):
            print(file.as_posix())
    except ScaffoldError as error:
        _refuse(error)
    print('在 pyproject.toml 的 [project.entry-points."forensics.detectors"] 下加上，再运行 pip install -e . ：')
    print(entry_point(pattern))


def main() -> None:
    """The console command."""
    app()


if __name__ == "__main__":
    main()

"""The report as one HTML file that needs no network and, for reading, no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.documents.place import Place
from forensics.report import labels, links, timeline
from forensics.report.anchors import place_words
from forensics.report.excerpt import Segment, excerpt
from forensics.report.lead import leads, pattern_titles
from forensics.report.overview import STRONG_FIRST, gaps, matrix, meetings_by_file, meetings_by_unit, tally
from forensics.report.pictures import Album, picture_key
from forensics.report.replace import replace
from forensics.report.visible import visible

__all__ = ["picture_key", "write"]

_QUOTE_CHARACTERS = 3000


def write(
    result: Result,
    pictures: Mapping[str, bytes],
    guides: Mapping[str, Guide],
    file: Path,
    archive_href: str = "",
) -> None:
    """Write the report in place of `file`.

    `pictures` holds JPEG crops by `picture_key`. `archive_href` is the percent-encoded way from the report to
    the archive's folder; without it files are named but not linked.
    """
    replace(file, rendered(result, pictures, guides, archive_href).encode("utf-8"))


def rendered(result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide], archive_href: str = "") -> str:
    """The text of the report."""
    environment = _environment()
    found = leads(result, guides)
    script = environment.get_template("filter.js.j2").render()
    return environment.get_template("report.html.j2").render(
        result=result,
        guides=guides,
        leads=found,
        titles=pattern_titles(result, guides),
        counts=tally(found),
        matrix=matrix(found),
        units_met=meetings_by_unit(found),
        files_met=meetings_by_file(found),
        gaps=gaps(result.ledger),
        years=tuple(timeline.by_year(timeline.entries(result.meetings))),
        unexamined=sum(not item.outcome.ok for item in result.ledger),
        album=Album(pictures),
        href=lambda path: links.for_browser(archive_href, path),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
    )


def _environment() -> Environment:
    # Every string the templates print passes `visible` and then the escaping, whoever writes the template.
    environment = Environment(
        loader=PackageLoader("forensics.report"),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        strengths=labels.STRENGTHS,
        strong_first=STRONG_FIRST,
        statuses=labels.STATUSES,
        ways_out=labels.WAYS_OUT,
    )
    environment.filters.update(
        clock=labels.clock_words,
        family=labels.family,
        kind=labels.kind,
        size=labels.size,
        where=place_words,
        split=links.split,
        pieces=_pieces,
    )
    return environment


def _printed(value: Any) -> Any:
    # Exactly str: markup that a template made is a subclass and has been through here already.
    return visible(value) if type(value) is str else value


def _pieces(place: Place) -> tuple[Segment, ...]:
    return excerpt(place.quote, place.marks, _QUOTE_CHARACTERS)

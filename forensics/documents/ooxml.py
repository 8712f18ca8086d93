"""What Word, Excel and PowerPoint packages share: relations, properties, kept media."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from forensics.archive.item import Status
from forensics.documents.errors import ReadError
from forensics.documents.gather import Gather
from forensics.documents.package import Package, attribute, local, resolve

_CORE = {
    "title": "title",
    "creator": "author",
    "lastModifiedBy": "last_author",
    "created": "created",
    "modified": "modified",
    "lastPrinted": "printed",
    "revision": "revision",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
}
_APP = {
    "Template": "template",
    "Application": "application",
    "AppVersion": "AppVersion",
    "Company": "company",
    "Manager": "manager",
    "TotalTime": "edit_minutes",
    "Pages": "Pages",
    "Words": "Words",
    "Characters": "Characters",
}


class Relation(NamedTuple):
    """A reference of a part: `kind` is the last word of its type, `target` a part (empty: outside)."""

    kind: str
    target: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part (of the package itself for an empty name), by id."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", name + ".rels"))
    found: dict[str, Relation] = {}
    for element in () if root is None else root:
        if local(element) != "Relationship":
            continue
        outside = attribute(element, "TargetMode").lower() == "external"
        target = "" if outside else resolve(part, attribute(element, "Target"))
        found[attribute(element, "Id")] = Relation(attribute(element, "Type").rpartition("/")[2], target)
    return found


def main_part(package: Package, usual: str) -> str:
    """The name of the main part, which may be renamed. Raises ReadError if there is none."""
    for relation in relations(package, "").values():
        if relation.kind == "officeDocument" and package.has(relation.target):
            return relation.target
    if package.has(usual):
        return usual
    raise ReadError(Status.UNREADABLE, "压缩包内没有正文部分，文件不完整")


def read_properties(package: Package, gather: Gather) -> None:
    """Add the properties of docProps/core.xml, app.xml and custom.xml, under the names of Property."""
    for relation, usual, names in (
        ("core-properties", "docProps/core.xml", _CORE),
        ("extended-properties", "docProps/app.xml", _APP),
    ):
        part = _property_part(package, relation, usual)
        root = package.xml(part)
        for element in () if root is None else root:
            name = names.get(local(element))
            if name:
                gather.state(name, element.text or "", part)
    part = _property_part(package, "custom-properties", "docProps/custom.xml")
    root = package.xml(part)
    for element in () if root is None else root:
        name = attribute(element, "name")
        if name and len(element):
            gather.state(name, "".join(element[0].itertext()), part)


def _property_part(package: Package, kind: str, usual: str) -> str:
    return next((r.target for r in relations(package, "").values() if r.kind == kind and package.has(r.target)), usual)

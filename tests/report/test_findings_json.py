"""findings.json: what other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from forensics.detection.result import Result, Run
from forensics.report import findings_json


def test_what_is_written_reads_back_equal(result: Result, tmp_path: Path) -> None:
    findings_json.write(result, tmp_path / "findings.json")
    assert findings_json.read(tmp_path / "findings.json") == result


def test_it_follows_the_shipped_schema_whatever_the_evidence_says(result: Result) -> None:
    schema = findings_json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(findings_json.encoded(result)), schema)


def test_the_schema_refuses_a_strength_that_does_not_exist(result: Result) -> None:
    document = json.loads(findings_json.encoded(result))
    document["findings"][0]["strength"] = "certain"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, findings_json.schema())


def test_only_the_run_header_differs_between_two_runs(result: Result) -> None:
    later = msgspec.structs.replace(result, run=Run(started="2027-01-01T00:00:00Z", host="another", seconds=9, read=1))
    one, other = (json.loads(findings_json.encoded(r)) for r in (result, later))
    assert one.pop("run") != other.pop("run")
    assert one == other
    assert findings_json.encoded(result) == findings_json.encoded(result)


def test_it_holds_what_a_scoring_program_reads(result: Result) -> None:
    for finding in json.loads(findings_json.encoded(result))["findings"]:
        assert finding["pattern"].count("/") == 1
        assert finding["strength"] in ("weak", "moderate", "strong")
        assert finding["evidence"] and all(place["path"] for place in finding["evidence"])


def test_half_a_character_in_a_name_does_not_stop_the_report(result: Result, tmp_path: Path) -> None:
    broken = msgspec.structs.replace(result, archive="坏名\udc80")
    findings_json.write(broken, tmp_path / "findings.json")
    assert json.loads((tmp_path / "findings.json").read_text("utf-8"))["archive"].startswith("坏名")


def test_a_stored_document_of_the_first_version_can_still_be_read(tmp_path: Path) -> None:
    stored = {
        "schema": 1,
        "version": "0.1.0",
        "archive": "旧案",
        "findings": [
            {
                "pattern": "term/stale",
                "strength": "weak",
                "unit": "某村",
                "statement": "…",
                "evidence": [{"path": "a.txt"}],
            }
        ],
    }
    (tmp_path / "findings.json").write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
    assert findings_json.read(tmp_path / "findings.json").findings[0].evidence[0].path == "a.txt"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"schema": 99, "version": "9", "archive": "x"}'])
def test_anything_else_is_refused_with_a_message(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_bytes(content)
    with pytest.raises(findings_json.NotReadableError, match=r"findings\.json"):
        findings_json.read(tmp_path / "findings.json")

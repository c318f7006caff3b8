"""JUnit XML, as continuous integration reads it: a suite per file, a case per finding."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import not_run, place, remedy, title_of
from plan_eval.messages import t
from plan_eval.model.finding import Finding

# XML 1.0 knows no other control characters, and no lone surrogates.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(view: View) -> str:
    """Findings that fail the run are failures; the others are told in the case's output.

    A file without failures has one case that passes; a check that did not run is a skipped case.
    """
    root = ET.Element("testsuites", name="plan-eval")
    by_path = dict(view.by_path())
    by_path |= {file.path: [] for file in view.submissions.files if file.path not in by_path}
    for path, findings in sorted(by_path.items()):
        _suite(root, path, findings, view)
    lines = not_run(view)
    if lines:
        suite = ET.SubElement(root, "testsuite", name=t("findings.not-run.title"))
        for line in lines:
            ET.SubElement(_case(suite, line, "not-run"), "skipped", message=_xml(line))
        _count(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _suite(root: ET.Element, path: str, findings: list[Finding], view: View) -> None:
    suite = ET.SubElement(root, "testsuite", name=_xml(title_of(path)))
    for finding in findings:
        name = f"{finding.code} {place(finding)} {finding.fingerprint}"
        case = _case(suite, name, title_of(path))
        text = _xml(f"{finding.message}\n{remedy(finding)}")
        if view.fails(finding):
            message = _xml(finding.message)
            ET.SubElement(case, "failure", type=finding.code, message=message).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    if not any(map(view.fails, findings)):
        _case(suite, t("findings.accepted"), title_of(path))
    _count(suite)


def _case(suite: ET.Element, name: str, classname: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", name=_xml(name), classname=_xml(classname))


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("errors", "0")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

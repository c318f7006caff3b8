from pathlib import Path

import pytest

from plan_eval.report import doctor
from plan_eval.report.doctor import Check, Library
from plan_eval.report.fonts import FAMILIES, FontChoice

CHECKOUT = Path(__file__).parents[2]
FONTS = FontChoice(CHECKOUT / "templates" / "fonts")
ABSENT = Library("libplan-eval-absent.so.7", "libplan-eval-absent7")


def levels(checks: list[Check], name: str) -> list[str]:
    return [check.level for check in checks if check.name == name]


@pytest.mark.parametrize(
    ("needed", "level"), [(True, "fail"), (False, "warn")], ids=["needed", "only-faster"]
)
def test_a_library_that_cannot_be_loaded_names_its_package(needed: bool, level: str) -> None:
    check = doctor.check_library(Library(ABSENT.name, ABSENT.package, needed))

    assert check.level == level
    assert ABSENT.name in check.message
    assert check.remedy == f"apt-get install -y --no-install-recommends {ABSENT.package}"


def test_a_library_that_loads_is_ok() -> None:
    check = doctor.check_library(Library("libc.so.6", "libc6"))

    assert (check.level, check.remedy) == ("ok", "")


def test_packages_of_the_doctor_are_those_that_the_set_up_installs() -> None:
    listed = {
        line.split()[0]
        for line in (CHECKOUT / "packages.debian.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    }

    assert {library.package for library in doctor.LIBRARIES} == listed - {"python3-venv"}


@pytest.mark.parametrize(
    ("version", "level"),
    [((3, 10, 14), "fail"), ((3, 11, 0), "ok"), ((3, 14, 1), "ok")],
    ids=["3.10", "3.11", "3.14"],
)
def test_python_must_be_3_11(version: tuple[int, int, int], level: str) -> None:
    assert doctor.check_python(version).level == level


def test_every_report_font_is_in_the_folder() -> None:
    checks = list(doctor.check_fonts(FONTS))

    assert [check.level for check in checks] == ["ok"] * len(FAMILIES)


def test_an_absent_font_folder_is_told_once(tmp_path: Path) -> None:
    checks = list(doctor.check_fonts(FontChoice(tmp_path / "none")))

    assert [check.level for check in checks] == ["fail"]
    assert checks[0].remedy


def test_an_empty_font_folder_lacks_every_family(tmp_path: Path) -> None:
    checks = list(doctor.check_fonts(FontChoice(tmp_path)))

    assert [check.level for check in checks] == ["fail"] * len(FAMILIES)


def test_a_broken_font_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")

    first = next(doctor.check_fonts(FontChoice(tmp_path)))

    assert "broken.ttf" in first.message


@pytest.mark.parametrize("file", ["fonts.conf", "/plan-eval/absent/fonts.conf"])
def test_a_fontconfig_file_that_would_be_passed_over(file: str) -> None:
    (check,) = doctor.check_fontconfig({"FONTCONFIG_FILE": file})

    assert (check.level, check.remedy) == ("warn", "unset FONTCONFIG_FILE")
    assert file in check.message


def test_a_good_or_unset_fontconfig_file_is_not_mentioned(tmp_path: Path) -> None:
    good = tmp_path / "fonts.conf"
    good.touch()

    assert list(doctor.check_fontconfig({"FONTCONFIG_FILE": str(good)})) == []
    assert list(doctor.check_fontconfig({})) == []


def test_nothing_is_rendered_after_a_failure() -> None:
    checks = doctor.diagnose(FONTS, {}, [ABSENT])

    assert levels(checks, "library") == ["fail"]
    assert levels(checks, "render") == []


def test_a_test_page_is_rendered_with_the_report_fonts() -> None:
    checks = doctor.diagnose(FONTS, {})

    assert levels(checks, "render") == ["ok"]
    assert all(check.remedy == "" for check in checks if check.level == "ok")

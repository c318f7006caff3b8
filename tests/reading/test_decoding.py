from __future__ import annotations

import pytest

from plan_eval.reading.decoding import decode
from plan_eval.reading.notices import Unreadable

TEXT = "指标编码,年份,数值\nhealth-04-4,2025,95.2\n说明：城镇“非私营”单位……\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_text(
    encoding: str, said: str, end: str
) -> None:
    found = decode(TEXT.replace("\n", end).encode(encoding))
    assert (found.data.decode(), found.encoding, found.lines) == (TEXT, said, 3)


def test_the_whole_file_decides_not_its_first_block() -> None:
    data = b"indicator,year,value\n" * 100_000 + "说明".encode("gb18030")
    assert decode(data).encoding == "gb18030"


def test_rare_characters_of_gb18030_are_kept() -> None:
    name = "女𠮷㐂镕"
    assert decode(name.encode("gb18030")).data.decode() == name


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (TEXT.encode() + "数据来源：统计局\n".encode("gb18030"), "mixed", 4),
        ("数据来源：统计局\n".encode("gb18030") + TEXT.encode() * 3, "mixed", 1),
        (b"\xef\xbb\xbfa\nb\xff\n", "encoding", 2),
        ("好\n".encode("gb18030") + b"x\n\x80\x20", "encoding", 3),
        (b"a,b\x00,c\n", "binary", None),
        (b"\xff\xfea\x00\x00\x00", "binary", None),
        (bytes(range(256)) * 4, "binary", None),
    ],
)
def test_what_cannot_be_decoded_says_where(data: bytes, problem: str, line: int | None) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.problem == problem
    assert refused.value.values.get("line") == line

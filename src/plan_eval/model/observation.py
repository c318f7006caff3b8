"""The two forms departments send: their columns, and the frames they are read into.

Polars is used for the types only; the model reads no file.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import polars as pl

EXACT = pl.Decimal(38, 12)
"""Numbers as sent: exact to twelve decimals, never a binary float."""


def exact_value(
    shown: Fraction | Decimal,
    numerator: Fraction | Decimal | None,
    denominator: Fraction | Decimal | None,
    scale: int | None,
) -> Fraction:
    """The figure that everything is judged by: its counts where both were sent, else as sent.

    `scale` is that of the indicator's rate; without a rate the figure stands as it is.
    """
    if scale is None or numerator is None or not denominator:
        return Fraction(shown)
    above, below = Fraction(numerator), Fraction(denominator)
    if above.denominator == below.denominator == 1:
        return Fraction(above.numerator * scale, below.numerator)
    return above * scale / below


INDICATOR_COLUMNS = (
    "indicator",
    "indicator_name",
    "year",
    "town",
    "sex",
    "age",
    "residence",
    "value",
    "numerator",
    "denominator",
    "unit",
    "source",
    "note",
    "department",
    "report_year",
)
SELF_ASSESSMENT_COLUMNS = (
    "item",
    "year",
    "status",
    "evidence",
    "achievements",
    "problems",
    "next_steps",
    "department",
    "note",
)
REQUIRED = {
    "indicators": ("indicator", "year", "value"),
    "self_assessment": ("item", "year", "status"),
}
NUMBERS = ("value", "numerator", "denominator")
KEY = ("indicator", "year", "town", "sex", "age", "residence")
PARTS_OF = {"sex": ("female", "male"), "residence": ("urban", "rural")}
"""The groups that together are everybody; towns and ages are a plan's own."""

THIS_YEAR = ("本年", "本年数", "本年数值", "本年值", "本年实际", "本期", "本期数")
"""A report form's word for the figure of the year it reports on; the year itself stands apart."""

ALIASES: dict[str, tuple[str, ...]] = {
    "indicator": ("指标编码", "指标", "指标代码", "编码", "代码", "indicator code", "code"),
    "indicator_name": ("指标名称", "indicator name"),
    "year": ("年份", "年度", "数据年份"),
    "town": (
        *("镇街", "镇（街）", "镇（街道）", "街镇", "乡镇", "下辖单位"),
        *("地区", "区域", "area", "district"),
    ),
    "sex": ("性别", "gender"),
    "age": ("年龄组", "年龄", "age group"),
    "residence": ("城乡", "城乡别"),
    "value": ("数值", "指标值", "数据", *THIS_YEAR),
    "numerator": ("分子", "分子数"),
    "denominator": ("分母", "分母数"),
    "unit": ("计量单位", "单位", "units", "unit of measure"),
    "source": ("数据来源", "来源", "资料来源", "data source"),
    "note": ("说明", "备注", "情况说明", "notes", "remarks"),
    "department": ("填报单位", "责任单位", "报送单位", "reporting department"),
    "report_year": ("报告年度", "填报年度", "report year"),
    "item": ("条目编码", "条目", "项目编码"),
    "status": ("自评状态", "完成情况", "状态"),
    "evidence": ("依据文件", "依据", "佐证材料"),
    "achievements": ("好做法好经验", "经验做法", "主要成效"),
    "problems": ("突出问题", "存在问题"),
    "next_steps": ("下一年工作安排", "对策建议", "下一步工作安排", "next steps"),
}
"""What headers call the columns, the form's own word first; a name also stands for itself."""

IGNORED: dict[str, tuple[str, ...]] = {
    "number": ("序号", "行次", "行号", "编号"),
    "group": ("分组",),
    "last_year": (
        *("上年数值", "上年数", "上年", "上年值", "上年实际", "上年同期"),
        *("上期", "上期数", "去年", "去年数"),
    ),
    "target": ("目标值", "目标"),
    "definition": ("口径", "分子分母口径", "指标口径"),
    "kind": ("类别", "条目类别"),
    "text": ("内容", "条目内容"),
    "findings": ("问题",),
}
"""Columns that stand for reference, on our forms, on marked copies and on others' tables; nobody
reads or reports them."""

MARKS_SHEET = "审核意见"
"""The sheet of a marked copy that lists the findings; it is no table of the sender's."""

MARKS_COMMENT = "审核意见："
"""What a finding in a comment of a marked copy begins with, in every language."""

SEXES = {
    "total": ("合计", "total", "全体", "不分性别"),
    "female": ("女", "女性", "female", "f"),
    "male": ("男", "男性", "male", "m"),
}
RESIDENCES = {
    "total": ("合计", "total", "城乡合计"),
    "urban": ("城镇", "城市", "城", "urban"),
    "rural": ("农村", "乡村", "乡", "rural"),
}
STATUSES = {
    "done": ("完成", "已完成", "done"),
    "mostly_done": ("基本完成", "mostly_done"),
    "under_way": ("推进中", "进行中", "under_way"),
    "not_started": ("未启动", "未开展", "not_started"),
}
UNITS: dict[str, tuple[str, ...]] = {
    "%": ("百分比", "百分率", "百分数", "百分之", "per cent", "percent"),
    "‰": ("千分比", "千分率", "千分数", "千分之", "per mille"),
    "1/10万": (
        *("/10万", "10万分之一", "每10万", "十万分之一", "每十万", "/十万", "1/十万"),
        *("1/100000", "/100000", "1/100,000", "per 100,000", "per 100000"),
    ),
    "1/万": ("/万", "万分之一", "每万", "1/10000", "1/10,000", "per 10,000"),
}
"""Units by their usual spellings; 1/万 is a tenth of 1/10万 and no spelling of it."""

WHOLE = ("", "合计", "总计", "total", "district")
"""What stands in the column of towns for the whole, beside the words of the plan's own level."""

ANY_WHOLE = tuple(f"{all_}{level}" for all_ in ("全", "本") for level in "国省市州盟区县旗")
"""The whole of a plan that does not say at which level it is made."""

OBSERVATION_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "path": pl.String,
    "row": pl.Int64,
    **dict.fromkeys(("indicator", "town", "sex", "age", "residence"), pl.String),
    **dict.fromkeys(("year", "report_year"), pl.Int32),
    **dict.fromkeys(NUMBERS, EXACT),
    "places": pl.Int32,
    **dict.fromkeys(("unit", "source", "note", "department"), pl.String),
    **{f"raw_{name}": pl.String for name in (*NUMBERS, *KEY, "unit", "report_year")},
    "value_letter": pl.String,
    "value_words": pl.String,
}
"""One row per figure: `path` and `row` are the sender's; `raw_*` the cells as sent (null where the
column is absent); `places` the decimals `value` was published with.

In a wide table several figures share a row: there `value_letter` and `value_words` name the column
that the figure stands in ("C", "2023年"); both are null in a tidy table."""

SELF_ASSESSMENT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "path": pl.String,
    "row": pl.Int64,
    "year": pl.Int32,
    **dict.fromkeys((name for name in SELF_ASSESSMENT_COLUMNS if name != "year"), pl.String),
    **{f"raw_{name}": pl.String for name in ("item", "year", "status")},
}

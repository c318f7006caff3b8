"""A figure that does not say where it comes from (数据来源)."""

from plan_eval.rules import Rule, Severity, pl, rows_where

RULE = Rule(
    code="CR101",
    name="source-not-named",
    severity=Severity.VERIFY,
    find=rows_where(
        pl.col("value").is_not_null() & (pl.col("source").fill_null("").str.strip_chars() == ""),
        column="source",
        value=pl.col("source"),
    ),
)

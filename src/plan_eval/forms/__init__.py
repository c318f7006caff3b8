"""The blank forms that departments fill in: what is owed, as a workbook or CSV."""

"""What a department is told about its submission: one sheet each, as a workbook or PDF."""

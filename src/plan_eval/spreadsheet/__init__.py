"""The plan as a workbook that an office can edit, and the way back into its YAML."""

"""The report in formats that an office edits: Word and Excel."""

"""The composed HTML page as a Word document: read the page, map it to named styles, pack it.

The page is the only source, so the words of the Word file and of the PDF cannot differ, and what a
district changes in its templates comes through.
"""

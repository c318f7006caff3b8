"""Putting files in place safely, and workbooks that no cell of which is taken for a formula."""

"""A county's own rules: one file each, their words in `catalogue/`."""

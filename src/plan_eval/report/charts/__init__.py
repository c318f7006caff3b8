"""Pictures: Altair specifications, drawn to SVG by vl-convert."""

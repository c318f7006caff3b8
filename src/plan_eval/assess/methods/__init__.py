"""Methods of measuring progress by name; `linear` (the default) is in `assess/progress.py`."""

"""What the tests of the page share."""

from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2025, 12, 31)
HOSTILE = (
    "</script><script>document.title='owned'</script><!-- <img src=http://example.org/x "
    "onerror=\"document.title='owned'\"> {{ 7*7 }} {% raw %} javascript:document.title='owned' ]]>"
)

"""The report as one page for a browser: it searches, sorts and filters, and asks no network."""

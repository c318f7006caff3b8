"""From the text of a plan to a plan folder that somebody has to confirm.

Everything here is read off the text by rule: the same file gives the same draft, and no figure is
made up. What is proposed is marked as inferred, what finds no place is listed.
"""

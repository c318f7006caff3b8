"""A printed text cut at its footnote marks, so that each note stands where the plan has it."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.footnote import Footnote
from plan_eval.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the notes whose marks follow it."""

    text: str
    notes: tuple[Footnote, ...] = ()


def goal_pieces(goal: str, plan: Plan) -> tuple[Piece, ...]:
    """A goal's text with its notes, each at its printed character position."""
    text, start = plan.goals[goal].text, 0
    pieces: list[Piece] = []
    notes = sorted(plan.footnotes_at(goal), key=lambda note: (note.place.position, note.number))
    for note in notes:
        end = note.place.position
        if pieces and end == start:
            pieces[-1] = Piece(pieces[-1].text, (*pieces[-1].notes, note))
        else:
            pieces.append(Piece(text[start:end], (note,)))
        start = end
    return (*pieces, Piece(text[start:]))


def measure_pieces(measure: str, plan: Plan) -> tuple[Piece, ...]:
    """The clauses of a measure that carry notes; the folder holds no whole paragraphs."""
    notes = sorted(plan.footnotes_at(measure), key=lambda note: note.place.position)
    return tuple(Piece(note.place.after, (note,)) for note in notes)

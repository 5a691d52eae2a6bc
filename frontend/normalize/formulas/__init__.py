"""Formulas in LaTeX: where they begin and end, what they are made of, and how a teacher reads them aloud."""

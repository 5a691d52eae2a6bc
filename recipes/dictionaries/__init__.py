"""Pronouncing dictionaries of the frontend, made again from published ones.

`sources` reads the published lists, `symbols` turns their notation into ours, `compare` sets two readings side by
side, `german`, `english`, `british` and `french` choose rows, `forms` finds words that only look like a form of one,
`by_hand.tsv` holds what a reader of the result decided, `corrections.tsv` the phones that the sources have wrong, and
`table` writes the sorted file. `frontend/data/SOURCES.md` names the sources, their licences and the rules of
choice.
"""

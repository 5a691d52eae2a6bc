"""Prompt sheets to audio files: planning, rendering in several processes, resuming, reporting.

sheet ──rows──> planning ──jobs──> pool ──records──> journal (results.jsonl) ──> report, page, manifests
                   ▲                 └─ worker: synthesize, condition, encode, write
                profiles, journal (what is done already)
"""

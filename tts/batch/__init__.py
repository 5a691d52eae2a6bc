"""Prompt sheets to audio files: planning, rendering in several processes or machines, resuming, reporting.

sheet ──rows──> planning ──jobs──> pool or cluster ──records──> summary, page, manifests
                   ▲                    └─ worker: synthesize, condition, encode ──record, file──> store
                profiles, what the store holds already
"""

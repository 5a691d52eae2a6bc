"""Aligner: which frames of a recording belong to which phone, learned without hand labels (arXiv 2108.10447)."""

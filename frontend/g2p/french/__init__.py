"""French: post-lexical rules, liaison, verbs, names and English words."""

"""Spanish: post-lexical rules, stress of foreign names, verbs without their accent, English words."""

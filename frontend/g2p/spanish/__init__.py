"""Spanish: post-lexical rules, stress of foreign names, futures without their accent, English words."""

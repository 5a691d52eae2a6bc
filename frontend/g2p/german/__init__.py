"""German: post-lexical rules, compounds, endings, names and English words."""

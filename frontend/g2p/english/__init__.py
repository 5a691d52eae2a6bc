"""English: post-lexical rules, compounds, names of many origins, and what one word does to the next."""

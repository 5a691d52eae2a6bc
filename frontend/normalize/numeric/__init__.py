"""Numbers and what follows them, digits one by one, ordinals, fractions, Roman numerals, formulas, two numbers with a
mark between them."""

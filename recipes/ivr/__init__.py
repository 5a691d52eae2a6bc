"""IVR prompts: a prompt sheet, and one multilingual greeting made from it."""

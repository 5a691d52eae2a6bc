"""`python -m tts` is the `tts` command."""

from __future__ import annotations

from tts.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

"""One module for each command of `tts`; `tts.cli` imports a module only when its command runs."""

"""StartSpeechSynthesisStream: text in and audio out at the same time, as event streams over HTTP/2."""

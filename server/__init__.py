"""The HTTP service: Polly-compatible routes, the OpenAI route and a playground page."""

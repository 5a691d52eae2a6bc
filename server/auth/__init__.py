"""Who calls: AWS signatures (version 4) for the Polly API, bearer keys for the OpenAI-compatible one."""

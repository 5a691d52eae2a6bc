"""Keys of the test servers, and the clients that sign with them."""

from __future__ import annotations

import boto3
from botocore.config import Config

ACCESS_KEY, SECRET, ACCOUNT = "AKIDTEST", "secret-of-the-tests-0123456789", "123456789012"
OTHER_KEY, OTHER_SECRET = "AKIDOTHER", "another-secret-of-the-tests-987"
TOPIC = "arn:aws:sns:eu-central-1:123456789012:done"
"""The only SNS topic with a webhook, at the server without keys."""
BEARER = "bearer-key-of-the-tests-0123456789"
KEY_FILE = f"""
[[access_keys]]
id = "{ACCESS_KEY}"
secret = "{SECRET}"
account = "{ACCOUNT}"

[[access_keys]]
id = "{OTHER_KEY}"
secret = "{OTHER_SECRET}"

[[api_keys]]
name = "web"
key = "{BEARER}"
"""


def polly_client(url: str, key: str = ACCESS_KEY, secret: str = SECRET, region: str = "eu-central-1"):
    """A client of boto3 that does not retry."""
    settings = Config(retries={"max_attempts": 1, "mode": "standard"}, parameter_validation=True)
    return boto3.client(
        "polly",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=settings,
    )

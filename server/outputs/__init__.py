"""Where the outputs of tasks go: a folder, or an object store. An output appears whole or not at all.

A task's output has the name that Amazon Polly gives it: PREFIX.TASKID.ENDING in the bucket of the request.
`output_root` says where the buckets are:

| output_root        | place                           | OutputUri                                    |
|--------------------|---------------------------------|----------------------------------------------|
| empty, or a folder | FOLDER/BUCKET/NAME              | file:///FOLDER/BUCKET/NAME                   |
| s3://              | the bucket of the request       | https://s3.REGION.amazonaws.com/BUCKET/NAME, |
|                    |                                 | or `s3_endpoint`/BUCKET/NAME                 |
| s3://STORE/PREFIX  | STORE, under PREFIX/BUCKET/NAME | as above, with STORE as the bucket           |

The prefix comes from the caller and may hold "..", "//" and a leading slash. It can never lead out of the root: empty
segments are dropped, "." and ".." become names ("%2E"), and in a folder every step refuses symbolic links, so that what
others place there leads nowhere either.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from server.config import Settings, SettingsError
from server.outputs.folder import FolderOutputs
from server.outputs.place import MissingBucketError, OpenOutput, Outputs, on_thread
from server.outputs.s3 import LOOK_S, S3Outputs


def open_outputs(settings: Settings) -> Outputs:
    """The place that the settings name.

    Raises:
        SettingsError: there is no such kind of place, or the store's address is no URL.
    """
    root = settings.output_root
    scheme = urlsplit(root).scheme
    if scheme == "s3":
        _check_endpoint(settings.s3_endpoint)
        return S3Outputs(root, settings.s3_endpoint, settings.data_dir)
    if scheme == "file":
        return FolderOutputs(Path(urlsplit(root).path))
    if scheme:
        raise SettingsError(f"output_root is {root!r}: use a folder, file:///FOLDER, s3:// or s3://BUCKET/PREFIX")
    return FolderOutputs(Path(root) if root else settings.data_dir / "outputs")


def _check_endpoint(endpoint: str) -> None:
    address = urlsplit(endpoint)
    if endpoint and (address.scheme not in ("http", "https") or not address.hostname):
        raise SettingsError(f"s3_endpoint is {endpoint!r}: write its URL, such as http://minio:9000")


__all__ = [
    "LOOK_S", "FolderOutputs", "MissingBucketError", "OpenOutput", "Outputs", "S3Outputs", "on_thread", "open_outputs",
]  # fmt: skip

"""`tts serve`: the HTTP service."""

from __future__ import annotations

from pathlib import Path

import click

_EPILOG = """\b
Examples:
  tts serve
  tts serve --host 0.0.0.0 --keys keys.toml --workers 2
  tts serve --config serve.toml
  aws polly synthesize-speech --endpoint-url http://127.0.0.1:8080 --voice-id Arthur
      --output-format mp3 --text "Good morning." morning.mp3

On one port: the API of Amazon Polly for unmodified AWS clients, an OpenAI-compatible /v1/audio/speech, a page to hear
the voices at /, and /healthz, /readyz and /metrics.

Without keys everybody who can reach the address may use it, so that is only allowed on this machine's own address.
A key file is TOML: [[access_keys]] with id and secret (and account), [[api_keys]] with name and key.

Every setting can stand in the --config file and in the environment: TTS_PORT, TTS_KEYS, TTS_DATABASE ...
Flags win over the environment, which wins over the file. SIGTERM finishes what runs, then ends;
SIGHUP starts the worker processes anew, one after another.
"""


@click.command(epilog=_EPILOG)
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65_535), help="TCP port.  [default: 8080]")
@click.option("--workers", type=click.IntRange(1), help="Processes, each with its own models.  [default: 1]")
@click.option("--keys", type=click.Path(path_type=Path), help="TOML file with access keys and API keys.")
@click.option("--open", "open_", is_flag=True, default=None, help="Serve without keys on a public address.")
@click.option("--database", help="SQLAlchemy URL of lexicons and tasks.  [default: SQLite in --data-dir]")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Folder of SQLite and outputs.  [default: tts-data]")
@click.option("--output-root", help="Folder or s3:// URL of what tasks write.  [default: outputs in --data-dir]")
@click.option("--voices-dir", type=click.Path(path_type=Path), help="Folder of personas instead of the shipped ones.")
@click.option("--threads", type=click.IntRange(1), help="Threads inside one operator of the models.  [default: 1]")
@click.option(
    "--batch", type=click.IntRange(1, 64), help="Most waiting requests in one run of the models.  [default: 1]"
)
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), help="[default: info]")
@click.option("--config", type=click.Path(path_type=Path), help="TOML file with settings.")
def command(
    host: str | None,
    port: int | None,
    workers: int | None,
    keys: Path | None,
    open_: bool | None,
    database: str | None,
    data_dir: Path | None,
    output_root: str | None,
    voices_dir: Path | None,
    threads: int | None,
    batch: int | None,
    log_level: str | None,
    config: Path | None,
) -> None:
    """Serve speech over HTTP."""
    try:  # the one command that stands on a package above this one: it is only reached for when it runs
        from server.config import load
        from server.run import serve
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"tts serve needs {error.name}, which is not installed: pip install '.[server]'"
        ) from None
    flags = {
        "host": host,
        "port": port,
        "workers": workers,
        "keys": keys,
        "open": open_ or None,
        "database": database,
        "data_dir": data_dir,
        "output_root": output_root,
        "voices": voices_dir,
        "threads": threads,
        "batch": batch,
        "log_level": log_level,
    }
    serve(load(flags, config))

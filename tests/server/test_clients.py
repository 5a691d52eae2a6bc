"""Clients that users have: the aws command and the AWS SDK for JavaScript."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from tests.server.clients import ACCESS_KEY, SECRET

AWS = Path(sys.executable).with_name("aws")


@pytest.mark.slow
@pytest.mark.skipif(not AWS.exists(), reason="the aws command is not installed")
def test_aws_command(keyed_server, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": keyed_server.url,
    }

    def aws(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(AWS), "polly", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)

    out = tmp_path / "a.mp3"
    speech = aws(
        "synthesize-speech", "--voice-id", "Arthur", "--output-format", "mp3", "--text", "Good morning.", str(out)
    )
    assert speech.returncode == 0, speech.stderr
    assert json.loads(speech.stdout) == {"ContentType": "audio/mpeg", "RequestCharacters": 13}
    assert soundfile.info(out).samplerate == 24_000
    voices = json.loads(aws("describe-voices", "--language-code", "de-DE").stdout)["Voices"]
    assert [voice["Id"] for voice in voices] == ["Daniel"]
    missing = aws("get-lexicon", "--name", "missing")
    assert missing.returncode != 0
    assert "LexiconNotFoundException" in missing.stderr


_SCRIPT = """
import { DescribeVoicesCommand, GetLexiconCommand, PollyClient, StartSpeechSynthesisStreamCommand,
  SynthesizeSpeechCommand } from "@aws-sdk/client-polly";
import { getSynthesizeSpeechUrl } from "@aws-sdk/polly-request-presigner";
const [endpoint, accessKeyId, secretAccessKey] = process.argv.slice(2);
const credentials = { accessKeyId, secretAccessKey };
const client = new PollyClient({ region: "eu-central-1", endpoint, credentials, maxAttempts: 1 });
const seen = {};
seen.voices = (await client.send(new DescribeVoicesCommand({ LanguageCode: "de-DE" }))).Voices.map((voice) => voice.Id);
const asked = { Text: "Hello there & more.", VoiceId: "Arthur", OutputFormat: "pcm", Engine: "neural" };
const speech = await client.send(new SynthesizeSpeechCommand(asked));
seen.bytes = (await speech.AudioStream.transformToByteArray()).length;
seen.characters = speech.RequestCharacters;
try {
  await client.send(new GetLexiconCommand({ Name: "missing" }));
} catch (error) {
  seen.error = [error.name, error.$metadata.httpStatusCode];
}
const url = await getSynthesizeSpeechUrl({ client, params: { ...asked, Text: "Grüße?", OutputFormat: "mp3" } });
const fetched = await fetch(url);
seen.presigned = [fetched.status, fetched.headers.get("content-type")];
await fetched.arrayBuffer();
let heard;
const firstAudio = new Promise((resolve) => { heard = resolve; });
async function* input() {
  yield { TextEvent: { Text: "Hello the" } };
  yield { TextEvent: { Text: "re. And" } };
  await firstAudio; // both directions at once: this text is sent only when the first sentence is heard
  yield { TextEvent: { Text: " more. " } };
  yield { TextEvent: { Text: "<speak>Good <break time='200ms'/>bye</speak>", TextType: "ssml" } };
  yield { CloseStreamEvent: {} };
}
const stream = await client.send(new StartSpeechSynthesisStreamCommand(
  { Engine: "generative", VoiceId: "Matthew", OutputFormat: "pcm", ActionStream: input() }));
seen.heard = 0;
for await (const event of stream.EventStream) {
  if (event.AudioEvent) { seen.heard += event.AudioEvent.AudioChunk.length; heard(); }
  if (event.StreamClosedEvent) seen.streamed = event.StreamClosedEvent.RequestCharacters;
}
const refused = new PollyClient({ region: "eu-central-1", endpoint, maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: "not-the-secret-of-the-key" } });
try {
  await refused.send(new DescribeVoicesCommand({}));
} catch (error) {
  seen.refused = error.name;
}
console.log(JSON.stringify(seen));
process.exit(0);
"""


@pytest.fixture(scope="module")
def javascript(tmp_path_factory):
    """A folder with the SDK; set TTS_TEST_NODE_MODULES to one that is there already."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node is not installed")
    folder = tmp_path_factory.mktemp("javascript")
    ready = os.environ.get("TTS_TEST_NODE_MODULES")
    if ready:
        (folder / "node_modules").symlink_to(ready)
        return folder
    packages = ["@aws-sdk/client-polly", "@aws-sdk/polly-request-presigner"]
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", *packages], cwd=folder, check=True, timeout=900)
    return folder


@pytest.mark.slow
@pytest.mark.network
def test_javascript_sdk(keyed_server, javascript):
    script = javascript / "speak.mjs"
    script.write_text(_SCRIPT)
    command = ["node", str(script), keyed_server.url, ACCESS_KEY, SECRET]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert finished.returncode == 0, finished.stderr
    seen = json.loads(finished.stdout)
    assert seen["voices"] == ["Daniel"]
    assert seen["characters"] == len("Hello there & more.")
    assert seen["bytes"] > 10_000
    assert seen["error"] == ["LexiconNotFoundException", 404]
    assert seen["presigned"] == [200, "audio/mpeg"]
    assert seen["streamed"] == len("Hello there. And more. Good bye")
    assert seen["heard"] > 20_000
    assert seen["refused"] == "InvalidSignatureException"

"use strict";

// The page that lets a visitor hear the voices. It speaks through POST /v1/audio/speech and, where the service has no
// keys, follows the words with the speech marks of POST /v1/speech.

const SAMPLES = {
  "en-US": "Good morning. Your appointment is on 1/2/22 at 2:30 PM. To change it, please press one.",
  "en-GB": "Good morning. Your appointment is on 1/2/22 at 2:30 pm. To change it, please press one.",
  "es-US": "Buenos días. Su cita es el 1/2/22 a las 2:30 p. m. Para cambiarla, marque uno.",
  "de-DE": "Guten Morgen. Ihr Termin ist am 1.2.2022 um 14:30 Uhr. Um ihn zu ändern, drücken Sie die Eins.",
  "fr-CA": "Bonjour. Votre rendez-vous est le 1er février 2022 à 14 h 30. Pour le modifier, faites le 1.",
};
const STREAMED = "audio/mpeg";
// Formats of Amazon Polly: their names and endings.
const SSML_FORMATS = { mp3: ["mp3", "mp3"], opus: ["ogg_opus", "ogg"], wav: ["pcm", "pcm"] };
const PCM_HZ = 16_000;
const RETRY_S = [2, 4, 8, 15, 30];

const byId = (id) => document.getElementById(id);
const page = Object.fromEntries(
  ["form", "voices", "text", "reading", "speed", "speed-value", "format", "hint", "key", "key-field", "speak", "stop",
    "status", "notes", "audio", "download", "curl"].map((id) => [id, byId(id)]),
);

let voices = [];
let running = null; // AbortController of the request under way
let marks = [];
let spoken = ""; // the text that they stand in: the box may hold another by now
let address = null; // object URL of the last audio
let saved = null; // that of its file
let loads = 0; // how often the voices were asked for: a late answer to an old question is not used
let failures = 0;
let retry = null; // timer

async function start() {
  page.form.addEventListener("submit", (event) => { event.preventDefault(); speak(); });
  page.stop.addEventListener("click", stop);
  page.speed.addEventListener("input", () => { page["speed-value"].value = Number(page.speed.value).toFixed(2); showCall(); });
  for (const id of ["text", "format"]) page[id].addEventListener("input", showChoices);
  page.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) speak();
  });
  page.key.addEventListener("change", () => { failures = 0; loadVoices(); });
  page.audio.addEventListener("timeupdate", follow);
  await loadVoices();
}

async function loadVoices() {
  clearTimeout(retry);
  const load = ++loads;
  page.speak.disabled = true;
  let response, found;
  try {
    response = await fetch("/v1/audio/voices", { headers: authorization() });
    if (response.ok) found = (await response.json()).voices;
  } catch {
    if (load === loads) loadAgain("The service does not answer.");
    return;
  }
  if (load !== loads) return;
  if (response.status === 401) {
    page["key-field"].hidden = false;
    const wrong = page.key.value !== "";
    say(wrong ? "This service does not know this API key." : "This service needs an API key.", wrong);
    showChoices();
    return;
  }
  if (!response.ok) {
    const passes = response.status === 429 || response.status >= 500;
    const why = await reason(response);
    if (passes) loadAgain(why, Number(response.headers.get("Retry-After")));
    else say(why, true);
    return;
  }
  failures = 0;
  voices = found;
  const legend = page.voices.querySelector("legend");
  page.voices.replaceChildren(legend, ...voices.map(voiceCard));
  page.speak.disabled = !voices.length;
  say(voices.length ? "" : "No voices are installed.", !voices.length);
  if (voices.length) choose(voices[0]);
}

function loadAgain(why, least = 0) {
  const seconds = Math.max(least || 0, RETRY_S[Math.min(failures++, RETRY_S.length - 1)]);
  say(`${why} Trying again in ${seconds} s.`, true);
  retry = setTimeout(loadVoices, seconds * 1000);
}

function voiceCard(voice, index) {
  const label = document.createElement("label");
  label.className = "voice";
  const input = Object.assign(document.createElement("input"), {
    type: "radio", name: "voice", value: voice.id, checked: index === 0,
  });
  input.addEventListener("change", () => choose(voice));
  const name = Object.assign(document.createElement("b"), { textContent: voice.name });
  const details = [voice.language, voice.locale].map((text) => (
    Object.assign(document.createElement("span"), { textContent: text })));
  label.append(input, name, ...details);
  return label;
}

function choose(voice) {
  const untouched = page.text.value === "" || Object.values(SAMPLES).includes(page.text.value);
  if (untouched) page.text.value = SAMPLES[voice.locale] ?? "";
  page.text.lang = voice.locale;
  showChoices();
}

const chosen = () => page.form.elements.voice?.value ?? "";
const isSsml = () => page.text.value.trimStart().startsWith("<speak");
const needsKey = () => !page["key-field"].hidden;

function authorization() {
  return page.key.value ? { Authorization: `Bearer ${page.key.value}` } : {};
}

function pollyBody(extra) {
  return { Text: page.text.value, TextType: isSsml() ? "ssml" : "text", VoiceId: chosen(), ...extra };
}

// Path, body, and the ending of the file that comes back.
function request() {
  if (isSsml()) {
    const [format, ending] = SSML_FORMATS[page.format.value];
    return ["/v1/speech", pollyBody({ OutputFormat: format }), ending];
  }
  return ["/v1/audio/speech", {
    model: "tts-1", voice: chosen(), input: page.text.value,
    response_format: page.format.value, speed: Number(page.speed.value),
  }, page.format.value];
}

// What has no meaning for SSML cannot be chosen, and the page says why.
function showChoices() {
  const ssml = isSsml();
  page.speed.disabled = ssml;
  for (const option of page.format.options) option.disabled = ssml && !(option.value in SSML_FORMATS);
  if (page.format.selectedOptions[0].disabled) page.format.value = "wav";
  page.hint.hidden = !ssml;
  page.hint.textContent = 'SSML sets its own speed, as in <prosody rate="120%">, and comes as MP3, Opus or WAV (16 kHz).'
    + (needsKey() ? " With keys, SSML needs the signed requests of Amazon Polly: this page cannot send them." : "");
  showCall();
}

async function speak() {
  if (page.speak.disabled) return;
  stop();
  const controller = running = new AbortController();
  const [path, body, ending] = request();
  const words = wordsRequest(); // now: the form may say something else by the time that the audio has come
  page.stop.disabled = false;
  say("…");
  const begun = performance.now();
  try {
    const response = await fetch(path, {
      method: "POST", signal: controller.signal, body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...authorization() },
    });
    if (!response.ok) throw new Error(await reason(response));
    showNotes(response);
    await play(response, begun, controller, ending);
    if (words) await loadMarks(words, controller);
  } catch (error) {
    if (error.name !== "AbortError") say(error.message, true);
  } finally {
    if (running === controller) page.stop.disabled = true;
  }
}

function stop() {
  running?.abort();
  page.audio.pause();
  page.reading.hidden = true;
  page.notes.hidden = true;
  page.stop.disabled = true;
  marks = [];
}

async function play(response, begun, controller, ending) {
  const type = response.headers.get("Content-Type");
  const streams = type === STREAMED && window.MediaSource && MediaSource.isTypeSupported(STREAMED);
  const reader = response.body.getReader();
  const parts = [];
  const source = streams ? new MediaSource() : null;
  if (source) show(URL.createObjectURL(source));
  const buffer = source ? await opened(source) : null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!parts.length) say(`First audio after ${Math.round(performance.now() - begun)} ms.`);
    parts.push(value);
    if (buffer) await append(buffer, value);
    if (buffer && page.audio.paused && parts.length === 1) page.audio.play().catch(() => {});
  }
  if (controller.signal.aborted) return;
  const file = ending === "pcm" ? wav(parts) : new Blob(parts, { type });
  if (source) source.endOfStream();
  else {
    show(URL.createObjectURL(file));
    page.audio.play().catch(() => {});
  }
  say(`${page.status.textContent} ${Math.round(file.size / 1024)} KiB in ${Math.round(performance.now() - begun)} ms.`);
  if (saved) URL.revokeObjectURL(saved);
  page.download.href = saved = URL.createObjectURL(file);
  page.download.download = `${chosen()}.${ending === "pcm" ? "wav" : ending}`;
  page.download.hidden = false;
}

// Samples of 16 bits as a file that players know.
function wav(parts) {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const header = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => {
    for (let index = 0; index < letters.length; index++) header.setUint8(at + index, letters.charCodeAt(index));
  };
  const fields = [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, PCM_HZ, 4], [28, 2 * PCM_HZ, 4], [32, 2, 2], [34, 16, 2]];
  text(0, "RIFF");
  text(8, "WAVEfmt ");
  text(36, "data");
  for (const [at, value, bytes] of [[4, 36 + size, 4], ...fields, [40, size, 4]]) {
    if (bytes === 4) header.setUint32(at, value, true);
    else header.setUint16(at, value, true);
  }
  return new Blob([header, ...parts], { type: "audio/wav" });
}

function show(url) {
  if (address) URL.revokeObjectURL(address);
  address = url;
  page.audio.src = url;
  page.audio.hidden = false;
}

function opened(source) {
  return new Promise((resolve) => {
    source.addEventListener("sourceopen", () => resolve(source.addSourceBuffer(STREAMED)), { once: true });
  });
}

function append(buffer, data) {
  return new Promise((resolve, reject) => {
    buffer.addEventListener("updateend", resolve, { once: true });
    buffer.addEventListener("error", () => reject(new Error("The browser cannot play this audio.")), { once: true });
    buffer.appendBuffer(data);
  });
}

// What asks for the times of words: at the plain speed only, which is that of the marks, and without keys.
function wordsRequest() {
  if (isSsml() || page.key.value || Number(page.speed.value) !== 1) return null;
  return pollyBody({ OutputFormat: "json", SpeechMarkTypes: ["word"] });
}

// Words light up as they are spoken.
async function loadMarks(body, controller) {
  const response = await fetch("/v1/speech", { method: "POST", signal: controller.signal, body: JSON.stringify(body) });
  if (!response.ok) return;
  spoken = body.Text;
  const bytes = new TextEncoder().encode(spoken);
  const decoder = new TextDecoder();
  marks = (await response.text()).trim().split("\n").filter(Boolean).map((line) => {
    const mark = JSON.parse(line);
    const start = decoder.decode(bytes.subarray(0, mark.start)).length;
    return { at: mark.time / 1000, start, end: start + mark.value.length };
  });
  page.reading.textContent = spoken;
  page.reading.hidden = !marks.length;
  follow();
}

function follow() {
  const word = marks.findLast((mark) => mark.at <= page.audio.currentTime + 0.05);
  if (!word) return;
  const mark = Object.assign(document.createElement("mark"), { textContent: spoken.slice(word.start, word.end) });
  page.reading.replaceChildren(spoken.slice(0, word.start), mark, spoken.slice(word.end));
}

// What could not be spoken as it was asked.
function showNotes(response) {
  const notes = JSON.parse(response.headers.get("X-TTS-Notes") ?? "[]");
  page.notes.textContent = notes.join("; ");
  page.notes.hidden = !notes.length;
}

async function reason(response) {
  const body = await response.json().catch(() => ({}));
  return body.error?.message ?? body.message ?? `The service answered ${response.status}.`;
}

function say(text, bad = false) {
  page.status.textContent = text;
  page.status.classList.toggle("bad", bad);
}

// The key itself is not shown: the call may be copied into a place where others read it.
function showCall() {
  const [path, body, ending] = request();
  const quoted = JSON.stringify(body).replaceAll("'", "'\\''");
  const lines = [`curl ${location.origin}${path}`, "-H 'Content-Type: application/json'"];
  if (needsKey() && isSsml()) {
    lines.push("--aws-sigv4 aws:amz:us-east-1:polly", '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
  } else if (needsKey()) lines.push('-H "Authorization: Bearer $TTS_API_KEY"');
  lines.push(`-d '${quoted}'`, `--output speech.${ending}`);
  page.curl.textContent = lines.join(" \\\n  ");
}

start();

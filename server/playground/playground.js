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

const byId = (id) => document.getElementById(id);
const page = Object.fromEntries(
  ["form", "voices", "text", "reading", "speed", "speed-value", "format", "key", "key-field", "speak", "stop", "status",
    "audio", "download", "curl"].map((id) => [id, byId(id)]),
);

let voices = [];
let running = null; // AbortController of the request under way
let marks = [];
let address = null; // object URL of the last audio

async function start() {
  page.form.addEventListener("submit", (event) => { event.preventDefault(); speak(); });
  page.stop.addEventListener("click", stop);
  page.speed.addEventListener("input", () => { page["speed-value"].value = Number(page.speed.value).toFixed(2); showCall(); });
  for (const id of ["text", "format"]) page[id].addEventListener("input", showCall);
  page.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) speak();
  });
  page.key.addEventListener("change", loadVoices);
  page.audio.addEventListener("timeupdate", follow);
  await loadVoices();
}

async function loadVoices() {
  const response = await fetch("/v1/audio/voices", { headers: authorization() });
  if (response.status === 401) {
    page["key-field"].hidden = false;
    page.speak.disabled = true;
    say("This service needs an API key.");
    return;
  }
  page.speak.disabled = false;
  say("");
  voices = (await response.json()).voices;
  const legend = page.voices.querySelector("legend");
  page.voices.replaceChildren(legend, ...voices.map(voiceCard));
  choose(voices[0]);
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
  showCall();
}

const chosen = () => page.form.elements.voice?.value ?? "";
const isSsml = () => page.text.value.trimStart().startsWith("<speak");

function authorization() {
  return page.key.value ? { Authorization: `Bearer ${page.key.value}` } : {};
}

function pollyBody(extra) {
  return { Text: page.text.value, TextType: isSsml() ? "ssml" : "text", VoiceId: chosen(), ...extra };
}

function request() {
  if (isSsml()) return ["/v1/speech", pollyBody({ OutputFormat: "mp3" })];
  return ["/v1/audio/speech", {
    model: "tts-1", voice: chosen(), input: page.text.value,
    response_format: page.format.value, speed: Number(page.speed.value),
  }];
}

async function speak() {
  stop();
  const controller = running = new AbortController();
  const [path, body] = request();
  page.stop.disabled = false;
  say("…");
  const begun = performance.now();
  try {
    const response = await fetch(path, {
      method: "POST", signal: controller.signal, body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...authorization() },
    });
    if (!response.ok) throw new Error(await reason(response));
    await play(response, begun, controller);
    if (!page.key.value) await loadMarks(controller);
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
  page.stop.disabled = true;
  marks = [];
}

async function play(response, begun, controller) {
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
  const file = new Blob(parts, { type });
  if (source) source.endOfStream();
  else {
    show(URL.createObjectURL(file));
    page.audio.play().catch(() => {});
  }
  say(`${page.status.textContent} ${Math.round(file.size / 1024)} KiB in ${Math.round(performance.now() - begun)} ms.`);
  page.download.href = URL.createObjectURL(file);
  page.download.download = `${chosen()}.${isSsml() ? "mp3" : page.format.value}`;
  page.download.hidden = false;
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

// Words light up as they are spoken: at the plain speed only, which is that of the marks.
async function loadMarks(controller) {
  if (isSsml() || Number(page.speed.value) !== 1) return;
  const response = await fetch("/v1/speech", {
    method: "POST", signal: controller.signal,
    body: JSON.stringify(pollyBody({ OutputFormat: "json", SpeechMarkTypes: ["word"] })),
  });
  if (!response.ok) return;
  const text = page.text.value;
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  marks = (await response.text()).trim().split("\n").filter(Boolean).map((line) => {
    const mark = JSON.parse(line);
    const start = decoder.decode(bytes.subarray(0, mark.start)).length;
    return { at: mark.time / 1000, start, end: start + mark.value.length };
  });
  page.reading.textContent = text;
  page.reading.hidden = !marks.length;
  follow();
}

function follow() {
  const word = marks.findLast((mark) => mark.at <= page.audio.currentTime + 0.05);
  if (!word) return;
  const text = page.text.value;
  const mark = Object.assign(document.createElement("mark"), { textContent: text.slice(word.start, word.end) });
  page.reading.replaceChildren(text.slice(0, word.start), mark, text.slice(word.end));
}

async function reason(response) {
  const body = await response.json().catch(() => ({}));
  return body.error?.message ?? body.message ?? `The service answered ${response.status}.`;
}

function say(text, bad = false) {
  page.status.textContent = text;
  page.status.classList.toggle("bad", bad);
}

function showCall() {
  const [path, body] = request();
  const quoted = JSON.stringify(body).replaceAll("'", "'\\''");
  page.curl.textContent = `curl ${location.origin}${path} \\\n  -H 'Content-Type: application/json' \\\n  -d '${quoted}' \\\n`
    + `  --output speech.${isSsml() ? "mp3" : page.format.value}`;
}

start();

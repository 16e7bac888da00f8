// What makes the pages quicker to use.  Everything works without it.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const stored = {
  get: key => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
  drop: key => { try { sessionStorage.removeItem(key); } catch { /* forbidden */ } },
};
const account = document.body.dataset.account, words = $("#words").dataset;

// The time zone, for reminders at the right hour.
document.cookie = `zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}; path=/; max-age=31536000; samesite=lax`;

// A question before something is removed.
async function confirmed(question) {
  const dialog = $("#ask");
  $("#ask-text").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise(done => dialog.addEventListener("close", done, { once: true }));
  return dialog.returnValue === "yes";
}

document.addEventListener("submit", async event => {
  const asks = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (!asks || event.target.dataset.sure) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target, submitter } = event;
  if (!await confirmed(asks)) return;
  target.dataset.sure = "yes";
  if (target.classList.contains("press")) target.append(hidden("confirmed", "1"));
  target.requestSubmit(submitter);
  delete target.dataset.sure;
}, true);

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

// Menus close when one clicks elsewhere or presses Escape.
document.addEventListener("click", event => {
  for (const menu of all("details.drop[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.drop[open]")) { menu.open = false; $("summary", menu).focus(); }
});

const transcript = $("#transcript"), composer = $(".composer");
if (composer) compose(composer);
if (transcript) chat();
else if ($(".homepage #home")) homePage();
const form = $("form.dialogue");
if (form) dialogue(form);
if ($("#print")) { $("#print").hidden = false; $("#print").addEventListener("click", () => window.print()); }

// The input for messages: it grows with its text, Enter sends, and what was not sent is still there later.
function compose(composer) {
  const text = $("#text"), draft = `said ${account}`;
  text.value = text.value || stored.get(draft) || "";
  const fit = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
  if (!CSS.supports("field-sizing", "content")) text.addEventListener("input", fit);
  text.addEventListener("input", () => text.value ? stored.set(draft, text.value) : stored.drop(draft));
  text.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  composer.addEventListener("submit", event => {
    if (!text.value.trim()) { event.preventDefault(); text.focus(); }
    else if (!transcript) stored.drop(draft);  // leads to the chat; if it fails, the error page gives the text back
  });
  if (transcript && matchMedia("(hover: hover)").matches) text.focus({ preventScroll: true });
}

// A press sent beside the page.  Throws what to tell the person; null: it leads to another page.
async function sent(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  const response = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { Accept: "application/json" } });
  const reply = await response.json();
  if (!reply.signed_out && !response.ok) throw new Error(reply.error);
  return reply;
}

// A word in passing, at what was pressed: which thumb it was, and what follows.
function pass(form, text) {
  const rating = form.closest(".rating");
  if (!rating) return;
  for (const thumb of all(".thumb", rating)) thumb.setAttribute("aria-pressed", form.contains(thumb));
  const said = $(".passing", rating) || rating.appendChild(Object.assign(document.createElement("p"), { className: "passing" }));
  said.setAttribute("role", "status");
  said.textContent = text;
}

// Home stays where it is when something on it is done: only its content is drawn anew.
function homePage() {
  const home = $("#home"), path = home.dataset.path;
  home.addEventListener("submit", async event => {
    const { target, submitter } = event;
    if (event.defaultPrevented || !target.classList.contains("press") || target.dataset.busy) return;
    event.preventDefault();
    target.dataset.busy = "yes";
    const place = all("button, a", home).indexOf(submitter);
    try {
      const reply = await sent(target, submitter);
      if (reply.signed_out || reply.go) { location.assign(reply.go || "/sign-in"); return; }
      const said = reply.lines.map(line => line.id).join(",");
      await redraw(said ? `${path}${path.includes("?") ? "&" : "?"}lines=${said}` : path, ["just-said", "home"]);
      if ($(".composer")) compose($(".composer"));
      (all("button, a", home)[place] || home).focus({ preventScroll: true });
    } catch { target.submit(); }  // the page itself says what is wrong
  });
  // what others did meanwhile
  document.addEventListener("visibilitychange", async () => {
    const place = all("button, a", home).indexOf(document.activeElement);
    if (document.hidden || $("details[open]", home)) return;
    try { await redraw(path, ["home"]); } catch { return; }
    if (place >= 0) all("button, a", home)[place]?.focus({ preventScroll: true });
  });

  async function redraw(address, ids) {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error();
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ids) {
      const part = document.getElementById(id), now = fresh.getElementById(id);
      part.innerHTML = now.innerHTML;
      part.hidden = now.hidden;
    }
  }
}

function chat() {
  const text = $("#text"), error = $("#composer-error"), home = $("#home"), signedOut = $("#signed-out");
  let last = Number(transcript.dataset.last), source = null;
  const box = $("#scroll");  // on a phone the lines scroll above the input, elsewhere the page does
  const scroller = () => getComputedStyle(box).overflowY === "auto" ? box : document.scrollingElement;
  const toEnd = () => scroller().scrollTo({ top: scroller().scrollHeight });
  const nearEnd = () => scroller().clientHeight + scroller().scrollTop > scroller().scrollHeight - 300;

  function show(html, id) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.firstElementChild, old = document.getElementById(`line-${id}`);
    const follow = nearEnd();
    fresh.classList.add("fresh");
    if (old) old.replaceWith(fresh);
    else transcript.append(fresh);
    last = Math.max(last, id);
    $("#greeting")?.remove();
    if (follow || fresh.classList.contains("person")) reveal([fresh], old);
    return fresh;
  }

  // The end of what was said, or its beginning where it is long.
  function reveal(lines, inPlace) {
    const first = lines[0], end = lines.at(-1);
    if (inPlace) { first.scrollIntoView({ block: "nearest" }); return; }
    const height = end.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
    if (height > innerHeight * 0.6) first.scrollIntoView({ block: "start" });
    else end.scrollIntoView({ block: "end" });
  }

  async function refreshHome(html) {
    if (!html && getComputedStyle(home).display === "none") return;
    try {
      const answer = html ? null : await fetch("/home?fragment");
      if (!answer || (answer.ok && !answer.redirected)) home.innerHTML = html || await answer.text();
    } catch { /* next time */ }
  }

  async function post(form, submitter) {
    if (form.dataset.busy) return false;  // pressed twice
    const before = last;
    form.dataset.busy = "yes";
    error.hidden = true;
    const waiting = setTimeout(() => {
      const note = Object.assign(document.createElement("p"), { className: "thinking", id: "thinking" });
      note.textContent = words.thinking;
      transcript.append(note);
    }, 500);
    try {
      const reply = await sent(form, submitter);
      if (reply.signed_out) { signedOut.hidden = false; return false; }
      signedOut.hidden = true;
      if (reply.passing) pass(form, reply.passing);
      const lines = reply.lines.map(line => [line.id, show(line.html, line.id)]);
      // An answer to one's own press must not appear out of sight, wherever one has scrolled to.
      const added = lines.filter(([id, line]) => id > before && !line.classList.contains("person")).map(([, line]) => line);
      if (added.length) reveal(added);
      else if (lines.length) reveal([lines[0][1]], true);
      if (reply.go) location.assign(reply.go);
      else if (reply.home || reply.lines.length) refreshHome(reply.home);
      return true;
    } catch (problem) {
      const said = problem instanceof TypeError || problem instanceof SyntaxError ? "" : problem.message;
      error.textContent = said || words.unreached;
      error.hidden = false;
      return false;
    } finally {
      clearTimeout(waiting);
      $("#thinking")?.remove();
      delete form.dataset.busy;
    }
  }

  document.addEventListener("submit", async event => {
    const { target, submitter } = event;
    const kind = ["composer", "press", "chips", "starters"].find(name => target.classList.contains(name));
    if (!kind || event.defaultPrevented) return;
    event.preventDefault();
    const sent = text.value;
    const done = await post(target, submitter);
    if (kind !== "composer" || !done || text.value !== sent) return;
    text.value = "";
    text.dispatchEvent(new Event("input"));
    text.focus();
  });

  // One stream a visible page: a hidden tab would hold one of the few connections a browser has for a site.
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/stream?after=${last}`);
    source.addEventListener("open", () => { signedOut.hidden = true; });
    source.addEventListener("ended", event => {
      hush();
      if (event.data === "signed-out") signedOut.hidden = false;  // one may sign in elsewhere and come back
      else setTimeout(listen, 60000);
    });
    // Too many pages are open, or nobody is served just now: ask again later, not at once.
    source.addEventListener("error", event => {
      if (event.target.readyState !== EventSource.CLOSED) return;  // the browser comes back by itself
      hush();
      setTimeout(listen, 60000);
    });
    source.addEventListener("line", event => {
      const id = Number(event.lastEventId);
      if (!document.getElementById(`line-${id}`)) { show(event.data, id); refreshHome(); }
    });
  };
  const hush = () => { source?.close(); source = null; };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { hush(); return; }
    listen();
    refreshHome();  // what others did meanwhile
  });
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  addEventListener("focus", listen);
  listen();
  const there = location.hash && document.getElementById(location.hash.slice(1));
  if (there) there.scrollIntoView({ block: "start" });
  else if (transcript.childElementCount) toEnd();
}

function dialogue(form) {
  const at = document.getElementById(form.dataset.at || location.hash.slice(1));
  // The page may be the answer to a sent form: a reload shall open it, not send it again.
  history.replaceState(null, "", form.getAttribute("action"));
  const target = $("#problem") || at;
  if (at?.closest("details")) at.closest("details").open = true;
  target?.focus();
  if (target === at) at?.scrollIntoView({ block: "center" });
  for (const input of all("[data-limit]", form)) countCharacters(input);
  for (const field of all(".measure.date", form)) offerCalendar(field);
  for (const input of all("textarea[data-names]", form)) offerNames(input);
  for (const input of all("[data-lines]", form)) offerList(form, input);
  // what is no document is kept by its button alone
  keepTyped(form, form.dataset.revision === "0" ? () => false : autosave(form));
  const file = $("input[type=file]", form);
  file?.addEventListener("change", () => {
    const large = file.files[0]?.size > Number(file.dataset.most);
    $("#f-file-large").hidden = !large;
    if (large) file.value = "";
  });
}

// A list that is pasted into one line would lose its line ends: it is shown entry by entry before it is taken.
function offerList(form, input) {
  input.addEventListener("paste", event => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").trim();
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    const send = Object.assign(document.createElement("button"), { name: "do", value: "paste", hidden: true });
    form.append(hidden("pasted", text), send);
    form.requestSubmit(send);
  });
}

function countCharacters(input) {
  const limit = Number(input.dataset.limit);
  const note = Object.assign(document.createElement("p"), { className: "count-text", hidden: true });
  note.setAttribute("aria-live", "polite");
  input.after(note);
  const count = () => {
    const left = limit - [...input.value.trim()].length;
    note.hidden = left > limit * 0.1;
    note.classList.toggle("over", left < 0);
    note.textContent = left < 0 ? `${-left} ${words.over}` : `${left} ${words.left}`;
  };
  input.addEventListener("input", count);
  count();
}

function offerCalendar(field) {
  const input = $("input", field);
  const picker = Object.assign(document.createElement("input"), { type: "date", className: "picker", tabIndex: -1 });
  if (!picker.showPicker) return;
  picker.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button normal", textContent: words.calendar });
  button.addEventListener("click", () => picker.showPicker());
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    const [year, month, day] = picker.value.split("-").map(Number);
    const name = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
    input.value = `${day} ${name} ${year}`;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  field.append(button, picker);
}

// Colleagues to add to a list of names: a button each while they are few, else a field that searches among them.
function offerNames(input) {
  const names = [...new Set(all("option", document.getElementById(input.dataset.names)).map(option => option.value))];
  if (!names.length) return;
  const row = Object.assign(document.createElement("div"), { className: "names" });
  const add = name => {
    const there = input.value.split("\n").map(part => part.trim()).filter(Boolean);
    if (!there.includes(name)) input.value = [...there, name].join("\n");
    input.rows = Math.max(2, there.length + 2);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const name of names.length > 8 ? [] : names) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${words.add} ${name}` });
    button.addEventListener("click", () => add(name));
    row.append(button);
  }
  if (names.length > 8) {
    const search = Object.assign(document.createElement("input"), { autocomplete: "off", placeholder: words.find });
    search.setAttribute("list", input.dataset.names);
    search.setAttribute("aria-label", words.find);
    const take = () => {
      const name = names.find(name => name.toLowerCase() === search.value.trim().toLowerCase());
      if (name) { add(name); search.value = ""; }
      return name;
    };
    search.addEventListener("input", event => { if (event.inputType === "insertReplacementText" || !event.inputType) take(); event.stopPropagation(); });
    search.addEventListener("change", take);
    search.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); take(); } });
    row.append(search);
  }
  input.after(row);
}

// What was typed is kept on the server after a pause, and when the page is left.  Only what was touched is sent: what
// somebody else changed meanwhile stays.  Gives a function that tells whether all of it is kept.
function autosave(form) {
  const PAUSE = 1000, AGAIN = 10000, MOST = 60000;  // the last: characters that a browser sends from a closed page
  const touched = new Set(), status = $("#saved");
  let timer = 0, sending = null, waiting = false, sent = false;

  form.addEventListener("formdata", event => {
    for (const name of new Set(event.formData.keys())) {
      if (/^(one|many|grid)\./.test(name) && !touched.has(name) && !("list" in form.dataset)) event.formData.delete(name);
    }
    event.formData.set("continued", "1");
  });
  if ("list" in form.dataset) return () => false;

  function body() {
    const data = new FormData(form);
    for (const name of new Set(data.keys())) if (name.startsWith("conflict.")) data.delete(name);
    data.set("do", "keep");
    return new URLSearchParams(data);
  }

  async function keep() {
    clearTimeout(timer);
    if (sending || !waiting || sent) return;
    waiting = false;
    sending = post();
    const kept = await sending;
    sending = null;
    if (!kept) waiting = true;
    if (waiting && !sent) timer = setTimeout(keep, kept ? PAUSE : AGAIN);
    status.classList.toggle("waiting", waiting && kept);
    status.textContent = kept ? words.saved : words.unsaved;
    if (kept && !waiting) form.dispatchEvent(new Event("kept"));
  }

  async function post() {
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: body(), headers: { Accept: "application/json" } });
      if (!response.ok) return false;
      for (const conflict of (await response.json()).conflicts) tellOfBoth(form, conflict);
      return true;
    } catch { return false; }
  }

  function changed(event) {
    if (!event.target.name?.includes(".")) return;
    touched.add(event.target.name);
    waiting = true;
    status.classList.add("waiting");
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  form.addEventListener("submit", async event => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    if (!sending) { sent = true; return; }
    event.preventDefault();  // what was kept last must arrive first
    const { submitter } = event;
    await Promise.race([sending, new Promise(done => setTimeout(done, 3000))]);
    sending = null;
    sent = true;
    form.requestSubmit(submitter);
  });
  function leave() {
    if (!(waiting || sending) || sent) return;
    const left = body();
    if (left.toString().length < MOST) navigator.sendBeacon(form.getAttribute("action"), left);
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", event => { if (event.persisted) sent = false; });
  return () => !waiting && !sending;
}

function tellOfBoth(form, conflict) {
  const input = [`one.${conflict.name}`, `many.${conflict.name}`, `grid.${conflict.name}`].map(name => $(`[name="${CSS.escape(name)}"]:not([type=hidden])`, form)).find(Boolean);
  const field = input?.closest(".field");
  if (!field) return;
  const note = $(".both", field) || Object.assign(document.createElement("p"), { className: "warning both" });
  note.setAttribute("role", "status");
  note.textContent = words.both.replace("{name}", () => conflict.by).replace("{theirs}", () => conflict.theirs);
  field.append(note);
}

// What was typed and could not be kept on the server survives leaving the page, and is offered when one comes back.
function keepTyped(form, isKept) {
  const key = `typed ${form.dataset.keep}`, revision = form.dataset.revision;
  const inputs = () => [...form.elements].filter(input => input.name.includes(".") && input.type !== "hidden");
  const values = () => inputs().map(input => [input.name, input.type === "radio" || input.type === "checkbox" ? input.checked && input.value : input.value]);
  const shown = JSON.stringify(values());
  const kept = stored.get(key);
  if (kept && ((kept.sent && kept.revision !== revision) || JSON.stringify(kept.values) === shown)) stored.drop(key);
  else if (kept && kept.values.length === values().length) {
    $("#kept").hidden = false;
    $("#kept-drop").addEventListener("click", () => { stored.drop(key); $("#kept").hidden = true; });
    $("#kept-back").addEventListener("click", () => {
      inputs().forEach((input, number) => {
        const [name, value] = kept.values[number];
        if (name !== input.name) return;
        const before = input.checked;
        if (input.type === "radio" || input.type === "checkbox") input.checked = value !== false;
        else if (input.value === value) return;
        else input.value = value;
        if (input.type !== "radio" && input.type !== "checkbox" || input.checked !== before) input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      $("#kept").hidden = true;
    });
  }
  const keep = () => JSON.stringify(values()) === shown ? stored.drop(key) : stored.set(key, { revision, values: values() });
  form.addEventListener("input", keep);
  form.addEventListener("kept", () => { if (isKept()) stored.drop(key); });
  form.addEventListener("submit", () => {
    const now = stored.get(key);
    if (now) stored.set(key, { ...now, sent: true });
  });
}

// Sends files by plain requests, two at a time, and tells the page how far they are. A broken connection is tried again with
// the same key, so that the service makes one job of all tries.
const atOnce = 2;
const tellEvery = 250;
// The service takes no message that is longer than 64 KiB.
const inMessage = 100;
const waits = [1, 2, 4, 8, 15, 30];

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the choices then last as long as the page.
  }
}

export function attach(drop, page) {
  const files = new Map();
  const waiting = [];
  const running = new Map();
  const input = drop.querySelector("input[type=file]");
  const leaving = new AbortController();
  let last = 0;

  // The circuit may be away for a while; the uploads go on and the next word is the right one.
  const tell = (...what) => page.invokeMethodAsync(...what).catch(() => {});

  function choose(list) {
    const chosen = [...list].map(file => {
      files.set(++last, file);
      return { id: last, name: file.name, size: file.size };
    });
    while (chosen.length) tell("OnChosen", chosen.splice(0, inMessage));
  }

  function next() {
    while (running.size < atOnce && waiting.length) start(waiting.shift());
  }

  function start(task) {
    if (task.ticket) announce(task);
    else if (task.invite) ask(task);
    else stream(task);
  }

  // Through the service.
  function stream(task) {
    const headers = { "Content-Type": "application/octet-stream" };
    send(task, task.url, headers, files.get(task.id), request => answer(task, request), () => again(task));
  }

  // Past the service: it says where to, the file goes there, and the service takes it over.
  function ask(task) {
    post(task, task.invite, {}, null, request => {
      const invitation = read(request);
      if (invitation.address) bring(task, invitation);
      else if ("address" in invitation) around(task);
      else answer(task, request);
    }, () => again(task));
  }

  function read(request) {
    try {
      return (request.status === 200 && JSON.parse(request.responseText)) || {};
    } catch {
      return {};
    }
  }

  function bring(task, { id, address, fields, ticket }) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", files.get(task.id));
    send(task, address, null, form, request => {
      if (request.status >= 300) return around(task);
      task.done = `api/uploads/${id}/done`;
      task.ticket = ticket;
      announce(task);
    }, () => around(task));
  }

  function announce(task) {
    post(task, task.done, { "Upload-Ticket": task.ticket }, null, request => answer(task, request), () => again(task));
  }

  // The provider does not take it, or cannot be reached from here; the key is the same.
  function around(task) {
    task.invite = null;
    stream(task);
  }

  function send(task, url, headers, body, onload, onerror) {
    let told = 0;
    tell("OnProgress", task.id, 0);
    post(task, url, headers, body, onload, onerror, event => {
      const now = performance.now();
      if (now - told < tellEvery && event.loaded < event.total) return;
      told = now;
      task.tries = 0;
      tell("OnProgress", task.id, Math.min(event.loaded, files.get(task.id).size));
    });
  }

  // No headers of ours go to others.
  function post(task, url, headers, body, onload, onerror, onprogress) {
    const request = new XMLHttpRequest();
    running.set(task.id, { stop: () => request.abort() });
    request.open("POST", url);
    if (headers) {
      request.setRequestHeader("Idempotency-Key", task.key);
      if (task.token) request.setRequestHeader("RequestVerificationToken", task.token);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    }
    if (onprogress) request.upload.onprogress = onprogress;
    request.onload = () => onload(request);
    request.onabort = () => finish(task);
    request.onerror = onerror;
    request.send(body);
  }

  // An answer in the middle of the body ends the sending; what was said is what counts.
  function answer(task, request) {
    finish(task);
    tell("OnAnswer", task.id, request.status, request.responseText.slice(0, 8192));
  }

  function again(task) {
    const seconds = waits[task.tries++];
    if (seconds === undefined) {
      finish(task);
      tell("OnAnswer", task.id, 0, "");
      return;
    }
    const timer = setTimeout(() => start(task), seconds * 1000);
    running.set(task.id, {
      stop: () => {
        clearTimeout(timer);
        finish(task);
      },
    });
    tell("OnInterrupted", task.id, seconds);
  }

  function finish(task) {
    running.delete(task.id);
    next();
  }

  const on = (target, name, action) => target.addEventListener(name, action, { signal: leaving.signal });
  on(input, "change", () => {
    choose(input.files);
    input.value = "";
  });
  // A file that misses the box must not replace the page.
  on(window, "dragover", event => event.preventDefault());
  on(window, "drop", event => event.preventDefault());
  on(drop, "dragover", () => drop.classList.add("over"));
  on(drop, "dragleave", event => drop.contains(event.relatedTarget) || drop.classList.remove("over"));
  on(drop, "drop", event => {
    drop.classList.remove("over");
    choose(event.dataTransfer.files);
  });

  return {
    add(name, bytes) {
      choose([new File([bytes], name)]);
    },
    send(id, url, key, token, invite) {
      waiting.push({ id, url, key, token, invite, tries: 0 });
      next();
    },
    stop(id) {
      const place = waiting.findIndex(task => task.id === id);
      if (place >= 0) waiting.splice(place, 1);
      running.get(id)?.stop();
    },
    dispose() {
      leaving.abort();
      waiting.length = 0;
      for (const { stop } of [...running.values()]) stop();
    },
  };
}

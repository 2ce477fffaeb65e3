// Sends files by plain requests, two at a time, and tells the page how far they are. A broken connection is tried again with
// the same key, so that the service makes one job of all tries.
const atOnce = 2;
const tellEvery = 250;
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
    if (chosen.length) tell("OnChosen", chosen);
  }

  function next() {
    while (running.size < atOnce && waiting.length) start(waiting.shift());
  }

  function start(task) {
    const request = new XMLHttpRequest();
    let told = 0;
    running.set(task.id, { stop: () => request.abort() });
    request.open("POST", task.url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", task.key);
    if (task.token) request.setRequestHeader("RequestVerificationToken", task.token);
    request.upload.onprogress = event => {
      const now = performance.now();
      if (now - told < tellEvery && event.loaded < event.total) return;
      told = now;
      task.tries = 0;
      tell("OnProgress", task.id, event.loaded);
    };
    request.onload = () => {
      // An answer in the middle of the body ends the sending; what was said is what counts.
      finish(task);
      tell("OnAnswer", task.id, request.status, request.responseText.slice(0, 8192));
    };
    request.onabort = () => finish(task);
    request.onerror = () => again(task);
    tell("OnProgress", task.id, 0);
    request.send(files.get(task.id));
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
    send(id, url, key, token) {
      waiting.push({ id, url, key, token, tries: 0 });
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

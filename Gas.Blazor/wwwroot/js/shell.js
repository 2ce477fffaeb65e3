// What every page needs before and without a circuit: theme, menus, copying, and times in the viewer's own zone.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function keep(name, value, seconds) {
    document.cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  }

  function choice() {
    return /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "system";
  }

  function applyTheme() {
    const chosen = choice();
    root.dataset.themeChoice = chosen;
    root.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
  }

  function nextTheme() {
    const next = { system: "light", light: "dark", dark: "system" }[choice()];
    keep("theme", next, next === "system" ? 0 : 31536000);
    applyTheme();
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 2000);
    } catch {
      // Without the permission the text is still there to be selected.
    }
  }

  // Whether to tell in the browser of jobs that have ended is kept in this browser, for it is this browser's screen.
  const notices = () => ("Notification" in window ? Notification.permission : "denied");
  const wanted = () => localStorage.getItem("notices") === "on" && notices() === "granted";

  async function toggleNotices(button) {
    const on = !wanted() && notices() !== "denied" && (await Notification.requestPermission()) === "granted";
    localStorage.setItem("notices", on ? "on" : "off");
    sayNotices(button);
  }

  function sayNotices(button) {
    button.setAttribute("aria-pressed", wanted());
    button.textContent = wanted() ? button.dataset.on : notices() === "denied" ? button.dataset.blocked : button.dataset.off;
  }

  applyTheme();
  system.addEventListener("change", applyTheme);
  // A static page that replaces another brings the server's attributes along.
  new MutationObserver(() => root.dataset.themeChoice !== choice() && applyTheme()).observe(root, { attributes: true, attributeFilter: ["data-theme-choice"] });

  document.addEventListener("click", event => {
    // Blazor takes such a link for a navigation, which scrolls but leaves the focus behind.
    const skip = event.target.closest("[data-skip]");
    if (skip) {
      event.preventDefault();
      document.querySelector(skip.hash).focus();
    }
    if (event.target.closest("[data-theme-toggle]")) nextTheme();
    const bell = event.target.closest("[data-notices]");
    if (bell) toggleNotices(bell);
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    }
  });
  // A choice that this browser keeps, and that the next request tells.
  document.addEventListener("change", event => {
    const choice = event.target.closest("[data-cookie]");
    if (!choice) return;
    keep(choice.dataset.cookie, encodeURIComponent(choice.value), 31536000);
    if ("reload" in choice.dataset) location.reload();
  });
  // The menu may be drawn anew at any time: its words are put in when it is opened.
  document.addEventListener("toggle", event => {
    const bell = event.target.open && event.target.querySelector?.("[data-notices]");
    if (bell) sayNotices(bell);
  }, true);
  document.addEventListener("keydown", event => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // <local-time datetime="…">: the server's own text stays inside as long as this has not run.
  const formats = {
    full: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }),
    exact: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" }),
    clock: new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  };

  class LocalTime extends HTMLElement {
    static observedAttributes = ["datetime"];

    connectedCallback() {
      this.draw();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.draw();
    }

    draw() {
      const when = new Date(this.getAttribute("datetime"));
      if (isNaN(when)) return;
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const time = shadow.firstChild ?? shadow.appendChild(document.createElement("time"));
      time.dateTime = when.toISOString();
      time.title = when.toISOString().replace("T", " ").replace(/\..*/, " UTC");
      time.textContent = formats[this.getAttribute("format") ?? "full"].format(when);
    }
  }

  customElements.define("local-time", LocalTime);

  // The genome browser is large: its script is fetched where it is shown.
  customElements.define("genome-view", class extends HTMLElement {
    async connectedCallback() {
      try {
        const genome = await import(new URL("js/genome.js", document.baseURI));
        await genome.show(this);
      } catch (fault) {
        console.warn(fault);
        this.textContent = this.dataset.failed;
      }
    }
  });
})();

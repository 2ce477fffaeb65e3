const key = "variant-columns";

/** What the reader has chosen before, or null. */
export function columns() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepColumns(names) {
  try {
    localStorage.setItem(key, names);
  } catch {
    // A browser that keeps nothing shows the usual columns the next time.
  }
}

/** Has the form lead on within the page; its address is the same as without. */
export function enhance() {
  const form = document.querySelector("form[data-variant-filter]");
  form?.addEventListener("submit", event => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value !== "") {
        asked.append(name, value);
      }
    }

    for (const list of form.querySelectorAll("details.choice[open]")) {
      list.open = false;
    }

    const query = asked.toString();
    Blazor.navigateTo(form.getAttribute("action") + (query ? "?" + query : ""));
  });
  document.addEventListener("click", event => {
    for (const list of document.querySelectorAll("details:is(.choice, .drop)[open]")) {
      list.open = list.contains(event.target);
    }
  });
  document.addEventListener("keydown", event => {
    const list = event.key === "Escape" ? event.target.closest("details:is(.choice, .drop)[open]") : null;
    if (list) {
      list.open = false;
      list.querySelector("summary").focus();
    }
  });
}

/** Opens the drawer; the browser gives the focus back when it is closed. */
export function show() {
  const drawer = document.getElementById("variant");
  if (!drawer.open) {
    drawer.showModal();
  }

  drawer.scrollTop = 0;
  drawer.onclick = event => event.target === drawer && drawer.close();
}

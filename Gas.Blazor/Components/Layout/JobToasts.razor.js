// What one hears of while looking elsewhere: a number in the tab's title and, by choice, a notification of the system.
let unseen = 0;

function withoutNumber() {
  return document.title.replace(/^\(\d+\) /, "");
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    unseen = 0;
    document.title = withoutNumber();
  }
});

export function tell(title, address, count) {
  if (!document.hidden) return;
  unseen += count;
  document.title = `(${unseen}) ${withoutNumber()}`;
  if (localStorage.getItem("notices") !== "on" || !("Notification" in window) || Notification.permission !== "granted") return;
  // One a job: a second tab of the same user replaces it instead of adding another.
  const notice = new Notification("GAS", { body: title, tag: address, icon: "/favicon.svg" });
  notice.onclick = () => {
    window.focus();
    location.assign(address);
  };
}

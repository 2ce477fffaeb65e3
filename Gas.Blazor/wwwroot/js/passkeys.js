// A form with data-passkey asks the server what to ask the device, then the device, and sends the device's answer with itself. It also brings the sentences that may have to be said.
(() => {
  async function ask(form) {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      throw new Error(form.dataset.unknown);
    }
    const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value } });
    if (!answer.ok) {
      throw new Error(answer.status === 429 ? form.dataset.tooMany : form.dataset.noAnswer);
    }
    const question = await answer.json();
    const passkey = "passkeyNew" in form.dataset
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
    form.elements.Credential.value = JSON.stringify(passkey);
    form.submit();
  }

  function explain(trouble, form) {
    switch (trouble.name) {
      case "NotAllowedError": return form.dataset.closed;
      case "InvalidStateError": return form.dataset.thereAlready;
      case "SecurityError": return form.dataset.wrongAddress;
      default: return trouble.message;
    }
  }

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!("passkey" in form.dataset)) return;
    event.preventDefault();
    const words = form.querySelector("[data-passkey-trouble]");
    words.textContent = "";
    try {
      await ask(form);
    } catch (trouble) {
      words.textContent = explain(trouble, form);
    }
  });
})();

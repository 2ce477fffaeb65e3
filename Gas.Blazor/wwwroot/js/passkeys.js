// A form with data-passkey asks the server what to ask the device, then the device, and sends the device's answer with itself.
(() => {
  async function ask(form) {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      throw new Error("This browser knows no passkeys, or this page is not reached by https.");
    }
    const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value } });
    if (!answer.ok) {
      throw new Error(answer.status === 429 ? "Too many tries. Wait a minute, then try again." : "The service did not answer as it should. Load the page again, then try again.");
    }
    const question = await answer.json();
    const passkey = "passkeyNew" in form.dataset
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
    form.elements.Credential.value = JSON.stringify(passkey);
    form.submit();
  }

  function explain(trouble) {
    switch (trouble.name) {
      case "NotAllowedError": return "No passkey was used: the question was closed, or took too long.";
      case "InvalidStateError": return "This device has a passkey for your account already.";
      case "SecurityError": return "Passkeys do not work at this address.";
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
      words.textContent = explain(trouble);
    }
  });
})();

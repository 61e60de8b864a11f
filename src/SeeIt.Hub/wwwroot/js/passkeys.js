// Asks the device for a passkey, and posts what it says as the form's credential.
const ceremonies = {
  create: {
    options: "/passkeys/creation-options",
    perform: json => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) }),
  },
  get: {
    options: "/passkeys/request-options",
    perform: json => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) }),
  },
};

export function start(form) {
  // Not over plain HTTP, not in an old browser, and not at an address that is a number.
  const named = !/^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));
  if (!named || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    return;
  }

  const { options, perform } = ceremonies[form.dataset.passkey];
  const fault = form.querySelector("[data-role=fault]");
  document.getElementById("no-passkeys")?.remove();
  form.action = location.href;
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const response = await fetch(options, {
        method: "POST",
        headers: { RequestVerificationToken: form.elements["__RequestVerificationToken"].value },
      });
      if (!response.ok) {
        throw new Error("The hub did not answer. Open this page again.");
      }

      form.elements["Form.Credential"].value = JSON.stringify(await perform(await response.json()));
      form.submit();
    } catch (error) {
      // NotAllowedError: the person said no, or there is no passkey for this hub on the device.
      fault.textContent = error.name === "NotAllowedError" ? "No passkey was given." : error.message;
      fault.hidden = false;
    }
  });
}

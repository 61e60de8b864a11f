// Signing in leads on to the page that was asked for: its fragment (/share#text=…) goes along, which only the browser knows.
export function start(form) {
  form.action = location.href;
}

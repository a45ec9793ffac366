// What Wagtail's autosave leaves to be mended, so that nobody is refused for what they saved
// themselves: its events bubble from the form.

let saving = null; // the form whose draft is being saved
let waiting = null; // the button that was pressed meanwhile
let patience; // the timer of that button
let leaving = false; // a form is on its way, after which nothing is saved any more

const PATIENCE = 10000; // milliseconds for an answer; nobody looks longer at a button

document.addEventListener("w-autosave:save", (event) => {
  if (leaving) event.preventDefault();
  else saving = event.target;
});

// The form still names the revision that it was opened from; it is opened from the new one now.
document.addEventListener("w-autosave:success", ({ target, detail }) => {
  const { revision_id: id, revision_created_at: createdAt } = detail.response ?? {};
  const put = (name, value) => {
    const field = target.querySelector(`input[name="${name}"]`);
    if (field && value) field.value = value;
  };
  put("loaded_revision_id", id);
  put("loaded_revision_created_at", createdAt);
  goOn(target);
});
document.addEventListener("w-autosave:error", ({ target }) => goOn(target));

function goOn(form) {
  clearTimeout(patience);
  saving = null;
  if (!waiting) return;
  const button = waiting;
  waiting = null;
  button.disabled = false; // Wagtail shows that it was pressed; a disabled one sends no name
  form.requestSubmit(button);
}

// Who saves or publishes while the draft is being saved waits for it.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== saving || !event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
    clearTimeout(patience);
    patience = setTimeout(() => goOn(event.target), PATIENCE);
  },
  true,
);
document.addEventListener("submit", (event) => {
  const autosaves = event.target.matches('[data-controller~="w-autosave"]');
  if (autosaves && !event.defaultPrevented) leave();
});

// Whoever calls off what was sent, or comes back to it, goes on writing.
let left; // the timer of a form that is on its way
function leave() {
  leaving = true;
  clearTimeout(left);
  left = setTimeout(() => (leaving = false), PATIENCE);
}
window.addEventListener("pageshow", () => (leaving = false));

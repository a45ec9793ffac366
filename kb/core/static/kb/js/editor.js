// After Wagtail's autosave its form still names the revision that it was opened from, and would be
// refused as stale. The revision that it has made itself is what it is opened from now.
document.addEventListener("w-autosave:success", ({ detail }) => {
  const { revision_id: id, revision_created_at: createdAt } = detail.response ?? {};
  const form = document.getElementById("w-editor-form") ?? document;
  const put = (name, value) => {
    const field = form.querySelector(`input[name="${name}"]`);
    if (field && value) field.value = value;
  };
  put("loaded_revision_id", id);
  put("loaded_revision_created_at", createdAt);
});

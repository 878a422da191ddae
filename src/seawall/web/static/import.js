// Files that are dropped on the form are its files; what is too large is said before it is sent.

const form = document.querySelector("form.send");
if (form) {
  const files = form.querySelector("input[type=file]");
  const most = form.dataset.most * 2 ** 20;
  const over = (event, is) => { event.preventDefault(); form.classList.toggle("over", is); };
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; form.requestSubmit(); }
  });
  form.addEventListener("submit", (event) => {
    const large = [...files.files].reduce((sum, file) => sum + file.size, 0) > most;
    form.querySelector("[data-large]").hidden = !large;
    if (large) event.preventDefault();
  });
}

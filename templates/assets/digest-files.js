// A page opened as a file cannot leave it to a server to find the index.html of a folder.
(() => {
  if (location.protocol !== "file:") return;

  const complete = (link) => {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("a[href]").forEach(complete));
})();

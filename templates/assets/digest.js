// A sign beside every paragraph that has an address, to copy it. Without this script a page lacks nothing else.
(() => {
  const sign = (paragraph) => {
    const link = document.createElement("a");
    link.className = "dp-anchor";
    link.href = `#${paragraph.id}`;
    link.textContent = "¶";
    link.title = "Copy the link to this paragraph";
    link.setAttribute("aria-label", `Link to paragraph ${paragraph.id.slice(1)}`);
    link.setAttribute("data-clipboard-text", new URL(link.href, location).href);
    paragraph.append(link);
  };
  const signs = () => {
    for (const paragraph of document.querySelectorAll("article :is(p, li)[id^='p']"))
      if (/^p\d+$/.test(paragraph.id) && !paragraph.querySelector(":scope > .dp-anchor")) sign(paragraph);
  };
  // Material tells of every page that it shows without loading it whole.
  if (window.document$) document$.subscribe(signs);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", signs);
  else signs();
})();

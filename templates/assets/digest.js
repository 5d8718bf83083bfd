// The site's words stand before this script; `say` fills their slots, with text or with elements.
(() => {
  const site = globalThis.digestWords;
  const rules = new Intl.PluralRules(site.language);
  site.number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, site.thousands);
  const form = (words, count) => (typeof words === "string" ? words : (words[rules.select(count)] ?? words.other));
  site.pieces = (name, { count, ...slots } = {}) => {
    const given = { ...slots, count: site.number(count ?? 0) };
    return form(site.words[name], count).split(/\{(\w+)\}/).map((piece, number) => (number % 2 ? given[piece] : piece));
  };
  site.say = (name, slots) => site.pieces(name, slots).join("");
})();

// A sign beside every paragraph that has an address, to copy it. Without this script a page lacks nothing else.
(() => {
  const { say } = globalThis.digestWords;
  const sign = (paragraph) => {
    const link = document.createElement("a");
    link.className = "dp-anchor";
    link.href = `#${paragraph.id}`;
    link.textContent = "¶";
    link.title = say("copy_link");
    link.setAttribute("aria-label", say("link_to_paragraph", { number: paragraph.id.slice(1) }));
    link.setAttribute("data-clipboard-text", new URL(link.href, location).href);
    paragraph.append(link);
  };
  const signs = () => {
    for (const paragraph of document.querySelectorAll("article :is(p, li)[id^='p']"))
      if (/^p\d+$/.test(paragraph.id) && !paragraph.querySelector(":scope > .dp-anchor")) sign(paragraph);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", signs);
  else signs();
  // Material tells of every page that it shows without loading it whole; of one opened as a file, it tells nothing.
  globalThis.document$?.subscribe(signs);
})();

// A page opened as a file cannot leave it to a server to find the index.html of a folder.
(() => {
  if (location.protocol !== "file:") return;

  const complete = (link) => {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("a[href]").forEach(complete));
})();

// The door of search: the button, the keys and the field. What answers is loaded when somebody comes.
(() => {
  if (globalThis.digestSearchDoor) return;
  const { say } = globalThis.digestWords;
  const assets = new URL(".", document.currentScript.src);
  const SHAPE =
    "M9.5 3a6.5 6.5 0 0 1 5.2 10.4l5.4 5.5-1.3 1.2-5.4-5.4A6.5 6.5 0 1 1 9.5 3m0 1.8a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 0-9.4";

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const icon = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", SHAPE);
    svg.append(path);
    return svg;
  };

  const field = () => {
    const input = make("input", {
      type: "search", name: "q", placeholder: say("search"), "aria-label": say("search"), autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", maxlength: "200", enterkeyhint: "search",
    });
    const form = make("form", { class: "dp-find-form", role: "search" }, make("div", { class: "dp-find-line" }, icon(), input));
    form.addEventListener("submit", (event) => event.preventDefault());
    return { form, input };
  };

  const script = (name) =>
    new Promise((resolve, reject) => {
      const element = make("script", { src: new URL(name, assets).href });
      element.async = false; // they run in the order in which they were asked for
      element.onload = resolve;
      element.onerror = () => (element.remove(), reject(new Error(`${name} is missing`)));
      document.head.append(element);
    });

  let coming;
  const inside = () =>
    (coming ??= Promise.all(["digest-search.js", "digest-search-ui.js"].map(script))
      .then(() => globalThis.digestSearchInside)
      .catch((error) => ((coming = undefined), Promise.reject(error))));

  let dialog;

  const build = () => {
    const { form, input } = field();
    const close = make("button", { type: "button", class: "dp-find-close", "aria-label": say("close_search") }, "×");
    const box = make("dialog", { class: "dp-find", "aria-label": say("search") }, form);
    form.append(close);
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => {
      if (event.target === box) box.close();
    });
    form.addEventListener("submit", () => (dialog.sent = true));
    document.body.append(box);
    return { box, form, input, sent: false };
  };

  const open = () => {
    dialog ??= build();
    if (dialog.box.open) return;
    dialog.box.showModal();
    dialog.input.select();
    dialog.sent = false;
    inside().then(({ fill }) => fill(dialog)).catch((error) => console.info(`Search: ${error.message}`));
  };

  // Where a theme brings a search of its own (Zensical does), one is enough: there is no index of ours.
  const theirs = () => document.querySelector('[data-md-component="search"]');

  const writing = (element) => element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);

  addEventListener("keydown", (event) => {
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target);
    const summoned = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (theirs() || (!summoned && !(alone && (event.key === "/" || event.key === "s")))) return;
    if (dialog?.box.open) return summoned ? event.preventDefault() : undefined;
    event.preventDefault();
    open();
  });

  const placeButton = () => {
    if (theirs() || document.querySelector(".dp-find-open")) return;
    const button = make("button", { type: "button", class: "dp-find-open", "aria-haspopup": "dialog", "aria-keyshortcuts": "/ s Control+K Meta+K" }, icon(), make("span", {}, say("search")), make("kbd", { "aria-hidden": "true" }, "/"));
    button.addEventListener("click", open);
    const header = document.querySelector(".md-header__inner") ?? document.querySelector("header");
    if (header) header.insertBefore(button, header.querySelector(":scope > .md-header__source"));
    else document.body.prepend(button);
  };

  const settle = () => {
    placeButton();
    if (document.getElementById("dp-search")) inside().then(({ fillPage }) => fillPage()).catch((error) => console.info(`Search: ${error.message}`));
  };

  globalThis.digestSearchDoor = { make, icon, field };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", settle);
  else settle();
  // Material exchanges the page's content without leaving the page, and tells of it here.
  globalThis.document$?.subscribe(settle);
})();

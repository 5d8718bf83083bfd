// What a reader sees of search behind its door (digest.js): results in a dialog, and the page of all of them.
(() => {
  if (globalThis.digestSearchInside) return;
  const { make, field } = globalThis.digestSearchDoor;
  const { site, find, manifest, ready } = globalThis.digestSearch;
  const IN_DIALOG = 6; // pages shown at first
  const ON_PAGE = 20;
  const PAUSE = 120; // ms after the last key
  const { months, words, number, say, pieces } = globalThis.digestWords;
  const kindsOf = (kind) => (words[`kind_${kind}`] ? say(`kind_${kind}`) : kind);
  const kindOf = (kind) => (["article", "page"].includes(kind) ? "" : words[`one_${kind}`] ? say(`one_${kind}`) : kind);

  // Results -------------------------------------------------------------------------------------------

  const day = (date) => {
    const [year, month, number] = date.split("-");
    const first = Number(number) === 1 ? say("first_of_month") : Number(number);
    return say("date_short", { day: first, month: months[month - 1], year: Number(year) });
  };

  const facts = ({ date, kind }) => {
    const parts = [date && make("time", { datetime: date }, day(date)), kindOf(kind)].filter(Boolean);
    const joined = parts.flatMap((part, number) => (number ? [" · ", part] : [part]));
    return parts.length ? [make("span", { class: "dp-find-facts" }, ...joined)] : [];
  };

  const sentence = ({ text, cutBefore, cutAfter }) => {
    const words = text.flatMap(({ word, hit, space }) => [space, ...(hit ? marked(word) : [word])]);
    return [cutBefore ? "… " : "", ...words, cutAfter ? " …" : ""];
  };

  const marked = (written) => {
    const [, before, word, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(written);
    return [before, make("mark", {}, word), after];
  };

  const passage = (href, one, before) =>
    make(
      "li",
      {},
      make(
        "a",
        { href: one.anchor ? `${href}#${one.anchor}` : href },
        ...(one.section && one.section !== before?.section ? [make("span", { class: "dp-find-section" }, one.section)] : []),
        make("span", { class: "dp-find-text" }, ...sentence(one)),
      ),
    );

  const result = (hit) =>
    make(
      "li",
      { class: "dp-find-hit" },
      make("a", { class: "dp-find-title", href: hit.href }, hit.title),
      ...facts(hit),
      make("ul", {}, ...hit.passages.map((one, number, all) => passage(hit.href, one, all[number - 1]))),
    );

  // The form ------------------------------------------------------------------------------------------

  let choicesMade = 0;

  const choice = (name, label, rows) => {
    const id = `dp-find-${name}-${(choicesMade += 1)}`;
    const options = rows.map(([value, text]) => new Option(text, value));
    return make("div", { class: "dp-find-choice" }, make("label", { for: id }, label), make("select", { name, id }, ...options));
  };

  const choices = ({ topics, years, kinds }) => [
    choice("topic", say("topic"), [["", say("any_topic")], ...topics.map(([id, name, count]) => [id, `${name} (${number(count)})`])]),
    choice("year", say("year"), [["", say("any_year")], ...years.map(([year, count]) => [String(year), `${year} (${number(count)})`])]),
    choice("kind", say("kind"), [["", say("any_kind")], ...kinds.map(([kind, count]) => [kind, `${kindsOf(kind)} (${number(count)})`])]),
    choice("sort", say("order"), [["", say("best_first")], ["date", say("newest_first_order")]]),
  ];

  const asked = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

  const searchPage = async () => {
    const ending = (await manifest()).flat ? "search.html" : location.protocol === "file:" ? "search/index.html" : "search/";
    return new URL(ending, site);
  };

  const withQuery = (address, form) => Object.assign(new URL(address), { search: String(new URLSearchParams(asked(form))) });

  // A form and its results: `shown` pages at first, then a link to all of them or, on their own page, more.
  const finder = ({ form, input, shown, linked, told = () => {} }) => {
    const filters = make("div", { class: "dp-find-choices" });
    form.querySelector(".dp-find-line").after(filters);
    const status = make("p", { class: "dp-find-status", role: "status" });
    const list = make("ol", { class: "dp-find-list" });
    const foot = make("div", { class: "dp-find-foot" });
    const body = make("div", { class: "dp-find-body" }, status, list, foot);
    const busy = (is) => body.setAttribute("aria-busy", is);
    let turn = 0;
    let timer = 0;
    let running;

    const none = ({ q = "", topic, year, kind }) => {
      const narrowed = topic || year || kind;
      list.replaceChildren();
      status.textContent = q ? say(narrowed ? "nothing_fits_query" : "nothing_found", { query: q }) : say("nothing_fits");
      const again = make("button", { type: "button" }, say("without_filters"));
      again.addEventListener("click", () => {
        for (const select of filters.querySelectorAll("select")) select.value = "";
        input.focus();
        run();
      });
      const topics = make("a", { href: new URL("topics/", site).href }, say("link_topics"));
      const articles = make("a", { href: new URL("articles/", site).href }, say("link_articles"));
      const browse = make("span", {}, ...pieces("try_others", { topics, articles }));
      for (const link of browse.querySelectorAll("a")) if (link.protocol === "file:") link.href += "index.html";
      foot.replaceChildren(narrowed ? again : browse);
    };

    const show = async (hits, from, mine) => {
      const loaded = await Promise.all(hits.slice(from, from + shown).map((hit) => hit.load()));
      if (mine !== turn) return;
      const items = loaded.map(result);
      if (from) list.append(...items);
      else list.replaceChildren(...items);
      const some = hits.length > from + shown;
      status.textContent = say(some ? "pages_found_first" : "pages_found", { count: hits.length, shown: number(from + loaded.length) });
      await whenShown(hits, from + shown, mine);
      if (from) items[0]?.querySelector("a").focus();
    };

    const whenShown = async (hits, next, mine) => {
      foot.replaceChildren();
      if (hits.length <= next) return;
      if (linked) {
        foot.append(make("a", { class: "dp-find-all", href: withQuery(await searchPage(), form).href }, say("all_pages", { count: hits.length })));
        return;
      }
      const more = make("button", { type: "button" }, say("show_more"));
      more.addEventListener("click", () => show(hits, next, mine));
      foot.append(more);
    };

    const run = () => {
      clearTimeout(timer);
      timer = 0;
      busy(true);
      const mine = ++turn;
      return (running = answer(mine).finally(() => mine === turn && !timer && busy(false)));
    };

    // Once what is shown answers what is written: a key that comes early must not open a hit of fewer letters.
    const settled = () => (timer ? run() : running);

    const answer = async (mine) => {
      const { q = "", ...given } = asked(form);
      told(withQuery(location.href, form));
      if (!q && !given.topic && !given.year && !given.kind) {
        status.textContent = "";
        list.replaceChildren();
        foot.replaceChildren();
        return;
      }
      try {
        const hits = await find(q, given);
        if (mine !== turn) return;
        if (hits.length) await show(hits, 0, mine);
        else none({ q, ...given });
      } catch (error) {
        broken(error);
      }
    };

    const broken = (error) => {
      list.replaceChildren();
      foot.replaceChildren();
      status.textContent = say("no_index");
      console.info(`Search: ${error.message}`);
    };

    const prepare = async () => {
      try {
        if (!filters.firstChild) filters.append(...choices(await manifest()));
        ready().catch(broken);
      } catch (error) {
        broken(error);
      }
    };

    form.addEventListener("input", () => {
      clearTimeout(timer);
      busy(true);
      timer = setTimeout(run, PAUSE);
    });
    const submit = async () => {
      await run();
      if (linked) list.querySelector("a")?.click();
    };
    form.addEventListener("submit", submit);
    return { form, input, body, run, settled, prepare, submit };
  };

  // The arrow keys go through the links; any letter typed there goes to the field.
  const withKeys = (box, { input, settled }) => {
    box.addEventListener("keydown", async (event) => {
      if (event.key !== "Escape") event.stopPropagation();
      if (event.target.matches("select, button") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target === input && event.key === "ArrowDown") {
        event.preventDefault();
        await settled();
      }
      const stops = [input, ...box.querySelectorAll(".dp-find-list a, .dp-find-foot a, .dp-find-foot button")];
      const at = stops.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at > 0 ? 1 : -1, End: at > 0 ? stops.length - 1 : -1 }[event.key];
      if (stops[to]) {
        event.preventDefault();
        stops[to].focus();
        stops[to].scrollIntoView({ block: "nearest" });
      } else if (event.key.length === 1 && at > 0 && event.key !== " ") {
        input.focus();
      }
    });
  };

  // The dialog ----------------------------------------------------------------------------------------

  let filled;

  // What was typed, and sent, before this script came is answered now.
  const fill = (dialog) => {
    if (filled) return filled.prepare();
    filled = finder({ ...dialog, shown: IN_DIALOG, linked: true });
    dialog.box.append(filled.body);
    dialog.box.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) dialog.box.close();
      // Material takes another query for the same page, and would leave the results of the last one there.
      if (link?.pathname === location.pathname && link.search !== location.search) event.stopPropagation();
    });
    withKeys(dialog.box, filled);
    filled.prepare();
    if (dialog.sent) filled.submit();
    else if (dialog.input.value) filled.run();
  };

  // The page of all results ---------------------------------------------------------------------------

  const fillPage = async () => {
    const place = document.getElementById("dp-search");
    if (!place || place.querySelector("form")) return;
    const told = (address) => history.replaceState(history.state, "", address.href);
    const it = finder({ ...field(), shown: ON_PAGE, linked: false, told });
    place.replaceChildren(it.form, it.body);
    withKeys(place, it);
    await it.prepare();
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = it.form.elements.namedItem(name);
      if (field) field.value = value;
    }
    it.input.focus({ preventScroll: true });
    await it.run();
  };

  globalThis.digestSearchInside = { fill, fillPage };
})();

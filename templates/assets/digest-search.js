// Search without a server: asks the segments of the index, and brings their answers into one order.
//
// Each segment is an index of Pagefind's. Every word of a query is asked for on its own, so that a page
// with most of the words is found where none has all of them; the scores of a page are added up.
(() => {
  const site = new URL("../", document.currentScript.src);
  const folder = new URL("search-index/", site);
  const onDisk = location.protocol === "file:";
  const MADE_UP = "https://search.invalid/";
  const RANKING = { pageLength: 0.9, termFrequency: 1, termSaturation: 2, termSimilarity: 3, metaWeights: { title: 2 } };
  // As `python -m benchmarks.relevance` found them best; so the next one.
  const ALL_WORDS = 0.7; // how much more a page counts that has more of the words
  const EXCERPT = 30; // words
  const PASSAGES = 3; // of one page
  const TOPICS_SEEN = 5; // when a topic's own page is looked for

  // Files ---------------------------------------------------------------------------------------------

  const handed = new Map(); // by scripts, which may bring more than is asked for
  const coming = new Map();

  const decoded = (base64) => Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  globalThis.digestSearchTake = (path, base64) => handed.set(path, base64);

  const bring = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(address, folder).href;
      script.onload = () => (script.remove(), resolve());
      script.onerror = () => (script.remove(), reject(new Error(`${address} is missing`)));
      document.head.append(script);
    }).finally(() => coming.delete(address));

  // Pages whose numbers differ only in the last six binary digits share a script.
  const scriptOf = (path) => `${path.replace(/(?<=\/p\/)\d+$/, (number) => number >> 6)}.js`;

  const fromScript = async (path) => {
    const script = scriptOf(path);
    if (!handed.has(path)) await (coming.get(script) ?? coming.set(script, bring(script)).get(script));
    if (!handed.has(path)) throw new Error(`${path} is missing`);
    return decoded(handed.get(path));
  };

  // What says something else under the same name is asked for with the version that is meant.
  const fromServer = async (path, { version, ...options } = {}) => {
    const answer = await fetch(new URL(version ? `${path}?v=${version}` : path, folder), options);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };

  const read = (path, options) => (onDisk ? fromScript(path) : fromServer(path, options));

  const once = (work) => {
    let result;
    return () => (result ??= work().catch((error) => ((result = undefined), Promise.reject(error))));
  };

  // The browser unpacks faster than Pagefind's script does, which takes either.
  const unpacked = async (bytes) =>
    new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const readPacked = async (path, options) => {
    const bytes = await read(path, options);
    return globalThis.DecompressionStream ? unpacked(bytes) : bytes;
  };

  const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  const manifest = once(async () => json(await read("index.json", { cache: "no-cache" })));
  const wasm = once(() => readPacked("runtime/engine.wasm"));

  // What every segment knows of its pages is asked for at once, while the engine is still on its way.
  const beginnings = new Map();
  const beginning = (part, version) => {
    if (!beginnings.has(part)) beginnings.set(part, once(() => readPacked(`${part}/meta`, { version })));
    return beginnings.get(part)();
  };

  // Pagefind asks for its files here; the entry of a segment is known from the manifest already.
  globalThis.digestSearchFetch = async (address) => {
    const [part, ...rest] = new URL(address).pathname.slice(1).split("/");
    const name = rest.join("/");
    if (name.startsWith("wasm.")) return new Response(await wasm());
    const { engine, language, segments } = await manifest();
    const [, version, pages] = segments.find(([one]) => one === part);
    if (name === "pagefind-entry.json") {
      const languages = { [language]: { hash: "index", wasm: "any", page_count: pages } };
      return new Response(JSON.stringify({ version: engine, languages, include_characters: [] }));
    }
    const [kind, file] = name.replace(/\.pf_\w+$/, "").split("/");
    if (kind === "index") return new Response(await readPacked(`${part}/w/${file}`, { version }));
    return new Response(await (kind === "fragment" ? readPacked(`${part}/p/${file}`, { version }) : beginning(part, version)));
  };

  const engine = async () => {
    if (!onDisk) return import(new URL("runtime/engine.js", folder).href);
    const bytes = await read("runtime/engine.js");
    const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    return import(address).finally(() => URL.revokeObjectURL(address));
  };

  const open = async ([name, , pages, listed], { createInstance }, ranking) => {
    const options = { basePath: `${MADE_UP}${name}/`, baseUrl: "/", noWorker: true, metaCacheTag: "", ranking };
    const index = createInstance(options);
    await index.search(""); // comes back once it is ready
    const catalogue = once(async () => json(await unpacked(await read(`pages/${listed}`))));
    return { name, pages, index, catalogue };
  };

  // The first segment brings the WebAssembly that all of them share.
  const segments = once(async () => {
    const coming = engine();
    wasm().catch(() => {});
    const { segments: listed } = await manifest();
    for (const [part, version] of listed) beginning(part, version).catch(() => {});
    const code = await coming;
    const first = await open(listed[0], code, globalThis.digestSearchRanking ?? RANKING);
    const others = listed.slice(1).map((one) => open(one, code, globalThis.digestSearchRanking ?? RANKING));
    return [first, ...(await Promise.all(others))];
  });

  // Chinese and Japanese ------------------------------------------------------------------------------

  // They write no spaces. The index has each sign for a word, with spaces around; what is shown has none.
  const SIGN = "々\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const SIGNS = new RegExp(`[${SIGN}]+`, "gu");
  const SIGN_ALONE = new RegExp(`[${SIGN}]`, "gu");
  const TOUCHES = new RegExp(`[${SIGN}\\u3000-\\u303f\\uff00-\\uffef,.;:!?()]`, "u");
  const spaced = (text) => text.replace(SIGNS, (signs) => ` ${[...signs].join(" ")} `).replace(/\s+/g, " ").trim();
  const touch = (before, after) => TOUCHES.test([...before].at(-1) ?? "") && TOUCHES.test([...after][0] ?? "");
  const written = (text) => text.split(" ").reduce((all, word) => (all && !touch(all, word) ? `${all} ${word}` : all + word), "");

  // Every two neighbours are asked for as a phrase: where a word ends, only a reader knows.
  const split = (word) => {
    const runs = word.match(SIGNS) ?? [];
    const pairs = runs.flatMap((run) => {
      const signs = [...run];
      return signs.length < 2 ? signs : signs.slice(1).map((sign, number) => `"${signs[number]} ${sign}"`);
    });
    return [...pairs, ...word.split(SIGNS).filter((one) => /[\p{L}\p{N}]/u.test(one))];
  };

  // Queries -------------------------------------------------------------------------------------------

  const wordsOf = (query, stop) => {
    const words = [...new Set(query.toLowerCase().replaceAll("’", "'").split(/\s+/).flatMap(split))];
    const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const telling = words.filter((word) => !stop.has(bare(word)));
    return telling.length ? telling : words;
  };

  const rarity = (found, pages) => Math.log((pages - found + 0.5) / (found + 0.5) + 1);

  const WORD = /^[\p{L}\p{M}\p{N}]+$/u; // not of several, as *open-source* is
  const places = (results) => String(results.map(({ id, words }) => `${id}:${words}`).sort());

  // Where no word of a segment begins as the one asked for, Pagefind takes the longest at hand that begins it, were it
  // *not* of *notary*. That is no hit if another segment has the word, nor if it is half of the word or less. A digit,
  // which sorts before letters, asks for no other file.
  const saying = async (word, parts) => {
    const search = async (other, number) => (await parts[number].index.search(other)).results;
    const answers = await Promise.all(parts.map((_, number) => search(word, number)));
    if (!WORD.test(word)) return answers;
    const same = async (other, number) => {
      const others = await search(other, number);
      return others.length === answers[number].length && places(others) === places(answers[number]);
    };
    const isBeginning = async ({ length }, number) =>
      length > 0 && !(await search(`"${word}"`, number)).length && same(`${word}0`, number);
    const beginnings = await Promise.all(answers.map(isBeginning));
    const isSaid = answers.some(({ length }, number) => length && !beginnings[number]);
    const half = `${word.slice(0, word.length >> 1)}0`;
    const dropped = await Promise.all(beginnings.map((is, number) => is && (isSaid || same(half, number))));
    return answers.map((results, number) => (dropped[number] ? [] : results));
  };

  // Add up what every segment says of a word, as one index of all pages would weigh it.
  const ask = async (word, parts, hits, position, { known = false } = {}) => {
    const answers = await saying(word, parts);
    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    const overall = rarity(sum(answers.map((results) => results.length)), sum(parts.map(({ pages }) => pages)));
    answers.forEach((results, number) => {
      const part = parts[number];
      const evenly = overall / rarity(results.length, part.pages);
      for (const result of results) {
        const name = `${part.name}/${result.id}`;
        if (known && !hits.has(name)) continue;
        const hit = hits.get(name) ?? { part, name, id: result.id, score: 0, matched: [], data: result.data };
        hit.score += result.score * evenly;
        if (!known) hit.matched.push({ word: position, places: result.words });
        hits.set(name, hit);
      }
    });
  };

  const everything = async (parts) => {
    const rows = await Promise.all(
      parts.map(async (part) => (await part.index.search(null)).results.map(({ id, data }) => ({ part, name: `${part.name}/${id}`, id, score: 0, matched: [], data }))),
    );
    return rows.flat();
  };

  const matching = async (query, parts, stop) => {
    const phrase = /^\s*".+"\s*$/.test(query);
    const words = phrase ? [spaced(query)] : wordsOf(query, stop);
    const hits = new Map();
    await Promise.all(words.map((word, position) => ask(word, parts, hits, position)));
    // A phrase in a title counts no more than elsewhere, its signs do.
    const signs = new Set(words.join("").match(SIGN_ALONE) ?? []);
    await Promise.all([...signs].map((sign) => ask(sign, parts, hits, -1, { known: true })));
    for (const hit of hits.values()) hit.score *= (hit.matched.length / words.length) ** ALL_WORDS;
    return [...hits.values()];
  };

  const dated = (day) => (/^\d/.test(day) ? day : "");

  // What the path that the index knows a page by says of it: segments.py writes it.
  const told = (path) => {
    const [day, kind, ...page] = path.split("/");
    return { date: dated(day), kind, page: page.join("/").replace(/\.html$/, "") };
  };

  const described = async (hits) =>
    Promise.all(
      hits.map(async (hit) => {
        const [day, kind, ...topics] = (await hit.part.catalogue())[hit.id];
        return { ...hit, date: dated(day), kind, topics };
      }),
    );

  const fitting = ({ topic, year, kind }) => (hit) =>
    (!topic || hit.topics.includes(topic)) && (!year || hit.date.startsWith(`${year}-`)) && (!kind || hit.kind === kind);

  const byScore = (a, b) => b.score - a.score || (a.name < b.name ? -1 : 1);
  const byDate = (a, b) => (a.date === b.date ? byScore(a, b) : a.date < b.date ? 1 : -1);

  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").replace(/s(?= |$)/g, "").trim();

  const pageOf = (fragment) => told(fragment.raw_url.replace(/^\//, ""));

  // Whoever asks for a topic by its name wants its page, and finds it first.
  const withTopicFirst = async (hits, asked, topics) => {
    const named = topics.filter(([, name]) => plain(name) === plain(asked)).map(([id]) => `topics/${id}`);
    if (!named.length) return hits;
    for (const hit of hits.filter(({ part }) => part.name.startsWith("topic-")).slice(0, TOPICS_SEEN)) {
      if (named.includes(pageOf(await hit.data()).page.replace(/\/$/, ""))) return [hit, ...hits.filter((one) => one !== hit)];
    }
    return hits;
  };

  const find = async (query, { topic = "", year = "", kind = "", sort = "relevance" } = {}) => {
    const [parts, { stop, flat, topics }] = await Promise.all([segments(), manifest()]);
    const chosen = topic || year || kind || sort === "date";
    const asked = query.trim();
    if (!asked && !(topic || year || kind)) return [];
    let hits = asked ? await matching(asked, parts, new Set(stop)) : await everything(parts);
    if (chosen || !asked) hits = (await described(hits)).filter(fitting({ topic, year, kind }));
    hits.sort(sort === "date" || !asked ? byDate : byScore);
    if (sort !== "date" && asked) hits = await withTopicFirst(hits, asked, topics);
    return hits.map((hit) => ({ score: hit.score, load: () => load(hit, flat) }));
  };

  // Results -------------------------------------------------------------------------------------------

  const address = (page, flat) => {
    const ofFolder = !page || page.endsWith("/"); // Pagefind leaves out the index.html of a folder
    const file = flat ? ".html" : onDisk ? "/index.html" : "/";
    const ending = !ofFolder ? file : flat || onDisk ? "index.html" : "";
    return new URL(page.split("/").map(encodeURIComponent).join("/") + ending, site).href;
  };

  // Cut the page at its anchors, and say for each piece where it begins, ends and stands.
  const regions = (anchors, length) => {
    const start = { id: "", element: "", location: 0 };
    const cuts = [start, ...[...anchors].sort((a, b) => a.location - b.location)];
    let section = "";
    return cuts.map((anchor, number) => {
      if (/^h\d$/i.test(anchor.element)) section = anchor.text;
      const heading = /^h\d$/i.test(anchor.element);
      return { anchor: anchor.id, section: heading ? "" : written(section), start: anchor.location, end: cuts[number + 1]?.location ?? length };
    });
  };

  // The run of words with most of what was asked for; it begins a little before the first of them.
  const excerpt = (words, places, { start, end }) => {
    const inside = places.filter((place) => place >= start && place < end);
    let best = { from: start, count: -1 };
    for (const place of inside) {
      const from = Math.max(start, Math.min(place - 6, end - EXCERPT));
      const count = inside.filter((other) => other >= from && other < from + EXCERPT).length;
      if (count > best.count) best = { from, count };
    }
    const to = Math.min(end, best.from + EXCERPT);
    const marked = new Set(inside);
    const text = words.slice(best.from, to).map((word, offset, all) => ({
      word,
      hit: marked.has(best.from + offset),
      space: offset && !touch(all[offset - 1], word) ? " " : "",
    }));
    return { text, cutBefore: best.from > start, cutAfter: to < end };
  };

  const passages = (fragment, matched) => {
    const plain = fragment.raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    const words = plain.split(/\s+/);
    const places = [...new Set(matched.flatMap((one) => one.places))].sort((a, b) => a - b);
    const pieces = regions(fragment.anchors, words.length);
    const weighed = pieces.map((piece) => {
      const inside = matched.map(({ places: all }) => all.filter((place) => place >= piece.start && place < piece.end).length);
      return { ...piece, kinds: inside.filter(Boolean).length, count: inside.reduce((a, b) => a + b, 0) };
    });
    const best = weighed
      .filter(({ count }) => count)
      .sort((a, b) => b.kinds - a.kinds || b.count - a.count || a.start - b.start)
      .slice(0, PASSAGES);
    const beginning = pieces.find(({ start, end }) => end > start) ?? pieces[0];
    const shown = best.length ? best : [{ ...beginning, anchor: "", section: "" }];
    return shown.map((piece) => ({ anchor: piece.anchor, section: piece.section, ...excerpt(words, places, piece) }));
  };

  const load = async (hit, flat) => {
    const fragment = await hit.data();
    const page = pageOf(fragment);
    return {
      title: written(fragment.meta.title ?? "") || page.page,
      href: address(page.page, flat),
      date: page.date,
      kind: page.kind,
      passages: passages(fragment, hit.matched),
    };
  };

  globalThis.digestSearch = { site, find, manifest, ready: segments };
})();

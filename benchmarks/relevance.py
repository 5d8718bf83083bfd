"""How well search orders its results: `python -m benchmarks.relevance CORPORA [--segments N]`.

The documents of Cranfield and MEDLINE become articles; their queries go through the real index in a
real browser. nDCG@10 beside lunr's and BM25's on the same documents. `--segments N` deals each
collection into about N segments; `--ranking JSON` tries Pagefind's own settings.
"""

import argparse
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import bm25s
from lunr import lunr
from Stemmer import Stemmer

from benchmarks.figures import Figure, table
from benchmarks.search_site import chromium, make_search_site, served
from generator.model import Line, Record
from generator.publish import segments
from generator.text import fold
from generator.words import stop_words

SETS = ("ir_cranfield", "ir_medline")
DEPTH = 10
Ranked = Mapping[str, Sequence[str]]
"""Ids of documents by query, the best first."""
Grades = Mapping[str, Mapping[str, int]]


def rows(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def documents(folder: Path) -> list[tuple[str, str, str]]:
    """Return (id, title, text) of each; a title that the text repeats at its beginning counts once."""
    found = []
    for row in rows(folder / "docs.jsonl"):
        title, text = fold(row.get("title") or ""), fold(row["text"])
        found.append((str(row["id"]), title, text.removeprefix(title).strip()))
    return found


def queries(folder: Path) -> dict[str, str]:
    return {str(row["id"]): fold(row["text"]) for row in rows(folder / "queries.jsonl")}


def grades(folder: Path) -> Grades:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade, *_ = line.split("\t")
        found[query][document] = max(int(grade), 0)
    return found


def ndcg(ranked: Ranked, grades: Grades) -> float:
    """Return the mean over the queries that have an answer; gains are the grades themselves."""
    values = []
    for query, wanted in grades.items():
        ideal = gain(sorted(wanted.values(), reverse=True)[:DEPTH])
        if ideal:
            found = [wanted.get(document, 0) for document in ranked.get(query, ())[:DEPTH]]
            values.append(gain(found) / ideal)
    return sum(values) / len(values)


def gain(found: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(found))


def ours(docs: list[tuple[str, str, str]], asked: Mapping[str, str], ranking: object) -> Ranked:
    records = [record(*one) for one in docs]
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        make_search_site(site, records, Path(name) / "cache")
        with served(site) as address, chromium() as browser:
            page = browser.new_page()
            page.add_init_script(f"globalThis.digestSearchRanking = {json.dumps(ranking)} ?? undefined")
            page.goto(address)
            page.keyboard.press("/")
            page.wait_for_function("globalThis.digestSearch")  # comes when search is opened
            return {number: page.evaluate(ASK, [query, DEPTH]) for number, query in asked.items()}


ASK = """async ([query, depth]) => {
  const hits = (await digestSearch.find(query)).slice(0, depth);
  const pages = await Promise.all(hits.map((hit) => hit.load()));
  return pages.map(({ href }) => new URL(href).pathname.split("/").at(-2));
}"""


def record(name: str, title: str, text: str) -> Record:
    lines = (Line(anchor="p1", pieces=((text, False),)),) if text else ()
    path = f"articles/{name}"
    return Record(path=path, title=title, kind="article", published=None, topics=(), names=(), lines=lines)


def with_lunr(docs: list[tuple[str, str, str]], asked: Mapping[str, str]) -> Ranked:
    items = [{"id": name, "title": title, "text": text} for name, title, text in docs]
    index = lunr(ref="id", fields=[{"field_name": "title", "boost": 3}, "text"], documents=items)
    plain = {number: "".join(c if c.isalnum() else " " for c in query) for number, query in asked.items()}
    return {number: [hit["ref"] for hit in index.search(query)[:DEPTH]] for number, query in plain.items()}


def with_bm25(docs: list[tuple[str, str, str]], asked: Mapping[str, str]) -> Ranked:
    index = bm25s.BM25()
    index.index(tokens([f"{title} {text}" for _, title, text in docs]), show_progress=False)
    found = {}
    for number, query in asked.items():
        best, _ = index.retrieve(tokens([query]), k=DEPTH, show_progress=False)
        found[number] = [docs[int(place)][0] for place in best[0]]
    return found


def tokens(texts: list[str]) -> Any:  # noqa: ANN401 (bm25s' own type)
    stemmer = Stemmer("english")
    return bm25s.tokenize(texts, stopwords=list(stop_words("en")), stemmer=stemmer, show_progress=False)


def measure(folder: Path, ranking: object) -> Figure:
    docs, asked, wanted = documents(folder), queries(folder), grades(folder)
    peers = {"BM25 (bm25s)": with_bm25(docs, asked), "lunr": with_lunr(docs, asked)}
    return Figure(
        f"search, nDCG@{DEPTH}, {folder.name}",
        ndcg(ours(docs, asked, ranking), wanted),
        {name: ndcg(ranked, wanted) for name, ranked in peers.items()},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--segments", type=int, default=0)
    parser.add_argument("--ranking", type=json.loads, default=None)
    given = parser.parse_args()
    if given.segments:
        segments.FULL = 1_400 // given.segments + 1
    print(table(measure(given.corpora / name, given.ranking) for name in SETS))


if __name__ == "__main__":
    main()

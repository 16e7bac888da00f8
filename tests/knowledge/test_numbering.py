"""The terms of passages as numbers, and what is counted of them."""

from itertools import chain
from pathlib import Path

import numpy as np

from knowledge.articles import load_articles
from knowledge.engine import Engine
from knowledge.search.numbering import Held, distinct, number_grams, number_stems_and_pairs
from knowledge.search.parameters import parameters
from knowledge.search.passages import Terms, all_passages, take_apart
from tests.knowledge.conftest import write_two


def _apart(folder: Path) -> list[Terms]:
    articles = list(load_articles(write_two(folder)).articles.values())
    return [take_apart(passage) for passage in all_passages(articles, parameters())]  # with all topics outside


def _terms_by_passage(terms: list[str], held: Held, passages: int) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(passages)]
    for passage, number in zip(held.passages.tolist(), held.numbers.tolist(), strict=True):
        found[passage].append(terms[number])
    return found


def test_stems_and_pairs_are_those_of_each_passage_each_once(tmp_path: Path) -> None:
    apart = _apart(tmp_path)
    terms, held = number_stems_and_pairs([each.stems for each in apart]).numbered
    assert _terms_by_passage(terms, held, len(apart)) == [sorted(each.stems_and_pairs) for each in apart]


def test_stems_and_pairs_are_in_alphabetical_order(tmp_path: Path) -> None:
    apart = _apart(tmp_path)
    terms = number_stems_and_pairs([each.stems for each in apart]).numbered.terms
    assert terms == sorted(set(chain.from_iterable(each.stems_and_pairs for each in apart)))


def test_a_stem_is_read_as_often_as_it_stands() -> None:
    stems = number_stems_and_pairs([["to", "be", "or", "not", "to", "be"], [], ["be"]])
    read = _terms_by_passage(stems.numbered.terms, stems.read, 3)
    assert read == [["to", "be", "or", "not", "to", "be"], [], ["be"]]


def test_words_of_two_passages_make_no_pair() -> None:
    assert number_stems_and_pairs([["a"], ["b"]]).numbered.terms == ["a", "b"]


def test_n_grams_are_those_of_each_passage_each_once(tmp_path: Path) -> None:
    apart = _apart(tmp_path)
    terms, held = number_grams([each.words for each in apart])
    assert terms == sorted(set(chain.from_iterable(each.grams for each in apart)))
    assert _terms_by_passage(terms, held, len(apart)) == [sorted(each.grams) for each in apart]


def test_passages_without_words_hold_nothing() -> None:
    terms, held = number_grams([(), ("raci",), ()])
    assert set(held.passages.tolist()) == {1}
    assert [terms[number] for number in held.numbers] == terms


def test_numbers_are_kept_once_in_rising_order() -> None:
    assert distinct(np.array([3, 1, 3, 2, 1])).tolist() == [1, 2, 3]
    assert distinct(np.array([], np.int64)).tolist() == []


def test_nothing_is_left_beside_the_index(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path / "data", root).close()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["knowledge.sqlite"]

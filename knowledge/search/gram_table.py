"""The table of character n-grams: nearly half of the work of building an index, so another process may do it.

It is made in a file beside the index, in which stands what it is made of.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.library.analysis import split_words
from knowledge.library.article import Article
from knowledge.search.parameters import Parameters
from knowledge.search.passages import all_passages, number_grams
from knowledge.search.tables import fill, unshared
from knowledge.search.weighting import NO_POSTINGS, Likelihoods

WORTH = 5_000
"""From so many passages on, about two seconds of work, starting another process pays."""
_articles = TypeAdapter(Article)


@contextmanager
def grams_beside(
    path: Path, articles: Sequence[Article], passages: int, learned: Parameters
) -> Iterator[Callable[[], None]]:
    """A file at ``path``, for as long as the block lasts, with the n-grams of articles: ``grams`` and, in ``meta``,
    ``gram_sizes``.

    They are there when the function given has returned.  Where it pays, another process works on them meanwhile.
    """
    _prepare(path, articles, learned)
    process = _start(path) if passages >= WORTH and (os.cpu_count() or 1) > 1 else None

    def finish() -> None:
        if process is not None and process.wait() == 0:
            return
        if process is not None:  # it may have been ended half-way
            path.unlink()
            _prepare(path, articles, learned)
        write_grams(path)

    try:
        yield finish
    finally:
        if process is not None:
            process.kill()
            process.wait()
        path.unlink(missing_ok=True)


def _prepare(path: Path, articles: Sequence[Article], learned: Parameters) -> None:
    with closing(unshared(path)) as database, database.atomic():
        fill(database, "articles", ((n, article.model_dump_json()) for n, article in enumerate(articles)))
        fill(database, "meta", [("learned", learned.model_dump_json())])


def _start(path: Path) -> "subprocess.Popen[bytes] | None":
    """Another process that writes the n-grams; none where this machine does not let us."""
    try:
        return subprocess.Popen(  # noqa: S603 - this program, and a path of ours
            [sys.executable, "-m", __name__, str(path.absolute())],
            cwd=Path(__file__).parents[2],  # where it finds this module, whatever is installed
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us, and we end it
        )
    except OSError:
        return None


def write_grams(path: Path) -> None:
    """Write the n-grams of the articles that stand in a file."""
    with closing(unshared(path)) as database:
        rows = database.execute("select json from articles order by n")
        articles = [_articles.validate_json(text) for (text,) in rows]
        ((found,),) = database.execute("select value from meta where key = 'learned'")
        learned = Parameters.model_validate_json(found)
        passages = list(all_passages(articles, learned))
        grams = number_grams([split_words(passage.text) for passage in passages])
        count = passages[-1].article + 1
        likelihoods = Likelihoods(passages, grams, count, learned.gram_smoothing, learned.stop_weight)
        with database.atomic():
            fill(database, "grams", ((*row, *NO_POSTINGS) for row in likelihoods.rows()))
            database.execute("insert into meta values ('gram_sizes', ?)", (likelihoods.sizes(),))


if __name__ == "__main__":
    gc.disable()  # a short life, in which nothing makes circles
    write_grams(Path(sys.argv[1]))

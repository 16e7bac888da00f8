"""Names and lists of people, in the ways in which they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.findings import Words
from flows.people import Person, bound, is_bound, listed, shown, with_names
from flows.people_fields import UnsureError, bind, people_of
from flows.reading.name_lists import split
from flows.reading.names import Directory, Known, is_nobody, look_up
from flows.reading.reading import Certainty
from flows.reading.spelling import bare, key

LENA = Known("lena", "Lena Sample", ("slack:T1:U1", "web:lena"))
JOSE = Known("jose", "José Núñez", ("slack:T1:U2",))
PEOPLE = (
    LENA,
    JOSE,
    Known("mara", "Mara", ("web:mara",)),
    Known("jonas", "Jonas", ("web:jonas",)),
    Known("muller", "Jürgen Müller"),
    Known("brien", "Sinéad O’Brien"),
    Known("ortega", "José Ortega y Gasset"),
    Known("muhammad", "محمد عبد الله"),
    Known("fatima", "فاطمة"),
    Known("isik", "Işık Yılmaz"),
    Known("weiss", "Anna-Lena Weiß (she/her)"),
    Known("lukasz", "Łukasz Wójcik"),
    Known("van", "Jan van den Berg"),
    Known("tester", "Tom Tester, PhD"),
    Known("team", "Eva / Food Network"),
)
DIRECTORY = Directory(PEOPLE, writer="jonas")
NOBODY = Directory()


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        *((typed, "lena") for typed in ("Lena Sample", "lena sample", "LENA  SAMPLE", " Lena\u00a0Sample ")),
        *((typed, "lena") for typed in ("\u200eLena Sample\u200f", "Lena\u200b Sample", "Lena\u2009Sample\ufeff")),
        *((typed, "lena") for typed in ("Sample, Lena", "SAMPLE, Lena", "Sample,Lena", "@Lena Sample")),
        *(
            (typed, "lena")
            for typed in ("Dr. Lena Sample", "Prof. Dr. Lena Sample", "Frau Lena Sample", "Dr Lena Sample")
        ),
        *((typed, "lena") for typed in ("Lena Sample (chair)", "Lena Sample [ACME]", "Lena Sample – chair")),
        *((typed, "lena") for typed in ("Chair: Lena Sample", "Lena Sample: chair", "Lena Sample - ACME")),
        *((typed, "lena") for typed in ("Lena Sample <lena@x.org>", '"Sample, Lena" <lena@x.org>', "lena sample 🌴")),
        *((typed, "lena") for typed in ("Lena Sample (lena@x.org)", "“Lena Sample”", "'Lena Sample'", "Lena Sample.")),
        *((typed, "lena") for typed in ("<@U1>", "<@U1|lena>", "<@lena>", "<@slack:T1:U1>", "Lena Sample :palm_tree:")),
        *(
            (typed, "jose")
            for typed in ("José Núñez", "Jose Nunez", "JOSÉ NÚÑEZ", unicodedata.normalize("NFD", "José Núñez"))
        ),
        *(
            (typed, "brien")
            for typed in ("Sinéad O'Brien", "Sinéad O‘Brien", "Sinead O´Brien", "sinéad obrien", "Sinéad O Brien")
        ),
        *(
            (typed, "muller")
            for typed in ("Jürgen Müller", "Juergen Mueller", "Jurgen Muller", "Müller, Jürgen", "JÜRGEN MÜLLER")
        ),
        *((typed, "isik") for typed in ("Işık Yılmaz", "IŞIK YILMAZ", "işık yılmaz", "Isik Yilmaz")),
        *(
            (typed, "weiss")
            for typed in ("Anna-Lena Weiß", "Anna‑Lena Weiss", "ANNA-LENA WEISS", "Anna Lena Weiß", "Weiß, Anna-Lena")
        ),
        *((typed, "lukasz") for typed in ("Łukasz Wójcik", "Lukasz Wojcik", "ŁUKASZ WÓJCIK")),
        *((typed, "muhammad") for typed in ("محمد عبد الله", "محمد عبدالله", "مُحَمَّد عبد الله", "\u200fمحمد عبد الله")),
        *((typed, "fatima") for typed in ("فاطمة", "فاطمه", "السيدة فاطمة")),
        *((typed, "van") for typed in ("Jan van den Berg", "van den Berg, Jan", "JAN VAN DEN BERG")),
        *((typed, "tester") for typed in ("Tom Tester, PhD", "Tom Tester")),
        *(
            (typed, "jonas")
            for typed in ("me", "Me.", "myself", "I", "ich", "moi", "moi-même", "yo", "io", "ja", "أنا")
        ),
    ],
)
def test_somebody_is_found_however_they_are_written(typed: str, person: str) -> None:
    reading = look_up(typed, DIRECTORY)
    assert (reading.certainty, reading.value and reading.value.id) == (Certainty.CLEAR, person)
    assert [found.id for found in people_of(typed, DIRECTORY)] == [person]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        *((typed, "lena") for typed in ("Sample Lena", "L. Sample", "Lena S.", "Lena S", "Sample", "Frau Sample")),
        *((typed, "lena") for typed in ("lena.sample@x.org", "lsample@x.org", "LENA_SAMPLE@x.org", "Lena Smaple")),
        *((typed, "lena") for typed in ("Lena Maria Sample", "Lenna Sample", "Lena Sampel")),
        *((typed, "jose") for typed in ("Núñez", "José N.", "Nunes, José")),
        *((typed, "mara") for typed in ("Maria", "Mara Lopez", "Mar")),
        *((typed, "muller") for typed in ("Müller", "Herr Müller", "Mueller", "Jürgen")),
    ],
)
def test_who_is_only_likely_is_asked_about_and_may_be_somebody_outside(typed: str, first: str) -> None:
    reading = look_up(typed, DIRECTORY)
    assert reading.certainty is Certainty.ASK
    assert first in [offer.id for offer in reading.offers]
    assert reading.offers[-1].id is None


@pytest.mark.parametrize("typed", ["Boris Sample", "Petra", "the board", "info@x.org", "Lena Tester", "张伟", "Team 7"])
def test_whoever_is_like_nobody_known_is_somebody_outside_and_not_asked_about(typed: str) -> None:
    assert look_up(typed, DIRECTORY).value == Person(name=typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "tbd",
            "TBD",
            "t.b.d.",
            "TBC",
            "tba",
            "?",
            "??",
            "???",
            "-",
            "–",
            "—",
            "...",
            "…",
            "n/a",
            "N/A",
            "n.a.",
            "none",
        ),
        *(
            "nobody",
            "No one",
            "not yet known",
            "unknown",
            "open",
            "to be decided",
            "To be defined.",
            "[tbd]",
            "(open)",
            "0",
        ),
        *("offen", "noch offen", "N.N.", "niemand", "unbekannt", "k. A.", "noch zu klären", "wird noch benannt"),
        *(
            "personne",
            "à définir",
            "à déterminer",
            "aucun",
            "nadie",
            "por definir",
            "ninguno",
            "nessuno",
            "da definire",
        ),
        *("nikt", "do ustalenia", "brak", "لا أحد", "غير محدد", "etc.", "\u200btbd "),
    ],
)
def test_placeholders_in_seven_languages_are_nobody(typed: str) -> None:
    assert is_nobody(typed)
    assert look_up(typed, DIRECTORY).certainty is Certainty.REFUSED
    assert people_of(typed, DIRECTORY, asks=False) == []


def test_a_colleague_whose_name_is_such_a_word_is_somebody() -> None:
    assert people_of("Nadie", Directory([Known("n", "Nadie")]))[0].id == "n"


def test_two_of_one_name_are_offered_with_what_tells_them_apart() -> None:
    directory = Directory([Known("1", "Ana", ("slack:T1:U1",), "Slack U1"), Known("2", "ana", (), "Vienna")])
    with pytest.raises(UnsureError) as asked:
        people_of("ANA", directory)
    offers = asked.value.unsure.offers
    assert [offer.label for offer in offers] == ["Ana (Slack U1)", "ana (Vienna)", "ANA"]
    assert offers[-1].words == Words(id="field.outside", params={"name": "ANA"})
    assert [people_of(bind(offer.value, ["ANA"], directory), directory)[0].id for offer in offers] == ["1", "2", None]
    assert people_of("<@U1>", directory)[0].id == "1"


TWO = ("Ana Muster", "Boris Tester")


@pytest.mark.parametrize(
    "joint",
    [
        *(
            ",",
            ", ",
            " , ",
            ";",
            "; ",
            "؛ ",
            "、",
            "，",
            "، ",
            "\n",
            "\r\n",
            "\n\n",
            "\t",
            " | ",
            "&",
            " & ",
            " + ",
            "/",
            " / ",
        ),
        *(" and ", " AND ", ", and ", " und ", " et ", " y ", " e ", " i ", " ed ", " oraz ", " sowie ", " u. ", " و "),
        *(" and/or ", " as well as ", " or ", " oder ", "\n- ", "\n• ", "\n2. ", "\n☐ ", ";\n", " • ", " @"),
    ],
)
def test_two_people_are_two_however_they_are_joined(joint: str) -> None:
    assert split(joint.join(TWO), NOBODY) == list(TWO)
    assert split(joint.join(("Mara", "Jonas")), DIRECTORY) == ["Mara", "Jonas"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Muster, Max; Tester, Tom", ["Max Muster", "Tom Tester"]),
        ("Muster, Max\nTester, Tom", ["Max Muster", "Tom Tester"]),
        ("Muster, Max and Tester, Tom", ["Max Muster", "Tom Tester"]),
        ("van der Berg, Jan; Mara", ["Jan van der Berg", "Mara"]),
        ("Sample, Lena", ["Lena Sample"]),
        ("Sample, Lena, Mara", ["Lena Sample", "Mara"]),
        ("Mara, Sample, Lena", ["Mara", "Lena Sample"]),
        ("Mara, Jonas\nPetra", ["Mara", "Jonas", "Petra"]),
        ("Mara, Jonas; Petra", ["Mara", "Jonas", "Petra"]),
        ("García López, María José; Ruiz, Ana", ["María José García López", "Ana Ruiz"]),
        ("José Ortega y Gasset, Mara", ["José Ortega y Gasset", "Mara"]),
        ("Eva / Food Network and Mara", ["Eva / Food Network", "Mara"]),
        ("Lena Sample (chair, board), Mara", ["Lena Sample (chair, board)", "Mara"]),
        ('"Muster, Max" <m@x.org>; "Tester, Tom" <t@x.org>', ["Max Muster <m@x.org>", "Tom Tester <t@x.org>"]),
        ("a@x.org b@y.org", ["a@x.org", "b@y.org"]),
        ("محمد عبد الله وفاطمة", ["محمد عبد الله", "فاطمة"]),
        ("<@U1> <@U2>", ["<@U1>", "<@U2>"]),
        ("1. Mara\n2. Jonas", ["Mara", "Jonas"]),
        ("A. Muster\nB. Tester", ["A. Muster", "B. Tester"]),
        ("Mara, mara, MARA", ["Mara"]),
        (" ,; \n", []),
        ("n/a", ["n/a"]),
    ],
)
def test_lists_are_split_where_one_person_ends(typed: str, names: list[str]) -> None:
    assert split(typed, DIRECTORY) == names


def test_a_name_with_a_sign_in_it_is_kept_whole_where_somebody_is_called_so() -> None:
    assert [p.id for p in people_of("Eva / Food Network", DIRECTORY)] == ["team"]
    assert split("Eva / Food Network", NOBODY) == ["Eva", "Food Network"]


def test_who_is_bound_stays_so_under_any_name() -> None:
    answer = bind("Lena Sample", (), DIRECTORY)
    assert answer == [bound("Lena Sample", "lena")]
    renamed = Directory([Known("lena", "Eva Neu"), Known("other", "Lena Sample")])
    assert people_of(answer, renamed)[0].name == "Eva Neu"
    assert bind("Lena Sample", [answer], renamed) == [bound("Eva Neu", "lena")]


def test_a_list_in_which_one_is_unsure_keeps_the_others_and_their_order() -> None:
    answer = bind("Mara, Sample Lena, Boris", (), DIRECTORY)
    assert answer == [bound("Mara", "mara"), "Sample Lena", "Boris"]
    decided = bind("<@lena> Sample Lena", [answer], DIRECTORY)
    assert decided == [bound("Mara", "mara"), bound("Lena Sample", "lena"), "Boris"]
    assert bind("<@-> Sample Lena", [answer], DIRECTORY)[1] == bound("Sample Lena", "")


def test_a_choice_that_names_nobody_of_the_cluster_binds_nobody() -> None:
    assert bind([bound("Lena", "somebody-elsewhere")], (), DIRECTORY) == [bound("Lena", "")]
    assert bind("<@somebody-elsewhere> Lena", (), DIRECTORY) == "<@somebody-elsewhere> Lena"


def test_names_of_today_are_put_in_everywhere() -> None:
    answers = {"page": {"rows": {"a": {"who": [bound("Lena Alt", "lena"), "Boris"]}}}}
    named = with_names(answers, {"lena": "Lena Neu"})
    assert shown(named["page"]["rows"]["a"]["who"]) == "Lena Neu, Boris"


letters = st.characters(categories=["L"], max_codepoint=0x24F)
word = st.text(letters, min_size=2, max_size=9).filter(
    lambda text: text.casefold() not in ("and", "und", "et", "ed", "or")
)
marks = st.text(st.sampled_from("\u200b\u200e\u200f\u2060\ufeff"), max_size=2)


@given(
    word, word, st.sampled_from(("NFC", "NFD", "NFKC")), st.sampled_from((str, str.upper, str.lower, str.title)), marks
)
def test_case_form_and_invisible_marks_never_matter(first: str, last: str, form: str, case: object, mark: str) -> None:
    directory = Directory([Known("x", f"{first} {last}")])
    written = unicodedata.normalize(form, case(f"{first} {last}"))  # type: ignore[arg-type, operator]
    reading = look_up(f"{mark}{written}{mark}", directory)
    assert reading.value is not None
    assert reading.value.id == "x"


@given(
    st.lists(st.text(st.sampled_from("bcdfghjklm"), min_size=3, max_size=8), min_size=1, max_size=12, unique=True),
    st.data(),
)
def test_a_list_has_as_many_people_as_names(names: list[str], data: st.DataObject) -> None:
    directory = Directory([Known(str(n), name) for n, name in enumerate(names)])
    text = names[0]
    for name in names[1:]:
        text += data.draw(st.sampled_from((", ", ";", "\n", "\t", " and ", " & ", " / ", "، ", "\n• "))) + name
    assert split(text, directory) == names
    assert [person.id for person in people_of(text, directory)] == [str(n) for n in range(len(names))]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_without_failing_and_said_back(text: str) -> None:
    answer = bind(text, (), DIRECTORY)
    assert bind(answer, [answer], DIRECTORY) == answer
    again = bind(shown(answer, "\n"), [answer], DIRECTORY)
    assert [item for item in listed(again) if is_bound(item)] == [item for item in listed(answer) if is_bound(item)]
    people_of(answer, DIRECTORY, asks=False)


@pytest.mark.parametrize(
    "text",
    [
        *("Mara ainsi que Jonas", "Mara with Jonas", "Mara mit Jonas", "Mara avec Jonas", "Mara أو Jonas"),
        *("both Mara and Jonas", "Mara – Jonas", "Mara, Jonas etc.", "Mara, Jonas et al.", "Mara sowie auch Jonas"),
    ],
)
def test_more_that_joins_people_is_understood(text: str) -> None:
    assert split(text, DIRECTORY) == ["Mara", "Jonas"]


def test_others_that_are_not_named_are_nobody() -> None:
    assert split("Mara et al.", DIRECTORY) == ["Mara"]


@pytest.mark.parametrize("text", ["Jürgen – finance", "Finance: Juergen", "Jürgen | finance"])
def test_part_of_a_name_with_a_role_is_asked_for(text: str) -> None:
    reading = look_up(text, DIRECTORY)
    assert reading.certainty is Certainty.ASK
    assert reading.offers[0].id == "muller"


@pytest.mark.parametrize("text", ["Somebody outside: Karl", "outside: Karl", "extern: Karl", "Externe : Karl"])
def test_somebody_said_to_be_outside_has_only_their_name(text: str) -> None:
    assert look_up(text, DIRECTORY).value == Person(name="Karl")


_WORDS = ("Lena", "sample", "dr", "Frau", "m", "PhD", "etc", "usw", "and", "y", "me", "tbd", "external", "7")
_PLAIN_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)


@given(name=_PLAIN_NAMES, names=st.lists(_PLAIN_NAMES, max_size=5))
def test_a_plain_name_is_read_as_the_same_name_with_signs_that_nobody_sees(name: str, names: list[str]) -> None:
    unseen = f"\u200b{name}"
    directory = Directory([Known(str(number), each) for number, each in enumerate(names)])

    assert (bare(name), key(name)) == (bare(unseen), key(unseen))
    quick, slow = (people_of(typed, directory, asks=False) for typed in (name, unseen))
    assert [person.id for person in quick] == [person.id for person in slow]
    assert [key(person.name) for person in quick] == [key(person.name) for person in slow]

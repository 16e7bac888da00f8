"""Whatever a dialogue calls for is drawn, and says the same to those who do not see it."""

import asyncio
import re
import threading
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.chat.alternatives import LONGEST, alternative
from bot.chat.messages import voice
from bot.chat.messages.pictures import ON_THEM
from bot.exports import pictures
from bot.exports.pictures import drawing, gantt, lettering
from bot.exports.pictures.drawer import Drawer
from bot.exports.pictures.look import Room, Wording
from flows.pictures import Picture, worded
from tests.docs import hard_pictures, sample_pictures
from tests.docs.sample_pictures import COMPETENCES, GOAL, NEEDS, PLAN, PRIORITIES
from tests.exports.specifications import KINDS

ENGLISH = voice("en", "Europe/Berlin")
SAMPLES = {picture.id: picture for picture in sample_pictures.ALL}


def told(picture: Picture) -> str:
    return alternative(ENGLISH, "action-plan", picture)


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=(HealthCheck.function_scoped_fixture,),
)
@given(data=st.data())
def test_anything_can_be_drawn_and_told(kind: str, data: st.DataObject) -> None:
    picture = data.draw(KINDS[kind])
    assert Image.open(BytesIO(pictures.png(picture, False, str, dpi=40))).width >= 220
    assert ElementTree.fromstring(pictures.svg(picture, True, str)).tag.endswith("svg")
    assert 0 < len(told(picture)) <= LONGEST


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_the_same_picture_has_the_same_bytes_and_holds_nothing_that_runs_or_loads(kind: str) -> None:
    drawn = pictures.svg(SAMPLES[kind], False, str)
    assert drawn == pictures.svg(SAMPLES[kind], False, str)
    for element in ElementTree.fromstring(drawn).iter():
        assert element.tag.rpartition("}")[2] not in {
            "script",
            "foreignObject",
            "image",
            "a",
            "text",
            "animate",
            "date",
        }
        links = [value for name, value in element.attrib.items() if name.endswith("href")]
        assert all(link.startswith("#") for link in links)
        assert not [name for name in element.attrib if name.startswith("on")]


def test_a_png_is_the_same_each_time_and_has_few_colours() -> None:
    drawn = pictures.png(NEEDS, True, str)
    assert drawn == pictures.png(NEEDS, True, str)
    assert drawn != pictures.png(NEEDS, False, str)
    assert Image.open(BytesIO(drawn)).mode == "P"


def test_a_picture_stays_as_narrow_as_a_telephone_whatever_stands_in_it() -> None:
    for picture in (hard_pictures.LONG_NAMES, sample_pictures.CANVASES):
        root = ElementTree.fromstring(pictures.svg(picture, False, str))
        assert root.attrib["width"] == "400pt"


@pytest.mark.parametrize("text", [hard_pictures.LONG, "x" * 200, "تدريب " * 40, "a  b\n c"])
def test_no_line_is_longer_than_its_room(text: str) -> None:
    for most in (1, 2, 30):
        lines = lettering.wrap(text, 120, 12, most)
        assert 0 < len(lines) <= most
        assert all(lettering.width_of(line, 12) <= 120 for line in lines)
    whole = "".join(lettering.wrap(text, 120, 12, 99)).replace("-", "").replace(" ", "")
    assert whole == "".join(text.split())


def test_what_steers_the_direction_is_not_drawn_and_unknown_letters_are_boxes() -> None:
    assert lettering.clean("a\u202eb\u2066c 🚀 日本\x00\n d") == "abc □□ d"


def test_latin_greek_cyrillic_and_arabic_have_letters() -> None:
    for text in ("Zażółć gęślą jaźń", "Έρευνα αναγκών", "Обучение", "استبيان الأعضاء"):
        assert lettering.clean(text) == text


@pytest.mark.parametrize("room", ["narrow", "upright"])
@pytest.mark.parametrize("picture", hard_pictures.ALL, ids=lambda picture: picture.id)
def test_no_letter_of_a_hard_picture_stands_outside_of_it(picture: Picture, room: Room) -> None:
    sheet = drawing.drawn(picture, False, Wording(str, "en"), titled=True, room=room)
    assert sheet.texts
    for text in sheet.texts:
        x, y = text.get_position()
        bold = "Bold" in str(text.get_fontproperties().get_file())
        wide = lettering.width_of(text.get_text(), float(text.get_fontsize()), bold=bold)
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[text.get_horizontalalignment()]
        assert left >= 0, text
        assert left + wide <= sheet.width, text
        assert 0 <= y <= sheet.height, text


def test_a_very_high_picture_comes_on_paper_in_parts_that_can_be_read() -> None:
    parts = [Image.open(BytesIO(part)) for part in pictures.on_paper(hard_pictures.LARGEST, str)]
    assert len(parts) > 3
    assert all(part.height < 2 * part.width for part in parts)
    assert len(pictures.on_paper(PLAN, str)) == 1


def test_each_of_sixty_points_in_one_corner_is_named() -> None:
    sheet = drawing.drawn(hard_pictures.CROWDED, False, Wording(str, "en"), titled=True, room="narrow")
    told = " ".join(text.get_text() for text in sheet.texts)
    assert [point.label for point in hard_pictures.CROWDED.points if point.label not in told] == []


def test_every_word_on_a_picture_can_be_translated() -> None:
    drawn = set()
    for source in Path(pictures.__file__).parent.glob("*.py"):
        text = source.read_text(encoding="utf-8")
        drawn |= set(re.findall(r'said\("([^"]+)"\)|wording\.say\("([^"]+)"\)', text))
    on_gantt = {
        word for _, word in re.findall(r'\(("\w+"), "([^"]+)"\)', Path(gantt.__file__).read_text(encoding="utf-8"))
    }
    assert {first or second for first, second in drawn} | on_gantt == set(ON_THEM.values())


def test_words_are_translated_and_ids_are_not() -> None:
    shown = worded(PLAN, str.upper)
    assert shown.title == PLAN.title.upper()
    assert [step.id for step in shown.steps] == [step.id for step in PLAN.steps]
    assert shown.steps[0].label == "ASK MEMBERS ABOUT THEIR NEEDS"


def test_a_square_tells_what_lies_in_each_corner() -> None:
    assert "Quick wins: Survey of members' needs, Mentoring for start-ups." in told(PRIORITIES)
    assert "Quick wins: Survey 1, Workshop 2, Visit 3, Study 4, Newsletter 5, Fair 6 and 54 more." in told(
        hard_pictures.CROWDED
    )


def test_bars_tell_the_first_three_with_their_values() -> None:
    assert told(NEEDS).endswith(
        "Weight of a need: Skilled staff for automated production 22.5, Partners for research projects 19, "
        "Access to markets outside Europe 14 and 2 more."
    )


def test_a_schedule_tells_its_days_its_chain_and_what_is_late() -> None:
    told_plan = told(PLAN)
    assert "8 steps from 11 January 2027 to 22 May 2027." in told_plan
    assert "The longest chain: Ask members about their needs → Choose five topics for courses →" in told_plan
    assert (
        "The deadline comes before the end: Prepare the first course. Done: Ask members about their needs." in told_plan
    )


def test_a_radar_tells_every_value_and_a_tree_every_part() -> None:
    assert "Desired: Strategy and management 4, Services for members 5," in told(COMPETENCES)
    assert "[Offer courses with two schools, with: Courses a year (2 today, 10 wanted)]" in told(GOAL)


def test_other_pictures_tell_their_shares_differences_highest_values_and_horizons() -> None:
    assert "In five years: Public funding 30 %, Membership fees 30 %," in told(sample_pictures.FUNDING)
    assert "Different: Activities, Engagement, Income." in told(sample_pictures.CANVASES)
    assert "The highest: Nordholz Composites – Skills: 5;" in told(sample_pictures.MEMBER_NEEDS)
    assert "In 3 years: Nothing yet." in told(sample_pictures.ROADMAP)


def test_nothing_is_said_to_be_nothing() -> None:
    assert told(hard_pictures.NONE) == "Where to begin. Nothing to show yet."


async def test_drawing_stays_off_the_loop_and_the_same_is_drawn_once() -> None:
    threads: list[str] = []

    def say(text: str) -> str:
        if text == NEEDS.title:
            threads.append(threading.current_thread().name)
        return text

    drawer = Drawer()
    both = await asyncio.gather(*(drawer.svg(NEEDS, False, say, "en") for _ in range(2)))
    again = await drawer.svg(NEEDS, False, say, "en")
    assert both[0] == both[1] == again
    assert [name.startswith("pictures") for name in threads] == [True]


async def test_no_more_is_kept_than_there_is_room_for() -> None:
    drawn = []

    def say(text: str) -> str:
        drawn.append(text)
        return text

    drawer = Drawer(most=10)
    for _ in range(2):
        await drawer.svg(NEEDS, False, say, "en")
    assert drawn.count(NEEDS.title) == 2

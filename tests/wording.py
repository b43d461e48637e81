"""Words that Hinge does not say to its user, each list with its reason, and where such a word stands on purpose.

The one source for every test of words. A list is a pattern of whole words; case does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.said import Said


@dataclass(frozen=True, slots=True)
class NotOurs:
    """One list. ``planted``: sentences of the kind it is there to find, which a test lays before it."""

    name: str
    why: str
    words: re.Pattern[str]
    planted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnPurpose:
    """Phrases that may stand in one file, or in those below one folder."""

    file: str
    phrases: tuple[str, ...]
    why: str


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w])", re.IGNORECASE)


FEAR = NotOurs(
    "fear",
    "Who fears a movement guards against it. The hinge is an ordinary movement, and no back is made of glass.",
    _words(
        r"danger\w*|damag\w*|injur\w*|harm\w*|risk\w*|warn\w*|hazard\w*|unsafe|beware|careful\w*|cautio\w*|threat\w*",
        r"snap\w*|slipped|herniat\w*|bulg\w*|ruptur\w*|torn|tear|crush\w*|crumbl\w*|ruin\w*|wear and tear",
        r"broken|discs?|fragile|vulnerab\w*|degenerat\w*|weak\w*|or else|never|afraid|fear\w*",
        r"scar(?:e|es|ed|y)|alarm\w*|serious\w*|severe\w*|worse\w*|emergenc\w*|shear|compression|newtons?",
    ),
    (
        "Never round your back.",
        "Bend like this and you risk an injury.",
        "A slipped disc comes from wear and tear.",
        "Keep it straight or else it may snap.",
        "Warning: your spine is fragile.",
    ),
)
BLAME = NotOurs(
    "blame",
    "A movement drifts, and there is something to try instead. Rest days are part of it, and nobody keeps a record of "
    "what was left out.",
    _words(
        r"wrong\w*|faults?|faulty|fail\w*|bad|badly|poor\w*|mistakes?|errors?|incorrect\w*|improper\w*|invalid|illegal",
        r"lazy|cheat\w*|should have|missed|streaks?|broke|only (?:\d+|\{\w*\}|one|two|a few)|still not|not even",
        r"guilt\w*|blam\w*|excus\w*|g[ai]ve up|you forgot|you did not|too (?:slow|little|lazy|weak)",
    ),
    (
        "That was wrong.",
        "You failed the set.",
        "You broke your streak of {} days.",
        "You should have practised yesterday.",
        "Only {} of {} repetitions.",
        "You missed a day.",
        "It is still not good.",
    ),
)
ORDERS = NotOurs(
    "orders and shame",
    "The user decides; Hinge shows, advises and gives its reason. Who is pushed stops listening to the back.",
    _words(
        r"must|you(?: also)? (?:have|need|ought) to|you should|no excuses?|push through|no pain,? no gain|try harder",
        r"forbidden|not allowed|asham\w*|shame\w*|don't be|stop being|obey",
    ),
    ("You must keep your back flat.", "Push through the pain.", "You have to practise daily.", "No pain, no gain."),
)
MEDICINE = NotOurs(
    "medical claims",
    "Hinge teaches a movement. It does not treat, and a promise to do so would make it a medical device.",
    _words(
        r"cure[sd]?|curing|heal(?:s|ed|ing)?|treat(?!s you\b)\w*|therap(?!ists?\b)\w*|prevent\w*|protect\w*|rehab\w*",
        r"fix(?:es|ed)? (?:your|the|a)(?: \w+)? (?:back|spine|pain|posture)|pain-free|free of pain|without pain again",
        r"guarantee\w*|diagnos\w*|(?:is|are) safe|safe (?:for|to)|safely|patients?|medical\w*|reliev\w*|remed\w*",
        r"proven|practice helps|helps? (?:your|the|a) (?:\w+ )?(?:back|pain)|good for (?:your|the) back",
        r"eases? (?:your |the )?pain",
    ),
    (
        "The hinge cures back pain.",
        "This will heal your back and prevent the next attack.",
        "Fix your back in ten days.",
        "Swinging is safe for everybody.",
        "A pain-free life, guaranteed.",
        "Our therapy treats the cause.",
        "Gentle practice helps your back.",
    ),
)
COLOURS = NotOurs(
    "colour as meaning",
    "Not everybody sees a colour, and none carries a meaning alone; red also shouts.",
    _words(r"red|green|amber"),
    ("Red means stop.", "When the bar is green, go on."),
)
LISTS = (FEAR, BLAME, ORDERS, MEDICINE, COLOURS)

NOT_BRITISH = re.compile(
    r"\b(?!(?:re|cap)?siz|unrecognized arguments)(?:\w{3,}iz(?:e|es|ed|ing|ation)|center\w*|color\w*|behavior\w*"
    r"|meters?|gray|favor\w*|labor|(?:to|then|you|please|and) practice (?!is|has|was|of\b)\w+)\b|  |(?<!\S)--(?!\w)|—",
    re.IGNORECASE,
)
"""American spelling ("practice" for what one does, too), double spaces, and dashes where a comma would do."""

_OF_THE_SOURCE = "the source's own tone: it says not to be afraid"
_KEY = "the name of an option and of a key in exercise files, said to who writes one"
ON_PURPOSE = (
    OnPurpose(
        "hinge_desktop/training/screening.py",
        (
            *("are both legs weak", "new weakness in one leg", "weakened immune system", "a leg been getting weaker"),
            *("a serious accident", "new or getting worse", "pain worse at night"),
            *("call the emergency number or go to an emergency department", "your spine been diagnosed"),
        ),
        "the safety questions and their advice: who has such a sign has to understand the question at once",
    ),
    OnPurpose(
        "hinge_desktop/ui/follow_pain.py", ("newly weak or numb",), "the same sign, asked for after a stop for pain"
    ),
    OnPurpose("hinge_desktop/ui/welcome_steps.py", ("Do not fear this movement",), _OF_THE_SOURCE),
    OnPurpose("hinge_desktop/ui/welcome_steps.py", ("It is no treatment",), "says what Hinge is not"),
    OnPurpose("hinge_desktop/ui/settings_limits.py", ("not medical limits",), "says what the limits are not"),
    OnPurpose("hinge_desktop/ui/settings_limits.py", ("never looser",), "of the limits and not of the user"),
    OnPurpose("README.md", ("is not a medical device",), "says what Hinge is not"),
    OnPurpose(
        "hinge_desktop/curriculum/sources.py",
        ("Do not be afraid of this movement", "need not be feared", "no good evidence that", "is a risk factor"),
        _OF_THE_SOURCE + ", and a review found no risk",
    ),
    OnPurpose(
        "hinge_desktop/curriculum/sources.py", ("Modelled shear",), "what the evidence says against a claim of a source"
    ),
    OnPurpose("assets/exercises/hero-squat.toml", ("there is nothing in it to be afraid of",), _OF_THE_SOURCE),
    OnPurpose(
        "assets/exercises/weighted-hip-hinge.toml",
        ("less bending and shear for the lower back; evidence is mixed",),
        "a claim of the source, told as one, with what speaks against it",
    ),
    OnPurpose("assets/exercises/deadlift.toml", ("stronger than you need to be",), "strength to spare, no order"),
    OnPurpose(
        "hinge_desktop/training/gate_table.py", ("never step",), "what the gate does not do, in a table for who asks"
    ),
    OnPurpose(
        "docs/gate.md",
        ("never step", "never advised", "never 9 or 10", "never to a later one"),
        "what the gate does not do",
    ),
    OnPurpose(
        "docs/manual/through-the-day.md",
        ("never twice in an hour", "never during a practice"),
        "what reminders do not do to the user",
    ),
    OnPurpose("hinge_desktop/body/faults.py", ("fault {} does not belong",), _KEY),
    OnPurpose("hinge_desktop/film.py", ("name what drifts with --fault",), _KEY),
    OnPurpose("hinge_desktop/motion_file.py", ("a level belongs to a fault; name one with --fault",), _KEY),
    OnPurpose(
        "hinge_desktop/curriculum/parser.py",
        ("each fault once", "among the movement's faults", 'an entry with fault = "{}"', "no fault"),
        _KEY,
    ),
)


def found(text: str, file: str = "") -> tuple[tuple[str, str], ...]:
    """What of the lists stands in a text, as pairs of list and word; what ``file`` says on purpose is left out."""
    for one in ON_PURPOSE:
        if one.file == file:
            for phrase in one.phrases:
                text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return tuple((each.name, word) for each in LISTS for word in each.words.findall(text))


def found_in(said: Said) -> tuple[tuple[str, str], ...]:
    """The same of what was collected."""
    return found(said.text, said.file)

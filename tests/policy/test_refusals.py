"""What does not load, and what the officer is told: file, key and remedy, all faults at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from seawall.policy import PolicyRefused, load

Write = Callable[..., Path]

SOURCE = 'source = ["cn9-changes"]\nconfidence = "official"\n'
CENTRAL = f'[rules."measure.close.central"]\nvalue = 14\nunit = "d"\n{SOURCE}'


def refusal(path: Path, overlays: Sequence[Path] = ()) -> str:
    with pytest.raises(PolicyRefused) as caught:
        load(path, overlays=overlays)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (f'[rules."measure.close.central"]\nvalue = 14\n{SOURCE}', 'a number without a unit; write unit = "…"'),
        (f'[rules."measure.close.central"]\nvalue = 14\nunit = "dd"\n{SOURCE}', "the unit 'dd' is unknown; use a unit"),
        (
            f'[rules."discharge.confirmed"]\nvalue = {{ negatives = 2, gap = 24 }}\n{SOURCE}',
            "the number gap has no unit; give the rule a unit, or the number a name that says it",
        ),
        (
            '[rules."measure.close.central"]\nvalue = 14\nunit = "d"\nconfidence = "official"\n',
            "has no source; name where it was read",
        ),
        (
            '[rules."measure.close.central"]\nvalue = 14\nunit = "d"\nsource = ["cn99"]\nconfidence = "official"\n',
            "the source 'cn99' is unknown; enter the page in sources.toml",
        ),
        (
            '[rules."measure.close.central"]\nvalue = 14\nunit = "d"\nsource = ["mem"]\nconfidence = "sure"\n',
            "confidence is 'sure'; allowed are official, press",
        ),
        (
            '[rules."measure.close.central"]\nvalue = 14\nunit = "d"\nsource = ["mem"]\n',
            "confidence is ''; allowed are official, press",
        ),
        (f'[rules."measure.close.centrl"]\nvalue = 14\nunit = "d"\n{SOURCE}', "did you mean measure.close.central?"),
        (f'[rules."measure.close.central"]\nvalue = 14\nunit = "m"\n{SOURCE}', "is length; this key is duration"),
        (f'[rules."contact.tracing"]\nvalue = "no"\n{SOURCE}', "is words; this key is yes or no"),
        (
            f'[rules."disease.incubation.range"]\nvalue = [14, 1]\nunit = "d"\n{SOURCE}',
            "the range 14 to 1 runs backwards; write the lower end first",
        ),
        (
            f'[rules."vector.bi.levels"]\nvalue = {{ low = [10, 5] }}\nunit = "percent"\n{SOURCE}',
            "the range 10 to 5 runs backwards",
        ),
        (f"{CENTRAL}valid_from = 2022-02-01\nvalid_until = 2022-01-01\n", "valid_from comes after valid_until"),
        (f'{CENTRAL}note = "Replaces the 21 days."\n', "the note says that it replaces a rule, and no rule is dropped"),
        (
            f'{CENTRAL}note = "代替旧规定"\n',
            "name the other rule in drops, end it with valid_until, or say it otherwise",
        ),
        (
            f'{CENTRAL}note = {{ zh = "代替旧规定", en = "Seen." }}\n',
            "the note says that it replaces a rule, and no rule is dropped",
        ),
        (
            f'{CENTRAL}note = {{ en = "Seen." }}\n',
            'bad.toml, measure.close.central: the note is not in two languages; write note = { zh = "…", en = "…" }',
        ),
        (f'{CENTRAL}note = {{ zh = " ", en = "Seen." }}\n', "the note is not in two languages"),
        (f'{CENTRAL}note = {{ zh = 5, en = "Seen." }}\n', "the note is not in two languages"),
        (f'{CENTRAL}note = {{ zh = "见", en = "Seen.", fr = "Vu." }}\n', "the note is not in two languages"),
        (f"{CENTRAL}note = 5\n", "note is 5; write it as a sentence in two languages, { zh = "),
        (f'{CENTRAL}src = ["mem"]\n', "has a field 'src'; allowed are value, unit, source"),
        (f"{CENTRAL}when = 5\n", "when is 5; write it as text"),
        (f"[rules.measure.close]\ncentral = 14\n{SOURCE}", 'write [rules."measure"] with the whole key in quotes'),
        (f"{CENTRAL}{CENTRAL}", "a key stands once in a file: keep one of the two"),
        ("[rules", "correct the TOML at that place"),
        (
            f'[rules."zone.sealed.measure"]\nvalue = "stay_in_flat"\n{SOURCE}',
            "asks for 'stay_in_flat', and nothing says what that asks of people; state zone.measure.stay_in_flat, or",
        ),
        (
            f'[rules."zone.measure.stay_in_bed"]\nvalue = {{ scope = "bed", zh = "卧床", en = "in bed" }}\n{SOURCE}',
            "zone.measure.stay_in_bed: has the scope 'bed'; allowed are seal, control",
        ),
        (
            f'[rules."zone.measure.stay_in_bed"]\nvalue = {{ scope = "seal", zh = "卧床" }}\n{SOURCE}',
            "zone.measure.stay_in_bed: says no en; write scope, zh and en",
        ),
    ],
)
def test_a_faulty_rule_is_refused_with_its_remedy(write: Write, rules: str, says: str) -> None:
    assert says in refusal(write("bad", rules))


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("valid_from = 2022-02-01\nvalid_until = 2022-01-01", "policy.valid_from: comes after valid_until"),
        ('valid_from = "2022-02-01"', "valid_from is '2022-02-01'; write it as a day, such as 2022-01-22"),
        ('drops = ["measure.close.home"]', "measure.close.home drops nothing: no policy below has such a rule"),
        ('extends = "nobody"', "policy.extends: names no policy"),
        ('missing = ["zone.cor"]', "zone.cor matches no documented key; did you mean zone.core?"),
        ('needs = { zh = "依据" }', 'policy.needs: is not in two languages; write needs = { zh = "…", en = "…" }'),
        ('status = "draft"', "policy: has a field 'status'"),
        ('validity_confidence = "sure"', "policy.validity_confidence: is 'sure'"),
    ],
)
def test_a_faulty_head_is_refused_with_its_remedy(write: Write, head: str, says: str) -> None:
    assert says in refusal(write("bad", CENTRAL, head))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe", "is not UTF-8 text; save it as UTF-8"),
        (b"", 'schema: is None; write schema = "seawall-policy/1" in the first line'),
        (b'schema = "policy/0"', "schema: is 'policy/0'"),
        (b"[policy]\nid = 5", "policy: id is 5; write it as text"),
        (b"[policy]\nid = 'a'", "policy.title: is not there; every policy states it"),
        (b"[policies]", "policies: is no table of a policy; allowed are policy and rules"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(tmp_path: Path, text: bytes, says: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(text)
    assert says in refusal(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('level = "nation"', 'level = "town"', "policy.level: is 'town'; allowed are common, nation, province"),
        ('{ zh = "规则", en = "Rules" }', '{ en = "Rules" }', "policy.title: is not in two languages"),
        ('{ zh = "规则", en = "Rules" }', '{ zh = 5, en = "Rules" }', "policy.title: is not in two languages"),
        ('source = ["cn9-changes"]', "source = [5]", "source is [5]; write it as a list of words"),
    ],
)
def test_a_word_that_a_policy_may_not_use_is_refused(write: Write, old: str, new: str, says: str) -> None:
    path = write("a", CENTRAL)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert says in refusal(path)


def test_every_fault_of_every_file_is_told_at_once(write: Write) -> None:
    write("old", '[rules."measure.close.home"]\nvalue = 7\nsource = ["cn99"]\nconfidence = "official"\n')
    new = write("new", '[rules."zone.exist"]\nvalue = true\nsource = []\nconfidence = "official"\n', 'extends = "old"')
    told = refusal(new)
    assert told.count(" | ") == 3
    for each in ("old.toml, measure.close.home: is a number", "'cn99'", "zone.exist: is no key", "has no source"):
        assert each in told


def test_an_overlay_that_says_what_it_needs_in_one_language_alone_is_told_so(write: Write) -> None:
    half = write("half", CENTRAL, 'needs = { zh = "法律依据" }', level="city")
    assert "half.toml, policy.needs: is not in two languages" in refusal(write("nation", ""), overlays=[half])


def test_a_circle_of_extends_is_refused(write: Write) -> None:
    write("a", CENTRAL, 'extends = "b"')
    assert "runs in a circle" in refusal(write("b", "", 'extends = "a"'))


def test_a_file_is_named_like_its_policy(write: Write) -> None:
    path = write("a", CENTRAL)
    assert "the file's name is the id" in refusal(path.rename(path.with_name("b.toml")))


def test_a_nation_cannot_stand_on_a_city(write: Write) -> None:
    write("city", CENTRAL, level="city")
    assert "a policy extends one of its own level or above" in refusal(write("nation", "", 'extends = "city"'))


def test_a_note_about_a_dropped_rule_may_say_that_it_replaces_it(write: Write) -> None:
    write("old", CENTRAL)
    home = f'[rules."measure.close.home"]\nvalue = 7\nunit = "d"\n{SOURCE}note = "replaces central isolation"\n'
    new = write("new", home, 'extends = "old"\ndrops = ["measure.close.central"]')
    assert load(new).need("measure.close.home").value == 7


CONTRADICTIONS = [
    ("measure.secondary.central", '7\nunit = "d"', "measure.secondary.home", '7\nunit = "d"'),
    ("measure.high_zone_spill.central", '7\nunit = "d"', "measure.high_zone_spill.home", '7\nunit = "d"'),
    ("measure.close.central", '7\nunit = "d"', "measure.close.quarantine", "false"),
    ("measure.close.until", '21\nunit = "d_after_last_exposure"', "measure.close.followup", '21\nunit = "d"'),
    ("contact.window.before", '2\nunit = "d"', "contact.tracing", "false"),
    ("trace.classes", '["confirmed"]', "contact.tracing", "false"),
    ("zone.high.unit", '"compound_or_village"', "zone.exists", "false"),
    ("zone.sealed.criteria", '["home"]', "zone.high.criteria", '["home"]'),
    ("case.lookback", '7\nunit = "d"', "case.source_window", '14\nunit = "d"'),
]


@pytest.mark.parametrize(("one", "value", "other", "against"), CONTRADICTIONS)
def test_two_keys_that_contradict_on_one_subject_are_refused(
    write: Write, one: str, value: str, other: str, against: str
) -> None:
    write("old", f'[rules."{one}"]\nvalue = {value}\n{SOURCE}')
    told = refusal(write("new", f'[rules."{other}"]\nvalue = {against}\n{SOURCE}', 'extends = "old"'))
    assert f"new.toml, {other}: contradicts {one} of old: both speak on one subject" in told
    assert f"or drop {one} in new" in told


def test_a_yes_or_no_key_that_says_yes_contradicts_nothing(write: Write) -> None:
    yes = f'[rules."measure.close.quarantine"]\nvalue = true\n{SOURCE}'
    assert load(write("new", CENTRAL + yes)).need("measure.close.quarantine").yes()


def test_an_overlay_that_contradicts_the_nation_is_refused_until_it_drops(write: Write) -> None:
    nation = write("nation", f'[rules."measure.secondary.home"]\nvalue = 7\nunit = "d"\n{SOURCE}')
    central = f'[rules."measure.secondary.central"]\nvalue = 7\nunit = "d"\n{SOURCE}'
    hard = write("hard", central, level="city")
    assert "or drop measure.secondary.home in hard" in refusal(nation, overlays=[hard])
    mended = write("hard", central, 'drops = ["measure.secondary.home"]', level="city")
    assert load(nation, overlays=[mended]).get("measure.secondary.home") is None

"""What was noticed is told in few lines, the most important first."""

from hypothesis import given
from hypothesis import strategies as st

from flows.findings import MANY, Finding, Severity, grouped
from tests.flows.answers import TODAY, action, model, plan


def finding(message: str, severity: Severity = Severity.ADVICE, name: str = "", where: tuple[str, ...] = ()) -> Finding:
    return Finding(message=message, severity=severity, params={"action": name}, about="action", where=where)


def test_sixty_two_actions_without_an_accountable_person_become_one_line() -> None:
    actions = {f"a{n}": action(f"Action {n}", accountable="") for n in range(62)}
    groups = grouped(model("action-plan", plan(**actions)).conclude(TODAY).findings)
    (group,) = [group for group in groups if group.first.message == "plan.nobody-accountable"]
    assert (len(group.findings), group.names[:3]) == (62, ("Action 0", "Action 1", "Action 2"))


def test_the_clashes_of_two_hundred_actions_in_a_chain_become_one_line() -> None:
    chain = {f"a{n}": action(f"Action {n}", depends_on=[f"a{n - 1}"] if n else []) for n in range(200)}
    groups = grouped(model("action-plan", plan(**chain)).conclude(TODAY).findings)
    assert len([group for group in groups if group.first.message == "plan.clash"]) == 1
    assert len(groups) < 10


def test_warnings_come_before_advice_and_what_is_good_comes_last() -> None:
    found = [finding("x.good", Severity.GOOD, where=("page",)), finding("x.advice"), finding("x.bad", Severity.WARNING)]
    assert [group.first.message for group in grouped(found)] == ["x.bad", "x.advice", "x.good"]


def test_praise_of_the_whole_never_stands_beside_a_warning() -> None:
    praise = finding("x.all-good", Severity.GOOD)
    assert [g.first.message for g in grouped([praise, finding("x.bad", Severity.WARNING)])] == ["x.bad"]
    assert [g.first.message for g in grouped([praise, finding("x.advice")])] == ["x.advice", "x.all-good"]


def test_a_plan_with_something_to_mend_is_not_called_all_good() -> None:
    messages = {f.message for f in model("action-plan", plan(a=action(accountable=""))).conclude(TODAY).findings}
    assert "plan.all-good" not in messages


found = st.lists(
    st.builds(finding, st.sampled_from(["x.one", "x.two", "x.three"]), st.sampled_from(Severity), st.text(max_size=3))
)


@given(found)
def test_every_finding_is_told_once_and_many_of_one_message_in_one_line(findings: list[Finding]) -> None:
    groups = grouped(findings)
    told = [finding for group in groups for finding in group.findings]
    warned = any(finding.severity is Severity.WARNING for finding in findings)
    expected = [f for f in findings if not (warned and f.severity is Severity.GOOD)]
    assert sorted(map(repr, told)) == sorted(map(repr, expected))
    for group in groups:
        alike = [f for f in expected if (f.message, f.severity) == (group.first.message, group.first.severity)]
        assert len(group.findings) == (len(alike) if len(alike) >= MANY else 1)

"""The command line: ``advisor --help``."""

import asyncio
import gc
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

import click

from bot.cli_data import audit, data
from bot.cli_keys import keys
from bot.cli_knowledge import kb
from bot.cli_people import people
from bot.cli_programme import programme
from bot.cli_reminders import reminders
from bot.cli_restore import backup, restore
from bot.cli_teams import teams
from bot.curated import open_engine
from bot.settings import Settings, SettingsError, load_settings
from bot.terminal import Commands, Failure, say
from knowledge.garbage import uncollected

if TYPE_CHECKING:  # importing costs every command time
    from bot.chat.views import Message


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cluster-advisor", prog_name="advisor")
def main() -> None:
    """Cluster Advisor: guided dialogues, sourced answers and timely nudges for cluster organisations.

    \b
    Start here:
      advisor run                                 then open http://127.0.0.1:8000
      advisor ask "who should sign the action plan"
      advisor check                               is everything set up?

    Settings come from the environment; docs/settings.md lists them.

    Exit codes: 0 all is well, 1 something needs attention (the text says what), 2 the command was not understood.
    When something unexpected happens, the details are in errors.log in the data folder.
    """


def _settings(host: str | None = None, port: int | None = None, worker_port: int | None = None) -> Settings:
    given = {"host": host, "port": port, "worker_port": worker_port}
    settings = load_settings(**{key: value for key, value in given.items() if value is not None})
    if problems := settings.problems():
        raise SettingsError("\n".join(problems))
    return settings


_host = click.option("--host", help="Address to listen on (HOST); 127.0.0.1 by default.")
_port = click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (PORT); 8000.")


@main.command()
@_host
@_port
def run(host: str | None, port: int | None) -> None:
    """Run everything in one process: web page, Slack if it is set up, and reminders.

    \b
    Examples:
      advisor run
      advisor run --port 8080
    """
    _serve(_settings(host, port), worker=True)


@main.command()
@_host
@_port
def web(host: str | None, port: int | None) -> None:
    """Run the web process alone: web page and Slack. Reminders come from “advisor worker”.

    \b
    Example:
      advisor web --host 0.0.0.0 --port 8000
    """
    _serve(_settings(host, port), worker=False)


def _serve(settings: Settings, *, worker: bool) -> None:
    with uncollected():
        from bot.server import serve
    gc.freeze()  # what is imported stays, and need not be looked through later either
    asyncio.run(serve(settings, worker=worker))


@main.command()
@_host
@click.option("--port", type=click.IntRange(0, 65535), help="Port of its health address (WORKER_PORT); none.")
def worker(host: str | None, port: int | None) -> None:
    """Run the worker alone: it sends reminders and tidies up. Any number of workers may run.

    With a port it answers GET /healthz, /readyz and /metrics there, as “advisor run” does.

    \b
    Examples:
      DATABASE_URL=postgresql://advisor@localhost/advisor advisor worker
      advisor worker --port 8001
    """
    from bot.server import work

    asyncio.run(work(_settings(host, worker_port=port)))


@main.command()
def check() -> None:
    """Check the settings, Slack, Teams, the mail server, identity providers, the database and the knowledge index.

    What is wrong is said in plain words.

    \b
    Example:
      advisor check && advisor run
    """
    from bot.checkup import checkup

    findings = asyncio.run(checkup(load_settings()))
    for finding in findings:
        say(f"{'ok     ' if finding.ok else 'problem'}  {finding.what}: {finding.text}")
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)


@main.command()
@click.argument("question", required=False)
@click.option("--batch", type=click.File(encoding="utf-8"), help="JSON lines with “q”; “-” reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: outcome and up to five articles.")
def ask(question: str | None, batch: TextIO | None, as_json: bool) -> None:
    """Ask the knowledge base a question, or many from a file.

    Exit code 1 when a single question has no answer.

    \b
    Examples:
      advisor ask "half of our members never come to events"
      advisor ask --json "what is a RACI matrix"
      advisor ask --batch questions.jsonl --json > answers.jsonl
    """
    if (question is None) == (batch is None):
        raise click.UsageError("Give one question, or --batch FILE.")
    with uncollected():
        engine = open_engine(warm=batch is not None)
    outcome = ""
    for text in _texts(batch, "q") if batch else [question or ""]:
        result = engine.ask(text)
        outcome = result.outcome
        if as_json:
            articles = [{"id": scored.id, "score": round(scored.score, 4)} for scored in result.articles[:5]]
            say(json.dumps({"outcome": result.outcome, "articles": articles}, ensure_ascii=False))
        else:
            say(*_answer_lines(engine, result))
    if question is not None and outcome == "unknown":
        raise SystemExit(1)


def _answer_lines(engine: Any, result: Any) -> list[str]:
    from bot.chat.markup import plain
    from knowledge.library.sources import sources

    match result.outcome:
        case "chat":
            return ["Hello. Ask me a question about running a cluster.", ""]
        case "answer":
            article = engine.article(result.articles[0].id)
            named = sources()
            lines = [article.title, "", *plain(article.short).split("\n")]
            if article.more:
                lines += ["", *plain(article.more).split("\n")]
            titles = "; ".join(str(named[code]) for code in article.sources if code in named)
            late = f"This was due for a check on {article.review_due}. It may be out of date: look at its source first."
            lines += ["", late] if article.overdue(datetime.now(UTC).date()) else []
            return [*lines, "", f"Source: {titles} · Checked on {article.reviewed}", ""]
        case "suggest":
            offered = [f"  {engine.article(scored.id).title}  ({scored.id})" for scored in result.articles[:3]]
            return ["I am not sure what you mean. Is it one of these?", *offered, ""]
        case _:
            return ["I don’t know the answer to that.", ""]


@main.command()
@click.argument("text", metavar="GOAL", required=False)
@click.option("--batch", type=click.File(encoding="utf-8"), help="JSON lines with “goal”; “-” reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the five checks and the advice.")
def goal(text: str | None, batch: TextIO | None, as_json: bool) -> None:
    """Check how well a goal is worded: specific, measurable, time-bound, action verb, simple language.

    \b
    Examples:
      advisor goal "Recruit 16 new member companies by 30 June 2027"
      advisor goal --batch goals.jsonl --json
    """
    if (text is None) == (batch is None):
        raise click.UsageError("Give one goal, or --batch FILE.")
    from bot.chat.messages import voice
    from flows.goal_checks import check_goal

    speaker = voice("en", "UTC")
    today = datetime.now(UTC).date()
    for wording in _texts(batch, "goal") if batch else [text or ""]:
        checks = check_goal(wording, today=today)
        passed = {name: bool(getattr(checks, name)) for name in _CHECKS}
        advice = [speaker.say(finding.message, **finding.params) for finding in checks.findings]
        if as_json:
            say(json.dumps({**passed, "advice": advice}, ensure_ascii=False))
            continue
        for name, label in _CHECKS.items():
            say(f"{'yes' if passed[name] else 'no ':3}  {label}")
        say("", *(advice or ["A good goal."]), "")


_CHECKS = {
    "specific": "specific",
    "measurable": "measurable",
    "time_bound": "time-bound",
    "action_verb": "action verb",
    "simple_language": "simple language",
}


def _texts(batch: TextIO, key: str) -> Iterator[str]:
    """The texts of a JSON lines file.

    Raises:
        Failure: a line is not an object with that key; names the line.
    """
    try:
        for number, line in enumerate(batch, start=1):
            if not line.strip():
                continue
            try:
                text = str(json.loads(line)[key])
                text.encode()  # JSON can write halves of characters, which are no text
            except (ValueError, KeyError, TypeError, RecursionError):
                example = json.dumps({key: "…"}, ensure_ascii=False)
                raise Failure(f"{batch.name}, line {number}: not a JSON object like {example}.") from None
            yield text
    except UnicodeDecodeError:
        raise Failure(f"{batch.name} is not UTF-8 text.") from None


@main.command()
def dialogues() -> None:
    """List the guided dialogues: id, command, what for."""
    from flows.registry import all_dialogues

    for dialogue in all_dialogues().values():
        say(f"{dialogue.id:20} /{dialogue.command:15} {dialogue.purpose}")


main.add_command(kb)
main.add_command(people)
main.add_command(reminders)
main.add_command(programme)
main.add_command(keys)
main.add_command(data)
main.add_command(audit)
main.add_command(backup)
main.add_command(restore)
main.add_command(teams)


@main.group()
def slack() -> None:
    """Set up Slack."""


@slack.command("manifest")
@click.option("--url", help="Public address of this advisor; without it the manifest uses Socket Mode.")
@click.option("--oauth", is_flag=True, help="For installation by a link in many workspaces; needs --url.")
def slack_manifest(url: str | None, oauth: bool) -> None:
    """Print the app manifest to paste into Slack, made from what the code listens to.

    \b
    Examples:
      advisor slack manifest > manifest.json
      advisor slack manifest --url https://advisor.example.org
      advisor slack manifest --url https://advisor.example.org --oauth
    """
    from bot.slack.manifest import manifest

    try:
        made = manifest(url or "", by_link=oauth)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--url") from None
    say(*json.dumps(made, indent=2, ensure_ascii=False).split("\n"))


@slack.command("preview-nudge")
@click.argument("account")
def slack_preview_nudge(account: str) -> None:
    """Send a sample of a reminder to yourself, to see how one looks in Slack.

    ACCOUNT is your own, as “advisor people list” shows it. It must be that of an administrator of the workspace:
    nobody else gets a sample.

    \b
    Example:
      advisor slack preview-nudge slack:T0123:U0456
    """
    from bot.advisor.following.sample import sample
    from bot.chat.messages import voice
    from bot.slack.preview import PreviewError, preview

    settings = load_settings()
    token = settings.slack_bot_token.get_secret_value()
    if settings.slack_by_link:
        from bot.kept_installations import token_for

        token = asyncio.run(token_for(settings, account))
        if not token:
            raise Failure(f"The advisor is not installed in the workspace of “{account}”, or its token has expired.")
    if not token:
        raise Failure("SLACK_BOT_TOKEN is missing. Find it under “OAuth & Permissions” of your Slack app.")
    now = datetime.now(UTC)

    def shown(locale: str, zone: str) -> "Message":
        speaker = voice(locale, zone)
        return sample(speaker, speaker.local_date(now))

    try:
        asyncio.run(preview(token, settings.slack_api_url, account, shown))
    except PreviewError as problem:
        raise Failure(str(problem)) from None
    say(f"Sent to {account}. Look in your direct messages with the advisor in Slack.")


if __name__ == "__main__":
    sys.exit(main())

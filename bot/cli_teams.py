"""``advisor teams``: the package that is uploaded to Teams."""

from importlib.metadata import version
from pathlib import Path

import click

from bot.settings import load_settings
from bot.terminal import Failure, say


@click.group()
def teams() -> None:
    """Set up Teams."""


@teams.command("manifest")
@click.option("--url", help="Public address of this advisor; PUBLIC_URL by default.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("cluster-advisor.zip"),
    show_default=True,
    help="Where to write it.",
)
def teams_manifest(url: str | None, output: Path) -> None:
    """Write the app package to upload to Teams, made from what the code listens to.

    It needs TEAMS_APP_ID and the public address; docs/teams.md takes you through it.

    \b
    Examples:
      advisor teams manifest
      advisor teams manifest --url https://advisor.example.org --output advisor.zip
    """
    from bot.teams.manifest import manifest, package

    settings = load_settings()
    try:
        made = manifest(
            settings.teams_app_id,
            url or settings.public_url,
            version("cluster-advisor"),
            settings.teams_developer,
            settings.teams_terms_url,
        )
    except ValueError as problem:
        raise Failure(str(problem)) from None
    try:
        output.write_bytes(package(made))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Failure(f"{output} cannot be written: {why}. Name another file with --output.") from None
    say(f"The app package is in {output}. Upload it in Teams under “Apps → Manage your apps → Upload an app”.")

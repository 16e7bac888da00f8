"""Messages that wait to be sent."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""

"""The themes that clusters are asked about: their ten challenges, and the three trends.

Source: the ten challenge themes of the Cluster Booster Academy (training day 1); green, digital and resilience are
the three trends of the ECCP guide on how clusters lead transitions.
"""

from collections.abc import Mapping

from flows.fields import Choice, Choices

TRENDS = ("green", "digital", "resilience")

THEMES: Mapping[str, tuple[str, str]] = {
    "attracting-members": ("Attracting members", "attracting-members"),
    "retaining-members": ("Retaining members and talent", "retaining-members"),
    "service-innovation": ("Service innovation", "developing-new-services"),
    "financial-sustainability": ("Financial sustainability", "financial-sustainability"),
    "measuring-success": ("Measuring growth and success", "measuring-success"),
    "governance": ("Governance", "governance-structure"),
    "internationalisation": ("Internationalisation", "internationalisation-strategy"),
    "engagement": ("Engagement and collaboration", "member-engagement"),
    "visibility": ("Marketing and visibility", "marketing-and-visibility"),
    "cross-sector": ("Cross-sector links and workforce", "cross-sector-collaboration"),
    "green": ("Green transition", "green-transition-role"),
    "digital": ("Digital transition", "digital-transition-role"),
    "resilience": ("Resilience", "resilience"),
}
"""Theme id → (label, article of the knowledge base)."""

CHALLENGES = tuple(theme for theme in THEMES if theme not in TRENDS)


def theme_choices(*ids: str) -> Choices:
    """These themes as options."""
    return tuple(Choice(theme, THEMES[theme][0]) for theme in ids)

"""Everything that is shown on Slack is what others who know Slack say it may be."""

import json
import logging
import subprocess
from pathlib import Path

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.node import NODE, require_node
from tests.slack.payloads import every_payload, shapes
from tests.slack.rules import message_problems, view_problems

TYPES = {"message": "{ text: string; blocks: KnownBlock[] }", "modal": "ModalView", "home": "HomeView"}


def test_every_payload_keeps_to_the_limits() -> None:
    for kind, payload in every_payload():
        assert (message_problems if kind == "message" else view_problems)(payload) == []


def test_slacks_own_library_takes_every_payload(caplog: pytest.LogCaptureFixture) -> None:
    """It knows every field of every block, and finds nothing wrong with any."""
    with caplog.at_level(logging.WARNING):
        for kind, payload in every_payload():
            if kind != "message":
                View(**payload).validate_json()
            for block in payload["blocks"]:
                parsed = Block.parse(block)
                assert parsed is not None
                assert parsed.to_dict() == block
    assert "Unknown" not in caplog.text


def test_slacks_types_take_every_payload(tmp_path: Path) -> None:
    require_node("typescript")
    lines = [
        'import type { HomeView, KnownBlock, ModalView } from "@slack/types";',
        "// @ts-expect-error  types are checked",
    ]
    lines.append('export const wrong: KnownBlock = { type: "divider", colour: "red" };')
    for kind, found in shapes().items():
        lines.append(f"export const {kind}: ({TYPES[kind]})[] = {json.dumps(found)};")
    config = {
        "compilerOptions": {
            "strict": True,
            "noEmit": True,
            "skipLibCheck": True,
            "types": [],
            "moduleResolution": "bundler",
            "module": "esnext",
            "paths": {"@slack/types": [str(NODE / "node_modules/@slack/types")]},
        },
        "files": ["payloads.ts"],
    }
    (tmp_path / "payloads.ts").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    compiler = [NODE / "node_modules/node/bin/node", NODE / "node_modules/typescript/bin/tsc"]
    done = subprocess.run([*compiler, "-p", tmp_path], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[:5_000]

"""In a real terminal of eighty columns, as a duty officer sees it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs the Debian package tmux (packages.txt)")
def test_a_policy_reads_in_a_real_terminal_of_eighty_columns(tmp_path: Path) -> None:
    socket = str(tmp_path / "tmux")
    command = f"{sys.executable} -m seawall.cli policy diff covid19-cn-8 covid19-cn-9 | head -20; sleep 600"
    subprocess.run(["tmux", "-S", socket, "new-session", "-d", "-x", "80", "-y", "24", command], check=True)  # noqa: S603, S607
    try:
        screen = ""
        for _ in range(1200):
            shown = ["tmux", "-S", socket, "capture-pane", "-p"]
            screen = subprocess.run(shown, check=True, capture_output=True, text=True).stdout  # noqa: S603
            if "covid19-cn-9" in screen:
                break
            time.sleep(0.1)
        assert "covid19-cn-9" in screen
        assert max(len(line) for line in screen.splitlines()) <= 80
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False)  # noqa: S603, S607

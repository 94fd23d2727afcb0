"""Checks the built VST3 in hosts: `python tests/hosts [--json] [PART OF A NAME]...`, started by `cargo xtask hosts`."""

import importlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from importlib.metadata import version
from pathlib import Path

import case

HOSTS = ["pedalboard", "dawdreamer"]

# The slowest check takes a quarter of this on two busy cores.
PATIENCE_S = 300


def checks_of(host):
    """The claims about a host, and what it cannot do."""
    case.CHECKS.clear()
    module = importlib.import_module(f"in_{host}")
    return dict(case.CHECKS), module.CANNOT


def run_one(host, name):
    """Runs one check in this process."""
    checks, _ = checks_of(host)
    try:
        checks[name]()
    except AssertionError as error:
        sys.exit(f"{error}")
    except Exception:
        sys.exit(traceback.format_exc())
    sys.stdout.flush()
    # What a host does while it unloads is not part of any claim.
    os._exit(0)


def run_apart(host, name):
    """Runs one check in a process of its own; returns what went wrong, what it said, and how long it took."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="triage-hosts-") as folder:
        folders = {"TRIAGE_LIVE_DIR": f"{folder}/live", "TRIAGE_DATA_DIR": f"{folder}/data"}
        for path in folders.values():
            Path(path).mkdir()
        line = [sys.executable, "-X", "faulthandler", __file__, "--one", host, name]
        try:
            done = subprocess.run(line, env={**os.environ, **folders}, capture_output=True, text=True, check=False,
                                  timeout=PATIENCE_S)
            fault = fault_of(done)
            said = done.stdout
        except subprocess.TimeoutExpired:
            fault, said = f"not done within {PATIENCE_S} s", ""
    return fault, said.strip(), time.monotonic() - begun


def fault_of(done):
    """Why a check did not hold; nothing when it did."""
    if done.returncode == 0:
        return ""
    if done.returncode < 0:
        return f"the host died of {signal.Signals(-done.returncode).name}: {done.stderr.strip()[:600]}"
    return done.stderr.strip() or f"ended with {done.returncode}"


def versions():
    """What was measured with."""
    named = {host: version(host) for host in [*HOSTS, "numpy"]}
    return {**named, "python": platform.python_version(), "system": platform.platform()}


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        return run_one(*arguments[1:])
    wants_json = "--json" in arguments
    parts = [argument for argument in arguments if argument != "--json"]
    results, cannot = [], {}
    told = sys.stderr if wants_json else sys.stdout
    print("  ".join(f"{name} {number}" for name, number in versions().items()), file=told)
    for host in HOSTS:
        checks, cannot[host] = checks_of(host)
        for name in checks:
            if parts and not any(part in f"{host}.{name}" for part in parts):
                continue
            fault, said, seconds = run_apart(host, name)
            results.append({"host": host, "check": name, "passed": not fault, "fault": fault, "said": said,
                            "seconds": round(seconds, 1)})
            print(f"{'FAIL' if fault else 'PASS'}  {host:10}  {name}  ({seconds:.1f} s)", file=told, flush=True)
            for line in [*fault.splitlines(), *said.splitlines()]:
                print(f"        {line}", file=told)
    failed = [result for result in results if not result["passed"]]
    for host, reasons in cannot.items():
        for reason in reasons:
            print(f"----  {host:10}  cannot {reason}", file=told)
    print(f"{len(results) - len(failed)} of {len(results)} checks hold", file=told)
    if wants_json:
        print(json.dumps({"versions": versions(), "checks": results, "cannot": cannot}))
    if parts and not results:
        sys.exit("no check has such a name")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

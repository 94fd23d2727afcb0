"""What the checks share: their names, signals with known answers, reports, and the command line.

A check is a function whose name is its claim. It is run in a process of its own, so that a host that dies takes only
its own claim down, with a folder of its own for live reports and one for versions.
"""

import json
import os
import struct
import subprocess
import time
from pathlib import Path

import numpy as np

PLUGIN = os.environ.get("TRIAGE_VST3", "")
COMMAND_LINE = os.environ.get("TRIAGE_CLI", "")
LIVE_FOLDER = Path(os.environ.get("TRIAGE_LIVE_DIR", "."))
DATA_FOLDER = Path(os.environ.get("TRIAGE_DATA_DIR", "."))

SAMPLE_RATE_HZ = 48_000
SAMPLE_RATES_HZ = [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000]
BLOCK_FRAMES = [1, 2, 3, 7, 16, 32, 64, 128, 441, 480, 512, 1000, 1024, 2048, 4096, 8192]

# Readings go through text on both sides, as the shortest digits that give the same number: nothing is lost there.
TOLERANCE = 1e-9

# What projects and presets know the plug-in by.
CLASS_ID = b"TriageMixListV01".hex().upper().encode()

# What hosts are asked to show of every parameter: name, and texts of the smallest, default, and largest setting.
PARAMETERS = [
    ("Stage", "Mix", "Mix", "Master"),
    ("Target", "Modern", "Modern", "Folk"),
    ("Focus", "All", "All", "Balance"),
    ("Iteration", "By versions", "By versions", "9"),
    ("Main fader", "-60.0", "0.0", "12.0"),
    ("Use side-chain", "Off", "Off", "On"),
    ("Reset", "Off", "Off", "On"),
    ("Reset on play", "Off", "Off", "On"),
    ("Bypass", "Off", "Off", "On"),
    ("Edits", "0", "0", "127"),
]

CHECKS = {}


def check(function):
    """Registers a claim."""
    CHECKS[function.__name__] = function
    return function


def same(found, expected, what):
    """Fails unless both are equal."""
    assert found == expected, f"{what}: {found!r}, expected {expected!r}"


def same_audio(output, given, what):
    """Fails unless the output is the input, bit for bit."""
    same(output.shape, given.shape, f"{what}: channels and frames")
    differing = np.flatnonzero((output.view(np.uint32) != given.view(np.uint32)).any(axis=0))
    assert differing.size == 0, f"{what}: {differing.size} frames differ, the first is {differing[0]}"


def music(seconds, sample_rate_hz=SAMPLE_RATE_HZ, channels=2, seed=1, tilt=1.0):
    """A beat, a bass and a hiss: enough for every meter to have something to say, the same for the same seed."""
    frames = round(seconds * sample_rate_hz)
    random = np.random.default_rng(seed)
    time_s = np.arange(frames) / sample_rate_hz
    beat = np.exp(-((time_s * 2) % 1) * 8) * np.sin(2 * np.pi * 60 * time_s)
    bass = 0.5 * np.sin(2 * np.pi * (97 + 7 * seed) * time_s + 0.3)
    hiss = random.standard_normal((channels, frames)) * 0.2 * tilt
    sound = 0.3 * (beat + bass) + hiss * (0.4 + 0.6 * (np.sin(time_s) > 0))
    return np.ascontiguousarray(sound, dtype=np.float32)


def edge_cases(frames, channels, seed=7):
    """Noise with everything in it that a careless copy changes: both zeros, denormals, huge and not-a-number."""
    sound = np.random.default_rng(seed).standard_normal((channels, frames)).astype(np.float32)
    odd = np.array([-0.0, 0.0, 1e-40, -1e-45, 3.4e38, np.inf, -np.inf, np.nan], dtype=np.float32)
    sound[:, 11 : 11 + odd.size] = odd
    sound[:, -1] = -0.0
    return sound


def write_wav(path, sound, sample_rate_hz=SAMPLE_RATE_HZ):
    """Writes 32-bit float samples, exactly."""
    channels = sound.shape[0]
    payload = np.ascontiguousarray(sound.T, dtype="<f4").tobytes()
    layout = struct.pack("<HHIIHH", 3, channels, sample_rate_hz, sample_rate_hz * channels * 4, channels * 4, 32)
    chunks = b"fmt " + struct.pack("<I", len(layout)) + layout + b"data" + struct.pack("<I", len(payload)) + payload
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return path


def command_line(*arguments):
    """What triage-cli prints."""
    done = subprocess.run([COMMAND_LINE, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"triage-cli {arguments}: {done.stderr}"
    return done.stdout


def analyzed(sound, sample_rate_hz=SAMPLE_RATE_HZ, reference=None, iteration=None):
    """The report of the command line on the same samples. Without a reference or a round of work unless told."""
    arguments = ["analyze", write_wav(DATA_FOLDER / "mix.wav", sound, sample_rate_hz), "--format", "json"]
    if reference is not None:
        arguments += ["--reference", write_wav(DATA_FOLDER / "reference.wav", reference, sample_rate_hz)]
    if iteration is not None:
        arguments += ["--iteration", iteration]
    return json.loads(command_line(*arguments))


def live_files():
    """The live reports of this process, in the order in which the instances were started."""
    files = LIVE_FOLDER.glob(f"triage-{os.getpid()}-*.json")
    return sorted((file for file in files if file.stem.count("-") == 2 and "." not in file.stem),
                  key=lambda file: int(file.stem.split("-")[2]))


def live_report(file=None, until=lambda report: True, patience_s=10.0):
    """A live report, by default the newest, once it satisfies `until`."""
    begun = time.monotonic()
    report = None
    while time.monotonic() - begun < patience_s:
        files = [file] if file else live_files()
        if files and files[-1].exists():
            report = json.loads(files[-1].read_text())
            if until(report):
                return report
        time.sleep(0.05)
    raise AssertionError(f"no such live report within {patience_s:.0f} s; the last: {summary(report)}")


def heard_frames(frames, sample_rate_hz=SAMPLE_RATE_HZ):
    """Whether a report has heard so much; for `live_report`."""
    return lambda report: abs(report["mix"]["duration_s"] - frames / sample_rate_hz) < 0.5 / sample_rate_hz


def summary(report):
    """A report in a line."""
    if report is None:
        return "none"
    return json.dumps({"mix": report["mix"], "lufs": report["metrics"]["integrated_lufs"], "notes": report["notes"]})


def same_report(live, offline, what):
    """Fails unless both say the same but for the name of the file, and the reference where it is a side-chain."""
    for part in ["schema", "tool", "stage", "focus", "target", "metrics", "bands", "regions", "issues", "later", "hidden",
                 "readiness", "coverage", "notes"]:
        differences = list(differing(live[part], offline[part], part))
        assert not differences, f"{what}: plug-in and command line differ: " + "; ".join(differences[:4])
    for field in ["duration_s", "sample_rate_hz", "channels", "active_s"]:
        same(live["mix"][field], offline["mix"][field], f"{what}: {field}")


def differing(ours, theirs, where):
    """Where two pieces of reports differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            yield from differing(ours.get(name), theirs.get(name), f"{where}.{name}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differing(*pair, f"{where}[{index}]")
    elif isinstance(ours, float) and isinstance(theirs, float):
        if abs(ours - theirs) > TOLERANCE:
            yield f"{where}: {ours} and {theirs}"
    elif ours != theirs:
        yield f"{where}: {ours!r} and {theirs!r}"


def nonsense_states():
    """What a damaged project may hold in place of the plug-in's state, by name."""
    def framed(text):
        return struct.pack("<Q", len(text)) + text
    random = np.random.default_rng(3).integers(0, 256, 4096, dtype=np.uint8).tobytes()
    whole = json.dumps({"version": "0.1.0", "params": {"stage": 7, "focus": "x", "iteration": 9e99, "main-fader": None,
                                                       "bypass": [], "unknown": 1},
                        "fields": {"references": "{", "ignored": "[1", "history": "null", "window": "9" * 5000}})
    typed = {"version": 5, "params": [], "fields": 1}
    return {
        "nothing": b"",
        "noise": random,
        "a length and no more": struct.pack("<Q", 1 << 62),
        "empty JSON": framed(b"{}"),
        "JSON of other types": framed(json.dumps(typed).encode()),
        "settings that do not exist": framed(whole.encode()),
        "half a state": framed(whole.encode())[: len(whole) // 2],
        "deep nesting": framed(b"[" * 100_000),
    }


def preset(state):
    """A .vstpreset file with this state: header, the state as component and as controller, list of chunks."""
    begin = 48
    chunks = b"".join([struct.pack("<4sqq", b"Comp", begin, len(state)),
                       struct.pack("<4sqq", b"Cont", begin + len(state), 0)])
    header = struct.pack("<4si32sq", b"VST3", 1, CLASS_ID, begin + len(state))
    return header + state + struct.pack("<4si", b"List", 2) + chunks


def state_in(preset_bytes):
    """The state in a .vstpreset file."""
    (list_at,) = struct.unpack_from("<q", preset_bytes, 40)
    (count,) = struct.unpack_from("<i", preset_bytes, list_at + 4)
    for entry in range(count):
        name, begin, size = struct.unpack_from("<4sqq", preset_bytes, list_at + 8 + entry * 20)
        if name == b"Comp":
            return preset_bytes[begin : begin + size]
    raise AssertionError("the preset has no state")


def picture(name):
    """Photographs the screen into a file that stays; returns its path and how many colours it has."""
    path = Path(os.environ["TRIAGE_PICTURES"]) / f"{name}.png"
    line = [*json.loads(os.environ["TRIAGE_CAMERA"]), str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"no picture of the screen: {done.stderr}"
    return json.loads(done.stdout)

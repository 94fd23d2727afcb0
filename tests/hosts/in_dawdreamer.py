"""The plug-in in DawDreamer: JUCE, a song position, a side-chain, and renderings."""

import gc
import json
import os
import signal
import threading
from contextlib import suppress

import dawdreamer
import numpy as np

from case import BLOCK_FRAMES, DATA_FOLDER, PARAMETERS, PLUGIN, SAMPLE_RATE_HZ, SAMPLE_RATES_HZ
from case import analyzed, check, differing, edge_cases, heard_frames, live_files, live_report, music
from case import nonsense_states, picture, preset, same, same_audio, same_report

CANNOT = [
    "run the plug-in mono: it asks for one input bus, and Triage has two",
    "play at the pace of the clock: it renders",
    "render less than whole blocks: what is left of the last is silence, which the plug-in hears",
]

STAGE, TARGET, FOCUS, ITERATION, MAIN_FADER, SIDE_CHAIN, RESET, RESET_ON_PLAY, BYPASS = range(9)


# What a host renders captures itself as it ends, and with a version the first round of work begins.
ROUND = 1


class Studio:
    """A graph with the plug-in at its end."""

    def __init__(self, block_frames=512, sample_rate_hz=SAMPLE_RATE_HZ):
        self.block_frames = block_frames
        self.sample_rate_hz = sample_rate_hz
        self.engine = dawdreamer.RenderEngine(sample_rate_hz, block_frames)
        self.plugin = self.engine.make_plugin_processor("triage", PLUGIN)

    def render(self, mix, side_chain=None):
        """What comes out for these inputs."""
        sources = {"mix": mix} if side_chain is None else {"mix": mix, "side-chain": side_chain}
        nodes = [(self.engine.make_playback_processor(name, sound), []) for name, sound in sources.items()]
        self.engine.load_graph([*nodes, (self.plugin, list(sources))])
        # Half a frame more, because the host cuts the product of seconds and rate to whole frames.
        self.engine.render((mix.shape[1] + 0.5) / self.sample_rate_hz)
        output = self.engine.get_audio()
        for name in sources:
            self.engine.remove_processor(name)
        return output

    def close(self):
        """Ends the instance, which writes its last report."""
        self.engine.remove_processor("triage")
        self.plugin = None
        self.engine = None

    def heard(self, sound):
        """A sound as the plug-in hears it: in whole blocks."""
        missing = -sound.shape[1] % self.block_frames
        return np.pad(sound, ((0, 0), (0, missing)))


def rendered(mix, side_chain=None, settings=(), **studio):
    """The last report of an instance that rendered this and went."""
    studio = Studio(**studio)
    for index, setting in settings:
        studio.plugin.set_parameter(index, setting)
    same_audio(studio.render(mix, side_chain), mix, "output")
    heard = studio.heard(mix)
    studio.close()
    return live_report(until=heard_frames(heard.shape[1], studio.sample_rate_hz)), heard


@check
def scan_finds_its_name_and_buses():
    studio = Studio()
    plugin = studio.plugin
    channels = (plugin.get_num_input_channels(), plugin.get_num_output_channels())
    same(channels, (4, 2), "channels of mix and side-chain, and of the output")
    same(plugin.get_latency_samples(), 0, "latency")


@check
def parameters_have_their_names_ranges_and_texts():
    studio = Studio()
    found = studio.plugin.get_parameters_description()
    texts = [(told["name"], told["min"], told["defaultValueText"], told["max"]) for told in found]
    same(texts, PARAMETERS, "name, smallest, default, largest")
    automatable = [told["name"] for told in found if told["isAutomatable"]]
    same(automatable, ["Main fader", "Use side-chain", "Reset", "Bypass"], "what can be automated")


@check
def stereo_passes_bit_for_bit_at_every_block_size():
    for frames in BLOCK_FRAMES:
        given = edge_cases(max(3 * frames + 5, 20_011), 2)
        same_audio(Studio(frames).render(given), given, f"blocks of {frames}")


@check
def stereo_passes_bit_for_bit_at_every_sample_rate():
    for rate_hz in SAMPLE_RATES_HZ:
        for frames in [64, 441, 8192]:
            given = edge_cases(max(3 * frames + 5, 20_011), 2)
            same_audio(Studio(frames, rate_hz).render(given), given, f"{rate_hz} Hz, blocks of {frames}")


@check
def report_is_the_command_lines_at_every_block_size():
    sound = music(8.3)
    for frames in BLOCK_FRAMES:
        report, heard = rendered(sound, block_frames=frames)
        same_report(report, analyzed(heard, iteration=ROUND), f"blocks of {frames}")


@check
def report_is_the_same_at_every_block_size_that_divides_the_song():
    sound = music(2**18 / SAMPLE_RATE_HZ)
    expected = None
    for frames in (frames for frames in BLOCK_FRAMES if sound.shape[1] % frames == 0):
        report, _ = rendered(sound, block_frames=frames)
        expected = expected or report
        differences = list(differing(report, expected, "report"))
        same(differences, [], f"blocks of {frames}")


@check
def report_is_the_command_lines_at_every_sample_rate():
    for rate_hz in SAMPLE_RATES_HZ:
        report, heard = rendered(music(4.2, rate_hz), sample_rate_hz=rate_hz)
        same_report(report, analyzed(heard, rate_hz, iteration=ROUND), f"{rate_hz} Hz")


USE_SIDE_CHAIN = [(SIDE_CHAIN, 1.0)]


def songs():
    """A mix, and a reference that is brighter and wider, both a bit longer than a reference must be."""
    return music(14.0, seed=1, tilt=0.3), music(14.0, seed=2, tilt=1.5) * np.float32(0.5)


@check
def side_chain_is_the_reference_that_was_routed_there():
    mix, reference = songs()
    for frames in [64, 512, 8192]:
        report, heard = rendered(mix, reference, USE_SIDE_CHAIN, block_frames=frames)
        same([found["name"] for found in report["references"]], ["side-chain"], "references")
        padded = np.pad(reference, ((0, 0), (0, heard.shape[1] - reference.shape[1])))
        expected = analyzed(heard, reference=padded, iteration=ROUND)
        for part in ["metrics", "bands", "regions", "readiness"]:
            differences = list(differing(report[part], expected[part], part))
            assert not differences, f"blocks of {frames}: " + "; ".join(differences[:4])
        same([issue["key"] for issue in report["issues"]], [issue["key"] for issue in expected["issues"]], "issues")
        deviations_db = [abs(found) for found in report["bands"]["deviation_db"] if found is not None]
        assert max(deviations_db) > 3.0, f"mix and reference differ by {max(deviations_db):.1f} dB at most"


@check
def side_chain_with_the_mix_itself_deviates_nowhere():
    mix, _ = songs()
    report, _ = rendered(mix, mix, USE_SIDE_CHAIN)
    deviations_db = [abs(found) for found in report["bands"]["deviation_db"] if found is not None]
    assert deviations_db and max(deviations_db) < 1e-6, f"deviations {deviations_db}"


@check
def side_chain_is_not_heard_while_it_is_not_wanted():
    mix, reference = songs()
    report, heard = rendered(mix, reference)
    same_report(report, analyzed(heard, iteration=ROUND), "with a side-chain that is not used")
    same(report["references"], [], "references")


def says_no_signal(report, heard):
    same("side-chain: no signal" in report["notes"], True, "says that there is no signal")
    same(report["references"], [], "references")
    same(list(differing(report["metrics"], analyzed(heard)["metrics"], "metrics")), [], "metrics")


@check
def side_chain_without_a_cable_is_no_signal():
    mix, _ = songs()
    says_no_signal(*rendered(mix, settings=USE_SIDE_CHAIN))


@check
def side_chain_bus_that_is_switched_off_is_no_signal():
    mix, _ = songs()
    for frames in [1, 441, 512]:
        studio = Studio(frames)
        same(studio.plugin.disable_nonmain_buses(), True, "bus switched off")
        studio.plugin.set_parameter(SIDE_CHAIN, 1.0)
        same_audio(studio.render(mix), mix, "output")
        heard = studio.heard(mix)
        studio.close()
        says_no_signal(live_report(until=heard_frames(heard.shape[1])), heard)


@check
def side_chain_bus_can_be_switched_on_again():
    mix, reference = songs()
    studio = Studio()
    studio.plugin.disable_nonmain_buses()
    studio.render(mix)
    studio.plugin.enable_all_buses()
    studio.plugin.set_parameter(SIDE_CHAIN, 1.0)
    same_audio(studio.render(mix, reference), mix, "output")
    heard = studio.heard(mix)
    studio.close()
    report = live_report(until=heard_frames(heard.shape[1]))
    same([found["name"] for found in report["references"]], ["side-chain"], "references")


SETTINGS = [(STAGE, 1.0), (TARGET, 5 / 6), (FOCUS, 0.25), (ITERATION, 4 / 9), (MAIN_FADER, 0.75), (SIDE_CHAIN, 1.0),
            (RESET_ON_PLAY, 1.0)]


def with_settings():
    studio = Studio()
    for index, setting in SETTINGS:
        studio.plugin.set_parameter(index, setting)
    studio.render(music(0.5))
    return studio


def has_settings(studio, what):
    sound = music(1.0)
    same_audio(studio.render(sound), sound, what)
    found = [(index, studio.plugin.get_parameter(index)) for index, _ in SETTINGS]
    assert np.allclose(found, SETTINGS, atol=1e-6), f"{what}: settings {found}, expected {SETTINGS}"
    heard = studio.heard(sound)
    studio.close()
    report = live_report(until=heard_frames(heard.shape[1]))
    shown = {name: report[name] for name in ["stage", "target", "focus", "iteration"]}
    same(shown, {"stage": "master", "target": "jazz", "focus": "low-end", "iteration": 4}, f"{what}: report")


@check
def settings_survive_save_and_load():
    path = str(DATA_FOLDER / "state")
    first = with_settings()
    first.plugin.save_state(path)
    studio = Studio()
    studio.plugin.load_state(path)
    has_settings(studio, "load_state")


@check
def nonsense_for_a_state_leaves_it_usable():
    path = DATA_FOLDER / "nonsense.vstpreset"
    good = str(DATA_FOLDER / "state")
    first = with_settings()
    first.plugin.save_state(good)
    sound = music(4.0)
    for name, state in nonsense_states().items():
        studio = Studio()
        path.write_bytes(preset(state))
        with suppress(RuntimeError):  # The plug-in refused.
            studio.plugin.load_vst3_preset(str(path))
        same_audio(studio.render(sound), sound, name)
        studio.plugin.load_state(good)
        has_settings(studio, f"{name}, then a good state")


@check
def nonsense_for_the_hosts_own_frame_leaves_it_usable():
    path = DATA_FOLDER / "nonsense"
    sound = music(1.0)
    for name, state in nonsense_states().items():
        path.write_bytes(state)
        studio = Studio()
        with suppress(RuntimeError):  # The host found out.
            studio.plugin.load_state(str(path))
        same_audio(studio.render(sound), sound, name)


@check
def bypassed_audio_passes_and_is_not_heard():
    first, second = music(4.096, seed=1), music(4.096, seed=2, tilt=3.0)
    studio = Studio()
    studio.render(first)
    studio.plugin.set_parameter(BYPASS, 1.0)
    same_audio(studio.render(second), second, "output")
    studio.close()
    report = live_report(until=heard_frames(first.shape[1]))
    same_report(report, analyzed(first, iteration=ROUND), "what was heard")


@check
def bypass_in_the_middle_leaves_a_gap():
    sound = music(9.6)
    studio = Studio(480)
    bypass = np.zeros(sound.shape[1], dtype=np.float32)
    bypass[round(4.8 * SAMPLE_RATE_HZ) :] = 1.0
    studio.plugin.set_automation(BYPASS, bypass)
    same_audio(studio.render(sound), sound, "output")
    studio.close()
    first = sound[:, : round(4.8 * SAMPLE_RATE_HZ)]
    report = live_report(until=heard_frames(first.shape[1]))
    same_report(report, analyzed(first, iteration=ROUND), "what was heard")


@check
def reset_forgets_what_was_heard():
    # Halves that are whole places of the map of the song, 3 s each: their sums are then made in the same order.
    sound = music(12.0)
    half = sound.shape[1] // 2
    reset = np.zeros(sound.shape[1], dtype=np.float32)
    reset[half:] = 1.0
    studio = Studio(480)
    studio.plugin.set_automation(RESET, reset)
    same_audio(studio.render(sound), sound, "output")
    studio.close()
    report = live_report(until=heard_frames(half))
    expected = analyzed(sound[:, half:])
    same(list(differing(report["metrics"], expected["metrics"], "metrics")), [], "what was heard since")


@check
def replay_counts_every_place_once_as_heard_last():
    first, second = music(8.192, seed=1), music(8.192, seed=2)
    studio = Studio()
    studio.render(first)
    studio.render(second)
    studio.close()
    report = live_report(until=heard_frames(second.shape[1]))
    same(list(differing(report["metrics"], analyzed(second)["metrics"], "metrics")), [], "what was heard last")


def captured():
    """The versions in the folder, oldest first."""
    files = (DATA_FOLDER / "versions").glob("*/*-*.json")
    return [json.loads(file.read_text()) for file in sorted(files)]


@check
def rendering_captures_itself_and_the_project_remembers():
    path = str(DATA_FOLDER / "state")
    sound = music(8.192)
    studio = Studio()
    # The first rendering is over when the second begins, and that when the instance goes.
    studio.render(sound)
    studio.render(sound)
    studio.plugin.save_state(path)
    studio.close()
    same(len(captured()), 2, "versions after two renderings")
    studio = Studio()
    studio.plugin.load_state(path)
    studio.render(sound)
    studio.close()
    heads = [version["head"] for version in captured()]
    same(len(heads), 3, "versions after a third, in a project that was loaded")
    same({head["origin"] for head in heads}, {"export"}, "where they come from")
    same({head["extent"] for head in heads}, {"whole"}, "how much of the song they are about")
    same(len({head["root"] for head in heads}), 1, "songs")
    same([head["parent"] for head in heads].count(None), 1, "versions without one before")


@check
def twelve_instances_in_a_row_hear_the_same():
    sound = music(8.192)
    engine = dawdreamer.RenderEngine(SAMPLE_RATE_HZ, 512)
    names = [f"triage {index}" for index in range(12)]
    graph = [(engine.make_playback_processor("mix", sound), [])]
    for before, name in zip(["mix", *names], names):
        graph.append((engine.make_plugin_processor(name, PLUGIN), [before]))
    engine.load_graph(graph)
    engine.render((sound.shape[1] + 0.5) / SAMPLE_RATE_HZ)
    same_audio(engine.get_audio(), sound, "output of the last")
    del graph, engine
    gc.collect()
    expected = analyzed(sound, iteration=ROUND)
    same(len(live_files()), len(names), "live reports")
    for file in live_files():
        same_report(live_report(file, heard_frames(sound.shape[1])), expected, file.name)


@check
def editor_opens_shows_the_song_and_closes_twice():
    studio = Studio()
    sound = music(12.288)
    studio.render(sound)
    for count in [1, 2]:
        seen = {}

        def look():
            try:
                seen.update(picture(f"dawdreamer-{count}"))
            finally:
                # The host has no other way to close the window from outside.
                os.kill(os.getpid(), signal.SIGINT)

        looker = threading.Timer(3.0, look)
        looker.start()
        with suppress(KeyboardInterrupt, SystemError):
            studio.plugin.open_editor()
        looker.join()
        assert seen.get("colours", 0) > 100, f"opened for the {count}. time, the screen shows: {seen}"
        print(f"looked at {seen['path']}: {seen['colours']} colours")
        same_audio(studio.render(sound), sound, "output after closing")

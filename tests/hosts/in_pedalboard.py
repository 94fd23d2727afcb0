"""The plug-in in pedalboard: JUCE, no song position, no side-chain."""

import gc
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pedalboard

from case import BLOCK_FRAMES, PARAMETERS, PLUGIN, SAMPLE_RATE_HZ, SAMPLE_RATES_HZ
from case import analyzed, check, edge_cases, heard_frames, live_files, live_report, music, nonsense_states, picture
from case import preset, same, same_audio, same_report, state_in

CANNOT = [
    "route a side-chain: it has one input of one width",
    "tell a song position, so it has no places of the song's own clock and captures no export",
    "say whether it renders or plays",
]


def plugin():
    return pedalboard.load_plugin(PLUGIN)


def forget(*_instances):
    """Ends instances whose last name the caller has given up; they write their last reports."""
    gc.collect()


def raw_values(instance):
    return {name: parameter.raw_value for name, parameter in instance.parameters.items()}


@check
def scan_finds_one_effect_with_its_name_and_version():
    same(pedalboard.VST3Plugin.get_plugin_names_for_file(PLUGIN), ["Triage"], "plug-ins in the file")
    instance = plugin()
    same(instance.name, "Triage", "name")
    same(instance.manufacturer_name, "Triage contributors", "vendor")
    same(instance.category, "Fx|Analyzer", "category")
    same(instance.version, analyzed(music(0.5))["tool"]["version"], "version")
    same((instance.is_effect, instance.is_instrument), (True, False), "effect and no instrument")
    same(instance.reported_latency_samples, 0, "latency")


@check
def parameters_have_their_names_ranges_and_texts():
    parameters = list(plugin().parameters.values())
    same([parameter.name for parameter in parameters], [name for name, *_ in PARAMETERS], "names")
    for parameter, (name, *expected) in zip(parameters, PARAMETERS):
        settings = [0.0, parameter.default_raw_value, 1.0]
        same([parameter.get_text_for_raw_value(raw) for raw in settings], expected, name)
    main_fader = parameters[4]
    same((main_fader.range, main_fader.label.strip()), ((-60.0, 12.0, 0.1), "dB"), "range of the Main fader")


def passes(channels, sample_rates_hz, block_frames):
    instance = plugin()
    for rate_hz in sample_rates_hz:
        for frames in block_frames:
            given = edge_cases(max(3 * frames + 5, 20_011), channels)
            output = instance.process(given, rate_hz, buffer_size=frames)
            same_audio(output, given, f"{rate_hz} Hz, blocks of {frames}")


@check
def stereo_passes_bit_for_bit_at_every_block_size():
    passes(2, [SAMPLE_RATE_HZ], BLOCK_FRAMES)


@check
def stereo_passes_bit_for_bit_at_every_sample_rate():
    passes(2, SAMPLE_RATES_HZ, [64, 441, 8192])


@check
def mono_passes_bit_for_bit_at_every_block_size():
    passes(1, [SAMPLE_RATE_HZ], BLOCK_FRAMES)


@check
def mono_passes_bit_for_bit_at_every_sample_rate():
    passes(1, SAMPLE_RATES_HZ, [64, 441, 8192])


def played(sound, sample_rate_hz=SAMPLE_RATE_HZ, block_frames=512):
    """The last report of an instance that heard this and went. The host tries it with silence first, at 44.1 kHz."""
    instance = plugin()
    instance.parameters["reset"].raw_value = 1.0
    instance.process(sound, sample_rate_hz, buffer_size=block_frames)
    del instance
    forget()
    return live_report(until=heard_frames(sound.shape[1], sample_rate_hz))


@check
def stereo_report_is_the_command_lines_at_every_block_size():
    sound = music(8.3)
    expected = analyzed(sound)
    for frames in BLOCK_FRAMES:
        same_report(played(sound, block_frames=frames), expected, f"blocks of {frames}")


@check
def stereo_report_is_the_command_lines_at_every_sample_rate():
    for rate_hz in SAMPLE_RATES_HZ:
        sound = music(4.2, rate_hz)
        same_report(played(sound, rate_hz), analyzed(sound, rate_hz), f"{rate_hz} Hz")


@check
def mono_report_is_the_command_lines_at_every_block_size():
    sound = music(5.1, channels=1)
    expected = analyzed(sound)
    same(expected["mix"]["channels"], 1, "channels of the file")
    for frames in BLOCK_FRAMES:
        same_report(played(sound, block_frames=frames), expected, f"blocks of {frames}")


@check
def side_chain_that_the_host_does_not_have_is_no_signal():
    for channels in [2, 1]:
        instance = plugin()
        instance.use_side_chain = True
        sound = music(12.0, channels=channels)
        same_audio(instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512), sound, "output")
        del instance
        forget()
        report = live_report(until=heard_frames(sound.shape[1]))
        same("side-chain: no signal" in report["notes"], True, "says that there is no signal")
        same(report["references"], [], "references")
        same_metrics = analyzed(sound)["metrics"]
        same(report["metrics"], same_metrics, "metrics")


SET = {"stage": "Master", "target": "Jazz", "focus": "Low end", "iteration": "4", "main_fader_db": -6.3,
       "use_side_chain": True, "reset_on_play": True}


def with_settings():
    """An instance with settings of its own. It takes them over with the next audio, as everywhere in VST3."""
    instance = plugin()
    for name, setting in SET.items():
        setattr(instance, name, setting)
    instance.process(music(0.1), SAMPLE_RATE_HZ)
    return instance


def shows_settings(instance, what):
    for name, setting in SET.items():
        found = getattr(instance, name)
        is_equal = abs(found - setting) < 1e-5 if isinstance(setting, float) else found == setting
        assert is_equal, f"{what}: {name} is {found!r}, expected {setting!r}"


def judges_by_settings(instance):
    instance.process(music(0.5), SAMPLE_RATE_HZ)
    expected = {"stage": "master", "target": "jazz", "focus": "low-end", "iteration": 4}
    live_report(until=lambda report: {name: report[name] for name in expected} == expected)


@check
def settings_survive_raw_state():
    saved = with_settings().raw_state
    instance = plugin()
    instance.raw_state = saved
    shows_settings(instance, "raw_state")
    judges_by_settings(instance)


@check
def settings_survive_a_preset():
    saved = with_settings().preset_data
    instance = plugin()
    # The host goes on showing what it knew before.
    instance.preset_data = saved
    judges_by_settings(instance)
    same(state_in(instance.preset_data), state_in(saved), "state")


@check
def nonsense_for_a_state_leaves_it_usable():
    sound = music(4.0)
    good = with_settings().preset_data
    for name, state in nonsense_states().items():
        instance = plugin()
        with suppress(RuntimeError, ValueError):  # The host says that the plug-in refused.
            instance.preset_data = preset(state)
        same_audio(instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512), sound, name)
        for parameter, raw in raw_values(instance).items():
            assert 0.0 <= raw <= 1.0, f"{name}: {parameter} is {raw}"
        instance.preset_data = good
        judges_by_settings(instance)


@check
def nonsense_for_the_hosts_own_frame_leaves_it_usable():
    sound = music(1.0)
    for name, state in nonsense_states().items():
        instance = plugin()
        instance.raw_state = state
        same_audio(instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512), sound, name)


@check
def bypassed_audio_passes_and_is_not_heard():
    first, second = music(4.8, seed=1), music(4.8, seed=2, tilt=3.0)
    instance = plugin()
    instance.process(first, SAMPLE_RATE_HZ, buffer_size=480)
    instance.bypass = True
    same_audio(instance.process(second, SAMPLE_RATE_HZ, buffer_size=480, reset=False), second, "output")
    del instance
    forget()
    same_report(live_report(until=heard_frames(first.shape[1])), analyzed(first), "what was heard")


@check
def reset_forgets_what_was_heard():
    first, second = music(4.8, seed=1, tilt=3.0), music(4.8, seed=2)
    instance = plugin()
    instance.process(first, SAMPLE_RATE_HZ, buffer_size=480)
    instance.parameters["reset"].raw_value = 1.0
    instance.process(second, SAMPLE_RATE_HZ, buffer_size=480, reset=False)
    del instance
    forget()
    same_report(live_report(until=heard_frames(second.shape[1])), analyzed(second), "what was heard")


@check
def audio_of_another_rate_begins_anew():
    instance = plugin()
    instance.process(music(4.0, 44_100), 44_100, buffer_size=512)
    sound = music(4.2, 96_000, seed=2)
    instance.process(sound, 96_000, buffer_size=512)
    del instance
    forget()
    same_report(live_report(until=heard_frames(sound.shape[1], 96_000)), analyzed(sound, 96_000), "96 kHz")


@check
def audio_of_another_width_begins_anew():
    instance = plugin()
    instance.process(music(4.0), SAMPLE_RATE_HZ, buffer_size=512)
    sound = music(4.2, channels=1, seed=2)
    same_audio(instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512), sound, "mono after stereo")
    del instance
    forget()
    same_report(live_report(until=heard_frames(sound.shape[1])), analyzed(sound), "mono after stereo")


@check
def twenty_four_instances_hear_their_own_audio_at_the_same_time():
    sound = music(4.2)
    gains = [2.0 ** -(index % 6) for index in range(24)]
    instances = [plugin() for _ in gains]
    wrong = []

    def play(instance, gain):
        given = sound * np.float32(gain)
        if not np.array_equal(instance.process(given, SAMPLE_RATE_HZ, buffer_size=256), given):
            wrong.append(gain)

    threads = [threading.Thread(target=play, args=pair) for pair in zip(instances, gains)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    same(wrong, [], "instances that changed the audio")
    del instances, threads
    forget()
    found = sorted(live_report(file, heard_frames(sound.shape[1]))["metrics"]["integrated_lufs"]
                   for file in live_files())
    loudness_lufs = {gain: analyzed(sound * np.float32(gain))["metrics"]["integrated_lufs"] for gain in set(gains)}
    same(found, sorted(loudness_lufs[gain] for gain in gains), "loudness of all instances")


@check
def twenty_instances_one_after_the_other_leave_nothing_behind():
    sound = music(1.0)
    for _ in range(20):
        instance = plugin()
        same_audio(instance.process(sound, SAMPLE_RATE_HZ), sound, "output")
        del instance
        forget()
    names = [(task / "comm").read_text().strip() for task in Path("/proc/self/task").iterdir()]
    same([name for name in names if name.startswith("triage")], [], "threads of Triage that are left")


@check
def editor_opens_shows_the_song_and_closes_twice():
    instance = plugin()
    sound = music(12.0)
    instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512)
    for time in [1, 2]:
        seen = {}
        close = threading.Event()

        def look():
            try:
                seen.update(picture(f"pedalboard-{time}"))
            finally:
                close.set()

        looker = threading.Timer(3.0, look)
        looker.start()
        instance.show_editor(close)
        looker.join()
        assert seen.get("colours", 0) > 100, f"opened for the {time}. time, the screen shows: {seen}"
        print(f"looked at {seen['path']}: {seen['colours']} colours")
        same_audio(instance.process(sound, SAMPLE_RATE_HZ, buffer_size=512), sound, "output after closing")

//! Without `--play`: the plug-in listens to JACK or to the sound card, through the framework's own wrapper.
//!
//! What can go wrong is looked for first, because the wrapper only says that something did.

use cpal::SupportedBufferSize;
use cpal::SupportedStreamConfigRange;
use cpal::traits::DeviceTrait;
use cpal::traits::HostTrait;
use nice_plug::prelude::nice_export_standalone_with_args;

use crate::plugin::Triage;
use crate::standalone::args::Listen;
use crate::standalone::error::StandaloneError;
use crate::standalone::message;

/// Frames in one call. The wrapper delays what it passes on by more than that, so smaller gains nothing.
const CALL_FRAMES: u32 = 512;

/// Sample rates to try where none is asked for, Hz.
const SAMPLE_RATES_HZ: [u32; 2] = [48_000, 44_100];

/// The plug-in's layouts as the wrapper counts them: stereo without a side-chain, and mono.
const LAYOUTS: [(u16, &str); 2] = [(2, "2"), (1, "3")];

/// Listens until the window is closed.
pub(super) fn listen(wanted: &Listen) -> Result<(), StandaloneError> {
    // Its library complains on the terminal wherever JACK does not run, which is no fault.
    jack::set_logger(jack::LoggerType::None);
    let found = if wanted.no_jack {
        None
    } else {
        through_jack(wanted)?
    };
    let options = match found {
        Some(options) => options,
        None => through_card(wanted)?,
    };
    let arguments = std::iter::once("triage".to_owned()).chain(options);
    if nice_export_standalone_with_args::<Triage, _>(arguments) {
        Ok(())
    } else {
        Err(StandaloneError::Refused)
    }
}

/// What to tell the wrapper for JACK; `None` where it does not run.
fn through_jack(wanted: &Listen) -> Result<Option<Vec<String>>, StandaloneError> {
    let options = jack::ClientOptions::NO_START_SERVER;
    let Ok((client, _)) = jack::Client::new("triage-look", options) else {
        return Ok(None);
    };
    if wanted.sample_rate.is_some() {
        return Err(StandaloneError::Usage(
            "--sample-rate is JACK's to decide; leave it out, or add --no-jack".to_owned(),
        ));
    }
    // The wrapper would measure at 48 kHz whatever JACK runs at, unless told (nice-plug 0.4.2).
    let mut options = options_of([
        ("--backend", "jack"),
        ("--sample-rate", &client.sample_rate().to_string()),
        ("--period-size", &client.buffer_size().to_string()),
    ]);
    let names = client.ports(None, Some("audio"), jack::PortFlags::IS_OUTPUT);
    if let Some(input) = &wanted.input {
        for name in input.split(',') {
            known("JACK port", name, &names)?;
        }
        options.extend(options_of([("--connect-jack-inputs", input)]));
    } else {
        message(&format!(
            "connect the inputs in a patch bay, or leave and choose ports with --input:\n  {}",
            listed(&names)
        ));
    }
    Ok(Some(options))
}

/// What to tell the wrapper for the sound card.
fn through_card(wanted: &Listen) -> Result<Vec<String>, StandaloneError> {
    let host = cpal::default_host();
    let output = host.default_output_device().ok_or_else(no_card)?;
    let inputs: Vec<(String, cpal::Device)> = host
        .input_devices()
        .map_err(|_| no_card())?
        .filter_map(|device| Some((device.description().ok()?.name().to_owned(), device)))
        .collect();
    let names: Vec<String> = inputs.iter().map(|(name, _)| name.clone()).collect();
    let Some(name) = &wanted.input else {
        return Err(StandaloneError::NoInput(listed(&names)));
    };
    known("input", name, &names)?;
    let input = inputs.iter().find(|(known, _)| known == name);
    let (_, input) = input.ok_or_else(no_card)?;
    let refused = |error: cpal::Error| {
        StandaloneError::Card(error.to_string().trim_end_matches('.').to_owned())
    };
    let captured: Vec<_> = input.supported_input_configs().map_err(refused)?.collect();
    let played: Vec<_> = output
        .supported_output_configs()
        .map_err(refused)?
        .collect();
    let rates = wanted
        .sample_rate
        .map_or(SAMPLE_RATES_HZ.to_vec(), |rate_hz| vec![rate_hz]);
    let (rate_hz, layout) = common(&captured, &played, &rates).ok_or_else(|| {
        StandaloneError::Card(format!(
            "{name} and the output share none of the sample rates {rates:?} Hz at {CALL_FRAMES} frames"
        ))
    })?;
    Ok(options_of([
        ("--backend", backend()),
        ("--sample-rate", &rate_hz.to_string()),
        ("--period-size", &CALL_FRAMES.to_string()),
        ("--audio-layout", layout),
        ("--input-device", name),
    ]))
}

/// The first rate that input and output share, and the layout that fits the input. Stereo comes first.
fn common(
    captured: &[SupportedStreamConfigRange],
    played: &[SupportedStreamConfigRange],
    rates: &[u32],
) -> Option<(u32, &'static str)> {
    let takes = |range: &SupportedStreamConfigRange, rate_hz: u32| {
        let fits = match range.buffer_size() {
            SupportedBufferSize::Range { min, max } => (*min..=*max).contains(&CALL_FRAMES),
            SupportedBufferSize::Unknown => false,
        };
        fits && (range.min_sample_rate()..=range.max_sample_rate()).contains(&rate_hz)
    };
    let pairs = LAYOUTS
        .iter()
        .flat_map(|layout| rates.iter().map(move |&rate_hz| (layout, rate_hz)));
    pairs
        .filter(|&(_, rate_hz)| played.iter().any(|range| takes(range, rate_hz)))
        .find(|&(&(channels, _), rate_hz)| {
            captured
                .iter()
                .any(|range| range.channels() == channels && takes(range, rate_hz))
        })
        .map(|(&(_, layout), rate_hz)| (rate_hz, layout))
}

/// That the name is among those there are.
fn known(kind: &'static str, name: &str, names: &[String]) -> Result<(), StandaloneError> {
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    Err(StandaloneError::Input {
        kind,
        name: name.to_owned(),
        names: listed(names),
    })
}

fn listed(names: &[String]) -> String {
    names.join("\n  ")
}

fn no_card() -> StandaloneError {
    StandaloneError::Card("there is none".to_owned())
}

fn options_of<const N: usize>(pairs: [(&str, &str); N]) -> Vec<String> {
    pairs
        .into_iter()
        .flat_map(|(name, setting)| [name.to_owned(), setting.to_owned()])
        .collect()
}

/// The system's own audio, as the wrapper calls it.
fn backend() -> &'static str {
    if cfg!(target_os = "macos") {
        "core-audio"
    } else if cfg!(target_os = "windows") {
        "wasapi"
    } else {
        "alsa"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(channels: u16, lowest_hz: u32, highest_hz: u32) -> Vec<SupportedStreamConfigRange> {
        let frames = SupportedBufferSize::Range {
            min: 64,
            max: 4_096,
        };
        let format = cpal::SampleFormat::F32;
        vec![SupportedStreamConfigRange::new(
            channels, lowest_hz, highest_hz, frames, format,
        )]
    }

    #[test]
    fn stereo_at_48_khz_is_the_first_choice() {
        let wide = ranges(2, 8_000, 192_000);
        assert_eq!(common(&wide, &wide, &SAMPLE_RATES_HZ), Some((48_000, "2")));
    }

    #[test]
    fn rate_is_one_that_both_sides_take() {
        let compact_disc = ranges(2, 44_100, 44_100);
        let wide = ranges(2, 8_000, 192_000);
        assert_eq!(
            common(&wide, &compact_disc, &SAMPLE_RATES_HZ),
            Some((44_100, "2"))
        );
        assert_eq!(common(&compact_disc, &wide, &[48_000]), None);
    }

    #[test]
    fn microphone_is_heard_in_mono() {
        let wide = ranges(2, 8_000, 192_000);
        let microphone = ranges(1, 48_000, 48_000);
        assert_eq!(
            common(&microphone, &wide, &SAMPLE_RATES_HZ),
            Some((48_000, "3"))
        );
    }

    #[test]
    fn layouts_are_those_of_the_plug_in() {
        use nice_plug::prelude::Plugin;
        for (channels, place) in LAYOUTS {
            let layout = Triage::AUDIO_IO_LAYOUTS[place.parse::<usize>().unwrap() - 1];
            let inputs = layout.main_input_channels.map(|count| count.get());
            assert_eq!(inputs, Some(u32::from(channels)));
            assert!(layout.aux_input_ports.is_empty());
        }
    }
}

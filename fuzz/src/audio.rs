//! An audio file, read to its end.

use std::panic;
use std::path::Path;
use std::sync::Once;

use triage::storage::AudioError;
use triage::storage::AudioReader;

/// Longest file that is read, seconds.
const DURATION_MAX_S: f64 = 7_200.0;

/// What a file may be called. MP3 and AAC without a mark at the beginning are told by their names.
const NAMES: [&str; 3] = ["song", "song.mp3", "song.aac"];

/// Reads the file under every name.
pub fn run(data: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    for name in NAMES {
        let path = folder.path().join(name);
        std::fs::write(&path, data).expect("a file");
        match read(&path) {
            // A name decides only where the bytes do not.
            Ok(()) => return,
            Err(error) => assert!(!error.to_string().is_empty(), "an error without a word"),
        }
    }
}

/// From now on a panic within the decoders of the library is no fault: reading guards against them, and tells the person
/// that the file is damaged. libFuzzer would end at the first.
pub fn let_decoders_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let otherwise = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location();
            if !place.is_some_and(|place| place.file().contains("symphonia")) {
                otherwise(panic);
            }
        }));
    });
}

fn read(path: &Path) -> Result<(), AudioError> {
    let mut reader = AudioReader::open(path)?;
    let info = reader.info().clone();
    assert!(matches!(info.channels, 1 | 2), "{} channels", info.channels);
    assert!(
        (8_000.0..=192_000.0).contains(&info.sample_rate_hz),
        "{} Hz",
        info.sample_rate_hz
    );
    let mut frames = 0;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        let read = reader.read(&mut left, &mut right)?;
        assert_eq!((left.len(), right.len()), (read, read), "uneven planes");
        frames += read;
        assert!(
            frames as f64 <= DURATION_MAX_S * info.sample_rate_hz,
            "longer than two hours"
        );
        if read == 0 {
            return Ok(());
        }
    }
}

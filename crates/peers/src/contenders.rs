//! The meters that are compared.

/// Key of Triage.
pub const TRIAGE: &str = "triage";

/// Key of the meter that comes closest to a part of what Triage measures.
pub const YARDSTICK: &str = "x42_ebur128_true_peak";

/// One meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contender {
    /// For people.
    pub name: &'static str,
    /// For scripts.
    pub key: &'static str,
}

/// A meter that is an LV2 plug-in.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Name and key.
    pub contender: Contender,
    /// Identifier.
    pub uri: &'static str,
    /// Control inputs to set: symbol and setting.
    pub controls: &'static [(&'static str, f32)],
    /// Messages that switch on what is off without an editor.
    pub messages: &'static [Message],
}

/// A message of the x42 meters' editor to its plug-in: a numbered key and a setting.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// Number of the key.
    pub key: i32,
    /// Setting.
    pub setting: f32,
}

/// Starts the integrated measurement.
const START: Message = Message {
    key: 1,
    setting: 0.0,
};

/// Editor settings as bits: 64 is true peak, 8 the histogram of the default.
const TRUE_PEAK_ON: Message = Message {
    key: 7,
    setting: 72.0,
};

const fn peer(name: &'static str, key: &'static str, uri: &'static str) -> Peer {
    Peer {
        contender: Contender { name, key },
        uri,
        controls: &[],
        messages: &[],
    }
}

/// Triage itself.
pub const OURS: Contender = Contender {
    name: "Triage, everything",
    key: TRIAGE,
};

/// The largest transform that Triage makes on the audio thread, alone: the unit of its worst blocks.
pub const TRANSFORM: Contender = Contender {
    name: "one real transform of 32768",
    key: "fft32768",
};

/// All others. Which of them are installed is found out when they are loaded.
pub const PEERS: [Peer; 7] = [
    Peer {
        messages: &[START, TRUE_PEAK_ON],
        ..peer(
            "x42 EBU R128, true peak on",
            YARDSTICK,
            "http://gareus.org/oss/lv2/meters#EBUr128",
        )
    },
    peer(
        "x42 true peak (dBTP)",
        "x42_dbtp",
        "http://gareus.org/oss/lv2/meters#dBTPstereo",
    ),
    peer(
        "x42 DR14",
        "x42_dr14",
        "http://gareus.org/oss/lv2/meters#dr14stereo",
    ),
    peer(
        "x42 correlation",
        "x42_correlation",
        "http://gareus.org/oss/lv2/meters#COR",
    ),
    peer(
        "x42 third-octave spectrum",
        "x42_spectrum",
        "http://gareus.org/oss/lv2/meters#spectr30stereo",
    ),
    peer(
        "LSP phase detector",
        "lsp_phase_detector",
        "http://lsp-plug.in/plugins/lv2/phase_detector",
    ),
    Peer {
        // The second channel on; transforms of 16384 frames, the closest it has to ours.
        controls: &[("on_1", 1.0), ("tol", 4.0)],
        ..peer(
            "LSP spectrum analyser, two channels",
            "lsp_spectrum",
            "http://lsp-plug.in/plugins/lv2/spectrum_analyzer_x2",
        )
    },
];

//! The test signals are the ones the expected values were computed for.
//!
//! Expected samples and energies come from an independent implementation in numpy and scipy.

use std::path::Path;

use triage_testkit::signals;
use triage_testkit::signals::Shape;

const TOLERANCE: f64 = 1e-9;

#[track_caller]
fn check(name: &str, actual: f64, expected: f64) {
    let scale = expected.abs().max(1.0);
    assert!(
        (actual - expected).abs() <= TOLERANCE * scale,
        "{name}: {actual} instead of {expected}"
    );
}

fn energy(channels: &[Vec<f64>]) -> f64 {
    channels
        .iter()
        .flatten()
        .map(|sample| sample * sample)
        .sum()
}

fn vector(file: &str) -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn check_samples(expected: &serde_json::Value, actual: &[f64]) {
    let expected = expected.as_array().unwrap();
    assert!(!expected.is_empty());
    for (expected, &actual) in expected.iter().zip(actual) {
        check("sample", actual, expected.as_f64().unwrap());
    }
}

#[test]
fn noise_is_the_noise_of_the_vectors() {
    let vectors = vector("prng.json");
    let expected: Vec<u64> = vectors["splitmix64_seed1_u64_first4"]
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(signals::splitmix64(4, 1), expected);
    check_samples(&vectors["white_seed1_first8"], &signals::white(8, 1));
    check_samples(&vectors["pink_seed2_first8"], &signals::pink(8, 2));
    let white = energy(&[signals::white(48_000, 1)]) / 48_000.0;
    check(
        "white",
        white,
        vectors["white_seed1_mean_square_48000"].as_f64().unwrap(),
    );
    let pink = signals::pink(48_000, 2);
    check(
        "pink sum",
        pink.iter().sum(),
        vectors["pink_seed2_sum_48000"].as_f64().unwrap(),
    );
    check(
        "pink",
        energy(&[pink]) / 48_000.0,
        vectors["pink_seed2_mean_square_48000"].as_f64().unwrap(),
    );
}

#[test]
fn sine_has_the_level_and_phase_asked_for() {
    let sine = signals::sine(48_000.0, 12_000.0, 4, -6.0, 90.0);
    let peak = 10f64.powf(-0.3);
    for (actual, expected) in sine.iter().zip([peak, 0.0, -peak, 0.0]) {
        check("sample", *actual, expected);
    }
}

#[test]
fn equaliser_bands_have_the_coefficients_of_the_cookbook() {
    // At 0 Hz and at half the rate a shelf has exactly its gain on one side and none on the other.
    let gains = |band: signals::Biquad| {
        let [b0, b1, b2] = band.b;
        let [a1, a2] = band.a;
        [
            (b0 + b1 + b2) / (1.0 + a1 + a2),
            (b0 - b1 + b2) / (1.0 - a1 + a2),
        ]
        .map(|gain| 20.0 * gain.log10())
    };
    let [low, high] = gains(signals::rbj(Shape::HighShelf, 48_000.0, 4000.0, 6.0, 0.707));
    check("high shelf at 0 Hz", low, 0.0);
    check("high shelf at 24 kHz", high, 6.0);
    let [low, high] = gains(signals::rbj(Shape::LowShelf, 48_000.0, 45.0, -9.0, 0.707));
    check("low shelf at 0 Hz", low, -9.0);
    check("low shelf at 24 kHz", high, 0.0);
    let [low, high] = gains(signals::rbj(Shape::Bell, 48_000.0, 300.0, 5.0, 1.0));
    check("bell at 0 Hz", low, 0.0);
    check("bell at 24 kHz", high, 0.0);
}

/// Case, sample rate, step, frames, energy of the left channel, and its sample seven past the middle.
const EBU_SAMPLES: [(u32, f64, usize, usize, f64, f64); 12] = [
    (
        3,
        48_000.0,
        0,
        3_840_000,
        7_337.666_712_945_193,
        0.056_165_115_277_348_31,
    ),
    (
        5,
        44_100.0,
        0,
        2_650_410,
        6_647.533_832_591_451,
        0.084_002_592_314_811_82,
    ),
    (9, 44_100.0, 0, 661_500, 1_660.365, 0.026_563_952_107_431_14),
    (
        10,
        44_100.0,
        7,
        222_705,
        331.535_355_044_440_7,
        0.056_584_558_608_363_505,
    ),
    (11, 48_000.0, 0, 5_760_000, 4_363.078_385_231_402, 0.0),
    (13, 44_100.0, 7, 67_914, 44.204_714_005_925_44, 0.0),
    (14, 44_100.0, 0, 705_600, 534.477_102_190_852_1, 0.0),
    (
        16,
        48_000.0,
        0,
        144_000,
        17_919.875_086_805_56,
        -0.353_553_390_594_515_2,
    ),
    (
        19,
        44_100.0,
        0,
        132_300,
        130_927.320_301_360_48,
        0.997_020_561_483_971_8,
    ),
    (
        20,
        48_000.0,
        0,
        96_004,
        11_921.964_006_471_138,
        -0.431_949_574_700_443_93,
    ),
    (
        22,
        44_100.0,
        0,
        88_204,
        10_953.463_309_033_876,
        -0.253_649_579_225_631_1,
    ),
    (
        23,
        48_000.0,
        0,
        96_004,
        11_921.964_005_638_132,
        -0.132_378_136_547_865_07,
    ),
];

#[test]
fn ebu_signals_are_those_of_the_reference_implementation() {
    for (case, sample_rate_hz, step, frames, left_energy, sample) in EBU_SAMPLES {
        let signal = signals::ebu3341(case, sample_rate_hz, step);
        assert_eq!(signal[0].len(), frames, "frames of case {case}");
        check(
            &format!("energy of case {case}"),
            energy(&signal[..1]),
            left_energy,
        );
        check(
            &format!("sample of case {case}"),
            signal[0][frames / 2 + 7],
            sample,
        );
        assert_eq!(
            signal[0], signal[1],
            "case {case} is the same in both channels"
        );
    }
}

#[test]
fn surround_case_has_five_levels() {
    let expected = [
        760.748_732_379_874_1,
        760.748_732_379_874_1,
        1_910.914_418_656_540_9,
        480.0,
        480.0,
    ];
    let signal = signals::ebu3341(6, 48_000.0, 0);
    assert_eq!(signal.len(), expected.len());
    for (channel, expected) in signal.chunks(1).zip(expected) {
        check("channel energy", energy(channel), expected);
    }
}

#[test]
fn pseudo_mix_at_another_rate_is_that_of_the_reference_implementation() {
    let mix = signals::pseudo_mix(44_100.0, 5.0);
    assert_eq!(mix[0].len(), 220_500);
    check("energy", energy(&mix), 3_214.243_142_187_552_6);
    check("left", mix[0][100_000], -0.032_277_400_392_124_636);
    check("right", mix[1][100_000], -0.063_655_653_689_633_57);
}

/// Left at 1000, right at 123456, left at 1000003, right at the last frame; then the energy of both channels.
const SCENARIO_SAMPLES: [(&str, [f64; 4], f64); 20] = [
    (
        "base",
        [
            -0.077_117_322_629_347_76,
            0.043_214_492_403_349_21,
            -0.089_465_141_699_583_47,
            0.051_424_390_677_535_54,
        ],
        25_477.519_351_062_918,
    ),
    (
        "high shelf -6 dB 4 kHz",
        [
            -0.068_212_657_193_124_2,
            0.044_196_088_808_573_02,
            -0.088_519_902_140_517_76,
            0.051_791_878_682_838_74,
        ],
        25_045.361_473_409_477,
    ),
    (
        "high shelf +6 dB 4 kHz",
        [
            -0.092_650_244_259_724_47,
            0.041_511_747_536_162_12,
            -0.090_610_726_762_573_27,
            0.050_239_488_535_705_57,
        ],
        26_939.282_729_795_23,
    ),
    (
        "bell +5 dB 300 Hz Q1",
        [
            -0.090_775_514_531_103_25,
            0.058_927_057_256_093_19,
            -0.110_184_763_022_497_3,
            0.038_176_499_370_244_6,
        ],
        33_107.213_480_348_43,
    ),
    (
        "bell +5 dB 600 Hz Q1",
        [
            -0.091_271_775_596_981_64,
            0.051_884_280_551_806_86,
            -0.106_104_531_133_925_41,
            0.067_276_650_798_835_46,
        ],
        29_520.832_513_204_01,
    ),
    (
        "bell +6 dB 3.5 kHz Q1",
        [
            -0.080_679_998_934_321_66,
            0.041_253_950_443_753_65,
            -0.091_449_714_868_532_87,
            0.052_100_439_913_421_566,
        ],
        26_194.269_563_723_13,
    ),
    (
        "low shelf -8 dB 150 Hz",
        [
            -0.062_776_745_941_664_13,
            0.032_041_466_568_411_34,
            -0.056_042_530_590_562_51,
            0.020_492_887_711_148_794,
        ],
        8_434.088_902_742_847,
    ),
    (
        "bell +8 dB 110 Hz Q1",
        [
            -0.074_916_289_339_781_71,
            0.060_210_510_606_637_14,
            -0.109_266_599_955_241_27,
            0.085_425_559_239_694_53,
        ],
        63_065.779_468_520_41,
    ),
    (
        "low shelf +9 dB 45 Hz",
        [
            -0.084_476_442_843_938_83,
            0.027_242_453_896_564_4,
            -0.073_816_677_369_051_33,
            0.054_004_361_170_420_73,
        ],
        37_452.342_826_414_984,
    ),
    (
        "side x0.25",
        [
            -0.076_674_587_349_025_67,
            0.036_573_975_535_288_2,
            -0.084_834_542_634_852,
            0.050_031_183_275_419_32,
        ],
        23_984.542_418_901_303,
    ),
    (
        "side x3",
        [
            -0.078_297_950_043_539_95,
            0.060_922_537_384_845_23,
            -0.101_813_405_872_200_72,
            0.055_139_610_416_512_15,
        ],
        38_217.589_172_175_34,
    ),
    (
        "right polarity inverted",
        [
            -0.077_117_322_629_347_76,
            -0.043_214_492_403_349_21,
            -0.089_465_141_699_583_47,
            -0.051_424_390_677_535_54,
        ],
        25_477.519_351_062_918,
    ),
    (
        "left -2.5 dB",
        [
            -0.057_829_833_678_970_64,
            0.043_214_492_403_349_21,
            -0.067_089_391_697_625_28,
            0.051_424_390_677_535_54,
        ],
        19_907.514_340_398_135,
    ),
    (
        "low end out of phase",
        [
            -0.077_117_322_629_347_76,
            0.059_036_690_838_205_536,
            -0.089_465_141_699_583_47,
            0.069_106_818_234_836_72,
        ],
        40_443.540_364_853_35,
    ),
    (
        "gain +9 dB hard clipped",
        [
            -0.217_346_145_803_367_72,
            0.121_794_987_772_856_81,
            -0.252_147_028_309_261_8,
            0.144_933_624_936_241_07,
        ],
        202_256.287_083_768_7,
    ),
    (
        "gain +9 dB clipped then -6 dB",
        [
            -0.108_673_072_901_683_86,
            0.060_897_493_886_428_41,
            -0.126_073_514_154_630_9,
            0.072_466_812_468_120_53,
        ],
        50_564.071_770_942_17,
    ),
    (
        "tanh drive +12",
        [
            -0.291_759_888_229_511_8,
            0.166_955_266_884_660_67,
            -0.334_996_823_964_779_8,
            0.197_872_979_460_089_4,
        ],
        328_795.700_748_737_67,
    ),
    (
        "tanh drive +24",
        [
            -0.823_503_730_059_011_3,
            0.582_804_011_228_814_5,
            -0.871_382_344_141_417,
            0.658_904_127_087_451_5,
        ],
        2_128_301.606_997_143,
    ),
    (
        "DC offset +0.02",
        [
            -0.057_117_322_629_347_75,
            0.063_214_492_403_349_21,
            -0.069_465_141_699_583_47,
            0.071_424_390_677_535_55,
        ],
        27_923.556_545_547_846,
    ),
    (
        "level -18 dB",
        [
            -0.009_708_495_714_761_529,
            0.005_440_382_264_436_231,
            -0.011_262_994_035_537_165,
            0.006_473_947_220_998_056_5,
        ],
        403.791_469_802_959_06,
    ),
];

#[test]
fn scenarios_are_those_of_the_reference_implementation() {
    assert_eq!(SCENARIO_SAMPLES.map(|(name, ..)| name), signals::SCENARIOS);
    for (name, samples, both_energies) in SCENARIO_SAMPLES {
        let [left, right] = signals::scenario(name);
        assert_eq!(left.len(), 2_880_000, "{name}");
        let actual = [
            left[1000],
            right[123_456],
            left[1_000_003],
            right[2_879_999],
        ];
        for (actual, expected) in actual.into_iter().zip(samples) {
            check(name, actual, expected);
        }
        check(name, energy(&[left, right]), both_energies);
    }
}

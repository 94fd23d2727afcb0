//! What the drummer plays.

use super::drums::Kit;
use super::drums::kick;
use super::score::Bar;
use super::score::Kind;
use super::score::Score;
use super::synth::Chance;
use super::synth::Stereo;
use super::synth::add;
use super::synth::frames;
use super::synth::panned;
use super::synth::silence;

/// A drum with its place in the room.
struct Placed<'kit> {
    sound: &'kit [f32],
    pan: f32,
    level: f32,
}

fn placed(sound: &[f32], pan: f32, level: f32) -> Placed<'_> {
    Placed { sound, pan, level }
}

/// Steps of a bar's sixteen where the kick falls.
fn kick_steps(bar: Bar<'_>) -> &'static [u8] {
    match bar.section.kind {
        _ if bar.is_final() => &[0],
        Kind::Intro | Kind::Outro => &[0, 8],
        Kind::Break => &[0, 10],
        Kind::Verse if bar.in_section.is_multiple_of(2) => &[0, 7, 10],
        Kind::Verse => &[0, 6, 10],
        Kind::Chorus if bar.in_section % 4 == 3 => &[0, 6, 8, 11, 14],
        Kind::Chorus if bar.in_section % 2 == 1 => &[0, 6, 10, 14],
        Kind::Chorus => &[0, 6, 8, 14],
    }
}

/// The frames where the kick falls.
pub(super) fn kick_frames(score: &Score) -> Vec<usize> {
    let strikes = |bar: Bar<'_>| {
        let index = bar.index;
        kick_steps(bar)
            .iter()
            .map(move |&step| score.frame(index, f64::from(step) / 4.0))
    };
    score.bars().flat_map(strikes).collect()
}

/// The kick drum alone.
pub(super) fn kick_stem(score: &Score, pitch_hz: f32, decay_s: f32) -> Stereo {
    let sound = kick(pitch_hz, decay_s, score.seed ^ 1);
    let mut chance = Chance::new(score.seed ^ 2);
    let mut stem = silence(score.frames());
    for frame in kick_frames(score) {
        let velocity = 0.94 + 0.06 * chance.next();
        add(&mut stem, frame, &sound, [velocity; 2]);
    }
    stem
}

/// All drums but the kick.
pub(super) fn drums_stem(score: &Score) -> Stereo {
    let kit = Kit::new(score.seed ^ 3);
    let mut player = Player {
        score,
        chance: Chance::new(score.seed ^ 4),
        stem: silence(score.frames()),
    };
    for bar in score.bars() {
        player.cymbals(&kit, bar);
        player.backbeat(&kit, bar);
        if bar.is_last() && !bar.is_final() {
            player.fill(&kit, bar);
        }
    }
    player.stem
}

struct Player<'score> {
    score: &'score Score,
    chance: Chance,
    stem: Stereo,
}

impl Player<'_> {
    /// Strikes a drum on a step of sixteen, a few milliseconds early or late.
    fn strike(&mut self, bar: Bar<'_>, step: u8, drum: &Placed<'_>) {
        // Every second sixteenth comes late: the swing of the song.
        let swing = if step % 2 == 1 { 0.045 } else { 0.0 };
        let at = self.score.frame(bar.index, f64::from(step) / 4.0 + swing);
        let late = frames(0.0025 * (1.0 + self.chance.next()));
        let level = drum.level * (1.0 + 0.12 * self.chance.next());
        let [left, right] = panned(drum.pan);
        add(
            &mut self.stem,
            at + late,
            drum.sound,
            [left * level, right * level],
        );
    }

    fn cymbals(&mut self, kit: &Kit, bar: Bar<'_>) {
        if bar.is_final() {
            return self.strike(bar, 0, &placed(&kit.crash, -0.5, 0.30));
        }
        let kind = bar.section.kind;
        let hat_level = match kind {
            Kind::Intro | Kind::Outro => 0.24,
            Kind::Break => 0.0,
            Kind::Verse => 0.34,
            Kind::Chorus => 0.40,
        };
        if hat_level > 0.0 {
            for step in (0..16).step_by(2) {
                let accent = if step % 4 == 0 { 1.0 } else { 0.62 };
                self.strike(
                    bar,
                    step,
                    &placed(&kit.closed_hat, 0.38, hat_level * accent),
                );
            }
        }
        if kind == Kind::Chorus {
            for step in [6, 14] {
                self.strike(bar, step, &placed(&kit.open_hat, 0.38, 0.26));
            }
        }
        if kind != Kind::Intro {
            for step in 0..16 {
                let accent = if step % 4 == 2 { 1.0 } else { 0.5 };
                self.strike(bar, step, &placed(&kit.shaker, -0.55, 0.20 * accent));
            }
        }
        if bar.in_section == 0 && matches!(kind, Kind::Chorus | Kind::Break) {
            self.strike(bar, 0, &placed(&kit.crash, -0.5, 0.42));
            self.strike(bar, 0, &placed(&kit.crash[1500..], 0.6, 0.25));
        }
    }

    fn backbeat(&mut self, kit: &Kit, bar: Bar<'_>) {
        match bar.section.kind {
            Kind::Intro | Kind::Outro => {
                if !bar.is_final() {
                    self.strike(bar, 12, &placed(&kit.rim, 0.1, 0.35));
                }
            }
            Kind::Break => self.strike(bar, 8, &placed(&kit.snare, 0.04, 0.80)),
            kind => {
                for step in [4, 12] {
                    self.strike(bar, step, &placed(&kit.snare, 0.04, 0.92));
                    if kind == Kind::Chorus {
                        self.strike(bar, step, &placed(&kit.clap, -0.12, 0.42));
                    }
                }
                self.strike(bar, 9, &placed(&kit.snare, 0.04, 0.10));
            }
        }
    }

    /// Snare and toms over the last beats of a section.
    fn fill(&mut self, kit: &Kit, bar: Bar<'_>) {
        let pans = [-0.4, 0.0, 0.4];
        for (strike, step) in (10..16).enumerate() {
            let drum = strike / 2;
            self.strike(bar, step, &placed(&kit.toms[drum], pans[drum], 0.62));
        }
    }
}

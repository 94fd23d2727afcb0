//! One scene: instances come and go, are set up, play at the same time, and are looked at.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::AcqRel;
use std::sync::atomic::Ordering::Acquire;
use std::time::Instant;
use std::time::SystemTime;

use triage_testkit::host::HostError;
use triage_testkit::host::instance::Rendering;
use triage_testkit::host::stream::Stream;

use crate::cast::Actor;
use crate::chance::Chance;
use crate::error::SoakError;
use crate::player;
use crate::player::Part;
use crate::player::Played;
use crate::process::threads;
use crate::soak::LOOK_EVERY;
use crate::soak::PATIENCE;
use crate::soak::Soak;
use crate::soak::wait_until;
use crate::tally::Check;

/// How many guests there are at most.
const GUESTS_MAX: usize = 3;

/// How many saved states are kept.
const STATES_MAX: usize = 6;

/// What metering says of itself when it has given up.
const GAVE_UP: &str = "internal error";

/// A stream and what it plays; `None` for an instance that has a rest.
type Streams = Vec<(Stream, Part)>;

impl Soak {
    /// Plays one scene, so long for the instance that stays.
    ///
    /// # Errors
    ///
    /// When the plug-in refuses something.
    pub fn scene(&mut self, number: u64, seconds: f64) -> Result<(), SoakError> {
        let mut chance = Chance::new(self.wanted.seed, number);
        let when = format!("scene {number}");
        self.events.count("scenes");
        self.invite(&mut chance)?;
        self.save_and_load(&mut chance)?;
        let streams = self.set_up(&mut chance, seconds)?;
        let threads_before = threads();
        let wants_editor = number == 1 || chance.one_in(5);
        let (streams, played) = self.play(streams, &mut chance, wants_editor)?;
        for (actor, stream) in self.cast.iter_mut().zip(streams) {
            actor.instance.stop(stream);
        }
        for (place, played) in played.iter().enumerate() {
            self.book(place, *played, &when);
        }
        self.advance(played.first().map_or(0.0, |played| played.seconds));
        self.hear_answers(&played, &when)?;
        wait_until(|| threads() <= threads_before);
        let threads_after = threads();
        if threads_after > threads_before {
            let told = format!("{when}: {threads_after} threads, {threads_before} before");
            self.faults.add(Check::Editor, told);
        }
        Ok(())
    }

    /// Guests come and go.
    fn invite(&mut self, chance: &mut Chance) -> Result<(), HostError> {
        while self.cast.len() > 2 && chance.one_in(2) {
            let place = 2 + chance.below(self.cast.len() - 2);
            let guest = self.cast.remove(place);
            // What it wrote is of no more use.
            guest.leave(&self.wanted.live);
            self.events.count("instances dropped");
        }
        while self.cast.len() < 2 + GUESTS_MAX && chance.one_in(3) {
            self.guests += 1;
            let guest = Actor::new(format!("guest {}", self.guests), &self.library)?;
            self.cast.push(guest);
            self.events.count("instances created");
        }
        Ok(())
    }

    /// What one saved, any of them may get, a second instance as well.
    fn save_and_load(&mut self, chance: &mut Chance) -> Result<(), HostError> {
        for place in 0..self.cast.len() {
            if chance.one_in(3) {
                let state = self.cast[place].instance.save()?;
                self.states.push(state);
                self.events.count("states saved");
                if self.states.len() > STATES_MAX {
                    self.states.remove(0);
                }
            }
            if chance.one_in(4) {
                self.load(place, chance)?;
            }
        }
        Ok(())
    }

    fn load(&mut self, place: usize, chance: &mut Chance) -> Result<(), HostError> {
        let Some(state) = self.states.get(chance.below(self.states.len())) else {
            return Ok(());
        };
        self.cast[place].instance.load(state)?;
        self.events.count("states loaded");
        Ok(())
    }

    /// Sets all up, and starts them.
    fn set_up(&mut self, chance: &mut Chance, seconds: f64) -> Result<Streams, HostError> {
        let mut streams = Streams::new();
        for (place, actor) in self.cast.iter_mut().enumerate() {
            if place > 0 {
                actor.set_up(chance, &mut self.events)?;
            }
            let rendering = if chance.one_in(5) {
                Rendering::Offline
            } else {
                Rendering::Realtime
            };
            actor.render(rendering, &mut self.events)?;
            // At any rate the same work, so that none waits long for another.
            let share = if place < 2 {
                1.0
            } else {
                chance.between(0.05, 0.5)
            };
            let frames = (seconds * share * crate::material::SAMPLE_RATE_HZ) as usize;
            let part = actor.plan(frames, chance, &mut self.events)?;
            streams.push((actor.start(&mut self.started)?, part));
        }
        Ok(streams)
    }

    /// Plays all at once, each on a thread of its own, while this one does what the main thread of a host does.
    fn play(
        &mut self,
        mut streams: Streams,
        chance: &mut Chance,
        wants_editor: bool,
    ) -> Result<(Vec<Stream>, Vec<Played>), SoakError> {
        let mut parts = Vec::new();
        let mut running = Vec::new();
        for (stream, part) in streams.drain(..) {
            running.push(stream);
            parts.push(part);
        }
        let playing = AtomicUsize::new(running.len());
        let material = self.material.clone();
        let played = std::thread::scope(|scope| {
            let players: Vec<_> = running
                .iter_mut()
                .zip(parts)
                .map(|(stream, part)| {
                    let (material, playing) = (&material, &playing);
                    scope.spawn(move || {
                        let played = player::play(stream, part, material);
                        playing.fetch_sub(1, AcqRel);
                        played
                    })
                })
                .collect();
            let served = self.serve(&playing, chance, wants_editor);
            let played: Result<Vec<Played>, SoakError> = players
                .into_iter()
                .map(|player| {
                    let played = player
                        .join()
                        .map_err(|_| SoakError::Said("a player stopped".to_owned()))?;
                    Ok(played?)
                })
                .collect();
            served?;
            played
        })?;
        Ok((running, played))
    }

    /// Opens an editor, saves, loads, and answers the plug-ins until all have played.
    fn serve(
        &mut self,
        playing: &AtomicUsize,
        chance: &mut Chance,
        wants_editor: bool,
    ) -> Result<(), HostError> {
        if wants_editor {
            self.open_editor(chance)?;
        }
        let mut looks: u64 = 0;
        while playing.load(Acquire) > 0 {
            looks += 1;
            let place = chance.below(self.cast.len());
            if looks % 25 == 10 {
                // Hosts that keep backups ask while the song plays. What is set now may be taken back in a moment, so
                // that nobody gets this one.
                drop(self.cast[place].instance.save()?);
                self.events.count("states saved while playing");
            }
            if looks % 25 == 20 {
                self.load(place, chance)?;
                self.events.count("states loaded while playing");
            }
            self.cast.iter_mut().for_each(|actor| actor.instance.idle());
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn open_editor(&mut self, chance: &mut Chance) -> Result<(), HostError> {
        let place = chance.below(self.cast.len());
        let Some(display) = &self.display else {
            return Ok(());
        };
        let instance = &mut self.cast[place].instance;
        crate::window::use_editor(instance, display, chance, &mut self.events)
    }

    #[cfg(not(target_os = "linux"))]
    fn open_editor(&mut self, _chance: &mut Chance) -> Result<(), HostError> {
        Ok(())
    }

    /// Waits for an answer of each that is newer than its last call, and looks at it.
    fn hear_answers(&mut self, played: &[Played], when: &str) -> Result<(), SoakError> {
        for (place, played) in played.iter().enumerate() {
            if let Some((check, told)) = self.answer_of(place, played.ended_at)? {
                let who = &self.cast[place].name;
                self.faults.add(check, format!("{when}, {who}: {told}"));
            }
        }
        Ok(())
    }

    fn answer_of(
        &mut self,
        place: usize,
        ended_at: SystemTime,
    ) -> Result<Option<(Check, String)>, SoakError> {
        let actor = &mut self.cast[place];
        if !actor.is_measured() {
            return Ok(None);
        }
        let begun = Instant::now();
        let mut told = "nothing".to_owned();
        while begun.elapsed() < PATIENCE {
            actor.instance.idle();
            if let Some(report) = actor.report_after(ended_at, &self.wanted.live)? {
                if report.coverage.dropped_blocks > 0 {
                    let told = format!("{} blocks dropped", report.coverage.dropped_blocks);
                    return Ok(Some((Check::Blocks, told)));
                }
                if let Some(note) = report.notes.iter().find(|note| note.contains(GAVE_UP)) {
                    return Ok(Some((Check::Metering, note.clone())));
                }
                // Written after the last call, of what came before it or of all.
                if report.mix.sample_rate_hz == actor.sample_rate_hz {
                    return Ok(None);
                }
                told = format!("only a report at {} Hz", report.mix.sample_rate_hz);
            }
            std::thread::sleep(LOOK_EVERY);
        }
        let told = format!(
            "{told} for {} s after {} Hz",
            PATIENCE.as_secs(),
            actor.sample_rate_hz
        );
        Ok(Some((Check::Alive, told)))
    }
}

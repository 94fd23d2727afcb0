//! The whole soak: scenes, and moments of rest between them.

use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use triage::model::report::Report;
use triage_testkit::heap;
use triage_testkit::host::library::Library;

use crate::cast::Actor;
use crate::error::SoakError;
use crate::material::Material;
use crate::player;
use crate::player::Played;
use crate::process::Holding;
use crate::rules;
use crate::steady;
use crate::tally::Check;
use crate::tally::EDITORS;
use crate::tally::Events;
use crate::tally::Faults;

/// How long anything may take that is waited for, on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often one looks meanwhile.
pub const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How long one waits for what should happen by itself.
const SETTLE_MAX: Duration = Duration::from_secs(3);

/// From so many hours on there are two rests in every quarter instead of one.
const LONG_FROM_HOURS: f64 = 0.5;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The plug-in.
    pub plugin: PathBuf,
    /// Where it writes its reports.
    pub live: PathBuf,
    /// Hours of audio.
    pub hours: f64,
    /// What decides everything.
    pub seed: u64,
}

/// What is held when only the two instances are there that stay, both having heard the same.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// The quarter of the soak, from 0.
    pub quarter: usize,
    /// Editors opened until then.
    pub editors: u64,
    /// What is held.
    pub holding: Holding,
}

/// What came of a soak.
#[derive(Debug)]
pub struct Outcome {
    /// What was wanted.
    pub wanted: Wanted,
    /// Music of the instance that stays as it is, seconds.
    pub heard_s: f64,
    /// Music of all instances, seconds.
    pub heard_by_all_s: f64,
    /// Frames of all.
    pub frames: u64,
    /// Calls of all.
    pub calls: u64,
    /// Time that it took.
    pub wall: Duration,
    /// What was held in between, in turn.
    pub rests: Vec<Rest>,
    /// What was done.
    pub events: Events,
    /// What was found wrong.
    pub faults: Faults,
    /// What could not be looked at, and why.
    pub unseen: Vec<String>,
    /// What the engine alone says of the music that comes again.
    pub expected: Report,
}

/// A running soak.
pub struct Soak {
    pub(crate) wanted: Wanted,
    pub(crate) library: Library,
    pub(crate) material: Material,
    /// The one that stays as it is, the one that changes, and guests.
    pub(crate) cast: Vec<Actor>,
    pub(crate) states: Vec<Vec<u8>>,
    pub(crate) started: u32,
    pub(crate) guests: u32,
    pub(crate) events: Events,
    pub(crate) faults: Faults,
    #[cfg(target_os = "linux")]
    pub(crate) display: Option<triage_testkit::display::Display>,
    heard_s: f64,
    heard_by_all_s: f64,
    frames: u64,
    calls: u64,
    rests: Vec<Rest>,
    expected: Report,
    untouched: Vec<u8>,
    unseen: Vec<String>,
}

impl Soak {
    /// Loads the plug-in and proves that what it does with the heap is seen.
    ///
    /// # Errors
    ///
    /// When it cannot be loaded, or cannot be watched where it should be.
    pub fn new(wanted: Wanted) -> Result<Self, SoakError> {
        heap::keep_little();
        let library = Library::load(&wanted.plugin)?;
        let mut still = Actor::new("the one that stays".to_owned(), &library)?;
        let mut unseen = Vec::new();
        if cfg!(all(target_os = "linux", target_env = "gnu")) {
            prove_watch(&mut still)?;
        } else {
            unseen.push("use of the heap and allocated memory: GNU/Linux only".to_owned());
        }
        let material = Material::new();
        #[cfg(target_os = "linux")]
        let display = crate::window::display();
        #[cfg(target_os = "linux")]
        let has_display = display.is_some();
        #[cfg(not(target_os = "linux"))]
        let has_display = false;
        if !has_display {
            println!("there is no display, so no editor is opened");
            unseen.push("the editor: there is no display".to_owned());
        }
        Ok(Self {
            untouched: still.instance.save()?,
            expected: steady::expected(&material)?,
            cast: vec![
                still,
                Actor::new("the one that changes".to_owned(), &library)?,
            ],
            material,
            library,
            wanted,
            states: Vec::new(),
            started: 0,
            guests: 0,
            events: Events::default(),
            faults: Faults::default(),
            #[cfg(target_os = "linux")]
            display,
            heard_s: 0.0,
            heard_by_all_s: 0.0,
            frames: 0,
            calls: 0,
            rests: Vec::new(),
            unseen,
        })
    }

    /// Plays all of it.
    ///
    /// # Errors
    ///
    /// When the plug-in refuses something, or writes no report that can be read. What is merely wrong is an outcome.
    pub fn run(mut self) -> Result<Outcome, SoakError> {
        let begun = Instant::now();
        let total_s = self.wanted.hours * 3600.0;
        let per_quarter = if self.wanted.hours >= LONG_FROM_HOURS {
            2
        } else {
            1
        };
        let rests = 4 * per_quarter;
        self.rest(0, begun)?;
        let mut number = 0;
        for rest in 0..rests {
            let until_s = total_s * (rest + 1) as f64 / rests as f64;
            while self.heard_s < until_s {
                number += 1;
                let seconds = (total_s / 12.0)
                    .clamp(20.0, 300.0)
                    .min(until_s - self.heard_s);
                self.scene(number, seconds)
                    .map_err(|source| SoakError::Scene {
                        scene: number,
                        seed: self.wanted.seed,
                        source: Box::new(source),
                    })?;
            }
            self.rest(rest / per_quarter, begun)?;
        }
        rules::check(&self.rests, &mut self.faults);
        Ok(Outcome {
            wanted: self.wanted,
            heard_s: self.heard_s,
            heard_by_all_s: self.heard_by_all_s,
            frames: self.frames,
            calls: self.calls,
            wall: begun.elapsed(),
            rests: self.rests,
            events: self.events,
            faults: self.faults,
            unseen: self.unseen,
            expected: self.expected,
        })
    }

    /// Adds what came of one stream, and says what was wrong with it.
    pub(crate) fn book(&mut self, place: usize, played: Played, when: &str) {
        self.frames += played.frames;
        self.calls += played.calls;
        self.heard_by_all_s += played.seconds;
        let who = self.cast.get(place).map_or("", |actor| actor.name.as_str());
        if played.changed_pieces > 0 {
            let told = format!(
                "{when}, {who}: {} pieces came out changed",
                played.changed_pieces
            );
            self.faults.add(Check::Audio, told);
        }
        if played.heap_calls > 0 {
            let told = format!(
                "{when}, {who}: {} uses of the heap on the audio thread",
                played.heap_calls
            );
            self.faults.add(Check::Heap, told);
        }
    }

    /// What the one that stays has heard counts.
    pub(crate) fn advance(&mut self, seconds: f64) {
        self.heard_s += seconds;
    }

    /// Sends the guests away, plays the music that comes again to the two that stay, and looks at what is held.
    fn rest(&mut self, quarter: usize, begun: Instant) -> Result<(), SoakError> {
        self.cast.truncate(2);
        let when = format!("after {:.2} h", self.heard_s / 3600.0);
        let mut ended = Vec::new();
        for place in 0..self.cast.len() {
            ended.push(self.play_again(place, &when)?);
        }
        for (place, ended_at) in ended.into_iter().enumerate() {
            self.check_agreement(place, ended_at, &when)?;
        }
        let holding = self.settled();
        println!(
            "{when}: {:.0} s of wall time, {} KiB resident, {} KiB allocated, {} threads, {} open files",
            begun.elapsed().as_secs_f64(),
            holding.resident_kib,
            holding.live_kib,
            holding.threads,
            holding.files
        );
        let editors = self.events.times(EDITORS);
        self.rests.push(Rest {
            quarter,
            editors,
            holding,
        });
        Ok(())
    }

    fn play_again(&mut self, place: usize, when: &str) -> Result<SystemTime, SoakError> {
        let pieces = steady::pieces(&self.material);
        let actor = &mut self.cast[place];
        actor.settle(&mut self.events)?;
        actor.instance.load(&self.untouched)?;
        let part = actor.part(pieces)?;
        let mut stream = actor.start(&mut self.started)?;
        let material = &self.material;
        let played = std::thread::scope(|scope| {
            let player = scope.spawn(|| player::play(&mut stream, part, material));
            player
                .join()
                .map_err(|_| SoakError::Said("the player stopped".to_owned()))
        })??;
        actor.instance.stop(stream);
        self.book(place, played, when);
        Ok(played.ended_at)
    }

    fn check_agreement(
        &mut self,
        place: usize,
        ended_at: SystemTime,
        when: &str,
    ) -> Result<(), SoakError> {
        let actor = &mut self.cast[place];
        let begun = Instant::now();
        let mut told = "there is no report".to_owned();
        while begun.elapsed() < PATIENCE {
            actor.instance.idle();
            if let Some(report) = actor.report_after(ended_at, &self.wanted.live)? {
                told = steady::difference(&report, &self.expected);
                if told.is_empty() {
                    return Ok(());
                }
            }
            std::thread::sleep(LOOK_EVERY);
        }
        let who = &actor.name;
        self.faults
            .add(Check::Agreement, format!("{when}, {who}: {told}"));
        Ok(())
    }

    /// What is held once what was told to end has ended.
    fn settled(&mut self) -> Holding {
        let rests = || self.rests.iter().map(|rest| rest.holding);
        let threads = rests().map(|holding| holding.threads).min();
        let files = rests().map(|holding| holding.files).min();
        wait_until(|| {
            let now = Holding::now();
            threads.is_none_or(|least| now.threads <= least)
                && files.is_none_or(|least| now.files <= least)
        });
        heap::trim();
        Holding::now()
    }
}

/// Waits, but not for long: a thread that was told to end, or a file that is being written, may take a moment.
pub fn wait_until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() && begun.elapsed() < SETTLE_MAX {
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Has the plug-in use the heap, as it does when it writes a value as text, and looks whether that is seen.
fn prove_watch(actor: &mut Actor) -> Result<(), SoakError> {
    if !heap::is_watched() {
        return Err(SoakError::Said(
            "an allocation on purpose went unnoticed: this program's malloc is not its own"
                .to_owned(),
        ));
    }
    let parameters = actor.instance.parameters();
    let parameter = parameters
        .iter()
        .find(|parameter| parameter.name == "Main fader")
        .ok_or_else(|| SoakError::Said("the plug-in has no main fader".to_owned()))?;
    let mut room = [0; 64];
    let before = heap::calls_of_this_thread();
    {
        let _watched = heap::Scope::enter();
        actor.instance.write_value(parameter, 0.5, &mut room)?;
    }
    let seen = heap::calls_of_this_thread() - before;
    if seen == 0 {
        return Err(SoakError::Said(
            "the plug-in wrote a text and its allocation went unnoticed: its malloc is not this program's".to_owned(),
        ));
    }
    println!("self-test: {seen} uses of the heap inside the plug-in, on purpose, were seen");
    Ok(())
}

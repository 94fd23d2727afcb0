//! One mix being worked on: blocks in, answer out. The plug-in's worker and the command line both run this.

use std::collections::BTreeSet;

use crate::analysis::answer;
use crate::analysis::context::Context;
use crate::analysis::judge;
use crate::analysis::judge::Judged;
use crate::analysis::profile;
use crate::analysis::programme::Programme;
use crate::analysis::ranking;
use crate::analysis::report;
use crate::analysis::report::Frame;
use crate::analysis::side_chain;
use crate::analysis::side_chain::Heard;
use crate::analysis::side_chain::Offer;
use crate::analysis::watch::Watch;
use crate::model::answer::Answer;
use crate::model::answer::SideChainState;
use crate::model::block::Clock;
use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::profile::ProfileBasis;
use crate::model::report::Issue;
use crate::model::report::ReferenceInfo;
use crate::model::report::Report;
use crate::model::settings::Settings;

pub use crate::analysis::side_chain::SideChain;

/// The watched list is judged afresh after so much audio, seconds: five times a second.
const LIVE_STEP_S: f64 = 0.2;

/// Quieter than this is a pause, LUFS: no time passes for the watched list.
const AUDIBLE_LUFS: f32 = -60.0;

/// Everything heard of one mix, and what it is judged by.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    cells_max: usize,
    file: Option<(String, f64)>,
    references: Vec<ReferenceInfo>,
    profile: Option<Profile>,
    side_chain: SideChain,
    ignored: BTreeSet<String>,
    programme: Programme,
    reference: Heard,
    watch: Watch,
    live: Live,
}

/// What a session knows at one moment.
#[derive(Clone, Debug)]
pub struct Captured {
    /// What the person chose.
    pub settings: Settings,
    /// What the mix was compared with, by name.
    pub references: Vec<ReferenceInfo>,
    /// The same in numbers; `None` with a built-in target.
    pub profile: Option<Profile>,
    /// What was measured.
    pub measurement: Measurement,
    /// What is said of it.
    pub report: Report,
}

/// Where the watched list stands.
#[derive(Debug, Default)]
struct Live {
    /// Audible audio that has passed, seconds, replays included.
    audible_s: f64,
    /// Audio since the last evaluation, seconds.
    fresh_s: f64,
    /// Whether the transport rolled at the last evaluation.
    was_rolling: bool,
    answer: Option<Answer>,
}

/// What a judgement is made by, put together for one evaluation.
struct Bench {
    measurement: Measurement,
    profile: Option<Profile>,
    frame: Frame,
    side_chain: SideChainState,
    is_rolling: bool,
}

/// Two hours, in cells of 3 s: the longest file that is read.
const FILE_CELLS: usize = 2400;

/// Twelve minutes likewise. With what an evaluation needs for a moment that is 3 MB, which several instances can afford.
const LIVE_CELLS: usize = 240;

impl Session {
    /// A session for a file of up to two hours, which has heard nothing.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::with_room(settings, FILE_CELLS)
    }

    /// A session for a song in progress, of which it keeps the twelve minutes heard last: several instances of the
    /// plug-in may run for days.
    #[must_use]
    pub fn live(settings: Settings) -> Self {
        Self::with_room(settings, LIVE_CELLS)
    }

    fn with_room(settings: Settings, cells_max: usize) -> Self {
        Self {
            settings,
            cells_max,
            file: None,
            references: Vec::new(),
            profile: None,
            side_chain: SideChain::Ignore,
            ignored: BTreeSet::new(),
            programme: Programme::new(cells_max),
            reference: Heard::new(),
            watch: Watch::default(),
            live: Live::default(),
        }
    }

    /// A session that is judged by the same and has heard nothing.
    #[must_use]
    pub fn afresh(&self) -> Self {
        let mut session = Self::with_room(self.settings, self.cells_max);
        session.judge_like(self);
        session
    }

    /// Judges what was heard by what another session judges by.
    pub fn judge_like(&mut self, other: &Self) {
        self.settings = other.settings;
        self.references.clone_from(&other.references);
        self.profile.clone_from(&other.profile);
        self.side_chain = other.side_chain;
        self.ignored.clone_from(&other.ignored);
        self.live.answer = None;
    }

    /// What the person chose.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Judges everything, past and future, by other settings.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
        self.live.answer = None;
    }

    /// Says which file is being measured and how long it is, for the report. Without it the report is of a live mix.
    pub fn set_file(&mut self, path: &str, duration_s: f64) {
        self.file = Some((path.to_owned(), duration_s));
        self.live.answer = None;
    }

    /// Compares with these references from now on. Without a profile the built-in target of the settings is used.
    pub fn set_references(&mut self, references: Vec<ReferenceInfo>, profile: Option<Profile>) {
        self.references = references;
        self.profile = profile;
        self.live.answer = None;
    }

    /// Whether the side-chain stands in for the loaded references. It does so from 10 s of audible reference on;
    /// until then a note says what is missing.
    pub fn set_use_side_chain(&mut self, side_chain: SideChain) {
        self.side_chain = side_chain;
        self.live.answer = None;
    }

    /// Leaves the issues with these keys out of the list from now on; they are told apart from it. The next ones move
    /// up.
    pub fn set_ignored(&mut self, keys: impl IntoIterator<Item = String>) {
        self.ignored = keys.into_iter().collect();
        self.live.answer = None;
    }

    /// Takes in the next 100 ms of the side-chain.
    pub fn push_reference_block(&mut self, block: &MeterBlock) {
        self.reference.push_block(block);
    }

    /// Takes in the next 100 ms.
    pub fn push_block(&mut self, block: &MeterBlock) {
        self.programme.push_block(block);
        let seconds = if block.sample_rate_hz > 0.0 {
            f64::from(block.frames) / block.sample_rate_hz
        } else {
            0.0
        };
        self.live.fresh_s += seconds;
        let is_audible = block.momentary_max_lufs.max(block.short_term_lufs) > AUDIBLE_LUFS;
        if is_audible && block.clock != Clock::Stopped {
            self.live.audible_s += seconds;
        }
    }

    /// Takes in clipping; a newer state of an event replaces the older one.
    pub fn push_event(&mut self, event: &ClipEvent) {
        self.programme.push_event(event);
        self.leave_rest();
    }

    /// Counts blocks and events that got lost on the way here.
    pub fn add_dropped(&mut self, blocks: u64) {
        self.programme.add_dropped(blocks);
        self.leave_rest();
    }

    /// Forgets what was heard, of the side-chain as well; keeps settings and loaded references.
    pub fn reset(&mut self) {
        self.programme.reset();
        self.reference = Heard::new();
        self.watch = Watch::default();
        self.live = Live::default();
    }

    /// What has been measured of the song so far.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        self.programme.measurement()
    }

    /// The report on all that was heard, judged afresh: same audio, same references, same list.
    ///
    /// Before any audio the numbers are not measured and a note says so.
    #[must_use]
    pub fn report(&self) -> Report {
        let bench = self.bench();
        let issues = self.settled(&bench);
        bench.report(&self.settings, issues)
    }

    /// [`Session::report`], with the song it is about.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let bench = self.bench();
        let issues = self.settled(&bench);
        bench.answer(&self.settings, issues)
    }

    /// What there is to keep of a version: what was measured, what is said of it in that round, and by what.
    #[must_use]
    pub fn capture(&self, round: u32) -> Captured {
        let bench = self.bench();
        let issues = self.settled(&bench);
        let settings = Settings {
            iteration: Some(round),
            ..self.settings
        };
        let report = bench.report(&settings, issues);
        let is_measured = |profile: &Profile| profile.basis == ProfileBasis::Measured;
        Captured {
            settings,
            references: bench.frame.references,
            profile: bench.profile.filter(is_measured),
            measurement: bench.measurement,
            report,
        }
    }

    /// Keys of the issues that are left out of the list.
    #[must_use]
    pub fn ignored(&self) -> &BTreeSet<String> {
        &self.ignored
    }

    /// Everything that is wrong, ranked, with nothing kept back by iteration or focus.
    #[must_use]
    pub fn all_issues(&self) -> Vec<Issue> {
        self.settled(&self.bench())
    }

    /// The report as a person watches it: issues appear, change and leave calmly. Once the transport stands still it
    /// equals [`Session::report`].
    ///
    /// Judged afresh at most every 200 ms of audio; in between the last answer is given again.
    #[must_use]
    pub fn live_report(&mut self) -> Report {
        self.live_answer().report
    }

    /// [`Session::live_report`], with the song it is about.
    #[must_use]
    pub fn live_answer(&mut self) -> Answer {
        let is_rolling = self.programme.is_rolling();
        let is_fresh = is_rolling == self.live.was_rolling && self.live.fresh_s < LIVE_STEP_S;
        if let Some(answer) = self.live.answer.as_ref().filter(|_| is_fresh) {
            return answer.clone();
        }
        let bench = self.bench();
        let issues = if is_rolling {
            self.watched(&bench)
        } else {
            self.come_to_rest(&bench)
        };
        let answer = bench.answer(&self.settings, issues);
        self.live.fresh_s = 0.0;
        self.live.was_rolling = is_rolling;
        self.live.answer = Some(answer.clone());
        answer
    }

    /// What arrives while the transport stands still changes the settled answer at once.
    fn leave_rest(&mut self) {
        if !self.programme.is_rolling() {
            self.live.answer = None;
        }
    }

    fn settled(&self, bench: &Bench) -> Vec<Issue> {
        judge::issues(&bench.measurement, bench.profile.as_ref(), &self.settings)
    }

    fn watched(&mut self, bench: &Bench) -> Vec<Issue> {
        let context = bench.context(&self.settings);
        let mut found = judge::findings(&context);
        let watch = &self.watch;
        // What is on the list keeps its lesser twins away for as long as it is there.
        judge::suppress(&context, &mut found, |judged| {
            judged.is_entered() || watch.shows(&judged.finding.key)
        });
        let shown = self.watch.update(self.live.audible_s, found);
        let ranked = ranking::ranked(&context, &shown);
        self.watch.calm_order(self.live.audible_s, ranked)
    }

    fn come_to_rest(&mut self, bench: &Bench) -> Vec<Issue> {
        let context = bench.context(&self.settings);
        let mut found = judge::findings(&context);
        found.retain(Judged::is_entered);
        judge::suppress(&context, &mut found, Judged::is_entered);
        self.watch.settle(self.live.audible_s, &found);
        ranking::ranked(&context, &found)
    }

    fn bench(&self) -> Bench {
        let (side_chain, offered) = self.side_chain_offer();
        let references = match offered {
            Some(_) => vec![side_chain::info()],
            None => self.references.clone(),
        };
        let profile = offered
            .or_else(|| self.profile.clone())
            .or_else(|| profile::built_in(self.settings.target));
        Bench {
            measurement: self.programme.measurement(),
            profile,
            frame: Frame {
                file: self.file.clone(),
                references,
                side_chain: side_chain::note(side_chain),
                ignored: self.ignored.clone(),
            },
            side_chain,
            is_rolling: self.programme.is_rolling(),
        }
    }

    fn side_chain_offer(&self) -> (SideChainState, Option<Profile>) {
        if self.side_chain == SideChain::Ignore {
            return (SideChainState::Off, None);
        }
        match self.reference.offer() {
            Offer::Ready(profile) => (SideChainState::InUse, Some(*profile)),
            Offer::Missing(state) => (state, None),
        }
    }
}

impl Bench {
    fn context<'a>(&'a self, settings: &'a Settings) -> Context<'a> {
        Context::new(&self.measurement, self.profile.as_ref(), settings)
    }

    fn report(&self, settings: &Settings, issues: Vec<Issue>) -> Report {
        report::assemble(&self.context(settings), &self.frame, issues)
    }

    fn answer(&self, settings: &Settings, issues: Vec<Issue>) -> Answer {
        let report = self.report(settings, issues);
        Answer {
            ignored: report.ignored.clone(),
            report,
            song: answer::song(&self.measurement),
            width_db: answer::width_db(&self.measurement),
            reference_width: answer::reference_width(self.profile.as_ref()),
            reference_integrated_lufs: answer::reference_integrated_lufs(self.profile.as_ref()),
            side_chain: self.side_chain,
            is_rolling: self.is_rolling,
        }
    }
}

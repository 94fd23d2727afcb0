//! One song: every fault, at every strength, judged by every yardstick, and the first move made.

use serde::Serialize;
use serde_json::Value;
use triage::model::profile::Profile;
use triage::model::report::Severity;

use crate::TrialError;
use crate::damage;
use crate::faults;
use crate::faults::Damage;
use crate::faults::Fault;
use crate::hearing;
use crate::remedy;
use crate::remedy::Spoilt;
use crate::songs::Pair;
use crate::songs::Song;

/// What a spoilt song is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Yardstick {
    /// The song before it was spoilt.
    Undamaged,
    /// Another song of the same kind.
    OtherSong,
    /// The built-in target.
    BuiltIn,
}

impl Yardstick {
    /// All of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Undamaged, Self::OtherSong, Self::BuiltIn];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Undamaged => "the undamaged song",
            Self::OtherSong => "another song of the kind",
            Self::BuiltIn => "no reference",
        }
    }
}

/// What was said about one fault.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The song.
    pub song: String,
    /// The fault.
    pub fault: &'static str,
    /// 0 slight, 1 plain, 2 gross.
    pub strength: usize,
    /// What the song was compared with.
    pub yardstick: Yardstick,
    /// Place in the list, from 0; `None` if it is not there.
    pub rank: Option<usize>,
    /// How bad it is said to be.
    pub severity: Option<Severity>,
    /// Whether it is as bad as it should be.
    pub is_severity_right: bool,
    /// What leads the list.
    pub first: Option<String>,
    /// Critical and Important issues that are not the fault.
    pub others: Vec<String>,
    /// What the first move did; `None` without one, or where only a person can make it.
    pub moved: Option<Moved>,
}

/// What a move did.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// The move.
    pub text: String,
    /// How bad the fault is afterwards; `None` if it is gone.
    pub severity: Option<Severity>,
    /// Whether it is gone, or a class lower.
    pub is_better: bool,
    /// Critical and Important issues that were not there before.
    pub broke: Vec<String>,
}

/// What is said about a song before it is spoilt.
#[derive(Clone, Debug, Serialize)]
pub struct Alarm {
    /// The song.
    pub song: String,
    /// What it was compared with.
    pub yardstick: Yardstick,
    /// The issue.
    pub issue: String,
    /// How bad.
    pub severity: Severity,
    /// Its title.
    pub title: String,
}

/// Everything about one song.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Trial {
    /// One for each fault that the song can have, strength and yardstick.
    pub outcomes: Vec<Outcome>,
    /// What is said although nothing was done.
    pub alarms: Vec<Alarm>,
    /// Faults that the song cannot have, because it has no sound where they are.
    pub absent: Vec<&'static str>,
}

/// An issue as it stands in the report.
#[derive(Debug)]
struct Said {
    id: String,
    key: String,
    range_hz: Option<[f64; 2]>,
    severity: Severity,
    title: String,
    first_fix: Value,
}

/// How far a ring may be told from where it is, as a factor: a sixth of an octave.
const RING_REACH: f64 = 1.122;

struct Judge {
    yardstick: Yardstick,
    profile: Option<Profile>,
}

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// Names of the faults; none for all.
    pub faults: &'a [&'a str],
    /// Which of the three strengths.
    pub strengths: &'a [usize],
    /// What songs are compared with.
    pub yardsticks: &'a [Yardstick],
}

impl Plan<'_> {
    /// Everything.
    pub const ALL: Self = Self {
        faults: &[],
        strengths: &[0, 1, 2],
        yardsticks: &Yardstick::ALL,
    };
}

/// Tries the catalogue on a song.
///
/// # Errors
///
/// When a song cannot be measured.
pub fn run(pair: &Pair, plan: &Plan) -> Result<Trial, TrialError> {
    let judges = judges(pair, plan)?;
    let mut trial = Trial {
        alarms: alarms(pair, &judges)?,
        ..Trial::default()
    };
    for fault in
        faults::all().filter(|fault| plan.faults.is_empty() || plan.faults.contains(&fault.name))
    {
        let song = &pair.song;
        let is_possible =
            |strength: &usize| damage::is_possible(fault, *strength, &song.stereo, song.rate_hz);
        let strengths: Vec<usize> = plan.strengths.iter().copied().filter(is_possible).collect();
        if strengths.is_empty() {
            trial.absent.push(fault.name);
        }
        for strength in strengths {
            trial
                .outcomes
                .extend(spoil(pair, fault, strength, &judges)?);
        }
    }
    Ok(trial)
}

fn judges(pair: &Pair, plan: &Plan) -> Result<Vec<Judge>, TrialError> {
    let profile = |song: &Song| -> Result<Option<Profile>, TrialError> {
        let session = hearing::hear(&song.stereo, song.rate_hz)?;
        Ok(hearing::profile_of(
            &song.name,
            &session.measurement(),
            song.rate_hz,
        ))
    };
    let judge = |&yardstick| {
        let profile = match yardstick {
            Yardstick::Undamaged => profile(&pair.song)?,
            Yardstick::OtherSong => profile(&pair.other)?,
            Yardstick::BuiltIn => None,
        };
        Ok(Judge { yardstick, profile })
    };
    plan.yardsticks.iter().map(judge).collect()
}

fn alarms(pair: &Pair, judges: &[Judge]) -> Result<Vec<Alarm>, TrialError> {
    let mut session = hearing::hear(&pair.song.stereo, pair.song.rate_hz)?;
    let mut alarms = Vec::new();
    for judge in judges {
        let report = hearing::report(&mut session, judge.profile.as_ref())?;
        alarms.extend(said(&report).into_iter().map(|said| Alarm {
            song: pair.song.name.clone(),
            yardstick: judge.yardstick,
            issue: said.id,
            severity: said.severity,
            title: said.title,
        }));
    }
    Ok(alarms)
}

fn spoil(
    pair: &Pair,
    fault: &Fault,
    strength: usize,
    judges: &[Judge],
) -> Result<Vec<Outcome>, TrialError> {
    let (damage, mildest, severest) = fault.steps[strength];
    let rate_hz = pair.song.rate_hz;
    let song = damage::apply(damage, &pair.song.stereo, rate_hz);
    let spoilt = Spoilt {
        damage,
        whole: &pair.song.stereo,
        song: &song,
        rate_hz,
    };
    let mut session = hearing::hear(&song, rate_hz)?;
    let mut outcomes = Vec::new();
    for judge in judges {
        let report = hearing::report(&mut session, judge.profile.as_ref())?;
        let list = said(&report);
        let rank = list.iter().position(|said| names(fault, damage, said));
        let named = rank.map(|rank| &list[rank]);
        let severity = named.map(|said| said.severity);
        outcomes.push(Outcome {
            song: pair.song.name.clone(),
            fault: fault.name,
            strength,
            yardstick: judge.yardstick,
            rank,
            severity,
            is_severity_right: severity.is_some_and(|it| (severest..=mildest).contains(&it)),
            first: list.first().map(|said| said.id.clone()),
            others: grave(&list, |said| !names(fault, damage, said)),
            moved: match named {
                Some(named) => make_move(&spoilt, &list, named, judge)?,
                None => None,
            },
        });
    }
    Ok(outcomes)
}

fn make_move(
    spoilt: &Spoilt,
    list: &[Said],
    named: &Said,
    judge: &Judge,
) -> Result<Option<Moved>, TrialError> {
    let Some(song) = remedy::apply(&named.first_fix, spoilt) else {
        return Ok(None);
    };
    let mut session = hearing::hear(&song, spoilt.rate_hz)?;
    let after = said(&hearing::report(&mut session, judge.profile.as_ref())?);
    let severity = after
        .iter()
        .find(|said| said.key == named.key)
        .map(|said| said.severity);
    Ok(Some(Moved {
        text: named.first_fix["text"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        severity,
        is_better: severity.is_none_or(|severity| severity > named.severity),
        broke: grave(&after, |said| {
            list.iter().all(|before| before.id != said.id)
        }),
    }))
}

/// Whether an issue names the fault. Songs have rings of their own: that of the fault must be where it was made.
fn names(fault: &Fault, damage: Damage, said: &Said) -> bool {
    let is_there = match (damage, said.id.as_str(), said.range_hz) {
        (Damage::Equalised(band), "RESONANCE", Some([low_hz, high_hz])) => {
            (low_hz / RING_REACH..high_hz * RING_REACH).contains(&band.frequency_hz)
        }
        _ => true,
    };
    is_there && fault.issues.contains(&said.id.as_str())
}

/// Critical and Important issues of a kind, by name.
fn grave(list: &[Said], is_meant: impl Fn(&Said) -> bool) -> Vec<String> {
    list.iter()
        .filter(|said| said.severity <= Severity::Important && is_meant(said))
        .map(|said| said.id.clone())
        .collect()
}

fn said(report: &Value) -> Vec<Said> {
    let issues = report["issues"].as_array().map_or(&[][..], Vec::as_slice);
    let said = |issue: &Value| {
        Some(Said {
            id: issue["id"].as_str()?.to_owned(),
            key: issue["key"].as_str()?.to_owned(),
            range_hz: serde_json::from_value(issue["range_hz"].clone()).ok()?,
            severity: serde_json::from_value(issue["severity"].clone()).ok()?,
            title: issue["title"].as_str()?.to_owned(),
            first_fix: issue["fixes"].get(0).cloned().unwrap_or(Value::Null),
        })
    };
    issues.iter().filter_map(said).collect()
}

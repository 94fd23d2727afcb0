//! All meters on the same blocks, taking turns.

use std::time::Duration;
use std::time::Instant;

use livi::World;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;

use crate::PeersError;
use crate::audio::BLOCK_FRAMES;
use crate::audio::Material;
use crate::contenders::Contender;
use crate::contenders::OURS;
use crate::contenders::PEERS;
use crate::contenders::TRANSFORM;
use crate::lv2::HostedPeer;
use crate::timing::LongTransform;
use crate::timing::Timing;

/// Times the material is played.
const PASSES: usize = 5;

/// Blocks before the clock counts: caches are warm, first windows are full.
const WARM_UP_BLOCKS: usize = 400;

/// Takes blocks and throws them away, as far as the compiler knows after use.
pub struct Discard;

impl MeterSink for Discard {
    fn block(&mut self, block: &MeterBlock) {
        std::hint::black_box(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        std::hint::black_box(event);
    }
}

enum Racer {
    Ours(Box<MeterEngine>, i64),
    Theirs(Box<HostedPeer>),
    Transform(Box<LongTransform>),
}

impl Racer {
    fn process(&mut self, block: [&[f32]; 2]) -> Result<Duration, PeersError> {
        match self {
            Self::Theirs(peer) => peer.process(block),
            Self::Transform(transform) => transform.run(),
            Self::Ours(engine, position) => {
                let begun = Instant::now();
                engine.process(block[0], block[1], Position::Song(*position), &mut Discard);
                let took = begun.elapsed();
                *position += i64::try_from(BLOCK_FRAMES).unwrap_or(0);
                Ok(took)
            }
        }
    }
}

/// Times every installed meter on a material.
///
/// The whole race is run several times, and of each block the fastest time of a meter counts: meters do the same work
/// each time, and what is slower was somebody else's on a shared machine.
pub fn run(material: &Material) -> Result<Vec<(Contender, Timing)>, PeersError> {
    let mut fastest: Vec<(Contender, Vec<Duration>)> = Vec::new();
    for _ in 0..PASSES {
        let pass = run_once(material)?;
        if fastest.is_empty() {
            fastest = pass;
            continue;
        }
        for ((_, best), (_, calls)) in fastest.iter_mut().zip(pass) {
            for (best, call) in best.iter_mut().zip(calls) {
                *best = call.min(*best);
            }
        }
    }
    let timings = fastest
        .into_iter()
        .filter_map(|(contender, calls)| Some((contender, Timing::of(calls)?)));
    Ok(timings.collect())
}

/// What each block takes each meter, in one run over the material.
fn run_once(material: &Material) -> Result<Vec<(Contender, Vec<Duration>)>, PeersError> {
    let mut racers = racers(material.sample_rate_hz)?;
    let mut calls: Vec<Vec<Duration>> = vec![Vec::new(); racers.len()];
    for (number, block) in material.blocks().enumerate() {
        for turn in 0..racers.len() {
            // Who comes first finds the cache as the last one left it: everybody gets every place.
            let racer = (turn + number) % racers.len();
            let took = racers[racer].1.process(block)?;
            if number >= WARM_UP_BLOCKS {
                calls[racer].push(took);
            }
        }
    }
    let contenders = racers.iter().map(|(contender, _)| *contender);
    Ok(contenders.zip(calls).collect())
}

fn racers(sample_rate_hz: f64) -> Result<Vec<(Contender, Racer)>, PeersError> {
    let config = MeterConfig {
        sample_rate_hz,
        layout: ChannelLayout::Stereo,
    };
    let engine = MeterEngine::new(&config).map_err(PeersError::said)?;
    let mut racers = vec![
        (OURS, Racer::Ours(Box::new(engine), 0)),
        (TRANSFORM, Racer::Transform(Box::new(LongTransform::new()))),
    ];
    let world = World::new();
    for peer in &PEERS {
        match HostedPeer::load(&world, peer, sample_rate_hz)? {
            Some(hosted) => racers.push((peer.contender, Racer::Theirs(Box::new(hosted)))),
            None => eprintln!(
                "{} is not installed: apt-get install x42-plugins lsp-plugins-lv2",
                peer.contender.name
            ),
        }
    }
    Ok(racers)
}

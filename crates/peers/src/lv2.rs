//! Other people's meters, hosted as LV2 plug-ins.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use livi::EmptyPortConnections;
use livi::Features;
use livi::Instance;
use livi::PortCounts;
use livi::PortType;
use livi::World;
use livi::event::LV2AtomEventBuilder;
use livi::event::LV2AtomSequence;

use crate::PeersError;
use crate::audio::BLOCK_FRAMES;
use crate::contenders::Message;
use crate::contenders::Peer;

/// Room for messages in either direction; the x42 meters refuse less than a kilobyte.
const MESSAGE_BYTES: usize = 32_768;

/// Bytes of one message: an object of two properties.
const OBJECT_BYTES: usize = 56;

/// One hosted meter.
pub struct HostedPeer {
    instance: Instance,
    features: Arc<Features>,
    messages: &'static [Message],
    audio: Vec<Vec<f32>>,
    inputs: Vec<LV2AtomSequence>,
    outputs: Vec<LV2AtomSequence>,
}

impl HostedPeer {
    /// Loads a meter; `None` when it is not installed.
    pub fn load(
        world: &World,
        peer: &Peer,
        sample_rate_hz: f64,
    ) -> Result<Option<Self>, PeersError> {
        let Some(plugin) = world.plugin_by_uri(peer.uri) else {
            return Ok(None);
        };
        let features = world
            .try_build_features(livi::FeaturesBuilder {
                min_block_length: 1,
                max_block_length: BLOCK_FRAMES,
            })
            .map_err(PeersError::said)?;
        // SAFETY: the plug-in is an installed meter from a distribution; its buffers live in `Self`, beside the instance.
        let mut instance = unsafe { plugin.instantiate(features.clone(), sample_rate_hz) }
            .map_err(|error| PeersError::said(format!("{}: {error}", peer.uri)))?;
        for port in plugin.ports_with_type(PortType::ControlInput) {
            if let Some((_, setting)) = peer
                .controls
                .iter()
                .find(|(symbol, _)| *symbol == port.symbol)
            {
                instance.set_control_input(port.index, *setting);
            }
        }
        let PortCounts {
            audio_outputs,
            atom_sequence_inputs,
            atom_sequence_outputs,
            ..
        } = *plugin.port_counts();
        let sequences = |count| {
            (0..count)
                .map(|_| LV2AtomSequence::new(&features, MESSAGE_BYTES))
                .collect()
        };
        Ok(Some(Self {
            audio: vec![vec![0.0; BLOCK_FRAMES]; audio_outputs],
            inputs: sequences(atom_sequence_inputs),
            outputs: sequences(atom_sequence_outputs),
            messages: peer.messages,
            instance,
            features,
        }))
    }

    /// Meters one block and says how long the plug-in took.
    pub fn process(&mut self, block: [&[f32]; 2]) -> Result<Duration, PeersError> {
        for message in std::mem::take(&mut self.messages) {
            self.send(*message)?;
        }
        self.outputs
            .iter_mut()
            .for_each(LV2AtomSequence::clear_as_chunk);
        let ports = EmptyPortConnections::new()
            .with_audio_inputs(block.into_iter())
            .with_audio_outputs(self.audio.iter_mut().map(Vec::as_mut_slice))
            .with_atom_sequence_inputs(self.inputs.iter())
            .with_atom_sequence_outputs(self.outputs.iter_mut());
        let begun = Instant::now();
        // SAFETY: every buffer holds BLOCK_FRAMES frames, sequences are mapped by the features of this instance, and
        // nobody else runs it.
        let done = unsafe { self.instance.run(BLOCK_FRAMES, ports) };
        let took = begun.elapsed();
        done.map_err(PeersError::said)?;
        self.inputs.iter_mut().for_each(LV2AtomSequence::clear);
        Ok(took)
    }

    /// Queues a message for the next block.
    fn send(&mut self, message: Message) -> Result<(), PeersError> {
        let event = LV2AtomEventBuilder::<OBJECT_BYTES>::new_full(
            0,
            self.features.urid(c"http://lv2plug.in/ns/ext/atom#Object"),
            object(&self.features, message),
        );
        let input = self
            .inputs
            .first_mut()
            .ok_or_else(|| PeersError::said("the meter takes no messages"))?;
        input.push_event(&event).map_err(PeersError::said)
    }
}

/// The body of an atom object: no subject, a type, and two properties, each padded to eight bytes (LV2 Atom, 1.18).
fn object(features: &Features, message: Message) -> [u8; OBJECT_BYTES] {
    let meters = |name: &std::ffi::CStr| features.urid(name).to_ne_bytes();
    let zero = 0u32.to_ne_bytes();
    let four = 4u32.to_ne_bytes();
    let words: [[u8; 4]; OBJECT_BYTES / 4] = [
        zero,
        meters(c"http://gareus.org/oss/lv2/meters#metercfg"),
        meters(c"http://gareus.org/oss/lv2/meters#controlkey"),
        zero,
        four,
        meters(c"http://lv2plug.in/ns/ext/atom#Int"),
        message.key.to_ne_bytes(),
        zero,
        meters(c"http://gareus.org/oss/lv2/meters#controlval"),
        zero,
        four,
        meters(c"http://lv2plug.in/ns/ext/atom#Float"),
        message.setting.to_ne_bytes(),
        zero,
    ];
    let mut bytes = [0; OBJECT_BYTES];
    bytes
        .chunks_exact_mut(4)
        .zip(words)
        .for_each(|(target, word)| target.copy_from_slice(&word));
    bytes
}
